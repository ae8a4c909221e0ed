"""Editions of the factor library: drafted, published when complete, retired, copied to the next draft."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stations.actions.editions import completeness, copy_edition, publish, retire
from stations.actions.weight_gaps import inconsistencies
from stations.admin.base import Page, Tool, person
from stations.admin.library import LibraryAdmin, pair
from stations.enums import EditionState
from stations.models import Countermeasure, Edition, Factor, PracticeModel, Source

PARTS = (Factor, Countermeasure, PracticeModel, Source)


class CopyForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs alone
    """The names of the new draft; everything else is copied."""

    class Meta:
        model = Edition
        fields = ("code", "title_zh_hans", "title_en")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in pair("title"):
            self.fields[name].required = True


@admin.register(Edition)
class EditionAdmin(LibraryAdmin):
    place_in_list = 1
    list_display = (
        "code",
        "title_zh_hans",
        "title_en",
        "state",
        "published_at",
        "factor_count",
        "countermeasure_count",
    )
    list_filter = ("state",)
    search_fields = ("code", "title_zh_hans", "title_en")
    readonly_fields = ("state", "published_at", "retired_at")
    fieldsets = [
        (None, {"fields": ["code", pair("title"), pair("summary")]}),
        (gettext_lazy("Its life"), {"fields": [("state", "published_at", "retired_at")]}),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        counts = {"factors": Count("factors", distinct=True), "cures": Count("countermeasures", distinct=True)}
        return super().get_queryset(request).annotate(**{f"{name}_n": count for name, count in counts.items()})

    @admin.display(description=gettext_lazy("factors"), ordering="factors_n")
    def factor_count(self, edition: Any) -> Any:
        return edition.factors_n

    @admin.display(description=gettext_lazy("countermeasures"), ordering="cures_n")
    def countermeasure_count(self, edition: Any) -> Any:
        return edition.cures_n

    def hint(self, request: HttpRequest, obj: Edition) -> str:
        if obj.is_draft:
            return _("A draft: only curators see it. When it is complete, publish it; from then on it never changes.")
        return _("This edition is published and never changes. To change it, copy it to a new draft.")

    def tools(self, request: HttpRequest, obj: Edition) -> list[Tool]:
        """Its parts, then the steps that its state allows."""
        parts = [
            Tool(label=str(model._meta.verbose_name_plural).capitalize(), url=parts_url(model, obj)) for model in PARTS
        ]
        steps = [Tool(label=label, url=self.url_of(obj, page)) for page, label in self.steps(obj).items()]
        weights = [Tool(label=_("Weights"), url=reverse("weights", args=[obj.code]))] if obj.is_draft else []
        return [*parts, *weights, *steps]

    def steps(self, edition: Edition) -> dict[str, str]:
        ending = {EditionState.DRAFT: {"publish": _("Publish")}, EditionState.PUBLISHED: {"retire": _("Retire")}}
        return {"copy": _("Copy to a new draft"), **ending.get(EditionState(edition.state), {})}

    def further_pages(self) -> dict[str, Page]:
        return {"publish": self.publish_page, "retire": self.retire_page, "copy": self.copy_page}

    def publish_page(self, request: HttpRequest, edition: Edition) -> HttpResponse:
        """What is still missing; where nothing is, the button."""
        if request.method == "POST":
            publish(edition=edition, by=person(request))
            messages.success(request, _("Edition %(edition)s is published.") % {"edition": edition.code})
            return redirect(self.url_of(edition))
        title = _("Publish edition %(edition)s") % {"edition": edition.code}
        told = {"gaps": completeness(edition), "inconsistencies": inconsistencies(edition)}
        return self.render(request, edition, "edition_publish", title=title, **told)

    def retire_page(self, request: HttpRequest, edition: Edition) -> HttpResponse:
        if request.method == "POST":
            retire(edition=edition, by=person(request))
            messages.success(request, _("Edition %(edition)s is retired.") % {"edition": edition.code})
            return redirect(self.url_of(edition))
        title = _("Retire edition %(edition)s") % {"edition": edition.code}
        return self.render(request, edition, "edition_retire", title=title)

    def copy_page(self, request: HttpRequest, edition: Edition) -> HttpResponse:
        form = CopyForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            names = form.cleaned_data
            draft = copy_edition(edition=edition, by=person(request), **names)
            messages.success(request, _("Draft %(edition)s is ready to be edited.") % {"edition": draft.code})
            return redirect(self.url_of(draft))
        title = _("Copy edition %(edition)s to a new draft") % {"edition": edition.code}
        return self.render(request, edition, "edition_copy", title=title, form=form)


def parts_url(model: Any, edition: Edition) -> str:
    query = urlencode({"edition__id__exact": edition.pk})
    return f"{reverse(f'admin:stations_{model._meta.model_name}_changelist')}?{query}"

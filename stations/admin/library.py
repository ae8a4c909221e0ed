"""What the rows of the factor library have in common: editable in a draft alone, both languages side by side."""

from typing import Any, cast
from urllib.parse import parse_qsl

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modeltranslation.admin import TranslationAdmin, TranslationTabularInline

from stations import rules
from stations.admin.base import DutyAdmin, Tool, person
from stations.models import Countermeasure, Edition, SourceSection


def pair(name: str) -> tuple[str, str]:
    """The two fields of a bilingual text, for one row of the form."""
    return (f"{name}_zh_hans", f"{name}_en")


class PlainChoices(admin.options.BaseModelAdmin):  # type: ignore[type-arg]  # generic in the stubs alone
    """Choices without Django's shortcuts to other forms: a row is made on its own page, where its edition is plain."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field


class LibraryAdmin(PlainChoices, DutyAdmin, TranslationAdmin):  # type: ignore[type-arg]  # generic in the stubs alone
    """An edition, or a row of one."""

    in_charge = staticmethod(rules.can_curate)

    def edition_of(self, obj: Any) -> Edition:
        return obj if isinstance(obj, Edition) else obj.edition

    def is_open(self, request: HttpRequest, obj: Any) -> bool:
        return obj is None or rules.can_edit_edition(person(request), self.edition_of(obj))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.is_in_charge(request) and self.is_open(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def hint(self, request: HttpRequest, obj: Any) -> str:
        if self.is_open(request, obj):
            return ""
        return _(
            "This belongs to edition %(edition)s, which is published and never changes. "
            "To change it, copy the edition to a new draft."
        ) % {"edition": self.edition_of(obj).code}

    def tools(self, request: HttpRequest, obj: Any) -> list[Tool]:
        edition = self.edition_of(obj)
        label = _("Edition %(edition)s") % {"edition": edition.code}
        return [Tool(label=label, url=self.admin_url(edition))]

    def admin_url(self, edition: Edition) -> str:
        editions = cast("DutyAdmin", self.admin_site.get_model_admin(Edition))
        return editions.url_of(edition)

    # A row is made in a draft and stays there

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = ["edition"] if obj and not isinstance(obj, Edition) else []
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Whoever comes from the list of one edition adds to that edition."""
        filters = dict(parse_qsl(request.GET.get("_changelist_filters", "")))
        return {"edition": filters.get("edition__id__exact")} | super().get_changeform_initial_data(request)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "edition":
            kwargs["queryset"] = Edition.objects.drafts()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if hasattr(obj, "position") and not obj.position:
            last = self.model.objects.filter(edition=obj.edition).aggregate(last=Max("position"))["last"]
            obj.position = (last or 0) + 1
        super().save_model(request, obj, form, change)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """On to the new row's own page, where its citations and effects are chosen from its edition."""
        response = super().response_add(request, obj, post_url_continue)
        if "_addanother" in request.POST or "_popup" in request.POST:
            return response
        return redirect(self.url_of(obj))


class EditionFilter(admin.SimpleListFilter):
    """By edition; without a choice the newest draft's rows, for they alone can be edited."""

    title = gettext_lazy("edition")
    parameter_name = "edition__id__exact"
    EVERY = "all"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(edition.pk), str(edition)) for edition in Edition.objects.all()]

    @cached_property
    def draft(self) -> str | None:
        newest = Edition.objects.drafts().order_by("-pk").values_list("pk", flat=True).first()
        return None if newest is None else str(newest)

    def value(self) -> str | None:
        return super().value() or self.draft

    def choices(self, changelist: Any) -> Any:
        yield {
            "selected": self.value() in (None, self.EVERY),
            "query_string": changelist.get_query_string({self.parameter_name: self.EVERY}),
            "display": _("All"),
        }
        for key, title in self.lookup_choices:
            yield {
                "selected": self.value() == key,
                "query_string": changelist.get_query_string({self.parameter_name: key}),
                "display": title,
            }

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        value = self.value()
        return queryset.filter(edition=value) if value and value.isdigit() else queryset


class CitingAdmin(LibraryAdmin):
    """What cites sections and names other rows of its edition, chosen once the row itself is saved."""

    list_select_related = ("edition",)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = list(super().get_fieldsets(request, obj))
        return fieldsets if obj else fieldsets[:-1]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        choices = {
            "citations": (SourceSection.objects.select_related("source"), "source__edition"),
            "illustrates": (Countermeasure.objects.all(), "edition"),
        }
        rows, path = choices[db_field.name]
        kwargs["queryset"] = within_edition(rows, path, parent_of(self, request))
        kwargs["widget"] = forms.CheckboxSelectMultiple(attrs={"class": "office-choices"})
        field: Any = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.label_from_instance = choice_label
        return field


def choice_label(entry: Any) -> str:
    return f"{entry} {entry.title or ''}" if isinstance(entry, SourceSection) else str(entry)


class LibraryInline(PlainChoices, TranslationTabularInline):  # type: ignore[type-arg]  # generic in the stubs alone
    """Rows held by a row of an edition: open as long as that is."""

    extra = 0

    def is_open(self, request: HttpRequest, parent: Any) -> bool:
        admin_of_parent = cast("DutyAdmin", self.admin_site.get_model_admin(self.parent_model))
        return admin_of_parent.has_change_permission(request, parent)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return rules.can_curate(person(request))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.is_open(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.is_open(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.is_open(request, obj)


def parent_of(inline_or_admin: Any, request: HttpRequest) -> Any:
    """The row whose page is being shown, whichever field is being built for it."""
    match = request.resolver_match
    key = match.kwargs.get("object_id") if match else None
    model: Any = getattr(inline_or_admin, "parent_model", inline_or_admin.model)
    return model.objects.filter(pk=key).first() if key and key.isdigit() else None


def within_edition(rows: Any, path: str, parent: Any) -> Any:
    """Those that belong to the parent's edition; none where there is no parent yet."""
    return rows.filter(**{path: parent.edition_id}) if parent else rows.none()

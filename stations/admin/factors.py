"""Factors with their anchors, of which degrees 1, 3 and 5 are laid out for writing."""

from typing import Any

from django import forms
from django.contrib import admin
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from stations.actions.edition_gaps import ANCHORED
from stations.admin.library import CitingAdmin, EditionFilter, LibraryInline, pair
from stations.enums import degree_word
from stations.models import Anchor, Factor


class AnchorForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs alone
    degree = forms.TypedChoiceField(
        coerce=int, choices=[(degree, degree) for degree in ANCHORED], widget=forms.HiddenInput
    )


class AnchorFormSet(BaseInlineFormSet):  # type: ignore[type-arg]  # generic in the stubs alone
    """An empty form for each degree that has no anchor yet; the degree is not for choosing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = {anchor.degree for anchor in self.get_queryset()}
        missing = [degree for degree in ANCHORED if degree not in present]
        self.extra = len(missing)
        self.initial_extra = [{"degree": degree} for degree in missing]

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]  # left out of the stubs
        form.instance.degree = form.instance.degree or form.initial.get("degree")
        return form


class AnchorInline(LibraryInline):
    model = Anchor
    form = AnchorForm
    formset = AnchorFormSet
    fields = ("degree", "degree_name", *pair("text"))
    readonly_fields = ("degree_name",)
    can_delete = False
    max_num = len(ANCHORED)
    classes = ("office-fixed",)

    @admin.display(description=_("degree"))
    def degree_name(self, anchor: Anchor) -> str:
        return f"{anchor.degree} · {degree_word(anchor.degree, anchor.factor.quadrant)}" if anchor.degree else ""


@admin.register(Factor)
class FactorAdmin(CitingAdmin):
    place_in_list = 2
    list_display = ("code", "edition", "quadrant", "title_zh_hans", "title_en")
    list_display_links = ("code", "title_zh_hans", "title_en")
    list_filter = (EditionFilter, "quadrant")
    search_fields = ("code", "title_zh_hans", "title_en", "statement_zh_hans", "statement_en")
    inlines = [AnchorInline]
    fieldsets = [
        (None, {"fields": ["edition", ("code", "quadrant", "position")]}),
        (
            _("What is rated"),
            {"fields": [pair("title"), pair("statement"), pair("exclusion"), pair("evidence_examples")]},
        ),
        (_("Where it comes from"), {"fields": ["citations"]}),
    ]

"""Administrative divisions: added below their parent, given a successor, never moved."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from stations import rules
from stations.admin.base import DutyAdmin
from stations.enums import DivisionLevel
from stations.models import Division

LEVELS = list(DivisionLevel)


class DivisionForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs alone
    def clean(self) -> dict[str, Any]:
        """A division belongs to one of a higher level; a province may belong to none."""
        cleaned = super().clean() or self.cleaned_data
        parent = cleaned.get("parent") or self.instance.parent
        level = cleaned.get("level")
        if level and parent is None and level not in (DivisionLevel.NATION, DivisionLevel.PROVINCE):
            raise ValidationError(_("A province may belong to no division; every division below it belongs to one."))
        if level and parent and LEVELS.index(DivisionLevel(parent.level)) >= LEVELS.index(DivisionLevel(level)):
            raise ValidationError(_("A division belongs to one of a higher level."))
        return cleaned


@admin.register(Division)
class DivisionAdmin(DutyAdmin):
    place_in_list = 6
    in_charge = staticmethod(rules.can_administer)
    form = DivisionForm
    list_display = ("code", "full_name", "name_latin", "level", "valid_until")
    list_display_links = ("code", "full_name")
    list_filter = ("level",)
    search_fields = ("code", "name", "name_latin")
    autocomplete_fields = ("parent", "successor")
    fieldsets = [
        (None, {"fields": ["parent", ("code", "level"), ("name", "name_latin")]}),
        (gettext_lazy("In force"), {"fields": [("valid_from", "valid_until"), "successor"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return Division.objects.with_parents()

    @admin.display(description=pgettext_lazy("division", "name"), ordering="path")
    def full_name(self, division: Division) -> str:
        return division.place

    def choice_label(self, obj: Division) -> str:
        return obj.place

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Where a division is chosen for something, only what is still in force."""
        if request.path == reverse("admin:autocomplete"):
            queryset = queryset.in_force_on(timezone.localdate())
        return super().get_search_results(request, queryset, search_term)

    def get_readonly_fields(self, request: HttpRequest, obj: Division | None = None) -> list[str]:
        """Everything below carries the division's place in its own, so the place is chosen once."""
        return ["parent"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Division | None = None) -> bool:
        """One made by mistake, to which nothing belongs yet."""
        return self.is_in_charge(request) and obj is not None and not has_history(obj)

    def save_model(self, request: HttpRequest, obj: Division, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        planted = Division.objects.plant(**form.cleaned_data)
        obj.pk = planted.pk
        obj.refresh_from_db()


def has_history(division: Division) -> bool:
    held = (division.children, division.stations, division.appointments, division.cycles, division.predecessors)
    return any(rows.exists() for rows in held)

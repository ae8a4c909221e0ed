"""Countermeasures with their effects, and the practice models that show them at work."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from stations.admin.library import CitingAdmin, LibraryInline, pair, parent_of, within_edition
from stations.models import Countermeasure, Effect, Factor, PracticeModel


class EffectInline(LibraryInline):
    model = Effect
    fields = ("factor", "effect", *pair("reason"))
    ordering = ("factor__position",)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "factor":
            kwargs["queryset"] = within_edition(Factor.objects.all(), "edition", parent_of(self, request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Countermeasure)
class CountermeasureAdmin(CitingAdmin):
    place_in_list = 3
    list_display = ("code", "edition", "family", "title_zh_hans", "title_en")
    list_display_links = ("code", "title_zh_hans", "title_en")
    list_filter = ("edition", "family")
    search_fields = ("code", "title_zh_hans", "title_en", "description_zh_hans", "description_en")
    readonly_fields = ("total",)
    fieldsets = [
        (None, {"fields": ["edition", ("code", "family", "position")]}),
        (
            _("What to do"),
            {
                "fields": [
                    pair("title"),
                    pair("description"),
                    pair("steps"),
                    pair("partners"),
                    pair("success_signs"),
                ]
            },
        ),
        (_("Where it comes from"), {"fields": ["total", "citations"]}),
    ]

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        return [EffectInline] if obj else []

    @admin.display(description=_("effects above 1 add up to"))
    def total(self, countermeasure: Countermeasure) -> int:
        return sum(effect.effect - 1 for effect in countermeasure.effects.all())


@admin.register(PracticeModel)
class PracticeModelAdmin(CitingAdmin):
    place_in_list = 4
    list_display = ("code", "edition", "name_zh_hans", "name_en")
    list_display_links = ("code", "name_zh_hans", "name_en")
    list_filter = ("edition",)
    search_fields = ("code", "name_zh_hans", "name_en", "description_zh_hans", "description_en")
    fieldsets = [
        (None, {"fields": ["edition", ("code", "position")]}),
        (_("What it is"), {"fields": [pair("name"), pair("description")]}),
        (_("What it belongs to"), {"fields": ["illustrates", "citations"]}),
    ]

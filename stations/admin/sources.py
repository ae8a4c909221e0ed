"""The papers that an edition rests on, with the sections that may be cited."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from stations.admin.library import LibraryAdmin, LibraryInline, pair
from stations.models import Source, SourceSection


class SectionInline(LibraryInline):
    model = SourceSection
    fields = ("position", "number", *pair("title"))
    ordering = ("position", "pk")


@admin.register(Source)
class SourceAdmin(LibraryAdmin):
    place_in_list = 5
    list_display = ("key", "edition", "authors_zh_hans", "title_zh_hans", "title_en")
    list_display_links = ("key", "title_zh_hans", "title_en")
    list_filter = ("edition",)
    list_select_related = ("edition",)
    search_fields = ("key", "title_zh_hans", "title_en", "authors_zh_hans", "authors_en")
    inlines = [SectionInline]
    fieldsets = [
        (None, {"fields": [("edition", "key")]}),
        (_("The paper"), {"fields": [pair("authors"), pair("title"), pair("publication")]}),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).order_by("edition", "key")

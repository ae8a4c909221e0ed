"""The audit log, for auditors to read."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from stations import rules
from stations.admin.base import DutyAdmin
from stations.admin.deeds import DEEDS
from stations.models import AuditEvent

KINDS = {model._meta.model_name: model._meta.verbose_name for model in apps.get_models()}
KINDS |= {"account": KINDS["user"], "demo": _("demonstration world")}


class KindFilter(admin.SimpleListFilter):
    """By what the deed was done to; its exact action is for the search."""

    title = _("kind of object")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        kinds = {deed.partition(".")[0] for deed in DEEDS}
        return sorted(((kind, str(KINDS.get(kind.replace("_", ""), kind))) for kind in kinds), key=lambda pair: pair[1])

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        known = {value for value, _title in self.lookup_choices}
        return queryset.filter(action__startswith=f"{self.value()}.") if self.value() in known else queryset


@admin.register(AuditEvent)
class AuditEventAdmin(DutyAdmin):
    in_charge = staticmethod(rules.can_audit)
    list_display = ("at", "actor", "deed", "about", "outcome", "address")
    fields = ("at", "actor", "deed", "action", "about", "outcome", "address", "detail")
    list_filter = ("outcome", KindFilter)
    list_select_related = ("actor",)
    search_fields = ("actor__username", "actor__name", "action", "object_id", "address")
    search_help_text = _("Search for a person, an action, an object’s number or a network address.")
    date_hierarchy = "at"
    show_full_result_count = False
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("action"), ordering="action")
    def deed(self, event: AuditEvent) -> str:
        return str(DEEDS.get(event.action, event.action))

    @admin.display(description=_("object"))
    def about(self, event: AuditEvent) -> str:
        return f"{KINDS.get(event.object_kind, event.object_kind)} {event.object_id}".strip()

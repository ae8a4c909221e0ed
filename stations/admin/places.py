"""Stations, and who works or looks after what: begun and ended, never deleted."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from stations import rules
from stations.actions import people
from stations.admin.base import DutyAdmin, Page, Tool, person
from stations.enums import AppointmentRole, MembershipRole
from stations.models import Appointment, Membership, Station
from swot_app.accounts.models import User


class CurrentFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "current"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", pgettext("place", "Current")), ("no", pgettext("place", "Ended"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        ended = {"yes": True, "no": False}.get(self.value() or "")
        return queryset if ended is None else queryset.filter(ended_at__isnull=ended)


class PlaceAdmin(DutyAdmin):
    """A person's place: chosen once, then only ended."""

    in_charge = staticmethod(rules.can_administer)
    actions_audit = True
    place_fields: tuple[str, ...]
    ordering = ("-started_at",)

    readonly_fields = ("started_at", "ended_at")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        dates = [self.readonly_fields] if obj else []
        return [(None, {"fields": [*self.place_fields, *dates]})]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def hint(self, request: HttpRequest, obj: Any) -> str:
        if obj.ended_at:
            return _("This has ended. To begin again, add a new one.")
        return _("This stays as it is until it ends. For another role or place, end it and add a new one.")

    def tools(self, request: HttpRequest, obj: Any) -> list[Tool]:
        return [] if obj.ended_at else [Tool(label=_("End it now"), url=self.url_of(obj, "end"), is_button=True)]

    def further_pages(self) -> dict[str, Page]:
        return {"end": self.end_page}

    def end_page(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if request.method == "POST":
            self.end(obj, person(request))
            messages.success(request, _("Access has ended. What the person did stays."))
        return redirect(self.url_of(obj))

    def end(self, obj: Any, by: User) -> None:
        raise NotImplementedError

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.pk = self.begin(obj, person(request)).pk
        obj.refresh_from_db()

    def begin(self, obj: Any, by: User) -> Any:
        raise NotImplementedError


@admin.register(Membership)
class MembershipAdmin(PlaceAdmin):
    place_in_list = 8
    list_display = ("user", "station", "role", "started_at", "ended_at")
    list_filter = (CurrentFilter, "role")
    list_select_related = ("user", "station")
    search_fields = ("user__name", "user__username", "station__name", "station__code")
    autocomplete_fields = ("user", "station")
    place_fields = ("user", "station", "role")

    def begin(self, obj: Membership, by: User) -> Membership:
        return people.join_station(user=obj.user, station=obj.station, role=MembershipRole(obj.role), by=by)

    def end(self, obj: Membership, by: User) -> None:
        people.end_membership(membership=obj, by=by)


@admin.register(Appointment)
class AppointmentAdmin(PlaceAdmin):
    place_in_list = 9
    list_display = ("user", "where", "role", "started_at", "ended_at")
    list_filter = (CurrentFilter, "role")
    list_select_related = ("user", "division" + "__parent" * 5)
    search_fields = ("user__name", "user__username", "division__name", "division__code")
    autocomplete_fields = ("user", "division")
    place_fields = ("user", "division", "role")

    @admin.display(description=gettext_lazy("administrative division"), ordering="division__path")
    def where(self, appointment: Appointment) -> str:
        return appointment.division.place

    def begin(self, obj: Appointment, by: User) -> Appointment:
        return people.appoint(user=obj.user, division=obj.division, role=AppointmentRole(obj.role), by=by)

    def end(self, obj: Appointment, by: User) -> None:
        people.end_appointment(appointment=obj, by=by)


class PeopleInline(admin.TabularInline):  # type: ignore[type-arg]  # generic in the stubs alone
    """Who works at the station now and who did."""

    model = Membership
    fields = readonly_fields = ("user", "role", "started_at", "ended_at")
    extra = 0
    show_change_link = True
    ordering = ("ended_at", "role", "pk")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("user", "station")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return rules.can_administer(person(request))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission


class HandOverForm(forms.Form):
    """From one of the station's leads to another person."""

    from_user = forms.ModelChoiceField(User.objects.none(), label=pgettext_lazy("hand over", "From"), empty_label=None)
    to_user = forms.ModelChoiceField(User.objects.filter(is_active=True), label=pgettext_lazy("hand over", "To"))

    def __init__(self, *args: Any, station: Station, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leads = Membership.objects.current().filter(station=station, role=MembershipRole.LEAD)
        giving: Any = self.fields["from_user"]
        giving.queryset = User.objects.filter(pk__in=leads.values("user"))
        taking: Any = self.fields["to_user"]
        taking.widget = AutocompleteSelect(Membership._meta.get_field("user"), admin.site)
        taking.widget.choices = taking.choices


@admin.register(Station)
class StationAdmin(DutyAdmin):
    place_in_list = 7
    in_charge = staticmethod(rules.can_administer)
    list_display = ("code", "name", "name_latin", "kind", "where", "closed_on")
    list_display_links = ("code", "name")
    list_filter = ("kind",)
    list_select_related = ("division" + "__parent" * 5,)
    search_fields = ("code", "name", "name_latin", "division__name")
    autocomplete_fields = ("division",)
    view_on_site = False
    inlines = [PeopleInline]
    fieldsets = [
        (None, {"fields": ["division", ("code", "kind"), ("name", "name_latin")]}),
        (gettext_lazy("Its work"), {"fields": [("opened_on", "closed_on")]}),
        (gettext_lazy("Who runs it"), {"fields": [("host_organization", "host_organization_latin")]}),
    ]

    @admin.display(description=gettext_lazy("administrative division"), ordering="division__path")
    def where(self, station: Station) -> str:
        return station.division.place

    def has_delete_permission(self, request: HttpRequest, obj: Station | None = None) -> bool:
        """One made by mistake: nobody ever worked there and nothing was assessed."""
        if obj is None or not self.is_in_charge(request):
            return False
        return not obj.assessments.exists() and not obj.memberships.exists()

    def tools(self, request: HttpRequest, obj: Station) -> list[Tool]:
        return [Tool(label=_("Hand over"), url=self.url_of(obj, "hand_over"))]

    def further_pages(self) -> dict[str, Page]:
        return {"hand_over": self.hand_over_page}

    def hand_over_page(self, request: HttpRequest, station: Station) -> HttpResponse:
        form = HandOverForm(request.POST or None, station=station)
        if request.method == "POST" and form.is_valid():
            people.hand_over(station=station, by=person(request), **form.cleaned_data)
            messages.success(request, _("The station has been handed over."))
            return redirect(self.url_of(station))
        title = _("Hand over %(station)s") % {"station": station}
        return self.render(request, station, "station_hand_over", title=title, form=form, media=self.media + form.media)

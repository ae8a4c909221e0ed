"""Accounts: made without a password, let in by a one-time link, closed when a person leaves."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from stations import rules
from stations.actions import people
from stations.actions.errors import ActionRefused
from stations.admin.base import DutyAdmin, Page, Tool, person
from stations.models import Appointment, Membership
from swot_app.accounts.models import User

# Django's groups and permissions are not used: stations/rules.py decides.
admin.site.unregister(Group)


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs alone
    def clean(self) -> dict[str, Any]:
        """Said here, beside what was typed; the action says it again under its lock."""
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and any(cleaned.get(duty) for duty in people.DUTIES):
            try:
                people.require_no_place(self.instance)
            except ActionRefused as refusal:
                raise ValidationError(str(refusal)) from None
        return cleaned


class PlacesInline(admin.TabularInline):  # type: ignore[type-arg]  # generic in the stubs alone
    """A person's places, now and before."""

    extra = 0
    show_change_link = True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return rules.can_administer(person(request))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission


class MembershipInline(PlacesInline):
    model = Membership
    fields = readonly_fields = ("station", "role", "started_at", "ended_at")


class AppointmentInline(PlacesInline):
    model = Appointment
    fields = readonly_fields = ("division", "role", "started_at", "ended_at")


@admin.register(User)
class UserAdmin(DutyAdmin):
    in_charge = staticmethod(rules.can_administer)
    actions_audit = True
    form = AccountForm
    list_display = ("username", "name", "duties", "may_sign_in", "last_login")
    list_filter = ("is_active", *people.DUTIES)
    search_fields = ("username", "name")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        # A filter by the stored password would let it be guessed letter by letter.
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    readonly_fields = ("may_sign_in", "last_login", "date_joined")
    fieldsets = [
        (None, {"fields": [("username", "name"), ("work_phone", "language")]}),
        (
            gettext_lazy("Duties for the whole system"),
            {
                "fields": [people.DUTIES],
                "description": gettext_lazy(
                    "Nobody with one of these may have a place at a station or a division, and nobody may be administrator and "
                    "auditor at once."
                ),
            },
        ),
        (gettext_lazy("The account"), {"fields": [("may_sign_in", "last_login", "date_joined")]}),
    ]

    def get_inlines(self, request: HttpRequest, obj: User | None) -> list[Any]:
        return [MembershipInline, AppointmentInline] if obj else []

    @admin.display(description=gettext_lazy("duties"))
    def duties(self, user: User) -> str:
        fields: list[Any] = [User._meta.get_field(name) for name in people.DUTIES if getattr(user, name)]
        return ", ".join(str(field.verbose_name) for field in fields)

    @admin.display(description=gettext_lazy("may sign in"), boolean=True, ordering="is_active")
    def may_sign_in(self, user: User) -> bool:
        return user.is_active

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Where a person is chosen for a place, only who may sign in."""
        if request.path == reverse("admin:autocomplete"):
            queryset = queryset.filter(is_active=True)
        return super().get_search_results(request, queryset, search_term)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return self.is_in_charge(request) and (obj is None or obj.is_active)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        people.save_account(user=obj, by=person(request))

    def hint(self, request: HttpRequest, obj: User) -> str:
        if not obj.is_active:
            return _("This account is closed: the person left. What they did stays.")
        if not obj.has_usable_password():
            return _("This person has no password yet. Make a one-time link and hand it over.")
        return ""

    def tools(self, request: HttpRequest, obj: User) -> list[Tool]:
        if not obj.is_active:
            return [Tool(label=_("Open the account again"), url=self.url_of(obj, "reactivate"), is_button=True)]
        return [
            Tool(label=_("Make a one-time link"), url=self.url_of(obj, "link"), is_button=True),
            Tool(label=_("The person leaves"), url=self.url_of(obj, "deactivate")),
        ]

    def further_pages(self) -> dict[str, Page]:
        return {"link": self.link_page, "deactivate": self.deactivate_page, "reactivate": self.reactivate_page}

    def link_page(self, request: HttpRequest, user: User) -> HttpResponse:
        """The link is shown in the answer to the press of the button, and nowhere again."""
        if request.method != "POST":
            return redirect(self.url_of(user))
        link = request.build_absolute_uri(people.one_time_link_path(user=user, by=person(request)))
        title = _("One-time link for %(name)s") % {"name": user.name}
        return never_cache(self.render)(request, user, "account_link", title=title, link=link)

    def deactivate_page(self, request: HttpRequest, user: User) -> HttpResponse:
        if request.method == "POST":
            people.deactivate(user=user, by=person(request))
            messages.success(request, _("The account is closed; every session of the person has ended."))
            return redirect(self.url_of(user))
        return self.render(
            request,
            user,
            "account_deactivate",
            title=_("%(name)s leaves") % {"name": user.name},
            memberships=Membership.objects.current().filter(user=user).select_related("station"),
            appointments=Appointment.objects.current().filter(user=user).select_related("division"),
        )

    def reactivate_page(self, request: HttpRequest, user: User) -> HttpResponse:
        if request.method == "POST":
            people.reactivate(user=user, by=person(request))
            messages.success(request, _("The account is open again. Give the person a place and a one-time link."))
        return redirect(self.url_of(user))

"""A person's own account: name, work phone, language, and the places that others gave."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from stations.actions import audit
from stations.models import Appointment, Membership
from swot_app.accounts.forms import ProfileForm
from swot_app.accounts.languages import remember_language
from swot_app.accounts.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    # A copy of its own: the form changes its instance even where it refuses, and the page's head must not show that.
    person = User.objects.get(username=request.user.get_username())
    form = ProfileForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            user = form.save()
            audit.record(action="account.profile", by=user, about=user, detail={"changed": form.changed_data})
        with override(user.language):
            messages.success(request, _("Your profile is saved."))
        response = redirect("profile")
        remember_language(response, user.language)
        return response
    context = {"form": form, "places": places_of(person), "duties": duties_of(person)}
    return render(request, "accounts/profile.html", context)


def places_of(user: User) -> list[tuple[str, str]]:
    """Each place with the role there, stations before divisions."""
    memberships = Membership.objects.current().filter(user=user).select_related("station")
    appointments = Appointment.objects.current().filter(user=user).select_related("division" + "__parent" * 5)
    return [(str(place.station), place.get_role_display()) for place in memberships] + [
        (place.division.place, place.get_role_display()) for place in appointments
    ]


def duties_of(user: User) -> list[str]:
    duties = [
        (user.is_curator, _("Library curator")),
        (user.is_administrator, _("System administrator")),
        (user.is_auditor, _("Auditor")),
    ]
    return [name for holds, name in duties if holds]

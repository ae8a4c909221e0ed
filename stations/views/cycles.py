"""Opening an assessment cycle."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stations import rules
from stations.actions.errors import ActionRefused
from stations.forms.cycles import CycleForm
from stations.models import Division
from stations.views.crumbs import division_crumbs
from stations.views.own import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_open(request: PersonRequest, pk: int) -> HttpResponse:
    division = get_object_or_404(Division.objects.visible_to(request.user), pk=pk)
    if not rules.can_open_cycle(request.user, division):
        raise PermissionDenied
    form = CycleForm(request.POST if request.method == "POST" else None, division=division)
    if request.method == "POST" and form.is_valid():
        try:
            cycle = form.open(by=request.user)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request,
                _("%(cycle)s is open, with %(count)d stations.") % {"cycle": cycle, "count": cycle.assessments.count()},
            )
            return redirect(cycle)
    return render(
        request,
        "stations/cycle_open.html",
        {"division": division, "crumbs": division_crumbs(request.user, division), "form": form},
        status=422 if form.errors else 200,
    )

"""A station's own page: this cycle's state, what to do next, and the cycles before."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stations import rules
from stations.models import Assessment, Membership, Sheet, Station
from stations.views.crumbs import division_crumbs
from stations.views.own import PersonRequest
from swot_app.accounts.models import User


@require_safe
def station(request: PersonRequest, pk: int) -> HttpResponse:
    station = get_object_or_404(Station.objects.visible_to(request.user).with_place(), pk=pk)
    assessments = (
        Assessment.objects.visible_to(request.user).filter(station=station).with_context().select_related("result")
    )
    is_member = rules.is_member(request.user, station)
    writable = [assessment for assessment in assessments if assessment.is_writable]
    sheets = own_sheets(request.user, writable)
    colleagues = Membership.objects.visible_to(request.user).filter(station=station).select_related("user")
    context = {
        "station": station,
        "crumbs": division_crumbs(request.user, station.division),
        "is_member": is_member,
        "is_lead": rules.is_lead(request.user, station),
        "current": [(assessment, sheets.get(assessment.pk)) for assessment in writable],
        "past": [assessment for assessment in assessments if assessment.is_settled],
        "colleagues": colleagues if is_member else [],
        "today": timezone.localdate(),
    }
    return render(request, "stations/station_detail.html", context)


def own_sheets(user: User, assessments: list[Assessment]) -> dict[int, Sheet]:
    sheets = Sheet.objects.visible_to(user).filter(assessment__in=assessments)
    return {sheet.assessment_id: sheet for sheet in sheets}

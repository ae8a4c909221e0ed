"""A division's page for its officials: the stations below it, their state and position in a cycle, their reports."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stations import rules
from stations.forms.cycles import DivisionFilterForm
from stations.models import Assessment, Cycle, Division, Station
from stations.views.crumbs import division_crumbs, places_of
from stations.views.own import PersonRequest
from stations.views.rollups import rollup_page

PAGE_SIZE = 50


@require_safe
def division(request: PersonRequest, pk: int) -> HttpResponse:
    division = get_object_or_404(Division.objects.visible_to(request.user).with_parents(), pk=pk)
    if not rules.is_official_of(request.user, division):
        raise PermissionDenied
    form = DivisionFilterForm(request.GET, cycles=Cycle.objects.visible_to(request.user).reaching(division))
    taking_part = Assessment.objects.visible_to(request.user).below(division).filter(cycle=form.chosen_cycle)
    assessments = form.apply(
        taking_part.select_related("station__division", "cycle", "result").order_by("station__code")
    )
    page = Paginator(assessments, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "stations/division_detail.html",
        {
            "division": division,
            "crumbs": division_crumbs(request.user, division)[:-1],
            "children": Division.objects.in_force_on(timezone.localdate()).directly_below(division),
            "station_count": Station.objects.visible_to(request.user).below(division).count(),
            "form": form,
            "cycle": form.chosen_cycle,
            "page": page,
            "places": places_of([assessment.station for assessment in page], below=division),
            "state_counts": taking_part.state_counts(),
            "may_open_cycle": rules.can_open_cycle(request.user, division),
            "today": timezone.localdate(),
            "rollup": rollup_page(division, form.chosen_cycle),
        },
    )

"""What many stations come to: the roll-up on a division's page, over its cycles, and as a workbook to take away."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stations import rules
from stations.forms.cycles import DivisionFilterForm
from stations.models import Cycle, Division, Result
from stations.reports.rollup_page import Picture, completion_picture, rollup_pictures, series_pictures
from stations.reports.rollup_workbook import rollup_workbook
from stations.rollups import MINIMUM, Rollup, completion_of, rollup_of, series_of
from stations.rollups.rollup import children_of
from stations.views.crumbs import division_crumbs
from stations.views.downloads import download
from stations.views.own import PersonRequest

MOST_DRAWN = 48
"""So many stations are drawn one by one at most; above that the divisions tell more."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class RollupPage:
    """What a division's page shows of many stations."""

    division: Division
    progress: Picture | None
    count: int
    minimum: int
    pictures: list[Picture]
    hidden_sentence: str

    @property
    def is_enough(self) -> bool:
        return self.count >= self.minimum


def rollup_page(division: Division, cycle: Cycle | None) -> RollupPage:
    """Asks as often whatever the number of stations, children and assessments."""
    children = children_of(division)
    completion = completion_of(division, cycle, children) if cycle else ()
    rollup = rollup_of(division, children)
    return RollupPage(
        division=division,
        progress=completion_picture(completion, str(cycle)) if completion else None,
        count=rollup.whole.count,
        minimum=MINIMUM,
        pictures=rollup_pictures(rollup, drawn(division, rollup)) if rollup.whole.is_shown else [],
        hidden_sentence=hidden_sentence(rollup),
    )


def drawn(division: Division, rollup: Rollup) -> list[Result]:
    """The stations' own results; whoever opens this page may open each of them."""
    if rollup.whole.count > MOST_DRAWN:
        return []
    return list(Result.objects.newest_of_each().below(division).select_related("station").order_by("station__code"))


def hidden_sentence(rollup: Rollup) -> str:
    if not rollup.hidden_count:
        return ""
    return _(
        "Divisions left out here: %(count)d. They have results of fewer than %(minimum)d stations, or would give away those "
        "that do. Their stations count in the whole."
    ) % {"count": rollup.hidden_count, "minimum": MINIMUM}


def seen_division(request: PersonRequest, pk: int) -> Division:
    division: Division = get_object_or_404(Division.objects.visible_to(request.user).with_parents(), pk=pk)
    if not rules.is_official_of(request.user, division):
        raise PermissionDenied
    return division


@require_safe
def division_cycles(request: PersonRequest, pk: int) -> HttpResponse:
    division = seen_division(request, pk)
    series = series_of(division)
    is_enough = any(part.is_shown for part in series.parts)
    context = {
        "division": division,
        "crumbs": division_crumbs(request.user, division),
        "pictures": series_pictures(series) if is_enough else [],
        "minimum": MINIMUM,
        "cycles": Cycle.objects.visible_to(request.user).reaching(division) if division.is_county else (),
    }
    return render(request, "stations/division_cycles.html", context)


@require_safe
def division_xlsx(request: PersonRequest, pk: int) -> HttpResponse:
    """The tables of the division's page and of its cycles."""
    division = seen_division(request, pk)
    form = DivisionFilterForm(request.GET, cycles=Cycle.objects.visible_to(request.user).reaching(division))
    page = rollup_page(division, form.chosen_cycle)
    series = series_of(division)
    pictures = [*([page.progress] if page.progress else []), *page.pictures]
    if any(part.is_shown for part in series.parts):
        pictures += series_pictures(series)
    title = _("Overview of %(division)s") % {"division": division.place}
    notes = [page.hidden_sentence] if page.hidden_sentence else []
    return download(rollup_workbook(title, pictures, notes), XLSX, f"{title}.xlsx")

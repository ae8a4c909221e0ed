"""The result row of each settled assessment, and which one is a station's latest."""

from collections.abc import Sequence
from typing import Any

from stations import scorecards
from stations.models import Assessment, Result, Snapshot, severities
from stations.scoring import Quadrant, Scorecard
from stations.scoring.vocabulary import ADVERSE


def refresh(assessment: Assessment) -> None:
    """Bring the station's result rows in line with the assessment's state."""
    if assessment.is_settled and assessment.snapshot is not None:
        write(assessment, assessment.snapshot)
    else:
        Result.objects.filter(assessment=assessment).delete()
    mark_latest(assessment.station_id)


def write(assessment: Assessment, snapshot: Snapshot) -> None:
    card = scorecards.record_from(snapshot).scorecard
    Result.objects.update_or_create(
        assessment=assessment,
        defaults={
            "station": assessment.station,
            "cycle": assessment.cycle,
            "division_path": assessment.station.division.path,
            "settled_at": snapshot.taken_at,
            **figures_of(card),
        },
    )


def figures_of(card: Scorecard) -> dict[str, Any]:
    """What the row of a result holds of its scorecard."""
    return {
        "strengths": card.quadrant(Quadrant.STRENGTHS).magnitude,
        "weaknesses": card.quadrant(Quadrant.WEAKNESSES).magnitude,
        "opportunities": card.quadrant(Quadrant.OPPORTUNITIES).magnitude,
        "threats": card.quadrant(Quadrant.THREATS).magnitude,
        "strength_coefficient": card.strength.coefficient,
        "zone": card.position.zone or "",
        "severities": severities_of(card),
        "coverage": card.coverage.share or 0,
        "is_provisional": card.is_provisional or card.is_one_persons_view,
        "rater_count": card.judging_rater_count,
    }


def severities_of(card: Scorecard) -> str:
    """What weighs on the station, factor by factor; one that nobody scored is left out."""
    return severities.written(
        (factor.quadrant.value, factor.code, factor.median)
        for factor in card.factors
        if factor.quadrant in ADVERSE and factor.median is not None
    )


def mark_latest(station_id: int) -> None:
    """The newest cycle's result is the station's latest; the database allows one alone."""
    rows = Result.objects.filter(station=station_id)
    newest = list(rows.order_by("-cycle__opens_on", "-cycle__pk").values_list("pk", flat=True)[:1])
    rows.filter(is_latest=True).exclude(pk__in=newest).update(is_latest=False)
    rows.filter(pk__in=newest, is_latest=False).update(is_latest=True)


def move(stations: Sequence[int], *, path: str) -> None:
    """The results of stations that belong to another division from now on, with that division's path."""
    Result.objects.filter(station__in=stations).update(division_path=path)

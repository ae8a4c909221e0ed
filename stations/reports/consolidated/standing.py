"""Whether a consolidated report was made here, and whether the results it is made of are still the ones that count."""

from dataclasses import dataclass

from stations.models import Cycle, Division, ReportKey
from stations.reports.consolidated.codes import RESULT_DIGITS, claim_of
from stations.reports.consolidated.roster import Roster, roster_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a code is about, as it stands today."""

    division: Division
    cycle: Cycle
    roster: Roster
    is_current: bool


def standing_of(digits: str) -> Standing | None:
    """None where the code was not given here, or where its cycle or division is no more."""
    claim = claim_of(digits, ReportKey.objects.all().secrets())
    if claim is None:
        return None
    cycle = Cycle.objects.select_related("division", "edition").filter(pk=claim.cycle).first()
    division = Division.objects.filter(pk=claim.division).first()
    if cycle is None or division is None:
        return None
    roster = roster_of(division, cycle)
    is_current = roster.results_digest[:RESULT_DIGITS] == claim.results
    return Standing(division=division, cycle=cycle, roster=roster, is_current=is_current)

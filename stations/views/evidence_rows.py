"""What a list of evidence shows: to the station its people's names, to officials raters' numbers at most."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from stations import rules
from stations.models import Assessment, Evidence, Factor, Sheet
from swot_app.accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    evidence: Evidence
    who: str
    may_remove: bool


def evidence_rows(
    user: User, assessment: Assessment, *, is_member: bool, factor: Factor | None = None
) -> list[EvidenceRow]:
    """The evidence that a person may see, in the order of the factors; of all of them, or of one."""
    found = Evidence.objects.visible_to(user).in_order().filter(assessment=assessment)
    if factor is not None:
        found = found.filter(factor=factor)
    seen = list(found.select_related("factor", "added_by"))
    if not seen:
        return []
    if not is_member:
        names = raters_of(assessment)
        return [official_row(evidence, names) for evidence in seen]
    is_open, is_lead = rules.can_rate(user, assessment), rules.is_lead(user, assessment.station)
    return [
        EvidenceRow(
            evidence=evidence,
            who=evidence.added_by.name,
            may_remove=is_open and (is_lead or evidence.added_by_id == user.pk),
        )
        for evidence in seen
    ]


def official_row(evidence: Evidence, names: dict[int, str]) -> EvidenceRow:
    return EvidenceRow(evidence=evidence, who=names.get(evidence.added_by_id, _("the station")), may_remove=False)


def raters_of(assessment: Assessment) -> dict[int, str]:
    """How officials call those who declared a sheet."""
    sheets = Sheet.objects.declared().filter(assessment=assessment)
    return {
        rater: _("Rater %(number)s") % {"number": number} for rater, number in sheets.values_list("rater_id", "number")
    }

"""Check ratings: a reviewer's own degrees beside the station's, each kept, and frozen when the review approves."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stations import scorecards
from stations.actions import audit
from stations.actions.errors import ActionRefused, UnknownFactor
from stations.enums import AppointmentRole, AssessmentState, AssessmentStep
from stations.models import Appointment, Assessment, CheckRating, Evidence, Factor, Snapshot
from swot_app.accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckValue:
    """What a reviewer says of a factor; no degree is no own opinion."""

    degree: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckChange:
    """What the reviewer means, and the revision that the page showed: 0 where there was none."""

    factor: Factor
    value: CheckValue
    base_revision: int


class ReviewClosed(ActionRefused):
    """The assessment is not under review now."""

    def __init__(self) -> None:
        super().__init__(
            _("Check ratings can be given from the start of the review until its decision. Nothing was saved.")
        )


NOTHING = CheckValue()


@transaction.atomic
def give_check_ratings(
    *, assessment: Assessment, changes: Collection[CheckChange], by: User, at: datetime | None = None
) -> set[int]:
    """Add the reviewer's words on some factors; nothing that stood is written over.

    Where the same reviewer has said something else since the page was opened, on another page or device, nothing is
    added: the keys of these factors come back. Raises ReviewClosed where the assessment is not under review.
    """
    locked = hold(assessment)
    require_review(locked)
    standing = standing_of(locked, by)
    added = [change for change in changes if is_news(change, standing.get(change.factor.pk))]
    conflicts = {change.factor.pk for change in added if is_stale(change, standing)}
    rows = [
        row_of(change, standing.get(change.factor.pk), locked) for change in added if change.factor.pk not in conflicts
    ]
    write(rows, locked, by=by, at=at or timezone.now())
    return conflicts


def hold(assessment: Assessment) -> Assessment:
    """The assessment's row, held until the end: a decision waits for us, or we see it taken."""
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("station__division")
    return rows.get(pk=assessment.pk)


def require_review(assessment: Assessment) -> None:
    if assessment.state != AssessmentState.SUBMITTED or assessment.review_started_at is None:
        raise ReviewClosed


def standing_of(assessment: Assessment, reviewer: User) -> dict[int, CheckRating]:
    """The reviewer's newest word on each factor."""
    own = CheckRating.objects.filter(assessment=assessment, reviewer=reviewer).select_related("factor")
    return {row.factor_id: row for row in own.standing()}


def is_news(change: CheckChange, standing: CheckRating | None) -> bool:
    return change.value != (value_of(standing) if standing else NOTHING)


def is_stale(change: CheckChange, standing: dict[int, CheckRating]) -> bool:
    row = standing.get(change.factor.pk)
    return row is not None and row.revision != change.base_revision


def value_of(row: CheckRating) -> CheckValue:
    return CheckValue(degree=row.degree, note=row.note)


def row_of(change: CheckChange, standing: CheckRating | None, assessment: Assessment) -> CheckRating:
    if change.factor.edition_id != assessment.edition_id:
        raise UnknownFactor(_("This factor does not belong to this assessment. Open the assessment’s own pages."))
    return CheckRating(
        assessment=assessment,
        factor=change.factor,
        revision=standing.revision + 1 if standing else 1,
        degree=change.value.degree,
        note=change.value.note,
    )


def write(rows: list[CheckRating], assessment: Assessment, *, by: User, at: datetime) -> None:
    if not rows:
        return
    level = level_of(by, assessment)
    for row in rows:
        row.reviewer, row.level, row.given_at = by, level, at
    CheckRating.objects.bulk_create(rows)
    audit.record(action="assessment.check", by=by, about=assessment, detail={"factors": len(rows)})


def level_of(reviewer: User, assessment: Assessment) -> str:
    """That of the reviewer's nearest appointment: somebody of the county is a county reviewer first."""
    own = Appointment.objects.covering(assessment.station.division).filter(user=reviewer, role=AppointmentRole.REVIEWER)
    nearest = own.select_related("division").order_by("-division__path").first()
    if nearest is None:
        raise ReviewClosed
    return str(nearest.division.level)


# The approval


def freeze(assessment: Assessment, *, reason: str, at: datetime) -> Snapshot | None:
    """A snapshot of what was submitted with the check ratings beside it; none where nobody gave any."""
    rows = CheckRating.objects.filter(assessment=assessment).select_related("factor").standing()
    checks = scorecards.check_sheets(rows)
    submitted = assessment.snapshot
    if not checks or submitted is None:
        return None
    approved = scorecards.Step(step=AssessmentStep.APPROVE, on=timezone.localdate(at), reason=reason.strip())
    record = scorecards.record_with_checks(
        scorecards.record_from(submitted),
        checks,
        steps=(*scorecards.steps_of(assessment), approved),
        at=at,
        number=assessment.snapshots.count() + 1,
    )
    return keep(record, assessment, submitted)


def keep(record: scorecards.Record, assessment: Assessment, submitted: Snapshot) -> Snapshot:
    """Inputs and result are those of the submission, to the byte; the evidence too."""
    snapshot = Snapshot.objects.create(
        assessment=assessment,
        number=record.context.number,
        taken_at=record.context.taken_at,
        method_version=submitted.method_version,
        context=scorecards.context_to_plain(record.context),
        inputs=submitted.inputs,
        result=submitted.result,
        digest=record.digest,
    )
    snapshot.evidence.add(*Evidence.objects.filter(snapshots=submitted))
    return snapshot

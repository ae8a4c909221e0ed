"""Answers that arrive after the submission: kept, shown to their owner, applied where the form is returned, or discarded."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stations.actions import audit, ratings, sheets
from stations.actions.errors import AssessmentClosed, LateSettled, OperationReused
from stations.actions.ratings import AnswerValue, Outcome, RateResult
from stations.enums import LateState
from stations.models import Assessment, Factor, LateOperation, Rating
from swot_app.accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingOperation:
    """One answer as the outbox brings it, cleaned."""

    operation_id: UUID
    assessment: Assessment
    factor: Factor
    value: AnswerValue
    base_revision: int
    by: User
    client_time: datetime | None = None


@transaction.atomic
def keep(operation: RatingOperation) -> LateOperation:
    """Keep an answer that was refused because its assessment is closed; the same one is kept once.

    Raises AssessmentClosed where the assessment has not opened yet: then nothing is late.
    """
    assessments = Assessment.objects.select_for_update(of=("self",)).select_related("cycle")
    locked = assessments.get(pk=operation.assessment.pk)
    known = LateOperation.objects.filter(operation_id=operation.operation_id).first()
    if known is not None:
        return known
    if locked.is_writable and not locked.is_open_on(timezone.localdate()):
        raise AssessmentClosed(locked)
    late = LateOperation.objects.create(
        operation_id=operation.operation_id,
        assessment=locked,
        factor=operation.factor,
        by=operation.by,
        base_revision=operation.base_revision,
        client_time=operation.client_time,
        received_at=timezone.now(),
        **asdict(operation.value),
    )
    record("late_operation.keep", late, operation.by)
    return late


@transaction.atomic
def apply(*, late: LateOperation, base_revision: int, by: User) -> RateResult:
    """Write a late answer onto its owner's sheet, over the revision that the person saw; a conflict leaves it waiting.

    Raises AssessmentClosed while the assessment is not open, and LateSettled where it was discarded before.
    """
    sheet = sheets.open_sheet(assessment=late.assessment, by=by)
    locked = LateOperation.objects.select_for_update(of=("self",)).select_related("factor").get(pk=late.pk)
    if locked.state == LateState.DISCARDED:
        raise LateSettled(_("You discarded this answer before. Enter it again if you want it after all."))
    if locked.state == LateState.APPLIED:
        rating = Rating.objects.filter(sheet=sheet, factor=locked.factor).first()
        return ratings.result(Outcome.DUPLICATE, rating)
    result = ratings.rate(
        sheet=sheet,
        factor=locked.factor,
        value=ratings.value_of(locked),
        base_revision=base_revision,
        operation_id=locked.operation_id,
        by=by,
        client_time=locked.client_time,
    )
    if result.outcome == Outcome.DUPLICATE:
        # It is still waiting here, so what its id wrote was another answer.
        raise OperationReused
    if result.outcome != Outcome.CONFLICT:
        settle(locked, LateState.APPLIED)
        record("late_operation.apply", locked, by)
    return result


@transaction.atomic
def discard(*, late: LateOperation, by: User) -> LateOperation:
    """Let a late answer go; what arrived stays in its row."""
    locked = LateOperation.objects.select_for_update(of=("self",)).select_related("factor").get(pk=late.pk)
    if locked.state == LateState.APPLIED:
        raise LateSettled(_("You applied this answer before. Change it on its page if it is not right."))
    if locked.is_waiting:
        settle(locked, LateState.DISCARDED)
        record("late_operation.discard", locked, by)
    return locked


def settle(late: LateOperation, state: LateState) -> None:
    late.state = state
    late.settled_at = timezone.now()
    late.save(update_fields=["state", "settled_at"])


def record(action: str, late: LateOperation, by: User) -> None:
    detail = {"assessment": late.assessment_id, "factor": late.factor.code}
    audit.record(action=action, by=by, about=late, detail=detail)

"""The outbox's operations: each applied once by its id, however often, however late or with whatever else it arrives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone

from stations.actions import assessments, at_once, late_operations, ratings, sheets, standings
from stations.actions.errors import AssessmentClosed, OperationReused
from stations.actions.late_operations import RatingOperation
from stations.actions.ratings import Outcome, RateResult, value_of
from stations.enums import OperationKind, Quadrant
from stations.models import Assessment, LateOperation, Operation, Rating, RatingChange, SectionMark, Sheet
from swot_app.accounts.models import User

T = TypeVar("T")
Revisions = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """What became of a rating's operation: the revision that it made, or found right, and what stands now."""

    revision: int
    saved_at: datetime | None
    result: RateResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What became of a mark, a declaration or a submission; in a conflict, what the server has."""

    outcome: Outcome
    at: datetime | None = None
    revisions: Revisions = field(default_factory=dict)
    versions: Revisions = field(default_factory=dict)


def once(apply: Callable[[], T]) -> T:
    """Apply an operation; where another request wrote the same id at the same moment, find what it wrote."""
    try:
        return apply()
    except IntegrityError:
        return apply()


# Ratings


def rate(*, operation: RatingOperation, sheet: Sheet | None, is_late: bool | None = None) -> Rated | LateOperation:
    """Rate a factor on the person's own sheet, opened where there is none; after the submission, keep the answer.

    `is_late` says whether the operation arrived after a submission before, where the caller has asked already.
    """
    if standings.is_late(operation.operation_id) if is_late is None else is_late:
        return require_same(LateOperation.objects.get(operation_id=operation.operation_id), operation)
    try:
        own = sheet or sheets.open_sheet(assessment=operation.assessment, by=operation.by)
        return rate_own(own, operation)
    except AssessmentClosed:
        standing = standing_answer(sheet, operation)
        if standing.value == operation.value:
            return rated(standing)
        return require_same(late_operations.keep(operation), operation)


def rate_own(sheet: Sheet, operation: RatingOperation) -> Rated:
    given: dict[str, Any] = {
        "sheet": sheet,
        "factor": operation.factor,
        "value": operation.value,
        "base_revision": operation.base_revision,
        "operation_id": operation.operation_id,
        "by": operation.by,
        "client_time": operation.client_time,
    }
    result = at_once.rate(**given) or ratings.rate(**given)
    return earlier(sheet, operation, result) if result.outcome == Outcome.DUPLICATE else rated(result)


def rated(result: RateResult) -> Rated:
    return Rated(revision=result.revision, saved_at=result.changed_at, result=result)


def earlier(sheet: Sheet, operation: RatingOperation, result: RateResult) -> Rated:
    """What the operation wrote when it came first; it may have been written over since."""
    change = RatingChange.objects.select_related("rating").get(operation_id=operation.operation_id)
    is_same = change.rating.sheet_id == sheet.pk and change.rating.factor_id == operation.factor.pk
    if not is_same or value_of(change) != operation.value:
        raise OperationReused
    return Rated(revision=change.revision, saved_at=change.changed_at, result=result)


def standing_answer(sheet: Sheet | None, operation: RatingOperation) -> RateResult:
    rating = Rating.objects.filter(sheet=sheet, factor=operation.factor).first() if sheet else None
    return ratings.result(Outcome.UNCHANGED, rating)


def require_same(late: LateOperation, operation: RatingOperation) -> LateOperation:
    """The late answer that this operation brought before; the id of another one is refused."""
    brought = (operation.by.pk, operation.assessment.pk, operation.factor.pk, operation.value)
    if (late.by_id, late.assessment_id, late.factor_id, value_of(late)) != brought:
        raise OperationReused
    return late


# Marks, declarations, submissions


@transaction.atomic
def mark(*, sheet: Sheet, quadrant: Quadrant, done: bool, operation_id: UUID, by: User) -> Step:
    """Mark a section as completed or take the mark back."""
    assessment = hold(sheet.assessment_id)
    if before := applied_before(operation_id, OperationKind.MARK, assessment, by):
        return before
    if not assessment.is_open_on(timezone.localdate()):
        raise AssessmentClosed(assessment)
    if SectionMark.objects.filter(sheet=sheet, quadrant=quadrant).exists() == done:
        return Step(outcome=Outcome.UNCHANGED)
    sheets.mark_section(sheet=sheet, quadrant=quadrant, done=done)
    return applied(operation_id, OperationKind.MARK, assessment, by)


@transaction.atomic
def declare(*, sheet: Sheet, seen: Revisions, operation_id: UUID, by: User) -> Step:
    """Declare the sheet that the person saw; where another device has changed it since, nothing is declared."""
    assessment = hold(sheet.assessment_id)
    if before := applied_before(operation_id, OperationKind.DECLARE, assessment, by):
        return before
    declared_at = Sheet.objects.get(pk=sheet.pk).declared_at
    if declared_at is not None:
        return Step(outcome=Outcome.UNCHANGED, at=declared_at)
    revisions = revisions_of(sheet)
    if revisions != touched(seen) and assessment.is_open_on(timezone.localdate()):
        return Step(outcome=Outcome.CONFLICT, revisions=revisions)
    sheets.declare(sheet=sheet, by=by)
    return applied(operation_id, OperationKind.DECLARE, assessment, by)


@transaction.atomic
def submit(
    *,
    assessment: Assessment,
    sheet: Sheet | None,
    seen: Revisions,
    seen_versions: Revisions,
    operation_id: UUID,
    by: User,
) -> Step:
    """Submit what the lead saw: the own sheet and the declared ones; where either has changed, nothing is submitted."""
    held = hold(assessment.pk)
    if before := applied_before(operation_id, OperationKind.SUBMIT, held, by):
        return before
    revisions, versions = revisions_of(sheet), sheet_versions(held)
    if held.is_writable and (revisions, versions) != (touched(seen), dict(seen_versions)):
        return Step(outcome=Outcome.CONFLICT, revisions=revisions, versions=versions)
    assessments.submit(assessment=held, by=by)
    return applied(operation_id, OperationKind.SUBMIT, held, by)


def hold(assessment_pk: int) -> Assessment:
    """The assessment's row, held until the end: what was compared is what is declared or submitted."""
    return Assessment.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=assessment_pk)


def applied_before(operation_id: UUID, kind: OperationKind, assessment: Assessment, by: User) -> Step | None:
    row = Operation.objects.filter(operation_id=operation_id).first()
    if row is None:
        return None
    if (row.kind, row.assessment_id, row.by_id) != (kind, assessment.pk, by.pk):
        raise OperationReused
    return Step(outcome=Outcome.DUPLICATE, at=row.applied_at)


def applied(operation_id: UUID, kind: OperationKind, assessment: Assessment, by: User) -> Step:
    now = timezone.now()
    Operation.objects.create(operation_id=operation_id, kind=kind, assessment=assessment, by=by, applied_at=now)
    return Step(outcome=Outcome.APPLIED, at=now)


def revisions_of(sheet: Sheet | None) -> dict[str, int]:
    """How often each answer of a sheet was changed, by the factor's code."""
    return dict(Rating.objects.filter(sheet=sheet).values_list("factor__code", "revision")) if sheet else {}


def touched(seen: Revisions) -> dict[str, int]:
    """What a person saw, without the factors that nobody has touched yet."""
    return {code: revision for code, revision in seen.items() if revision}


def sheet_versions(assessment: Assessment) -> dict[str, int]:
    """Each declared sheet's number with the count of its changes: a later version says that something was changed."""
    declared = Sheet.objects.declared().filter(assessment=assessment).annotate(version=Sum("ratings__revision"))
    return {str(number): version or 0 for number, version in declared.values_list("number", "version")}

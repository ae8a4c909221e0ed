"""Rating one factor: applied once by the operation's id, refused where somebody changed it meanwhile, kept for ever."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stations.actions import standings
from stations.actions.errors import AssessmentClosed, UnknownFactor
from stations.enums import AnswerKind
from stations.models import Assessment, Factor, LateOperation, Rating, RatingChange, SectionMark, Sheet
from swot_app.accounts.models import User
from swot_app.prepared import Change, Insertion


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerValue:
    """What a rater says of a factor, as a form or an operation brings it, cleaned."""

    kind: AnswerKind
    degree: int | None = None
    importance: int | None = None
    reason: str = ""
    note: str = ""


ADD_RATING = Insertion(Rating)
CHANGE_RATING = Change(Rating, "kind", "degree", "importance", "reason", "note", "changed_at", "revision")
ADD_CHANGE = Insertion(RatingChange)
EMPTY = AnswerValue(kind=AnswerKind.NOT_ANSWERED)


class Outcome(StrEnum):
    """What became of an operation."""

    APPLIED = "applied"
    DUPLICATE = "duplicate"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True, kw_only=True)
class RateResult:
    """The outcome, and the rating as it stands after it."""

    outcome: Outcome
    revision: int
    value: AnswerValue
    changed_at: datetime | None


@transaction.atomic
def rate(
    *,
    sheet: Sheet,
    factor: Factor,
    value: AnswerValue,
    base_revision: int,
    operation_id: UUID,
    by: User,
    client_time: datetime | None = None,
) -> RateResult:
    """Write one answer onto a sheet.

    `base_revision` is the revision that the person saw (0 where there was none): if another device has written since,
    nothing changes and the answer is a conflict, unless both say the same. An operation that was applied before is a
    duplicate, however often it comes. Raises AssessmentClosed where ratings cannot be written now.
    """
    assessment = standings.hold(sheet.assessment_id)
    standing = standings.find(sheet, factor, operation_id)
    rating = standing.rating
    if standing.is_applied:
        return result(Outcome.DUPLICATE, rating)
    require_writable(assessment, factor)
    if rating is None:
        return create(standing.sheet, factor, value, operation_id, by, client_time)
    if value_of(rating) == value:
        return result(Outcome.UNCHANGED, rating)
    if rating.revision != base_revision:
        return result(Outcome.CONFLICT, rating)
    return change(rating, value, operation_id, by, client_time)


def require_writable(assessment: Assessment, factor: Factor) -> None:
    if not assessment.is_open_on(timezone.localdate()):
        raise AssessmentClosed(assessment)
    if factor.edition_id != assessment.edition_id:
        raise UnknownFactor(_("This factor does not belong to this assessment. Open the assessment’s own pages."))


def create(
    sheet: Sheet, factor: Factor, value: AnswerValue, operation_id: UUID, by: User, client_time: datetime | None
) -> RateResult:
    if value == EMPTY:
        return result(Outcome.UNCHANGED, None)
    rating = Rating(sheet=sheet, factor=factor, revision=0)
    return change(rating, value, operation_id, by, client_time)


def change(
    rating: Rating, value: AnswerValue, operation_id: UUID, by: User, client_time: datetime | None
) -> RateResult:
    now = timezone.now()
    fields = {
        "kind": value.kind,
        "degree": value.degree,
        "importance": value.importance,
        "reason": value.reason,
        "note": value.note,
        "changed_at": now,
        "revision": rating.revision + 1,
    }
    for name, field in fields.items():
        setattr(rating, name, field)
    write(rating, fields)
    ADD_CHANGE(rating_id=rating.pk, operation_id=operation_id, changed_by_id=by.pk, client_time=client_time, **fields)
    mark_change(rating.sheet, now)
    if value.kind == AnswerKind.NOT_ANSWERED:
        SectionMark.objects.filter(sheet=rating.sheet, quadrant=rating.factor.quadrant).delete()
    return result(Outcome.APPLIED, rating)


def write(rating: Rating, fields: dict[str, Any]) -> None:
    if rating._state.adding:
        rating.pk = ADD_RATING(sheet_id=rating.sheet_id, factor_id=rating.factor_id, **fields)
        rating._state.adding = False
    else:
        CHANGE_RATING(rating.pk, **fields)


def mark_change(sheet: Sheet, now: datetime) -> None:
    """A change after the declaration is marked, for the rater may have seen results by then."""
    if sheet.is_declared:
        Sheet.objects.filter(pk=sheet.pk).update(changed_after_at=now)


def result(outcome: Outcome, rating: Rating | None) -> RateResult:
    if rating is None:
        return RateResult(outcome=outcome, revision=0, value=EMPTY, changed_at=None)
    return RateResult(outcome=outcome, revision=rating.revision, value=value_of(rating), changed_at=rating.changed_at)


def value_of(answer: Rating | RatingChange | LateOperation) -> AnswerValue:
    return AnswerValue(
        kind=AnswerKind(answer.kind),
        degree=answer.degree,
        importance=answer.importance,
        reason=answer.reason,
        note=answer.note,
    )

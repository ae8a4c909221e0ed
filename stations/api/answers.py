"""What the API answers, as types; a field that does not belong to an outcome is left out."""

from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

from pydantic import BaseModel

from stations.actions.ratings import AnswerValue, Outcome, RateResult, value_of
from stations.enums import AnswerKind, LateState, Quadrant, SectionState
from stations.models import LateOperation, Rating, Sheet
from stations.views.sheets import Section

Code = Literal["invalid", "malformed", "not_found", "forbidden", "closed", "incomplete"]


class Word(StrEnum):
    """What may become of an operation."""

    APPLIED = Outcome.APPLIED.value
    DUPLICATE = Outcome.DUPLICATE.value
    UNCHANGED = Outcome.UNCHANGED.value
    CONFLICT = Outcome.CONFLICT.value
    LATE = "late"
    REFUSED = "refused"
    FAILED = "failed"


class Problem(BaseModel):
    """One thing that is wrong: the field, where there is one, and a sentence for the person."""

    field: str
    detail: str


class Refusal(BaseModel):
    """Why a whole request was refused; nothing of it was applied."""

    detail: str
    errors: list[Problem] = []


class Answer(BaseModel):
    """A whole answer on a factor, as it stands."""

    kind: AnswerKind
    degree: int | None
    importance: int | None
    reason: str
    note: str

    @classmethod
    def of(cls, value: AnswerValue) -> "Answer":
        return cls(
            kind=value.kind, degree=value.degree, importance=value.importance, reason=value.reason, note=value.note
        )


class Standing(BaseModel):
    """What the server has: revision 0 and an empty answer where it has nothing."""

    revision: int
    saved_at: datetime | None
    value: Answer

    @classmethod
    def after(cls, result: RateResult) -> "Standing":
        return cls(revision=result.revision, saved_at=result.changed_at, value=Answer.of(result.value))

    @classmethod
    def of(cls, rating: Rating) -> "Standing":
        return cls(revision=rating.revision, saved_at=rating.changed_at, value=Answer.of(value_of(rating)))


class Late(BaseModel):
    """An answer that arrived after the submission."""

    op_id: UUID
    factor: str
    value: Answer
    base_rev: int
    received_at: datetime
    state: LateState

    @classmethod
    def of(cls, late: LateOperation) -> "Late":
        return cls(
            op_id=late.operation_id,
            factor=late.factor.code,
            value=Answer.of(value_of(late)),
            base_rev=late.base_revision,
            received_at=late.received_at,
            state=LateState(late.state),
        )


def is_missing(rating: Rating | None) -> bool:
    return rating is None or rating.kind == AnswerKind.NOT_ANSWERED


class SectionAnswer(BaseModel):
    """How far a section has come."""

    quadrant: Quadrant
    is_marked: bool
    state: SectionState
    answered: int
    total: int
    missing: list[str]

    @classmethod
    def of(cls, section: Section) -> "SectionAnswer":
        return cls(
            quadrant=section.quadrant,
            is_marked=section.is_marked,
            state=section.state,
            answered=section.answered,
            total=section.total,
            missing=[factor.code for factor, rating in section.answers if is_missing(rating)],
        )


class SheetAnswer(BaseModel):
    """The person's own sheet."""

    number: int
    declared_at: datetime | None
    changed_after_at: datetime | None

    @classmethod
    def of(cls, sheet: Sheet) -> "SheetAnswer":
        return cls(number=sheet.number, declared_at=sheet.declared_at, changed_after_at=sheet.changed_after_at)


class Result(BaseModel):
    """What became of one operation; `outcome` says which of the other fields are there."""

    op_id: str
    outcome: Word
    detail: str = ""
    code: Code | None = None
    errors: list[Problem] = []
    revision: int | None = None
    saved_at: datetime | None = None
    current: Standing | None = None
    mine: Answer | None = None
    same_person: bool | None = None
    late: Late | None = None
    section: SectionAnswer | None = None
    sheet: SheetAnswer | None = None
    revisions: dict[str, int] | None = None
    sheets: dict[str, int] | None = None
    state: str | None = None


class Results(BaseModel):
    """One result for each operation, in their order."""

    results: list[Result]


class Submission(BaseModel):
    """What the lead needs for submitting: the declared sheets, each with its version."""

    may_submit: bool
    sheets: dict[str, int]


class OwnSheet(BaseModel):
    """All that the outbox has to know of an assessment."""

    user: int
    assessment: int
    state: str
    is_open: bool
    closed_because: str
    sheet: SheetAnswer | None
    ratings: dict[str, Standing]
    sections: list[SectionAnswer]
    late: list[Late]
    submission: Submission | None

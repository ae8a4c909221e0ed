"""What became of an operation, in the API's words and in sentences for the person."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stations import formats
from stations.actions.errors import ActionRefused, Incomplete, OperationReused, UnknownFactor
from stations.actions.late_operations import RatingOperation
from stations.actions.operations import Rated, Step
from stations.actions.ratings import Outcome, RateResult
from stations.api.answers import Answer, Code, Late, Problem, Result, Standing, Word
from stations.api.interface import forbidden, unreadable, unreadable_field
from stations.api.values import Unsound
from stations.forms.ratings import describe
from stations.models import Factor, LateOperation, RatingChange

REFUSED = (Http404, PermissionDenied, Unsound, ActionRefused)


def rated(operation: RatingOperation, done: Rated | LateOperation) -> Result:
    op_id = str(operation.operation_id)
    if isinstance(done, LateOperation):
        return Result(op_id=op_id, outcome=Word.LATE, detail=late_sentence(), late=Late.of(done))
    if done.result.outcome == Outcome.CONFLICT:
        return conflict(operation, done.result)
    return Result(
        op_id=op_id,
        outcome=Word(done.result.outcome),
        revision=done.revision,
        saved_at=done.saved_at,
        current=Standing.after(done.result),
    )


def conflict(operation: RatingOperation, result: RateResult) -> Result:
    return Result(
        op_id=str(operation.operation_id),
        outcome=Word.CONFLICT,
        detail=conflict_sentence(result, operation.factor),
        mine=Answer.of(operation.value),
        current=Standing.after(result),
        same_person=is_own_change(operation, result),
    )


def is_own_change(operation: RatingOperation, result: RateResult) -> bool:
    """Whether the person wrote what stands there, on another page or device."""
    written = RatingChange.objects.filter(
        rating__sheet__assessment=operation.assessment,
        rating__sheet__rater=operation.by,
        rating__factor=operation.factor,
        revision=result.revision,
    )
    return written.filter(changed_by=operation.by).exists()


def stepped(op_id: str, step: Step) -> Result:
    """The frame of a mark's, a declaration's or a submission's result."""
    if step.outcome == Outcome.CONFLICT:
        return Result(
            op_id=op_id,
            outcome=Word.CONFLICT,
            detail=changed_sentence(),
            revisions=dict(step.revisions),
            sheets=dict(step.versions),
        )
    return Result(op_id=op_id, outcome=Word(step.outcome), saved_at=step.at)


def refused(op_id: str, error: Exception) -> Result:
    """Why an operation was refused for good."""
    if isinstance(error, Http404):
        return refusal(op_id, "not_found", _("There is no such assessment or factor."))
    if isinstance(error, PermissionDenied):
        return refusal(op_id, "forbidden", forbidden())
    if isinstance(error, Unsound):
        return refusal(op_id, "invalid", error.problems[0].detail, error.problems)
    gaps = [Problem(field="", detail=gap) for gap in error.gaps] if isinstance(error, Incomplete) else []
    return refusal(op_id, code_of(error), str(error), gaps)


def code_of(error: Exception) -> Code:
    codes: dict[type[Exception], Code] = {
        Incomplete: "incomplete",
        OperationReused: "malformed",
        UnknownFactor: "not_found",
    }
    return codes.get(type(error), "closed")


def refusal(op_id: str, code: Code, detail: str, errors: list[Problem] | None = None) -> Result:
    return Result(op_id=op_id, outcome=Word.REFUSED, code=code, detail=detail, errors=errors or [])


def malformed(op_id: str, fields: list[str]) -> Result:
    problems = [Problem(field=field, detail=unreadable_field()) for field in fields]
    return refusal(op_id, "malformed", unreadable(), problems)


def failed(op_id: str) -> Result:
    sentence = _("The system is busy. Try again in a little while. Nothing that you filled in is lost.")
    return Result(op_id=op_id, outcome=Word.FAILED, detail=sentence)


def conflict_sentence(result: RateResult, factor: Factor) -> str:
    sentence = _(
        "On another page or device this answer was changed to “%(theirs)s” on %(time)s. Choose which one to keep."
    )
    changed_at = timezone.localtime(result.changed_at) if result.changed_at else None
    return sentence % {"theirs": describe(result.value, factor), "time": formats.moment(changed_at, get_language())}


def changed_sentence() -> str:
    return _("Something was changed on another page or device since you looked. Nothing was done: look again first.")


def late_sentence() -> str:
    return _(
        "This answer arrived after the submission. It is kept on the server; you can apply it if the assessment is returned."
    )

"""An operation's answer through the clean-up of the plain page's form."""

from stations.actions.ratings import AnswerValue
from stations.api.answers import Problem
from stations.api.requests import Value
from stations.enums import AnswerKind
from stations.forms.ratings import NOT_STATED, RatingForm
from stations.models import Factor

# What no radio button of the form has for a value.
MISMATCH = "mismatch"


class Unsound(Exception):
    """The answer cannot be taken as it is; `problems` say what to mend."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


def cleaned(value: Value, factor: Factor) -> AnswerValue:
    """The answer as the form would take it from a page on which nothing was answered before."""
    fields = {
        "answer": answer_of(value),
        "importance": NOT_STATED if value.importance is None else str(value.importance),
        "reason": value.reason,
        "note": value.note,
    }
    form = RatingForm({f"{factor.code}-{name}": text for name, text in fields.items()}, factor=factor, rating=None)
    if not form.is_valid():
        raise Unsound(
            [Problem(field=name, detail=str(error)) for name, errors in form.errors.items() for error in errors]
        )
    return form.value


def answer_of(value: Value) -> str:
    """The radio button's value; nothing is pressed where nothing is answered."""
    kind = AnswerKind(value.kind)
    if (kind == AnswerKind.DEGREE) != (value.degree is not None):
        return MISMATCH
    if kind == AnswerKind.NOT_ANSWERED:
        return ""
    return str(value.degree) if kind == AnswerKind.DEGREE else kind.value

"""An operation's answer through the clean-up of the plain page's form."""

import re

from stations.actions.ratings import AnswerValue
from stations.api.answers import Problem
from stations.api.requests import Value
from stations.enums import AnswerKind, Degree, Importance
from stations.forms.ratings import NOT_STATED, RatingForm
from stations.models import Factor
from stations.models.rating import NOTE_LENGTH

# What no radio button of the form has for a value.
MISMATCH = "mismatch"
DEGREES, IMPORTANCES = frozenset(Degree.values), frozenset(Importance.values)
# What the form's texts change or refuse, and every other control character.
NOT_PLAIN = re.compile("[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


class Unsound(Exception):
    """The answer cannot be taken as it is; `problems` say what to mend."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


def cleaned(value: Value, factor: Factor) -> AnswerValue:
    """The answer as the form would take it from a page on which nothing was answered before.

    Making a form takes longer than writing the answer down, so one at which it would find nothing to do passes by.
    """
    if is_plain(value):
        kind = AnswerKind(value.kind)
        return AnswerValue(kind=kind, degree=value.degree, importance=value.importance, reason="", note=value.note)
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


def is_plain(value: Value) -> bool:
    """Whether it is a degree on the scale, with a note at most, that the form would take as it is."""
    return (
        value.kind == "degree"
        and value.degree in DEGREES
        and (value.importance is None or value.importance in IMPORTANCES)
        and not value.reason
        and len(value.note) <= NOTE_LENGTH
        and value.note == value.note.strip()
        and not NOT_PLAIN.search(value.note)
    )


def answer_of(value: Value) -> str:
    """The radio button's value; nothing is pressed where nothing is answered."""
    kind = AnswerKind(value.kind)
    if (kind == AnswerKind.DEGREE) != (value.degree is not None):
        return MISMATCH
    if kind == AnswerKind.NOT_ANSWERED:
        return ""
    return str(value.degree) if kind == AnswerKind.DEGREE else kind.value

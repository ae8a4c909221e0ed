"""What is scored: factors, countermeasures and the sheets of one assessment, checked when they are made."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from stations.scoring.errors import ScoringError
from stations.scoring.method import HIGHEST_DEGREE, HIGHEST_EFFECT, LOWEST_DEGREE
from stations.scoring.vocabulary import AnswerKind, Quadrant

RATER = re.compile(r"R[1-9][0-9]*")
LEAST_WEIGHT = 1e-9
"""Expert weights lie between this and its reciprocal: positive, and never so odd that a sum loses them."""
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """A factor of the edition: its code and the quadrant it belongs to.

    >>> Factor(code="S1", quadrant=Quadrant.STRENGTHS).quadrant
    <Quadrant.STRENGTHS: 'S'>
    """

    code: str
    quadrant: Quadrant

    def __post_init__(self) -> None:
        _require_code("factor", self.code)
        if self.quadrant not in tuple(Quadrant):
            raise ScoringError(f"factor {self.code}: unknown quadrant {self.quadrant!r}")
        object.__setattr__(self, "quadrant", Quadrant(self.quadrant))


@dataclass(frozen=True, slots=True, kw_only=True)
class Countermeasure:
    """A countermeasure and its effects on factors: 2 some, 3 strong, 4 decisive; a factor not named has effect 1, none.

    Naming a factor with effect 1 is the same as not naming it.

    >>> Countermeasure(code="C1", effects={"S1": 2, "T4": 4}).effects
    {'S1': 2, 'T4': 4}
    """

    code: str
    effects: Mapping[str, int]

    def __post_init__(self) -> None:
        _require_code("countermeasure", self.code)
        object.__setattr__(self, "effects", _copied(f"effects of countermeasure {self.code}", self.effects))
        for factor, effect in self.effects.items():
            if not _is_whole(effect, 1, HIGHEST_EFFECT):
                raise ScoringError(
                    f"countermeasure {self.code}, factor {factor}: "
                    f"effect must be a whole number from 1 to {HIGHEST_EFFECT}, not {effect!r}"
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One rater's answer on one factor: a degree 1 to 5, or 不适用, or 无法判断; with it an importance 1 to 5 or none.

    An importance may come with any kind of answer, and counts wherever it was given.

    >>> Answer(kind=AnswerKind.DEGREE, degree=4, importance=5).degree
    4
    >>> Answer(kind=AnswerKind.CANNOT_JUDGE).degree is None
    True
    """

    kind: AnswerKind
    degree: int | None = None
    importance: int | None = None

    def __post_init__(self) -> None:
        if self.kind not in tuple(AnswerKind):
            raise ScoringError(f"unknown kind of answer {self.kind!r}")
        object.__setattr__(self, "kind", AnswerKind(self.kind))
        if self.kind is AnswerKind.DEGREE:
            _require_point("degree", self.degree)
        elif self.degree is not None:
            raise ScoringError(f"an answer of kind {self.kind} holds no degree, but has {self.degree!r}")
        if self.importance is not None:
            _require_point("importance", self.importance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One rater's declared sheet: answers by factor code. A factor that is missing from it was not answered.

    Raters are R1, R2, …, never persons: stored results hold no rater's name.

    >>> Sheet(rater="R1", answers={"S1": Answer(kind=AnswerKind.DEGREE, degree=3)}).rater
    'R1'
    """

    rater: str
    answers: Mapping[str, Answer]

    def __post_init__(self) -> None:
        if not isinstance(self.rater, str) or not RATER.fullmatch(self.rater):
            raise ScoringError(f"a rater is called R1, R2, …, not {self.rater!r}")
        object.__setattr__(self, "answers", _copied(f"answers of rater {self.rater}", self.answers))
        for factor, answer in self.answers.items():
            if not isinstance(answer, Answer):
                raise ScoringError(f"rater {self.rater}, factor {factor}: not an answer: {answer!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Everything that one assessment's result is computed from.

    `sheets` are the sheets declared complete; all raters count alike. There may be none yet.

    `edition_weights` are an edition's expert weights: positive numbers by factor code, on any scale (1e-9 to 1e9). They
    take the place of the raters' importances G_f. A quadrant has weights for all of its factors or for none, for an
    expert's weight and a rater's importance are on different scales, and a mixture of both would mean nothing. They are
    divided by their sum over the *scored* factors, as G_f is. Judgements between quadrants do not belong here.

    >>> Panel(factors=[Factor(code="S1", quadrant=Quadrant.STRENGTHS)], countermeasures=[], sheets=[]).factors[0].code
    'S1'
    """

    factors: Sequence[Factor]
    countermeasures: Sequence[Countermeasure]
    sheets: Sequence[Sheet]
    edition_weights: Mapping[str, float] | None = None

    def __post_init__(self) -> None:
        for name, kind in (("factors", Factor), ("countermeasures", Countermeasure), ("sheets", Sheet)):
            object.__setattr__(self, name, _all_of(name, kind, getattr(self, name)))
        if not self.factors:
            raise ScoringError("a panel needs at least one factor")
        _require_unique("factor", (factor.code for factor in self.factors))
        _require_unique("countermeasure", (countermeasure.code for countermeasure in self.countermeasures))
        _require_unique("rater", (sheet.rater for sheet in self.sheets))
        self._require_known_factors()
        if self.edition_weights is not None:
            object.__setattr__(self, "edition_weights", _copied("edition weights", self.edition_weights))
            self._require_whole_quadrants_of_weights(self.edition_weights)

    def _require_known_factors(self) -> None:
        known = {factor.code for factor in self.factors}
        for sheet in self.sheets:
            _require_known(f"rater {sheet.rater}", sheet.answers, known)
        for countermeasure in self.countermeasures:
            _require_known(f"countermeasure {countermeasure.code}", countermeasure.effects, known)
        _require_known("edition weights", self.edition_weights or (), known)

    def _require_whole_quadrants_of_weights(self, weights: Mapping[str, float]) -> None:
        for code, weight in weights.items():
            if not _is_weight(weight):
                raise ScoringError(
                    f"edition weights, factor {code}: must be a positive number (1e-9 to 1e9), not {weight!r}"
                )
        weighted = {factor.quadrant for factor in self.factors if factor.code in weights}
        for factor in self.factors:
            if factor.quadrant in weighted and factor.code not in weights:
                raise ScoringError(
                    f"edition weights: factor {factor.code} has none, but others of quadrant {factor.quadrant} have"
                )


def _is_weight(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and LEAST_WEIGHT <= value <= 1 / LEAST_WEIGHT


def _is_whole(value: object, lowest: int, highest: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest


def _require_point(name: str, value: object) -> None:
    if not _is_whole(value, LOWEST_DEGREE, HIGHEST_DEGREE):
        raise ScoringError(f"{name} must be a whole number from {LOWEST_DEGREE} to {HIGHEST_DEGREE}, not {value!r}")


def _require_code(name: str, code: object) -> None:
    if not isinstance(code, str) or not code.strip():
        raise ScoringError(f"{name}: a code must be a text that is not empty, not {code!r}")


def _require_unique(name: str, codes: Iterable[str]) -> None:
    for code, times in Counter(codes).items():
        if times > 1:
            raise ScoringError(f"{name} {code} occurs {times} times")


def _require_known(owner: str, codes: Iterable[str], known: set[str]) -> None:
    for code in codes:
        if code not in known:
            raise ScoringError(f"{owner}: unknown factor {code!r}")


def _copied(name: str, mapping: Mapping[str, Value]) -> dict[str, Value]:
    if not isinstance(mapping, Mapping):
        raise ScoringError(f"{name}: must be a mapping by factor code, not {mapping!r}")
    return dict(mapping)


def _all_of(name: str, kind: type, values: Iterable[object]) -> tuple[object, ...]:
    if isinstance(values, str | Mapping) or not isinstance(values, Iterable):
        raise ScoringError(f"{name}: must be a sequence, not {values!r}")
    for value in (values := tuple(values)):
        if not isinstance(value, kind):
            raise ScoringError(f"{name}: not a {kind.__name__}: {value!r}")
    return values

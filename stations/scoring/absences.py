"""Name what a result lacks, and why: a figure that is missing is never just blank."""

from collections.abc import Iterable, Iterator, Sequence

from stations.scoring.results import (
    Absence,
    CountermeasureScore,
    Coverage,
    FactorScore,
    Position,
    QuadrantScore,
    Strength,
)
from stations.scoring.vocabulary import AbsenceReason, Figure, Quadrant

NEED_ALL_QUADRANTS = (
    Figure.POSITION,
    Figure.AZIMUTH,
    Figure.STRENGTH_COEFFICIENT,
    Figure.BALANCE,
    Figure.STRATEGY_SHARES,
)
"""Figures that are absent, or incomplete, as soon as one quadrant is."""


def of_scores(factors: Iterable[FactorScore], quadrants: Iterable[QuadrantScore], whole: Coverage) -> Iterator[Absence]:
    """Factors and quadrants that nobody scored, and coverage where nothing was expected."""
    for factor in factors:
        if not factor.is_scored:
            yield Absence(figure=Figure.FACTOR_DEGREE, reason=AbsenceReason.FACTOR_NOT_SCORED, subject=factor.code)
    if whole.share is None:
        yield Absence(figure=Figure.COVERAGE, reason=AbsenceReason.NOTHING_EXPECTED)
    for score in quadrants:
        if score.coverage.share is None:
            yield Absence(figure=Figure.COVERAGE, reason=AbsenceReason.NOTHING_EXPECTED, subject=score.quadrant)
        if score.magnitude is None:
            yield from of_quadrant(score.quadrant, (Figure.QUADRANT_MAGNITUDE, *NEED_ALL_QUADRANTS))


def of_quadrant(quadrant: Quadrant, figures: Iterable[Figure]) -> Iterator[Absence]:
    """Figures that are absent because nobody scored a quadrant.

    >>> [str(absence.figure) for absence in of_quadrant(Quadrant.WEAKNESSES, [Figure.POSITION])]
    ['position']
    """
    for figure in figures:
        yield Absence(figure=figure, reason=AbsenceReason.QUADRANT_NOT_SCORED, subject=quadrant.value)


def of_position(position: Position) -> Iterator[Absence]:
    """No azimuth in the centre."""
    if position.at_centre:
        yield Absence(figure=Figure.AZIMUTH, reason=AbsenceReason.AT_CENTRE)


def of_strength(strength: Strength, magnitudes: Sequence[float | None]) -> Iterator[Absence]:
    """Coefficient, balance and shares whose denominators are zero although all four magnitudes are there."""
    if any(magnitude is None for magnitude in magnitudes):
        return
    for figure, value in (
        (Figure.STRENGTH_COEFFICIENT, strength.coefficient),
        (Figure.BALANCE, strength.balance),
        (Figure.STRATEGY_SHARES, strength.shares),
    ):
        if value is None:
            yield Absence(figure=figure, reason=AbsenceReason.NO_STRENGTH)


def of_countermeasures(scores: Sequence[CountermeasureScore]) -> Iterator[Absence]:
    """No attractiveness where no factor that any countermeasure names was scored."""
    if scores and scores[0].attractiveness is None:
        yield Absence(figure=Figure.ATTRACTIVENESS, reason=AbsenceReason.NO_NAMED_FACTOR_SCORED)

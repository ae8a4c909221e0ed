"""A panel as arrays: factors down, raters across, in canonical order."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from stations.scoring.arrays import Bools, Floats
from stations.scoring.canonical import ordered_countermeasures, ordered_factors, ordered_sheets
from stations.scoring.inputs import Answer, Countermeasure, Factor, Panel, Sheet
from stations.scoring.vocabulary import AnswerKind, Quadrant


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grid:
    """The answers of a panel: one row per factor and one column per sheet.

    0 stands where nothing was given, and is never read without the mask beside it.
    """

    factors: tuple[Factor, ...]
    countermeasures: tuple[Countermeasure, ...]
    sheets: tuple[Sheet, ...]
    degrees: Floats
    has_degree: Bools
    importances: Floats
    has_importance: Bools
    is_not_applicable: Bools
    is_cannot_judge: Bools
    effects: Floats
    """One row per countermeasure, one column per factor, 1 where there is no effect."""
    edition_weights: Floats
    """One per factor, as given; 0 where the edition gives none."""

    @property
    def judging(self) -> tuple[int, ...]:
        """Columns of the raters who gave at least one degree."""
        return tuple(int(column) for column in np.flatnonzero(self.has_degree.any(axis=0)))

    def rows_of(self, quadrant: Quadrant) -> list[int]:
        """Rows of a quadrant's factors."""
        return [row for row, factor in enumerate(self.factors) if factor.quadrant == quadrant]


def grid_of(panel: Panel) -> Grid:
    """Lay a panel out as arrays.

    >>> panel = Panel(
    ...     factors=[Factor(code="S1", quadrant="S")],
    ...     countermeasures=[],
    ...     sheets=[Sheet(rater="R1", answers={}), Sheet(rater="R2", answers={"S1": Answer(kind="degree", degree=4)})],
    ... )
    >>> grid_of(panel).degrees.tolist()
    [[4.0, 0.0]]
    """
    factors, countermeasures, sheets = (ordered_factors(panel), ordered_countermeasures(panel), ordered_sheets(panel))
    answers = [[sheet.answers.get(factor.code) for sheet in sheets] for factor in factors]
    shape = (len(factors), len(sheets))

    def laid_out(value: Callable[[Answer], float | None]) -> Floats:
        return np.array([[(answer and value(answer)) or 0 for answer in row] for row in answers], float).reshape(shape)

    degrees, importances = (laid_out(lambda answer: answer.degree), laid_out(lambda answer: answer.importance))
    return Grid(
        factors=factors,
        countermeasures=countermeasures,
        sheets=sheets,
        degrees=degrees,
        has_degree=degrees > 0,
        importances=importances,
        has_importance=importances > 0,
        is_not_applicable=laid_out(lambda answer: answer.kind is AnswerKind.NOT_APPLICABLE) > 0,
        is_cannot_judge=laid_out(lambda answer: answer.kind is AnswerKind.CANNOT_JUDGE) > 0,
        effects=_effects(countermeasures, factors),
        edition_weights=_edition_weights(panel, factors),
    )


def _effects(countermeasures: tuple[Countermeasure, ...], factors: tuple[Factor, ...]) -> Floats:
    rows = [[countermeasure.effects.get(factor.code, 1) for factor in factors] for countermeasure in countermeasures]
    return np.array(rows, float).reshape(len(countermeasures), len(factors))


def _edition_weights(panel: Panel, factors: tuple[Factor, ...]) -> Floats:
    weights = panel.edition_weights or {}
    return np.array([weights.get(factor.code, 0.0) for factor in factors], float)

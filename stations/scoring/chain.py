"""The way from degrees to magnitudes and attractiveness, for many sets of raters at once.

One column is one set of raters: the whole panel, or the panel without a rater. Point estimates and their uncertainty so
pass through the same arithmetic.
"""

from dataclasses import dataclass

import numpy as np

from stations.scoring.arrays import Bools, Floats, added, ratio
from stations.scoring.attractiveness import attractiveness
from stations.scoring.grid import Grid
from stations.scoring.vocabulary import Quadrant
from stations.scoring.weights import filled_importances, normalised


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Totals:
    """Sums and counts of what each set of raters gave: one row per factor, one column per set, whole numbers all."""

    degree_sum: Floats
    degree_count: Floats
    importance_sum: Floats
    importance_count: Floats

    def minus(self, other: "Totals") -> "Totals":
        """These totals without the other's; a single column is taken against each of the other's."""
        return Totals(
            degree_sum=self.degree_sum - other.degree_sum,
            degree_count=self.degree_count - other.degree_count,
            importance_sum=self.importance_sum - other.importance_sum,
            importance_count=self.importance_count - other.importance_count,
        )

    def columns(self, chosen: list[int]) -> "Totals":
        """The totals of some columns, as often as they are chosen."""
        return Totals(
            degree_sum=self.degree_sum[:, chosen],
            degree_count=self.degree_count[:, chosen],
            importance_sum=self.importance_sum[:, chosen],
            importance_count=self.importance_count[:, chosen],
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chain:
    """The figures of each set of raters (columns); rows are factors, quadrants or countermeasures."""

    degree: Floats
    """x: one row per factor, NaN if unscored."""
    importance: Floats
    """G: one row per factor, NaN if unscored."""
    weight: Floats
    """w: one row per factor, 0 if unscored."""
    contribution: Floats
    """w·x: one row per factor, 0 if unscored."""
    magnitude: Floats
    """Q: four rows, S W O T, NaN if no factor of the quadrant is scored."""
    salience: Floats
    """s: one row per factor, 0 if unscored."""
    attractiveness: Floats
    """A: one row per countermeasure, NaN if no named factor is scored."""

    @property
    def x(self) -> Floats:
        """X = (S − W) / 4."""
        x: Floats = (self.magnitude[0] - self.magnitude[1]) / 4
        return x

    @property
    def y(self) -> Floats:
        """Y = (O − T) / 4."""
        y: Floats = (self.magnitude[2] - self.magnitude[3]) / 4
        return y

    @property
    def logit(self) -> Floats:
        """logit ρ = ln S + ln O − ln W − ln T."""
        return logit_of(self.magnitude)


def each_rater(grid: Grid) -> Totals:
    """What each rater gave, one column for each who gave a degree."""
    columns = list(grid.judging)
    return Totals(
        degree_sum=grid.degrees[:, columns],
        degree_count=grid.has_degree[:, columns].astype(float),
        importance_sum=grid.importances[:, columns],
        importance_count=grid.has_importance[:, columns].astype(float),
    )


def whole_panel(grid: Grid) -> Totals:
    """What all raters gave together, in one column."""
    return Totals(
        degree_sum=grid.degrees.sum(axis=1, keepdims=True),
        degree_count=grid.has_degree.sum(axis=1, keepdims=True).astype(float),
        importance_sum=grid.importances.sum(axis=1, keepdims=True),
        importance_count=grid.has_importance.sum(axis=1, keepdims=True).astype(float),
    )


def chain_of(grid: Grid, totals: Totals) -> Chain:
    """Compute the figures of every set of raters (steps 1–3 and 7 of the method).

    Where a set of raters leaves a factor without degrees, the factor is left out and the weights of its quadrant are
    divided by what remains; where it leaves a quadrant without any, the quadrant's magnitude is NaN.

    >>> from stations.scoring import Answer, Factor, Panel, Sheet
    >>> from stations.scoring.grid import grid_of
    >>> answers = {"S1": Answer(kind="degree", degree=4), "S2": Answer(kind="degree", degree=2)}
    >>> factors = [Factor(code="S1", quadrant="S"), Factor(code="S2", quadrant="S")]
    >>> grid = grid_of(Panel(factors=factors, countermeasures=[], sheets=[Sheet(rater="R1", answers=answers)]))
    >>> chain_of(grid, whole_panel(grid)).magnitude.T.tolist()
    [[3.0, nan, nan, nan]]
    """
    is_scored = totals.degree_count > 0
    degree = ratio(totals.degree_sum, totals.degree_count)
    importance, weight = np.full(degree.shape, np.nan), np.zeros(degree.shape)
    own = ratio(totals.importance_sum, totals.importance_count)
    for quadrant in Quadrant:
        rows = grid.rows_of(quadrant)
        edition = grid.edition_weights[rows, None]
        filled = filled_importances(own[rows], is_scored[rows])
        importance[rows] = np.where(is_scored[rows] & (edition > 0), edition, filled)
        weight[rows] = normalised(importance[rows], is_scored[rows])
    contribution = weight * np.where(is_scored, degree, 0.0)
    salience = ratio(contribution, added(contribution), otherwise=0.0)
    return Chain(
        degree=degree,
        importance=importance,
        weight=weight,
        contribution=contribution,
        magnitude=np.array([_magnitude(contribution, is_scored, grid.rows_of(quadrant)) for quadrant in Quadrant]),
        salience=salience,
        attractiveness=attractiveness(grid.effects, salience),
    )


def _magnitude(contribution: Floats, is_scored: Bools, rows: list[int]) -> Floats:
    return np.where(is_scored[rows].any(axis=0), added(contribution[rows]), np.nan)


def logit_of(magnitudes: Floats) -> Floats:
    """logit ρ = ln S + ln O − ln W − ln T, of magnitudes whose first axis is S, W, O, T.

    >>> logit_of(np.array([[4.0], [2.0], [3.0], [2.0]])).round(4).tolist()
    [1.0986]
    """
    logs = np.log(magnitudes)
    logit: Floats = logs[0] + logs[2] - logs[1] - logs[3]
    return logit

"""What the raters said about each factor: mean, median, quartiles, counts."""

import math
from collections.abc import Sequence

from stations.scoring.arrays import known
from stations.scoring.chain import Chain
from stations.scoring.grid import Grid
from stations.scoring.method import HIGHEST_DEGREE, LOWEST_DEGREE
from stations.scoring.results import FactorScore
from stations.scoring.vocabulary import ImportanceSource, Quadrant
from stations.scoring.weights import source_of


def quantile(degrees: Sequence[float], share: float) -> float | None:
    """Quantile of type 7 (Hyndman & Fan 1996): linear between the neighbours of position (n − 1)·share; None for none.

    >>> quantile([1, 2, 3, 4], 0.25)
    1.75
    >>> quantile([], 0.5) is None
    True
    """
    if not degrees:
        return None
    ordered = sorted(degrees)
    place = (len(ordered) - 1) * share
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return float(ordered[below] + (place - below) * (ordered[above] - ordered[below]))


def factor_scores(grid: Grid, chain: Chain) -> tuple[FactorScore, ...]:
    """Score every factor of the panel; `chain` holds the whole panel in its only column."""
    given = {quadrant: _importances_given(grid, quadrant) for quadrant in Quadrant}
    return tuple(_factor_score(grid, chain, row, given[factor.quadrant]) for row, factor in enumerate(grid.factors))


def _factor_score(grid: Grid, chain: Chain, row: int, given_in_quadrant: int) -> FactorScore:
    degrees = [int(degree) for degree in grid.degrees[row][grid.has_degree[row]]]
    importances = [int(importance) for importance in grid.importances[row][grid.has_importance[row]]]
    not_applicable, cannot_judge = (int(grid.is_not_applicable[row].sum()), int(grid.is_cannot_judge[row].sum()))
    lower, upper = quantile(degrees, 0.25), quantile(degrees, 0.75)
    is_scored = bool(degrees)
    return FactorScore(
        code=grid.factors[row].code,
        quadrant=grid.factors[row].quadrant,
        mean=known(chain.degree[row, 0]),
        median=quantile(degrees, 0.5),
        iqr=None if lower is None or upper is None else upper - lower,
        lower_quartile=lower,
        upper_quartile=upper,
        lowest=min(degrees, default=None),
        highest=max(degrees, default=None),
        distribution=tuple(degrees.count(degree) for degree in range(LOWEST_DEGREE, HIGHEST_DEGREE + 1)),
        count=len(degrees),
        not_applicable=not_applicable,
        cannot_judge=cannot_judge,
        not_answered=len(grid.sheets) - len(degrees) - not_applicable - cannot_judge,
        importance_mean=sum(importances) / len(importances) if importances else None,
        importance_count=len(importances),
        importance=known(chain.importance[row, 0]),
        importance_source=_source(grid, row, len(importances), given_in_quadrant) if is_scored else None,
        weight=float(chain.weight[row, 0]) if is_scored else None,
        contribution=float(chain.contribution[row, 0]) if is_scored else None,
        salience=float(chain.salience[row, 0]) if is_scored else None,
    )


def _importances_given(grid: Grid, quadrant: Quadrant) -> int:
    """Importances given on the scored factors of a quadrant: those that can stand in for a missing one."""
    rows = grid.rows_of(quadrant)
    return int(grid.has_importance[rows][grid.has_degree[rows].any(axis=1)].sum())


def _source(grid: Grid, row: int, given: int, given_in_quadrant: int) -> ImportanceSource:
    return source_of(
        given=given, given_in_quadrant=given_in_quadrant, has_edition_weight=bool(grid.edition_weights[row] > 0)
    )

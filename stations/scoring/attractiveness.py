"""How much each countermeasure uses or answers what weighs at this station."""

import math
from collections.abc import Sequence

import numpy as np

from stations.scoring.arrays import Bools, Floats, added, known, ratio
from stations.scoring.grid import Grid
from stations.scoring.method import PLACES, TOLERANCE
from stations.scoring.results import CountermeasureScore, Reason


def named(effects: Floats) -> Bools:
    """Which factors at least one countermeasure has an effect on; the rest leave the sums for all countermeasures.

    This is the dash of the Quantitative Strategic Planning Matrix (David, *Strategic Management*).

    >>> named(np.array([[1.0, 3.0, 1.0], [2.0, 1.0, 1.0]])).tolist()
    [True, True, False]
    """
    is_named: Bools = np.any(effects > 1, axis=0)
    return is_named


def attractiveness(effects: Floats, salience: Floats) -> Floats:
    """A = Σ s·a / Σ s over the named factors: 1 without any effect, at most 4; NaN where no named factor has salience.

    `effects` has one row per countermeasure and one column per factor; `salience` one row per factor and one column per
    set of raters.

    >>> attractiveness(np.array([[4.0, 1.0], [1.0, 2.0]]), np.array([[0.3], [0.1]])).tolist()
    [[3.25], [1.25]]
    """
    rows = np.flatnonzero(named(effects))
    weighted = added(effects[:, row, None] * salience[row] for row in rows)
    total = added(salience[row] for row in rows)
    return ratio(np.broadcast_to(weighted, (len(effects), salience.shape[1])), total)


def ranks(values: Sequence[float | None]) -> tuple[int | None, ...]:
    """Rank of each value, 1 for the highest; values within 1e-9 share a rank, and the next rank is skipped.

    >>> ranks([2.0, 3.0, None, 2.0, 1.0])
    (2, 1, None, 2, 4)
    """
    present = [value for value in values if value is not None]
    return tuple(None if value is None else 1 + sum(other > value + TOLERANCE for other in present) for value in values)


def reasons(effects: Floats, salience: Floats, codes: Sequence[str]) -> tuple[Reason, ...]:
    """Say how much each factor lifts one countermeasure's attractiveness above 1, the strongest lift first.

    `effects` are this countermeasure's, `salience` is that of the named factors and 0 elsewhere. The lifts
    s·(a − 1) / Σs add up to A − 1, because A − 1 = Σ s·(a − 1) / Σ s.

    >>> [(reason.factor, reason.lift) for reason in reasons(np.array([4.0, 2.0]), np.array([0.5, 1.5]), ["S1", "S2"])]
    [('S1', 0.75), ('S2', 0.75)]
    """
    total = float(added(salience).item())
    lifting = [int(row) for row in np.flatnonzero((effects > 1) & (salience > 0))]
    lifts = {row: float(salience[row] * (effects[row] - 1)) / total for row in lifting}
    whole = math.fsum(lifts.values())
    return tuple(
        Reason(factor=codes[row], effect=int(effects[row]), lift=lifts[row], share=lifts[row] / whole)
        for row in sorted(lifts, key=lambda row: (-round(lifts[row], PLACES), row))
    )


def countermeasure_scores(grid: Grid, values: Floats, salience: Floats) -> tuple[CountermeasureScore, ...]:
    """Score every countermeasure of the panel from its attractiveness and the factors' saliences (whole panel).

    Two countermeasures without effects on anything scored are both at 1 and share the last rank.
    """
    attractions = [known(value) for value in values]
    placed = ranks(attractions)
    counted = np.where(named(grid.effects), salience, 0.0)
    codes = [factor.code for factor in grid.factors]
    return tuple(
        CountermeasureScore(
            code=countermeasure.code,
            attractiveness=attractions[row],
            rank=placed[row],
            reasons=reasons(grid.effects[row], counted, codes),
            unscored_factors=_unscored(grid, row),
        )
        for row, countermeasure in enumerate(grid.countermeasures)
    )


def _unscored(grid: Grid, row: int) -> tuple[str, ...]:
    is_unscored = (grid.effects[row] > 1) & ~grid.has_degree.any(axis=1)
    return tuple(factor.code for factor, is_missing in zip(grid.factors, is_unscored, strict=True) if is_missing)

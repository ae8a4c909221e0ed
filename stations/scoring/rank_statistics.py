"""Statistics on ranks: Spearman's correlation and Kendall's W, both with ties."""

import math
from collections.abc import Sequence

import numpy as np

from stations.scoring.arrays import Floats
from stations.scoring.method import TOLERANCE


def average_ranks(values: Floats) -> Floats:
    """Rank along the last axis, 1 for the lowest; equal values (within 1e-9) share the mean of their ranks.

    >>> average_ranks(np.array([12.0, 2.0, 1.0, 12.0, 2.0])).tolist()
    [4.5, 2.5, 1.0, 4.5, 2.5]
    """
    difference = values[..., :, None] - values[..., None, :]
    below = (difference > TOLERANCE).sum(axis=-1)
    same = (np.abs(difference) <= TOLERANCE).sum(axis=-1)
    ranks: Floats = below + (same + 1) / 2
    return ranks


def rank_correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Spearman's rank correlation, −1 to 1: Pearson's on average ranks; None where either side does not vary.

    >>> rank_correlation([1, 2, 3], [5, 4, 2])
    -1.0
    >>> rank_correlation([1, 1, 1], [1, 2, 3]) is None
    True
    """
    ranks = average_ranks(np.array([one, other], float))
    deviation = ranks - (ranks.shape[1] + 1) / 2
    product = float(np.sum(deviation[0] * deviation[1]))
    squares = np.sum(deviation**2, axis=1)
    return product / math.sqrt(squares[0] * squares[1]) if squares.all() else None


def kendall_w(degrees: Floats) -> tuple[float, float] | None:
    """Kendall's W with tie correction, and its χ² = m·(N − 1)·W; one row per rater (m), one column per factor (N).

    W = (12·ΣR² − 3·m²·N·(N + 1)²) / (m²·N·(N² − 1) − m·Σ(t³ − t)), with R the rank sums of the factors and t the sizes of
    the ties within raters (Siegel & Castellan 1988; Sheskin, *Handbook of Parametric and Nonparametric Statistical
    Procedures*). 0 is no agreement on the order of factors, 1 is the same order. None with fewer than two raters or two
    factors, or where every rater gave one single degree.

    >>> w, chi_square = kendall_w(np.array([[12, 2, 1, 12, 2], [1, 4, 7, 1, 0]]))
    >>> round(w, 5)
    0.22973
    """
    raters, factors = degrees.shape
    if min(raters, factors) < 2:  # noqa: PLR2004 -- agreement needs two to compare, and two things to order
        return None
    ranks = average_ranks(degrees.astype(float))
    sums = np.sum(ranks, axis=0)
    same = (degrees[:, :, None] == degrees[:, None, :]).sum(axis=-1)
    ties = float(np.sum(same**2 - 1))
    numerator = 12 * float(np.sum(sums**2)) - 3 * raters**2 * factors * (factors + 1) ** 2
    denominator = raters**2 * factors * (factors**2 - 1) - raters * ties
    if denominator <= 0:
        return None
    w = numerator / denominator
    return w, raters * (factors - 1) * w

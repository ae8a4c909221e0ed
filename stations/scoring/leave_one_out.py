"""The result without each rater in turn, and what the differences say about its uncertainty."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from stations.scoring.arrays import Bools, Floats, added
from stations.scoring.chain import Chain, chain_of, each_rater, whole_panel
from stations.scoring.grid import Grid

LARGEST_BLOCK = 20_000
"""Sets of raters computed at once."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LeaveOneOut:
    """The chain of the whole panel (one column) and of the panel without each judging rater (one column each)."""

    whole: Chain
    without: Chain

    @property
    def raters(self) -> int:
        """n: raters that gave at least one degree."""
        return int(self.without.degree.shape[1])

    @property
    def empties(self) -> Bools:
        """For each rater, whether a quadrant that the whole panel scored would hold no degree without this rater."""
        is_lost: Bools = np.isnan(self.without.magnitude) & ~np.isnan(self.whole.magnitude)
        return np.asarray(is_lost.any(axis=0))


def leave_one_out(grid: Grid) -> LeaveOneOut:
    """Compute a panel as a whole and without each of its raters.

    A factor that loses its last degree is left out and the weights of its quadrant are divided by what remains. A rater
    without any degree is never left out: such a sheet tells nothing about how raters differ.
    """
    everyone = whole_panel(grid)
    return LeaveOneOut(whole=chain_of(grid, everyone), without=chain_of(grid, everyone.minus(each_rater(grid))))


def leave_two_out(grid: Grid) -> Iterator[Floats]:
    """The magnitudes without two raters: for each rater an array of the four quadrants by each *other* rater.

    NaN stands for a quadrant without degrees. Raters are taken in blocks, so that a large panel needs no large memory.
    """
    single, bare = each_rater(grid), replace(grid, effects=grid.effects[:0])
    everyone, raters = whole_panel(grid), len(grid.judging)
    step = max(1, LARGEST_BLOCK // raters)
    for start in range(0, raters, step):
        block = range(start, min(start + step, raters))
        first = [rater for rater in block for _ in range(raters - 1)]
        second = [other for rater in block for other in range(raters) if other != rater]
        chain = chain_of(bare, everyone.minus(single.columns(first)).minus(single.columns(second)))
        yield from np.moveaxis(chain.magnitude.reshape(4, len(block), raters - 1), 1, 0)


def deviations(without: Floats) -> Floats:
    """d_i = θ_(i) − θ̄: how far each result without one rater (last axis) lies from the mean of these results.

    >>> deviations(np.array([1.0, 2.0, 6.0])).tolist()
    [-2.0, -1.0, 3.0]
    """
    mean = added(np.moveaxis(without, -1, 0)) / without.shape[-1]
    deviation: Floats = without - np.expand_dims(mean, -1)
    return deviation


def covariance(one: Floats, other: Floats) -> Floats:
    """Jackknife covariance (n − 1)/n · Σ d_i·e_i of two results, from their deviations (last axis).

    The variance of a result is its covariance with itself (Efron & Tibshirani 1993, chapter 11).

    >>> covariance(np.array([-2.0, -1.0, 3.0]), np.array([-2.0, -1.0, 3.0])).round(4).tolist()
    9.3333
    """
    raters = one.shape[-1]
    product: Floats = (raters - 1) / raters * added(np.moveaxis(one * other, -1, 0))
    return product


def standard_error(deviation: Floats) -> Floats:
    """SE = √((n − 1)/n · Σ d_i²), from the deviations (last axis).

    >>> standard_error(np.array([[0.0, 0.0], [-0.5, 0.5]])).tolist()
    [0.0, 0.5]
    """
    error: Floats = np.sqrt(covariance(deviation, deviation))
    return error

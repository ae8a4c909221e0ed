"""The result without each rater: does the verdict stand, and does one rater alone decide it?"""

import numpy as np

from stations.scoring.arrays import Floats, known
from stations.scoring.canonical import code_order
from stations.scoring.certainty_results import WithoutRater
from stations.scoring.chain import logit_of
from stations.scoring.grid import Grid
from stations.scoring.leave_one_out import LeaveOneOut, deviations, leave_two_out, standard_error
from stations.scoring.method import FEWEST_RATERS, TOLERANCE, CutOffs
from stations.scoring.position import place, strength
from stations.scoring.student import probability_above_zero
from stations.scoring.verdict import verdict_of
from stations.scoring.vocabulary import Verdict


def probability_of(magnitudes: Floats) -> float | None:
    """P(ρ > 0.5) of a panel from its magnitudes (S, W, O, T) as a whole, first column, and without each of its raters.

    None with fewer than two raters, and where a quadrant is, or would be, empty.

    >>> probability_of(np.array([[3.0, 3.5, 2.5], [2.0, 2.0, 2.0], [3.0, 3.0, 3.0], [3.0, 3.0, 3.0]])).__round__(3)
    0.875
    """
    raters = magnitudes.shape[1] - 1
    if raters < FEWEST_RATERS or np.isnan(magnitudes).any():
        return None
    logit = logit_of(magnitudes)
    return float(probability_above_zero(logit[0], standard_error(deviations(logit[1:])), raters - 1))


def without_each_rater(
    grid: Grid, left_out: LeaveOneOut, verdict: Verdict | None, cut_offs: CutOffs
) -> tuple[WithoutRater, ...]:
    """Score the panel without each judging rater, in order of the raters' numbers; nothing with fewer than two raters.

    `verdict` is that of the whole panel. The verdict of the others comes from leaving raters out of *them*, so it needs
    three raters at least, and may grow less sure because there are fewer: that alone is no sign that one rater decides.
    """
    if left_out.raters < FEWEST_RATERS:
        return ()
    now = side(float(left_out.whole.logit[0]))
    single = left_out.without.magnitude.T
    entries = [
        _without(grid.sheets[column].rater, np.column_stack([rest, others]), now, verdict, cut_offs)
        for column, rest, others in zip(grid.judging, single, leave_two_out(grid), strict=True)
    ]
    return tuple(sorted(entries, key=lambda entry: code_order(entry.rater)))


def _without(rater: str, rest: Floats, now: int, verdict: Verdict | None, cut_offs: CutOffs) -> WithoutRater:
    """`rest` holds the others' magnitudes as a whole, first column, and without each of them; `now` is the side of all."""
    magnitudes = [known(magnitude) for magnitude in rest[:, 0]]
    position, coefficient, probability = place(*magnitudes), strength(*magnitudes).coefficient, probability_of(rest)
    theirs = None if probability is None else verdict_of(probability, cut_offs, at_centre=position.at_centre)
    return WithoutRater(
        rater=rater,
        x=position.x,
        y=position.y,
        zone=position.zone,
        octant=position.octant,
        coefficient=coefficient,
        probability=probability,
        verdict=theirs,
        side_stands=None if coefficient is None else side(float(logit_of(rest)[0])) == now,
        verdict_stands=None if theirs is None or verdict is None else theirs == verdict,
    )


def side(logit: float) -> int:
    """The side of ρ = 0.5 on which a logit lies: 1 above, −1 below, 0 on it.

    >>> side(0.2), side(-1e-12)
    (1, 0)
    """
    return 0 if np.isnan(logit) or abs(logit) <= TOLERANCE else int(np.sign(logit))

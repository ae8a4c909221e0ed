"""How sure the result is: from leaving raters out to the interval, the probabilities and the verdict."""

from collections.abc import Iterator, Sequence

import numpy as np
from scipy.special import expit

from stations.scoring.absences import of_quadrant
from stations.scoring.arrays import Bools, Floats
from stations.scoring.canonical import code_order
from stations.scoring.certainty_results import (
    Certainty,
    CountermeasureCertainty,
    IndexCertainty,
    Pair,
    PositionCertainty,
    ZoneProbability,
)
from stations.scoring.draws import joint_draws, octant_shares, rank_shares
from stations.scoring.grid import Grid
from stations.scoring.leave_one_out import LeaveOneOut, covariance, deviations, leave_one_out, standard_error
from stations.scoring.method import FEWEST_RATERS, TOLERANCE, CutOffs
from stations.scoring.results import Absence, CountermeasureScore, FactorScore, Position
from stations.scoring.student import probability_above_zero, quantile
from stations.scoring.tipping import tipping_of
from stations.scoring.verdict import naming_of, verdict_of
from stations.scoring.vocabulary import AbsenceReason, Figure, Quadrant, StrategyZone
from stations.scoring.without_rater import without_each_rater

OF_INDEX = (Figure.INTERVAL, Figure.POSITION_PROBABILITIES, Figure.VERDICT)
UNCERTAIN = (*OF_INDEX, Figure.RANK_PROBABILITIES)
"""Figures that exist only where raters can be left out."""


def certainty_of(
    grid: Grid,
    position: Position,
    factors: Sequence[FactorScore],
    countermeasures: Sequence[CountermeasureScore],
    seed: str,
    cut_offs: CutOffs,
) -> tuple[Certainty, tuple[Absence, ...]]:
    """Say how sure a result is, and name what cannot be said.

    The rater is the unit: what differs between panels is who was asked. `position`, `factors` and `countermeasures` are
    the whole panel's; `seed` is the SHA-256 of its canonical input.
    """
    left_out = leave_one_out(grid)
    magnitudes = left_out.whole.magnitude[:, 0]
    missing = tuple(_missing(grid, left_out))
    absent = {absence.figure for absence in missing}
    draws = np.empty((0, 0)) if set(UNCERTAIN) <= absent else _draws(left_out, seed, cut_offs)
    index = None if Figure.INTERVAL in absent else index_certainty(left_out, cut_offs)
    verdict = None if index is None else verdict_of(index.probability, cut_offs, at_centre=position.at_centre)
    without = without_each_rater(grid, left_out, verdict, cut_offs)
    has_ranks = Figure.RANK_PROBABILITIES not in absent
    certainty = Certainty(
        seed=seed,
        draws=cut_offs.draws,
        index=index,
        position=None if index is None else position_certainty(left_out, position, draws[0], draws[1], cut_offs),
        countermeasures=countermeasure_certainties(left_out, countermeasures, draws[2:]) if has_ranks else None,
        pairs=pairs_of(left_out, countermeasures, cut_offs) if has_ranks else None,
        without_rater=without,
        deciding_raters=tuple(entry.rater for entry in without if entry.side_stands is False),
        tipping=None if np.isnan(magnitudes).any() else tipping_of(factors, magnitudes.tolist()),
        verdict=verdict,
    )
    return certainty, missing


def index_certainty(left_out: LeaveOneOut, cut_offs: CutOffs) -> IndexCertainty:
    """Interval of ρ = logistic(θ ± t·SE) on θ = logit ρ, and P(ρ > 0.5) = T(θ/SE), with n − 1 degrees of freedom.

    On the logit scale the interval always holds its own estimate and stays inside (0, 1); its ends are kept 1e-9 away
    from 0 and 1, so that rounding cannot put them there.
    """
    logit, freedom = float(left_out.whole.logit[0]), left_out.raters - 1
    error = float(standard_error(deviations(left_out.without.logit)))
    t = quantile(cut_offs.confidence, freedom)
    return IndexCertainty(
        logit=logit,
        standard_error=error,
        degrees_of_freedom=freedom,
        quantile=t,
        low=max(float(expit(logit - t * error)), TOLERANCE),
        high=min(float(expit(logit + t * error)), 1 - TOLERANCE),
        probability=float(probability_above_zero(logit, error, freedom)),
    )


def position_certainty(
    left_out: LeaveOneOut, position: Position, x: Floats, y: Floats, cut_offs: CutOffs
) -> PositionCertainty:
    """Standard errors of X and Y, and from the joint draws of them the probability of each zone and octant."""
    x_deviation, y_deviation = deviations(left_out.without.x), deviations(left_out.without.y)
    shares, centre = octant_shares(x, y)
    octants = tuple(shares.tolist())
    cloud = np.clip([x[: cut_offs.cloud], y[: cut_offs.cloud]], -1, 1)
    return PositionCertainty(
        standard_error_x=float(standard_error(x_deviation)),
        standard_error_y=float(standard_error(y_deviation)),
        covariance_xy=float(covariance(x_deviation, y_deviation)),
        degrees_of_freedom=left_out.raters - 1,
        zones=tuple(
            ZoneProbability(zone=zone, probability=octants[2 * place] + octants[2 * place + 1])
            for place, zone in enumerate(StrategyZone)
        ),
        octants=octants,
        centre=centre,
        naming=naming_of(position.octant, octants, cut_offs),
        cloud=tuple(zip(*cloud.tolist(), strict=True)),
    )


def countermeasure_certainties(
    left_out: LeaveOneOut, countermeasures: Sequence[CountermeasureScore], draws: Floats
) -> tuple[CountermeasureCertainty, ...]:
    """Standard error of each attractiveness, and from the joint draws the probability of each rank."""
    errors = standard_error(deviations(left_out.without.attractiveness))
    shares = rank_shares(draws)
    return tuple(
        CountermeasureCertainty(code=score.code, standard_error=float(errors[row]), ranks=tuple(shares[row].tolist()))
        for row, score in enumerate(countermeasures)
    )


def pairs_of(
    left_out: LeaveOneOut, countermeasures: Sequence[CountermeasureScore], cut_offs: CutOffs
) -> tuple[Pair, ...]:
    """P(A_j > A_k) = T((A_j − A_k) / SE of the difference) for every two countermeasures, the more attractive first."""
    values, deviation = left_out.whole.attractiveness[:, 0], deviations(left_out.without.attractiveness)
    ranked = sorted(range(len(values)), key=lambda row: (countermeasures[row].rank or 0, row))
    rows = [(j, k) for place, j in enumerate(ranked) for k in ranked[place + 1 :]]
    first, second = np.array(rows, int).reshape(-1, 2).T
    probabilities = probability_above_zero(
        values[first] - values[second], standard_error(deviation[first] - deviation[second]), left_out.raters - 1
    )
    return tuple(
        Pair(
            first=countermeasures[j].code,
            second=countermeasures[k].code,
            probability=float(probability),
            is_separated=bool(probability >= cut_offs.separation - TOLERANCE),
        )
        for (j, k), probability in zip(rows, probabilities, strict=True)
    )


def _draws(left_out: LeaveOneOut, seed: str, cut_offs: CutOffs) -> Floats:
    """Joint draws of X, Y and every attractiveness, in this order of rows; NaN where a result is absent."""
    whole, without = left_out.whole, left_out.without
    estimates = np.concatenate([whole.x, whole.y, whole.attractiveness[:, 0]])
    replicates = np.vstack([without.x, without.y, without.attractiveness])
    return joint_draws(estimates, deviations(replicates), seed, cut_offs.draws)


def _missing(grid: Grid, left_out: LeaveOneOut) -> Iterator[Absence]:
    unscored = [q for q, m in zip(Quadrant, left_out.whole.magnitude[:, 0], strict=True) if np.isnan(m)]
    if left_out.raters < FEWEST_RATERS:
        reason = AbsenceReason.ONE_RATER if left_out.raters else AbsenceReason.NO_RATER
        yield from (Absence(figure=figure, reason=reason) for figure in UNCERTAIN)
    elif left_out.empties.any():
        for rater in _raters(grid, left_out.empties):
            for figure in UNCERTAIN:
                yield Absence(figure=figure, reason=AbsenceReason.QUADRANT_EMPTIES, subject=rater)
    else:
        for quadrant in unscored:
            yield from of_quadrant(quadrant, OF_INDEX)
        yield from _missing_ranks(grid, left_out)
    for quadrant in unscored:
        yield from of_quadrant(quadrant, [Figure.TIPPING_FACTOR])


def _missing_ranks(grid: Grid, left_out: LeaveOneOut) -> Iterator[Absence]:
    figure, reason = Figure.RANK_PROBABILITIES, AbsenceReason.NO_NAMED_FACTOR_SCORED
    if np.isnan(left_out.whole.attractiveness).any():
        yield Absence(figure=figure, reason=reason)
    else:
        for rater in _raters(grid, np.asarray(np.isnan(left_out.without.attractiveness).any(axis=0))):
            yield Absence(figure=figure, reason=reason, subject=rater)


def _raters(grid: Grid, is_meant: Bools) -> list[str]:
    raters = [grid.sheets[column].rater for column, meant in zip(grid.judging, is_meant, strict=True) if meant]
    return sorted(raters, key=code_order)

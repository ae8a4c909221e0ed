"""Joint draws of all results, for probabilities that no formula gives: of zones, octants and ranks."""

import numpy as np

from stations.scoring.arrays import Floats
from stations.scoring.method import TOLERANCE
from stations.scoring.position import directions, is_central


def joint_draws(estimates: Floats, deviations: Floats, seed: str, draws: int) -> Floats:
    """Draw all results together from their multivariate Student's t: one row per result, one column per draw.

    Each draw is θ + √((n − 1)/n) · Σ g_i·d_i / √(χ²/(n − 1)), with g_i standard normal, χ² on n − 1 degrees of freedom,
    and the same g and χ² for all results, so that results which move together stay together. The generator is numpy's
    RandomState, whose stream is frozen for ever, seeded by the eight 32-bit words of a SHA-256 (hexadecimal `seed`).
    Raters are added one after another in their canonical order, so the sum is the same on every machine.

    >>> joint_draws(np.array([2.0]), np.array([[0.0, 0.0]]), "00" * 32, 3).tolist()
    [[2.0, 2.0, 2.0]]
    """
    generator = np.random.RandomState(np.frombuffer(bytes.fromhex(seed), dtype=">u4").astype(np.uint32))
    raters = deviations.shape[1]
    noise = np.zeros((len(estimates), draws))
    scratch = np.empty_like(noise)
    for rater in range(raters):
        noise += np.multiply(deviations[:, rater, None], generator.standard_normal(draws), out=scratch)
    chi_square = np.maximum(generator.chisquare(raters - 1, draws), np.finfo(float).tiny)
    noise *= np.sqrt((raters - 1) / raters) / np.sqrt(chi_square / (raters - 1))
    noise += estimates[:, None]
    return noise


def octant_shares(x: Floats, y: Floats) -> tuple[Floats, float]:
    """Share of the points that lie in each octant, 0 to 7, and in the centre; together they are 1.

    >>> octants, centre = octant_shares(np.array([1.0, 0.0, 0.2, 0.0]), np.array([0.5, 0.0, 0.1, -1.0]))
    >>> octants.tolist(), centre
    ([0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.25, 0.0], 0.25)
    """
    central = is_central(x, y)
    _, octants, _ = directions(x[~central], y[~central])
    return np.bincount(octants, minlength=8) / len(x), float(central.sum() / len(x))


def rank_shares(values: Floats) -> Floats:
    """Share of the draws in which each row has rank 1, 2, … (columns); values within 1e-9 share a rank.

    >>> rank_shares(np.array([[3.0, 3.0], [1.0, 3.0]])).tolist()
    [[1.0, 0.0], [0.5, 0.5]]
    """
    rows, draws = values.shape
    raised, above = values + TOLERANCE, np.zeros((rows, draws), np.uint16)
    for row in range(rows):
        above += values[row] > raised
    return np.array([np.bincount(above[row], minlength=rows) / draws for row in range(rows)]).reshape(rows, rows)

"""Degrees for tens of thousands of stations and what they come to, by the rules of the method, all at once."""

from dataclasses import dataclass

import numpy as np

from stations.scoring import Quadrant
from stations.scoring.arrays import Floats
from stations.scoring.method import PLACES
from stations.scoring.position import directions, is_central
from stations.scoring.vocabulary import OCTANTS

SEED = 20260101
QUADRANTS = len(Quadrant)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """One row of each for a station."""

    degrees: np.ndarray
    magnitudes: Floats
    coefficients: Floats
    zones: list[str]


def degrees_of(provinces: np.ndarray, factors: int, year: int) -> np.ndarray:
    """One rater's degrees at each station: its province, the station itself, the factor, the year and chance."""
    stations = len(provinces)
    lasting = np.random.default_rng(SEED)
    means = lasting.uniform(2.2, 3.8, factors)
    of_province = lasting.normal(0, 0.4, (int(provinces.max()) + 1, QUADRANTS))
    of_station = lasting.normal(0, 0.6, (stations, QUADRANTS))
    chance = np.random.default_rng(SEED + year).normal(0, 0.8, (stations, factors))
    quadrant = np.repeat(np.arange(QUADRANTS), factors // QUADRANTS)
    level = means + (of_province[provinces] + of_station)[:, quadrant] + chance
    return np.clip(np.rint(level), 1, 5).astype(np.int8)


def figures_of(degrees: np.ndarray) -> Figures:
    """Nobody states an importance, so all factors of a quadrant weigh the same."""
    stations = len(degrees)
    magnitudes = degrees.reshape(stations, QUADRANTS, -1).mean(axis=2, dtype=float)
    s, w, o, t = magnitudes.T
    return Figures(
        degrees=degrees,
        magnitudes=magnitudes.round(PLACES),
        coefficients=(o * s / (o * s + t * w)).round(PLACES),
        zones=zones_of((s - w) / 4, (o - t) / 4),
    )


def zones_of(x: Floats, y: Floats) -> list[str]:
    _azimuth, octants, _on_boundary = directions(x, y)
    central = is_central(x, y)
    return [
        "" if centre else OCTANTS[octant][0].value for octant, centre in zip(octants.tolist(), central, strict=True)
    ]

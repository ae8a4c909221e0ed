"""From the four magnitudes to a place in the plane, after the strategic quadrilateral (战略四边形)."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from stations.scoring.arrays import Bools, Floats
from stations.scoring.method import NEUTRAL, TOLERANCE
from stations.scoring.results import Position, StrategyShares, Strength
from stations.scoring.vocabulary import OCTANTS, StrengthType

SECTOR = np.pi / 4


def is_central(x: ArrayLike, y: ArrayLike) -> Bools:
    """Whether P lies in the centre, where no direction exists; asked before any angle, for atan2(0.0, −0.0) is π.

    >>> bool(is_central(-0.0, 0.0)), bool(is_central(0.1, 0.0))
    (True, False)
    """
    return np.asarray((np.abs(x) < TOLERANCE) & (np.abs(y) < TOLERANCE))


def directions(x: ArrayLike, y: ArrayLike) -> tuple[Floats, NDArray[np.intp], Bools]:
    """Azimuth in [0, 2π), octant 0–7 and whether the azimuth lies on an octant's boundary, for points off the centre.

    Within 1e-9 of a boundary a point belongs to the octant that begins there, so −1e-17 is 0 and never 2π.

    >>> azimuth, octant, on_boundary = directions([1.0, 1.0, -1.0], [1.0, -1e-17, 0.5])
    >>> azimuth.round(4).tolist(), octant.tolist(), on_boundary.tolist()
    ([0.7854, 0.0, 2.6779], [1, 0, 3], [True, True, False])
    """
    azimuth = np.mod(np.arctan2(y, x), 2 * np.pi)
    nearest = np.rint(azimuth / SECTOR)
    on_boundary = np.asarray(np.abs(azimuth - nearest * SECTOR) < TOLERANCE)
    octant = np.where(on_boundary, nearest, np.floor(azimuth / SECTOR)).astype(np.intp) % 8
    return np.where(on_boundary, octant * SECTOR, azimuth), octant, on_boundary


def place(s: float | None, w: float | None, o: float | None, t: float | None) -> Position:
    """Place P = ((S − W)/4, (O − T)/4) in the plane; an absent magnitude leaves its coordinate and the azimuth absent.

    >>> position = place(4, 2, 3, 2)
    >>> position.x, position.y, position.octant, str(position.zone)
    (0.5, 0.25, 0, 'SO')
    >>> place(3, 3, 3, 3).at_centre
    True
    """
    x, y = _quarter_difference(s, w), _quarter_difference(o, t)
    if x is None or y is None:
        return Position(x=x, y=y, azimuth=None, zone=None, octant=None, on_boundary=False, at_centre=False)
    if is_central(x, y):
        return Position(x=x, y=y, azimuth=None, zone=None, octant=None, on_boundary=True, at_centre=True)
    azimuth, octant, on_boundary = directions(x, y)
    return Position(
        x=x,
        y=y,
        azimuth=float(azimuth),
        zone=OCTANTS[int(octant)][0],
        octant=int(octant),
        on_boundary=bool(on_boundary),
        at_centre=False,
    )


def strength(s: float | None, w: float | None, o: float | None, t: float | None) -> Strength:
    """Weigh U = O·S against V = T·W: ρ = U / (U + V), with the balance β as cross-check, and the strategy shares.

    What cannot be formed, because a magnitude is absent or a denominator zero, is None.

    >>> strength(4, 2, 3, 2).coefficient
    0.75
    >>> strength(3, 0, 0, 2).coefficient is None
    True
    """
    positive, negative = _product(o, s), _product(t, w)
    coefficient = balance = None
    if positive is not None and negative is not None and positive + negative > 0:
        coefficient = positive / (positive + negative)
    if s is not None and w is not None and o is not None and t is not None and s + o + w + t > 0:
        balance = (s + o - w - t) / (s + o + w + t)
    return Strength(
        positive=positive,
        negative=negative,
        coefficient=coefficient,
        strength_type=None if coefficient is None else strength_type(coefficient),
        balance=balance,
        sides_differ=_sides_differ(coefficient, balance),
        shares=shares(s, w, o, t),
    )


def strength_type(coefficient: float) -> StrengthType:
    """The side of 0.5 on which ρ lies.

    >>> strength_type(0.5 + 1e-12)
    <StrengthType.NEUTRAL: 'neutral'>
    """
    if abs(coefficient - NEUTRAL) <= TOLERANCE:
        return StrengthType.NEUTRAL
    return StrengthType.PIONEERING if coefficient > NEUTRAL else StrengthType.CONSERVATIVE


def shares(s: float | None, w: float | None, o: float | None, t: float | None) -> StrategyShares | None:
    """Shares of the four strategy families: SO / ((S + W)(O + T)), likewise WO, WT and ST; they sum to 1.

    >>> shares(4, 2, 3, 2).so
    0.4
    >>> shares(0, 0, 3, 2) is None
    True
    """
    if s is None or w is None or o is None or t is None or (whole := (s + w) * (o + t)) == 0:
        return None
    return StrategyShares(so=s * o / whole, wo=w * o / whole, wt=w * t / whole, st=s * t / whole)


def _quarter_difference(plus: float | None, minus: float | None) -> float | None:
    return None if plus is None or minus is None else (plus - minus) / 4


def _product(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one * other


def _sides_differ(coefficient: float | None, balance: float | None) -> bool | None:
    if coefficient is None or balance is None:
        return None
    above = coefficient - NEUTRAL
    return min(above, balance) < -TOLERANCE and max(above, balance) > TOLERANCE

"""Two operations on arrays that give the same digits on every machine: adding in a fixed order, and dividing safely."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def added(rows: Iterable[Floats]) -> Floats:
    """Add rows one after another, first to last: a library has an order of its own, which may change the last digit.

    No rows add up to 0.

    >>> added([np.array([1.0, 2.0]), np.array([3.0, 4.0])]).tolist()
    [4.0, 6.0]
    """
    total: Floats = np.zeros(())
    for row in rows:
        total = total + row
    return total


def ratio(numerator: Floats, denominator: Floats, otherwise: float = np.nan) -> Floats:
    """Divide element by element; `otherwise` stands where the denominator is zero.

    >>> ratio(np.array([1.0, 1.0]), np.array([2.0, 0.0])).tolist()
    [0.5, nan]
    """
    shape = np.broadcast_shapes(np.shape(numerator), np.shape(denominator))
    quotient: Floats = np.full(shape, otherwise)
    np.divide(numerator, denominator, out=quotient, where=np.not_equal(denominator, 0))
    return quotient


def known(value: float | np.float64) -> float | None:
    """The number, or None for NaN: arrays say NaN where results say None.

    >>> known(np.nan) is None, known(np.float64(0.5))
    (True, 0.5)
    """
    return None if np.isnan(value) else float(value)

"""Student's t, as the interval and the probabilities use it."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtr, stdtrit

from stations.scoring.arrays import Floats
from stations.scoring.method import TOLERANCE


def quantile(confidence: float, degrees_of_freedom: int) -> float:
    """The t that a two-sided interval of this confidence uses, such as t_{.95, n−1} for 90 %.

    >>> round(quantile(0.90, 3), 4)
    2.3534
    """
    return float(stdtrit(degrees_of_freedom, (1 + confidence) / 2))


def probability_above_zero(estimate: ArrayLike, standard_error: ArrayLike, degrees_of_freedom: int) -> Floats:
    """P(θ > 0) = T(θ/SE) with n − 1 degrees of freedom; where SE is 0 it is 1, 0 or, at no difference, 0.5.

    >>> probability_above_zero([1.0, 1.0, -1.0, 0.0], [0.5, 0.0, 0.0, 0.0], 3).round(3).tolist()
    [0.93, 1.0, 0.0, 0.5]
    """
    estimate = np.where(np.abs(estimate) <= TOLERANCE, 0.0, estimate)
    is_certain = np.asarray(standard_error) <= TOLERANCE
    t = estimate / np.where(is_certain, 1.0, standard_error)
    probability: Floats = np.where(is_certain, (np.sign(estimate) + 1) / 2, stdtr(degrees_of_freedom, t))
    return probability

"""From importances to weights that sum to 1 in a quadrant."""

import numpy as np

from stations.scoring.arrays import Bools, Floats, added, ratio
from stations.scoring.vocabulary import ImportanceSource


def filled_importances(own: Floats, is_scored: Bools) -> Floats:
    """Importances G of one quadrant's factors: where none was given, the mean of the quadrant's scored factors, else 1.

    `own` holds the mean of the importances given (NaN where none was), one row per factor and one column per set of
    raters; what is not scored takes no part and comes back as NaN.

    >>> filled_importances(np.array([[3.0], [5.0], [np.nan]]), np.array([[True], [True], [True]])).tolist()
    [[3.0], [5.0], [4.0]]
    >>> filled_importances(np.array([[np.nan]]), np.array([[True]])).tolist()
    [[1.0]]
    """
    is_given = is_scored & ~np.isnan(own)
    mean = ratio(added(np.where(is_given, own, 0.0)), added(is_given.astype(float)), otherwise=1.0)
    return np.where(is_scored, np.where(is_given, own, mean), np.nan)


def normalised(importances: Floats, is_scored: Bools) -> Floats:
    """Weights w = G / ΣG over the scored factors of one quadrant; equal where ΣG is 0, and 0 for what is not scored.

    >>> normalised(np.array([[2.0], [4.0], [3.0], [0.0]]), np.full((4, 1), True)).round(3).T.tolist()
    [[0.222, 0.444, 0.333, 0.0]]
    >>> normalised(np.zeros((2, 1)), np.full((2, 1), True)).T.tolist()
    [[0.5, 0.5]]
    """
    counted = np.where(is_scored, importances, 0.0)
    total = added(counted)
    equal = ratio(is_scored.astype(float), added(is_scored.astype(float)), otherwise=0.0)
    return np.where(total > 0, ratio(counted, total, otherwise=0.0), equal)


def source_of(*, given: int, given_in_quadrant: int, has_edition_weight: bool) -> ImportanceSource:
    """Where the importance of a scored factor came from; counts are of importances on scored factors.

    >>> source_of(given=0, given_in_quadrant=3, has_edition_weight=False)
    <ImportanceSource.QUADRANT: 'quadrant'>
    """
    if has_edition_weight:
        return ImportanceSource.EDITION
    if given:
        return ImportanceSource.RATERS
    return ImportanceSource.QUADRANT if given_in_quadrant else ImportanceSource.DEFAULT

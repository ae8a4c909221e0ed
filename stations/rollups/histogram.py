"""Quartiles out of counts: exact where values are few and repeat, as the medians of degrees are."""

from collections.abc import Mapping

from stations.models.quartiles import QUARTERS, Quartiles


def quartiles_of(counts: Mapping[float, int]) -> Quartiles | None:
    """The quartiles of values that occur so many times; none where there is no value.

    >>> quartiles_of({1.0: 1, 2.0: 2, 4.0: 1})
    Quartiles(count=4, lower=1.75, median=2.0, upper=2.5)
    """
    total = sum(counts.values())
    if not total:
        return None
    lower, median, upper = (between(counts, (total - 1) * quarter) for quarter in QUARTERS)
    return Quartiles(count=total, lower=lower, median=median, upper=upper)


def between(counts: Mapping[float, int], place: float) -> float:
    """The value at a place, counted from zero; between two places, as much of each as is near."""
    whole = int(place)
    below, above = value_at(counts, whole), value_at(counts, whole + 1 if place > whole else whole)
    return below + (above - below) * (place - whole)


def value_at(counts: Mapping[float, int], place: int) -> float:
    seen = 0
    for value in sorted(counts):
        seen += counts[value]
        if place < seen:
            return value
    raise IndexError(place)

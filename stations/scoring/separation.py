"""Which countermeasures cannot be told apart: runs of consecutive ranks within which no two are separated."""

from collections.abc import Sequence

from stations.scoring.certainty_results import Pair


def inseparable_groups(pairs: Sequence[Pair]) -> tuple[tuple[str, ...], ...]:
    """The longest runs of consecutive ranks in which no two countermeasures are separated, the most attractive first.

    `pairs` are those of a certainty: every two, in order of rank. Groups may overlap, for "cannot be separated" does
    not pass on: the first and the second may be alike, the second and the third too, and yet the first stand clear of
    the third. Whoever stands alone is in no group. No pairs give no groups.

    >>> def pair(first, second, is_separated):
    ...     return Pair(first=first, second=second, probability=0.5, is_separated=is_separated)
    >>> inseparable_groups([pair("C2", "C1", False), pair("C2", "C3", True), pair("C1", "C3", False)])
    (('C2', 'C1'), ('C1', 'C3'))
    """
    if not pairs:
        return ()
    ranked = (pairs[0].first, *(pair.second for pair in pairs if pair.first == pairs[0].first))
    separated = {(pair.first, pair.second) for pair in pairs if pair.is_separated}
    groups: list[tuple[str, ...]] = []
    reached = 0
    for start in range(len(ranked)):
        end = _end_of_run(ranked, start, separated)
        # A run that ends where an earlier one ended lies inside it.
        if end > max(reached, start + 1):
            groups.append(ranked[start:end])
            reached = end
    return tuple(groups)


def _end_of_run(ranked: Sequence[str], start: int, separated: set[tuple[str, str]]) -> int:
    """The place after the last one that is separated from none of those between it and the start."""
    end = start + 1
    while end < len(ranked) and not any((ranked[place], ranked[end]) in separated for place in range(start, end)):
        end += 1
    return end

"""Of how many stations there must be results before their distribution is shown, and what hides along with fewer.

A division with fewer is left out. Were it the only one left out, its figures could be had by taking the others from the
whole; so further ones are left out with it, the smallest first, until at least two with five stations together are.
"""

from collections.abc import Mapping
from typing import TypeVar

MINIMUM = 5
FEWEST_HIDDEN = 2

Group = TypeVar("Group")


def shown(counts: Mapping[Group, int]) -> set[Group]:
    """The groups whose distribution may be shown beside that of all together.

    >>> sorted(shown({"a": 9, "b": 7, "c": 6})), sorted(shown({"a": 9, "b": 7, "c": 3}))
    (['a', 'b', 'c'], ['a'])
    >>> sorted(shown({"a": 9, "b": 4, "c": 3, "d": 0}))
    ['a']
    """
    hidden = {group: count for group, count in counts.items() if 0 < count < MINIMUM}
    left = sorted(
        (group for group, count in counts.items() if count >= MINIMUM), key=lambda group: (counts[group], str(group))
    )
    while hidden and left and (len(hidden) < FEWEST_HIDDEN or sum(hidden.values()) < MINIMUM):
        group = left.pop(0)
        hidden[group] = counts[group]
    return set(left)

"""How severe each weakness and threat is at a station: the medians of its raters, as one text beside the other figures.

A roll-up reads those of forty thousand stations. The database strings their texts together and Python counts equal
entries; a row for each factor would be half a million rows to sort at every visit.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Aggregate, TextField, Value

Medians = Mapping[tuple[str, str], Mapping[float, int]]
"""How many stations have which median, by quadrant and code."""

END, BETWEEN = "\n", ":"


class Joined(Aggregate):
    """Texts with a line's end between them, in whatever order."""

    name = "Joined"
    output_field = TextField()

    def __init__(self, expression: Any) -> None:
        super().__init__(expression, Value(END))

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="STRING_AGG", **context)


def written(medians: Iterable[tuple[str, str, float]]) -> str:
    r"""Quadrants, codes and medians as the text that is kept.

    >>> written([("W", "W1", 4.5), ("T", "T1", 3.0)])
    'W:W1:4.5\nT:T1:3.0'
    """
    return END.join(BETWEEN.join((quadrant, code, repr(float(median)))) for quadrant, code, median in medians)


def counted(text: str | None) -> Medians:
    r"""How often each median occurs in texts that were strung together.

    >>> {key: dict(counts) for key, counts in counted('W:W1:4.5\nW:W1:4.5\n\nW:W1:2.0').items()}
    {('W', 'W1'): {4.5: 2, 2.0: 1}}
    """
    found: dict[tuple[str, str], dict[float, int]] = defaultdict(dict)
    for entry, count in Counter((text or "").split(END)).items():
        if entry:
            quadrant, _end, rest = entry.partition(BETWEEN)
            code, _end, median = rest.rpartition(BETWEEN)
            found[quadrant, code][float(median)] = count
    return found

"""Medians and quartiles of figures in the database, each group's and all together: as numpy's type 7 has them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import connection, models

QUARTERS = (0.25, 0.5, 0.75)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quartiles:
    count: int
    lower: float
    median: float
    upper: float


# By group, None being all together, and by figure; a figure that nobody has is left out.
Found = dict[Any, dict[str, Quartiles]]


def quartiles(rows: "models.QuerySet[Any, Any]", figures: Sequence[str], *, with_all: bool = True) -> Found:
    """The quartiles of each figure over rows that are annotated with their `group`."""
    inner = rows.order_by().values_list("group", *figures)
    ask = {"sqlite": in_sqlite, "postgresql": in_postgresql}[connection.vendor]
    return ask(inner, figures, with_all=with_all)


def in_postgresql(inner: "models.QuerySet[Any, Any]", figures: Sequence[str], *, with_all: bool) -> Found:
    """One query, whatever the number of figures."""
    sql, parameters = inner.query.sql_with_params()
    columns = [f"f{place}" for place in range(len(figures))]
    told = ", ".join(
        f"COUNT({column}), PERCENTILE_CONT(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY {column})"
        for column in columns
    )
    query = (
        f"SELECT own, GROUPING(own), {told} FROM ({sql}) AS rows(own, {', '.join(columns)})"  # noqa: S608 -- our own names
        f" GROUP BY GROUPING SETS ((own){', ()' if with_all else ''})"
    )
    found: Found = {}
    for group, is_all, *values in run(query, parameters):
        pairs = zip(figures, values[::2], values[1::2], strict=True)
        found[None if is_all else group] = {
            figure: Quartiles(count=count, lower=cuts[0], median=cuts[1], upper=cuts[2])
            for figure, count, cuts in pairs
            if count
        }
    return found


def in_sqlite(inner: "models.QuerySet[Any, Any]", figures: Sequence[str], *, with_all: bool) -> Found:
    """One query; SQLite has no quartiles, and places counted by its window functions take ten times as long as this."""
    sql, parameters = inner.query.sql_with_params()
    groups: dict[Any, list[tuple[Any, ...]]] = defaultdict(list)
    for row in run(sql, parameters):
        groups[row[0]].append(row)
    ordered = {group: ordered_values(rows) for group, rows in groups.items()}
    if with_all and ordered:
        # Runs that are in order already are merged rather than sorted.
        ordered[None] = [sorted(chain(*runs)) for runs in zip(*ordered.values(), strict=True)]
    return {
        group: {figure: quartiles_of(own) for figure, own in zip(figures, values, strict=True) if own}
        for group, values in ordered.items()
    }


def ordered_values(rows: Sequence[tuple[Any, ...]]) -> list[list[float]]:
    """Those of each column after the first."""
    return [sorted([value for value in column if value is not None]) for column in list(zip(*rows, strict=True))[1:]]


def quartiles_of(ordered: Sequence[float]) -> Quartiles:
    """Those of values in their order.

    >>> quartiles_of([1.0, 2.0, 2.0, 4.0])
    Quartiles(count=4, lower=1.75, median=2.0, upper=2.5)
    """
    lower, median, upper = (between(ordered, (len(ordered) - 1) * quarter) for quarter in QUARTERS)
    return Quartiles(count=len(ordered), lower=lower, median=median, upper=upper)


def between(ordered: Sequence[float], place: float) -> float:
    """The value at a place, counted from zero; between two places, as much of each as is near."""
    whole = int(place)
    below, above = ordered[whole], ordered[min(whole + 1, len(ordered) - 1)]
    return below + (above - below) * (place - whole)


def run(query: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return list(cursor.fetchall())

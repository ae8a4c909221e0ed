"""Medians and quartiles of figures in the database, each group's and all together: as numpy's type 7 has them."""

from collections.abc import Sequence
from dataclasses import dataclass
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
    """One or two queries a figure: each value's place in its group tells how much of it a quartile takes."""
    sql, parameters = inner.query.sql_with_params()
    found: Found = {}
    for place, figure in enumerate(figures):
        for own in ("own", "NULL") if with_all else ("own",):
            for group, count, *cuts in run(placed(sql, own, place, len(figures)), parameters):
                found.setdefault(group, {})[figure] = Quartiles(
                    count=count, lower=cuts[0], median=cuts[1], upper=cuts[2]
                )
    return found


def placed(sql: str, own: str, place: int, count: int) -> str:
    columns = ", ".join(["own", *(f"f{number}" for number in range(count))])
    cuts = ", ".join(
        f"SUM(CASE WHEN ABS(place - (n - 1) * {quarter}) < 1"
        f" THEN value * (1 - ABS(place - (n - 1) * {quarter})) ELSE 0 END)"
        for quarter in QUARTERS
    )
    return (
        f"WITH rows({columns}) AS ({sql})"  # noqa: S608 -- our own names
        f" SELECT part, COUNT(*), {cuts} FROM (SELECT {own} AS part, f{place} AS value,"
        f" ROW_NUMBER() OVER (PARTITION BY {own} ORDER BY f{place}) - 1 AS place,"
        f" COUNT(*) OVER (PARTITION BY {own}) AS n FROM rows WHERE f{place} IS NOT NULL) AS placed GROUP BY part"
    )


def run(query: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return list(cursor.fetchall())

"""Divisions written in bulk: a level at a time, so that each finds its parent's place."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import CharField, F, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, LPad

from stations.actions.registry.division_rows import DivisionRow
from stations.actions.registry.known import KnownDivision
from stations.actions.registry.register import Keys, Register
from stations.enums import DivisionLevel
from stations.models import Division
from stations.models.division import STEP

BATCH = 2000
WRITTEN = ("name", "name_latin", "valid_from", "valid_until")
Revised = tuple[KnownDivision, DivisionRow]


def add(rows: Sequence[DivisionRow], register: Register) -> dict[int, int]:
    """Add the rows; the answer is each one's key by its line."""
    keys: dict[int, int] = {}
    for level in DivisionLevel:
        of_level = [row for row in rows if row.level == level]
        if of_level:
            made = Division.objects.bulk_create([division_of(row, keys, register) for row in of_level], BATCH)
            keys |= {row.line: division.pk for row, division in zip(of_level, made, strict=True)}
            write_paths()
    heirs = {row.line: key_of(row.successor, keys, register) for row in rows if row.successor}
    write(["successor_id"], [(heir, keys[line]) for line, heir in heirs.items()])
    return keys


def division_of(row: DivisionRow, keys: Keys, register: Register) -> Division:
    return Division(
        parent_id=key_of(row.parent, keys, register),
        path="",
        code=row.code,
        level=row.level,
        name=row.name,
        name_latin=row.name_latin,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )


def key_of(code: str, keys: Keys, register: Register) -> int | None:
    entry = register.entry(code) if code else None
    return entry.key_in(keys) if entry else None


def write_paths() -> None:
    """The path of each division that has none yet: its parent's and its own key."""
    above = Division.objects.filter(pk=OuterRef("parent")).values("path")
    step = LPad(Cast(F("pk"), CharField()), STEP, Value("0"))
    Division.objects.filter(path="").update(path=Concat(Coalesce(Subquery(above), Value("")), step))


def change(revised: Sequence[Revised], fields: Sequence[str]) -> None:
    """Write what the file says of divisions that are there, in the columns that it has."""
    written = [field for field in WRITTEN if field in fields]
    write(written, [(*(getattr(row, field) for field in written), known.key) for known, row in revised])


def appoint_heirs(revised: Sequence[Revised], keys: Keys, register: Register, fields: Sequence[str]) -> None:
    """Write the successors, which the same table may have added."""
    if "successor" in fields:
        write(["successor_id"], [(key_of(row.successor, keys, register), known.key) for known, row in revised])


def write(columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Update rows by key, each with values of its own; ten thousand at a time cost what a hundred would by themselves."""
    if not rows or not columns:
        return
    quoted = ", ".join(f"{column} = %s" for column in columns)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {Division._meta.db_table} SET {quoted} WHERE id = %s", rows)  # noqa: S608 -- our own names

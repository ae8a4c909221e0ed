"""Rows by the million: COPY on PostgreSQL, one prepared statement on SQLite; foreign keys are the caller's word."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction

LINES = 20_000  # in one write to the server
Row = tuple[Any, ...]


@contextmanager
def unchecked() -> Iterator[None]:
    """Without the checks of foreign keys and, as nothing here has to survive a power cut, without waiting for a disk."""
    before, after = {
        "postgresql": ("SET session_replication_role = replica", "SET session_replication_role = DEFAULT"),
        "sqlite": ("PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF", "PRAGMA foreign_keys = ON"),
    }[connection.vendor]
    run(before)
    try:
        yield
    finally:
        run(after)


def run(statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements.split(";"):
            cursor.execute(statement)


def add(model: type[models.Model], names: str, rows: Iterable[Row]) -> int:
    """Write rows with these columns, keys included; how many there were."""
    table = model._meta.db_table
    ask = {"sqlite": insert, "postgresql": copy}[connection.vendor]
    with transaction.atomic():
        count = ask(table, names.split(), rows)
        set_sequence(model)
    return count


def set_sequence(model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)


def insert(table: str, columns: list[str], rows: Iterable[Row]) -> int:
    places = ", ".join(["?"] * len(columns))
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"
    connection.ensure_connection()
    return int(connection.connection.cursor().executemany(statement, rows).rowcount)


def copy(table: str, columns: list[str], rows: Iterable[Row]) -> int:
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    count, rows = 0, iter(rows)
    with connection.cursor() as cursor, cursor.copy(statement) as pipe:
        while lines := [line(row) for row in islice(rows, LINES)]:
            pipe.write("".join(lines))
            count += len(lines)
    return count


def line(row: Row) -> str:
    """A row in PostgreSQL's text format; our texts hold no tab and no backslash."""
    return "\t".join(["\\N" if value is None else str(value).replace("\n", "\\n") for value in row]) + "\n"


def settle() -> None:
    """Let the database know what it holds, as its own care would after a night."""
    for statement in {"sqlite": ["ANALYZE"], "postgresql": ["VACUUM ANALYZE"]}[connection.vendor]:
        run(statement)


def first_free(model: Any) -> int:
    last = model.objects.aggregate(last=models.Max("pk"))["last"]
    return int(last or 0) + 1


def numbered(start: int, rows: Iterable[Row]) -> Iterator[Row]:
    """Each row after its key."""
    return (tuple(chain((key,), row)) for key, row in enumerate(rows, start))

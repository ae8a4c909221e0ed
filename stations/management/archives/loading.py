"""Bring an archive's rows into an empty database: all of them, or none."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any
from zipfile import ZipFile

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from stations.management.archives import reading, tables
from stations.management.archives.manifest import Damaged, Manifest, Table
from stations.management.archives.values import conversions, stored
from stations.models import triggers

ROWS_AT_ONCE = 1000
OUR_REFERENCES = """
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1, 2
"""


def load(archive: ZipFile, content: Manifest, connection: BaseDatabaseWrapper) -> None:
    """Write every row, inside the caller's transaction; Damaged or the database's error where one does not fit."""
    own = {model._meta.db_table: model for model in tables.archived_models()}
    with guards_lifted(connection), references_lifted(connection):
        empty([name for name, model in own.items() if model._meta.label in tables.MADE_BY_MIGRATE], connection)
        for table in content.tables:
            load_table(archive, table, own[table.name], connection)
    ContentType.objects.clear_cache()


def empty(names: list[str], connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")  # noqa: S608 -- our own names


@contextmanager
def guards_lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """What may never be changed has to be written once more, without the steps that led to it."""
    triggers.remove(connection)
    yield
    triggers.install(connection)


@contextmanager
def references_lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Tables that refer to one another are filled in any order, and all references are checked at the end."""
    if connection.vendor != "postgresql":
        yield
        connection.check_constraints()
        return
    # PostgreSQL would remember each of millions of rows until the end; taking references away and making them again
    # checks the same in one pass, within the transaction.
    with connection.cursor() as cursor:
        cursor.execute(OUR_REFERENCES)
        references = cursor.fetchall()
        for table, name, _definition in references:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        yield
        for table, name, definition in references:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


def load_table(archive: ZipFile, table: Table, model: tables.Model, connection: BaseDatabaseWrapper) -> None:
    own = {str(field.column): field for field in model._meta.concrete_fields}
    convert = conversions([own[column] for column in table.columns], connection)
    try:
        rows = (stored(line, convert) for line in reading.lines(archive, table))
        insert(rows, table, connection)
    except (ValueError, TypeError, ArithmeticError) as error:
        raise Damaged(f"{table.member}: {error}") from None
    if models.QuerySet(model, using=connection.alias).count() != table.rows:
        raise Damaged(table.member)
    if table.last_number is not None and tables.is_numbered(model):
        tables.go_on_after(table.last_number, model, connection)


def insert(rows: Iterator[list[Any]], table: Table, connection: BaseDatabaseWrapper) -> None:
    quote = connection.ops.quote_name
    columns = ", ".join(map(quote, table.columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {quote(table.name)} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(table.columns))
        statement = f"INSERT INTO {quote(table.name)} ({columns}) VALUES ({places})"  # noqa: S608 -- our own names
        for some in in_batches(rows):
            cursor.executemany(statement, some)


def in_batches(rows: Iterator[list[Any]]) -> Iterator[Sequence[list[Any]]]:
    while some := list(islice(rows, ROWS_AT_ONCE)):
        yield some

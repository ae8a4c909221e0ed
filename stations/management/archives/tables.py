"""Which tables belong in an archive, and where their numbering stands."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

# Who is signed in and who is locked out: what only matters while the installation runs.
PASSING = {"sessions", "axes"}
# Filled by every migration. An archive's rows take the place of the new ones: other rows name them by number, and
# finished reports are sealed with the old secret, while nothing was sealed yet with that of an empty installation.
MADE_BY_MIGRATE = {"contenttypes.ContentType", "auth.Permission", "stations.ReportKey"}

Model = type[models.Model]


def archived_models() -> list[Model]:
    """Every table's model, the tables of many-to-many relations among them, by the table's name."""
    found = [model for model in apps.get_models(include_auto_created=True) if is_archived(model)]
    return sorted(found, key=lambda model: model._meta.db_table)


def is_archived(model: Model) -> bool:
    options = model._meta
    return options.managed and not options.proxy and not options.swapped and options.app_label not in PASSING


def columns_of(model: Model) -> list[str]:
    return [str(field.column) for field in model._meta.concrete_fields]


def rows_of(model: Model, connection: BaseDatabaseWrapper) -> Iterator[tuple[object, ...]]:
    """The table's rows in the order of their keys, a few at a time."""
    # The model's own manager would give the current language's title for every title.
    rows: models.QuerySet[Any] = models.QuerySet(model, using=connection.alias).order_by("pk")
    names = [field.attname for field in model._meta.concrete_fields]
    return rows.values_list(*names).iterator(chunk_size=2000)


def has_rows(model: Model, connection: BaseDatabaseWrapper) -> bool:
    return models.QuerySet(model, using=connection.alias).exists()


def filled_tables(connection: BaseDatabaseWrapper) -> list[str]:
    """The tables that hold anything but what a migration puts there; none before the first migration."""
    present = set(connection.introspection.table_names())
    own = [model for model in archived_models() if model._meta.label not in MADE_BY_MIGRATE]
    return [m._meta.db_table for m in own if m._meta.db_table in present and has_rows(m, connection)]


def applied_migrations(connection: BaseDatabaseWrapper) -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


# The numbering: a number that was given once is never given again, for the audit log names deleted things by theirs.


def last_number(model: Model, connection: BaseDatabaseWrapper) -> int | None:
    """The last number that the table's key was given; nothing where the key is no number or none was given."""
    if not is_numbered(model):
        return None
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SELECT last_value FROM {sequence_of(model, connection)} WHERE is_called")  # noqa: S608 -- quoted by the database
        else:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
        row = cursor.fetchone()
    return row[0] or None if row else None


def go_on_after(number: int, model: Model, connection: BaseDatabaseWrapper) -> None:
    """Give the table's next row a higher number than this and than those that are there."""
    table = model._meta.db_table
    highest = models.QuerySet(model, using=connection.alias).aggregate(models.Max("pk"))["pk__max"] or 0
    number = max(number, highest)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval(%s, %s)", [sequence_of(model, connection), number])
        else:
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])


def is_numbered(model: Model) -> bool:
    return isinstance(model._meta.pk, models.AutoField)


def sequence_of(model: Model, connection: BaseDatabaseWrapper) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [model._meta.db_table, model._meta.pk.column])
        return str(cursor.fetchone()[0])

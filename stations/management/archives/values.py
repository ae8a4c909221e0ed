"""A row as a line of JSON, the same from every database, and back."""

import base64
import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


def line_of(row: Sequence[object]) -> bytes:
    """The row's values in the order of the columns.

    >>> line_of([1, None, "a", Decimal("0.50")]).decode().strip()
    '[1,null,"a","0.50"]'
    """
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=plain)
    return text.encode() + b"\n"


def plain(value: object) -> str:
    """What JSON has no form for, as the text that `reading` takes back."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(value).decode()
        case _:
            raise TypeError(f"No form for {type(value).__name__}.")


Convert = Callable[[Any], object]
TYPES: tuple[tuple[type["models.Field[Any, Any]"], Callable[[str], object]], ...] = (
    (models.DateTimeField, datetime.fromisoformat),
    (models.DateField, date.fromisoformat),
    (models.DecimalField, Decimal),
    (models.UUIDField, UUID),
    (models.BinaryField, base64.b64decode),
)
# What JSON and both databases read alike.
ALIKE = (
    models.AutoField,
    models.IntegerField,
    models.FloatField,
    models.BooleanField,
    models.CharField,
    models.TextField,
)


def conversions(fields: Sequence[Any], connection: BaseDatabaseWrapper) -> list[Convert | None]:
    """For each field, how a value of a line becomes one that the database takes; nothing where it is one already."""
    return [conversion(field, connection) for field in fields]


def conversion(field: Any, connection: BaseDatabaseWrapper) -> Convert | None:
    owner = field.target_field if field.is_relation else field
    if isinstance(owner, models.JSONField):
        return partial(json_value, field=owner, connection=connection)
    if isinstance(owner, ALIKE):
        return None
    read = next((reading for kind, reading in TYPES if isinstance(owner, kind)), None)
    return partial(database_value, field=owner, read=read, connection=connection)


def json_value(value: Any, *, field: Any, connection: BaseDatabaseWrapper) -> object:
    # Absent and JSON's null are two things where the column takes no absent value.
    return None if value is None and field.null else connection.ops.adapt_json_value(value, field.encoder)


def database_value(value: Any, *, field: Any, read: Convert | None, connection: BaseDatabaseWrapper) -> object:
    return None if value is None else field.get_db_prep_save(read(value) if read else value, connection)


def stored(line: bytes, convert: Sequence[Convert | None]) -> list[object]:
    """The values of a line as the database takes them; ValueError where the line does not fit the fields."""
    values = json.loads(line)
    if not isinstance(values, list):
        raise TypeError("A row is no list.")
    return [one(value) if one else value for value, one in zip(values, convert, strict=True)]

"""Queries that are made once: Django takes longer to write one in SQL than the database takes to answer it."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection, models
from django.db.models.base import ModelState
from django.db.models.expressions import Expression

Row = TypeVar("Row")
Found = TypeVar("Found", bound=models.Model)


class Slot(Expression):
    """A place in a query for a value that is known when it is asked."""

    def __init__(self, name: str, output_field: "models.Field[Any, Any]") -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    def filled(self, values: dict[str, Any]) -> Any:
        return self.output_field.get_db_prep_value(values[self.name], connection)


class Person(Slot):
    """Whoever is signed in, for querysets that ask a user what may be seen."""

    is_authenticated = is_active = True

    def __init__(self) -> None:
        super().__init__("person", models.BigAutoField())


class Prepared(Generic[Row]):
    """A `values_list` with slots: `build` describes it once for each kind of database, `row` takes a row's values.

    What may be seen and what is locked is said by the querysets, as everywhere; only the writing of SQL is spared.
    """

    def __init__(self, build: Callable[[], "models.QuerySet[Any, Any]"], row: Callable[..., Row]) -> None:
        self.build = build
        self.row = row
        self.made: dict[str, Made] = {}

    def __call__(self, **values: Any) -> list[Row]:
        made = self.made.get(connection.vendor)
        if made is None:
            made = self.made[connection.vendor] = Made(self.build())
        return [self.row(*row) for row in made.rows(values)]

    def first(self, **values: Any) -> Row | None:
        return next(iter(self(**values)), None)


def partial(model: type[Found], **fields: Any) -> Found:
    """A row of which only these fields were asked for; any other is fetched where it is wanted after all.

    What `from_db` does, without asking after every field that is not there; no model of ours listens to its own making.
    """
    row = model.__new__(model)
    row._state = state = ModelState()
    state.adding, state.db = False, connection.alias
    row.__dict__.update(fields)
    return row


class Made:
    """A queryset's SQL as one kind of database reads it, and what turns its columns into values."""

    def __init__(self, queryset: "models.QuerySet[Any, Any]") -> None:
        compiler = queryset.query.get_compiler(connection=connection)
        self.sql, self.parameters = compiler.as_sql()
        columns = [column for column, *_rest in compiler.select]
        self.converters = list(compiler.get_converters(columns).items())

    def rows(self, values: dict[str, Any]) -> list[list[Any]]:
        parameters = [part.filled(values) if isinstance(part, Slot) else part for part in self.parameters]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, parameters)
            return [self.converted(list(row)) for row in cursor.fetchall()]

    def converted(self, row: list[Any]) -> list[Any]:
        for place, (converters, column) in self.converters:
            for convert in converters:
                row[place] = convert(row[place], column, connection)
        return row


class Insertion:
    """Adds one row: every field but the key is given by its column's name."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model: Any = model
        self.fields: list[Any] = [field for field in model._meta.concrete_fields if not field.primary_key]

    @cached_property
    def sql(self) -> str:
        quote, meta = connection.ops.quote_name, self.model._meta
        columns = ", ".join(quote(field.column) for field in self.fields)
        places = ", ".join(["%s"] * len(self.fields))
        table, key = quote(meta.db_table), quote(meta.pk.column)
        return f"INSERT INTO {table} ({columns}) VALUES ({places}) RETURNING {key}"  # noqa: S608 -- our models' names

    def __call__(self, **values: Any) -> Any:
        """The new row's key."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, saved(self.fields, values))
            return cursor.fetchone()[0]


class Change:
    """Writes some fields of the row that a key names."""

    def __init__(self, model: type[models.Model], *names: str) -> None:
        self.model: Any = model
        self.fields: list[Any] = [model._meta.get_field(name) for name in names]

    @cached_property
    def sql(self) -> str:
        quote, meta = connection.ops.quote_name, self.model._meta
        places = ", ".join(f"{quote(field.column)} = %s" for field in self.fields)
        table, key = quote(meta.db_table), quote(meta.pk.column)
        return f"UPDATE {table} SET {places} WHERE {key} = %s"  # noqa: S608 -- our models' names

    def __call__(self, pk: Any, **values: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [*saved(self.fields, values), pk])


def saved(fields: list[Any], values: dict[str, Any]) -> list[Any]:
    return [field.get_db_prep_save(values[field.attname], connection) for field in fields]

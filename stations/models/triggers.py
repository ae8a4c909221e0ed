"""The guards as triggers of a database: put in, compared with what should be there, taken out for a migration."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from stations.models.edition import Edition
from stations.models.guards import DELETE, PREFIX, Guard, guards, table_of

TRUNCATE = "TRUNCATE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """One trigger: its name, the text by which the database knows it, and the statements that create it."""

    name: str
    table: str
    text: str
    create: tuple[str, ...]

    @property
    def known(self) -> tuple[str, str]:
        """What the database says of the trigger where it is as it should be."""
        return self.table, self.text


def install(connection: BaseDatabaseWrapper) -> None:
    """Put in what is missing or altered and take out what is no longer wanted; a second call does nothing."""
    wanted = wanted_triggers(connection)
    present = present_triggers(connection)
    with transaction.atomic(using=connection.alias):
        drop(connection, [name for name, known in present.items() if not is_as_wanted(name, known, wanted)])
        for name, trigger in wanted.items():
            if present.get(name) != trigger.known:
                run(connection, trigger.create)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take all guards out, as a migration needs: it may rewrite published rows, and SQLite renames whole tables."""
    with transaction.atomic(using=connection.alias):
        drop(connection, present_triggers(connection))


def amiss(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of the guards that are missing or not as they should be."""
    present = present_triggers(connection)
    wanted = wanted_triggers(connection)
    return sorted(name for name, trigger in wanted.items() if present.get(name) != trigger.known)


def is_as_wanted(name: str, known: tuple[str, str], wanted: dict[str, Trigger]) -> bool:
    return name in wanted and wanted[name].known == known


def wanted_triggers(connection: BaseDatabaseWrapper) -> dict[str, Trigger]:
    """What should be there: the guards of the tables that are, none before the first migration."""
    tables = set(connection.introspection.table_names())
    build = {"sqlite": sqlite_triggers, "postgresql": postgresql_triggers}[connection.vendor]
    return {trigger.name: trigger for trigger in build([guard for guard in guards() if guard.table in tables])}


def present_triggers(connection: BaseDatabaseWrapper) -> dict[str, tuple[str, str]]:
    """The triggers of ours in the database, by name: their table and their text."""
    query = {"sqlite": SQLITE_PRESENT, "postgresql": POSTGRESQL_PRESENT}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query, [f"{PREFIX}%"])
        return {name: (table, text) for name, table, text in cursor.fetchall()}


def drop(connection: BaseDatabaseWrapper, names: Iterable[str]) -> None:
    statement = {"sqlite": "DROP TRIGGER {}", "postgresql": "DROP FUNCTION {}() CASCADE"}[connection.vendor]
    run(connection, [statement.format(name) for name in names])


def run(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def trigger_name(table: str, write: str) -> str:
    return f"{PREFIX}{table.removeprefix('stations_')}_{write.lower()}"


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


# SQLite

SQLITE_PRESENT = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"


def sqlite_triggers(wanted: list[Guard]) -> list[Trigger]:
    return [sqlite_trigger(guard) for guard in wanted]


def sqlite_trigger(guard: Guard) -> Trigger:
    name = trigger_name(guard.table, guard.write)
    checks = "\n".join(
        f"  SELECT RAISE(ABORT, {quoted(refusal.message)}) WHERE {refusal.condition};" for refusal in guard.refusals
    )
    text = f"CREATE TRIGGER {name} BEFORE {guard.write} ON {guard.table}\nBEGIN\n{checks}\nEND"
    return Trigger(name=name, table=guard.table, text=text, create=(text,))


# PostgreSQL: a trigger is one line that calls a function of its own name, so the function's body is the text.

POSTGRESQL_PRESENT = """
    SELECT function.proname, owner.relname, function.prosrc
    FROM pg_trigger trigger
    JOIN pg_class owner ON owner.oid = trigger.tgrelid
    JOIN pg_proc function ON function.oid = trigger.tgfoid
    WHERE trigger.tgname LIKE %s AND trigger.tgname = function.proname AND trigger.tgenabled IN ('O', 'A')
    AND owner.relnamespace = current_schema()::regnamespace
"""


def postgresql_triggers(wanted: list[Guard]) -> list[Trigger]:
    rows = [postgresql_trigger(guard, guard.write, postgresql_body(guard)) for guard in wanted]
    emptied = [postgresql_trigger(guard, TRUNCATE, truncate_body(guard)) for guard in wanted if guard.write == DELETE]
    return [*rows, *emptied]


def postgresql_trigger(guard: Guard, write: str, body: str) -> Trigger:
    name = trigger_name(guard.table, write)
    each = "STATEMENT" if write == TRUNCATE else "ROW"
    watch = f"BEFORE {write} ON {guard.table} FOR EACH {each}"
    create = (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard${body}$guard$",
        f"CREATE OR REPLACE TRIGGER {name} {watch} EXECUTE FUNCTION {name}()",
    )
    return Trigger(name=name, table=guard.table, text=body, create=create)


def postgresql_body(guard: Guard) -> str:
    """The checks, while the edition is held still: whoever publishes it waits for us, or we see it published."""
    hold = f"  PERFORM 1 FROM {table_of(Edition)} WHERE id = {guard.edition} FOR SHARE;\n" if guard.edition else ""
    checks = "".join(
        f"  IF {refusal.condition} THEN\n    {postgresql_refusal(refusal.message)}\n  END IF;\n"
        for refusal in guard.refusals
    )
    row = "OLD" if guard.write == DELETE else "NEW"
    return f"\nBEGIN\n{hold}{checks}  RETURN {row};\nEND\n"


def truncate_body(guard: Guard) -> str:
    return f"\nBEGIN\n  {postgresql_refusal(guard.refusals[0].message)}\nEND\n"


def postgresql_refusal(message: str) -> str:
    # Of the class of integrity violations, so that Django raises an IntegrityError, as it does on SQLite.
    return f"RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', MESSAGE = {quoted(message)};"

"""A database in which several people really act at once.

What is committed there cannot be undone, for the histories refuse to be emptied; so it is a database of its own, and
every thread has its own connection to it.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from threading import Barrier

from django.core.management import call_command
from django.db import connection


@contextmanager
def separate_database(folder: Path) -> Iterator[str]:
    """The name of a fresh database beside that of the tests, on the same engine."""
    name = f"swot_arena_{token_hex(6)}"
    if connection.vendor == "sqlite":
        name = str(folder / name)
    else:
        run_beside(f"CREATE DATABASE {name}")
    try:
        apart(name, lambda: call_command("migrate", verbosity=0))
        yield name
    finally:
        if connection.vendor != "sqlite":
            run_beside(f"DROP DATABASE {name} WITH (FORCE)")


def run_beside(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


def apart(name: str, work: Callable[[], object]) -> object:
    return at_once(name, work)[0]


def at_once(name: str, *works: Callable[[], object]) -> list:
    """What each of these came to, all begun at the same moment, each over a connection of its own."""
    start = Barrier(len(works))

    def run(work):
        connection.settings_dict = connection.settings_dict | {"NAME": name}
        try:
            connection.ensure_connection()
            start.wait(timeout=30)
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result() for future in [pool.submit(run, work) for work in works]]

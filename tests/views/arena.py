"""A database in which several people really act at once.

What is committed there cannot be undone, for the histories refuse to be emptied; so it is a database of its own, and
every thread has its own connection to it.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


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

"""States of the database from which many tests begin: each is made once a process, and every test finds it untouched.

A state is a database of its own beside the empty one of the tests, made as a copy of that or of another state and then
filled. A test that asks for a state's fixture runs in its database, and what it writes is rolled back as ever. It gets
the objects as they were on the day they were made: a fresh copy with whatever they have remembered.
"""

import pickle
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

import pytest
from django.db import connection, transaction


@dataclass(frozen=True)
class State:
    """What is made out of what the state beneath it holds; the lowest lies on the empty database."""

    make: Callable[..., object]
    beneath: str


STATES: dict[str, State] = {}


def state(name: str, make: Callable[..., object], *, beneath: str = "") -> Any:
    """The fixture of a state: in it a test begins, and gets what was made."""
    assert name not in STATES, f"There are two states with the name {name}."
    STATES[name] = State(make, beneath)

    @pytest.fixture(name=name)
    def begin(db, django_db_setup) -> object:
        return django_db_setup.get(name)

    return begin


def state_of(fixtures: Collection[str]) -> str:
    """The state in which a test with these fixtures runs: the highest of those it names, or the empty one."""
    named = [name for name in STATES if name in fixtures]
    beneath = {STATES[name].beneath for name in named}
    return next((name for name in named if name not in beneath), "")


class Databases:
    """The databases of one process's states."""

    def __init__(self) -> None:
        self.empty = str(connection.settings_dict["NAME"])
        self.objects: dict[str, bytes] = {}

    def enter(self, state: str) -> None:
        """Let whatever comes next find the database in this state."""
        name = self.name_of(state)
        if str(connection.settings_dict["NAME"]) == name:
            return
        assert not connection.in_atomic_block, f"A module's own transaction is open; {state} lies in another database."
        if state and state not in self.objects:
            self.make(state)
        connect(name)

    def make(self, state: str) -> None:
        beneath = STATES[state].beneath
        self.enter(beneath)
        self.copy(beneath, self.name_of(state))
        connect(self.name_of(state))
        with transaction.atomic():
            made = STATES[state].make(*[self.get(beneath)] if beneath else [])
        self.objects[state] = pickle.dumps(made)

    def copy(self, state: str, name: str) -> None:
        """A new database in this state, in which nobody works meanwhile."""
        self.enter(state)
        copy_database(self.name_of(state), name)

    @contextmanager
    def separate(self, state: str) -> Iterator[str]:
        """The name of a copy of this state's database, gone after the block."""
        name = f"{self.empty}_{token_hex(6)}"
        self.copy(state, name)
        try:
            yield name
        finally:
            drop_database(name)

    @contextmanager
    def apart(self, state: str) -> Iterator[Any]:
        """The state's objects, while every connection is to a copy of its database."""
        with self.separate(state) as name:
            connect(name)
            try:
                yield self.get(state)
            finally:
                connect(self.empty)

    def get(self, state: str) -> Any:
        return pickle.loads(self.objects[state])

    def name_of(self, state: str) -> str:
        return f"{self.empty}_{state}" if state else self.empty

    def drop(self) -> None:
        connect(self.empty)
        for state in self.objects:
            drop_database(self.name_of(state))


def connect(name: str) -> None:
    """From now on this thread's connection, and every one that is opened later, is to the database of that name."""
    connection.close()
    connection.settings_dict["NAME"] = name


def copy_database(source: str, target: str) -> None:
    connection.close()
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(source)) as whole, closing(sqlite3.connect(target)) as copy:
            whole.backup(copy)
        return
    drop_database(target)
    run_beside(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


def drop_database(name: str) -> None:
    """On SQLite the files go away with the folder of the run."""
    if connection.vendor != "sqlite":
        run_beside(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def run_beside(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)

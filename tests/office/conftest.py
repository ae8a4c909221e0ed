"""Installations to back up and to restore into: filled ones and empty ones, on SQLite and on PostgreSQL."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from launcher import cluster

from tests.e2e.conftest import prepared_once, shared_folder
from tests.office.installations import Installation, clean_data, new_database


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server of this process's own."""
    with cluster.running() as url:
        yield url


@pytest.fixture(scope="session")
def prepared(tmp_path_factory) -> Path:
    """The data directory of an installation with library and demonstration world; nobody changes it."""
    return prepared_once(shared_folder(tmp_path_factory))


@pytest.fixture(scope="session")
def empty(tmp_path_factory, request) -> Callable[[str], Installation]:
    """A new installation without a table, on the engine that is named."""

    def make(engine: str) -> Installation:
        data = clean_data(tmp_path_factory.mktemp("installation") / "data")
        is_file = engine == "sqlite"
        return Installation(data=data, database="" if is_file else new_database(request.getfixturevalue("postgres")))

    return make


@pytest.fixture(scope="session")
def original(prepared, empty) -> Installation:
    """The demonstration world on SQLite, with some files; a hundred accounts were deleted from it."""
    installation = empty("sqlite")
    shutil.copy2(prepared / "swot.sqlite3", installation.data)
    with closing(sqlite3.connect(installation.data / "swot.sqlite3")) as connection, connection:
        connection.execute("UPDATE sqlite_sequence SET seq = 900 WHERE name = 'accounts_user'")
    installation.write_files()
    return installation


@pytest.fixture(scope="session")
def backups(original, restored, tmp_path_factory) -> Callable[[str], Path]:
    """A backup of the demonstration world, taken from the engine that is named."""
    folder = tmp_path_factory.mktemp("backups")

    @cache
    def make(engine: str) -> Path:
        path = folder / f"{engine}.zip"
        source = original
        if engine != "sqlite":
            source = restored("sqlite", engine)
            source.write_files()
        source.manage("backup", path)
        return path

    return make


@pytest.fixture(scope="session")
def restored(empty, request) -> Callable[[str, str], Installation]:
    """An installation restored from a backup of one engine on another; nobody changes it."""

    @cache
    def make(source: str, target: str) -> Installation:
        installation = empty(target)
        installation.manage("restore", request.getfixturevalue("backups")(source))
        return installation

    return make

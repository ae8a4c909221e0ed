"""What every test run shares: the choice of tests, the data directory and the guard of the network."""

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test.utils import setup_databases, teardown_databases

from tests.states import Databases, state, state_of
from tests.worlds import World, make_world, submit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LOCAL = {"127.0.0.1", "::1", "localhost"}
# Benchmarks are run by themselves; looked through for doctests, they would change the application of this process.
collect_ignore = ["benchmarks"]
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "django_db_setup"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="run the slow tests too")
    parser.addoption("--database-only", action="store_true", help="run only the tests that use the database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        # Wherever the project lies: a checkout may have any name.
        if "e2e" in item.path.relative_to(config.rootpath).parts:
            item.add_marker("e2e")
    chosen = [item for item in items if is_chosen(item, config)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
    items[:] = sorted(chosen, key=lambda item: item.get_closest_marker("long") is None)


def is_chosen(item: pytest.Item, config: pytest.Config) -> bool:
    if item.get_closest_marker("slow") and not config.getoption("--slow"):
        return False
    if config.getoption("--database-only"):
        return uses_database(item) and not item.get_closest_marker("same_on_every_database")
    return True


def uses_database(item: pytest.Item) -> bool:
    marked = item.get_closest_marker("django_db") is not None
    return marked or not DATABASE_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "long: begun before all others, so that at the end no process waits for it alone"
    )
    # WhiteNoise warns where the folder of collected files is missing.
    (Path(os.environ["SWOT_DATA_DIR"]) / "static").mkdir(parents=True, exist_ok=True)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ["SWOT_DATA_DIR"], ignore_errors=True)


world = state("world", make_world)


def submit_world(world):
    submit(world)
    return world


submitted_world = state("submitted_world", submit_world, beneath="world")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker) -> Iterator[Databases]:
    """The empty database, and beside it those of the states from which tests begin.

    pytest-django's own makes none where each chosen test works in a database apart.
    """
    with django_db_blocker.unblock():
        before = setup_databases(verbosity=0, interactive=False)
    databases = Databases()
    yield databases
    with django_db_blocker.unblock():
        databases.drop()
        teardown_databases(before, verbosity=0)


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef, request: pytest.FixtureRequest) -> None:
    """Before pytest-django opens a test's transaction, the connection is taken to the database of its state."""
    if fixturedef.argname == "_django_db_helper":
        databases, blocker = (request.getfixturevalue(name) for name in ("django_db_setup", "django_db_blocker"))
        with blocker.unblock():
            databases.enter(state_of(request.fixturenames))


@pytest.fixture
def separate_world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """The small world in a database of this test's own, where several connections see what is committed."""
    with django_db_blocker.unblock(), django_db_setup.apart("world") as separate:
        yield separate


@pytest.fixture(scope="session")
def browser(tmp_path_factory) -> "Iterator[Browser]":
    """Chromium; Playwright allows itself only once in a process, so every test that needs one shares it."""
    from tests.e2e.browser import chromium  # noqa: PLC0415 -- slow import, and few tests need it

    with chromium(tmp_path_factory.mktemp("browser")) as started:
        yield started


@pytest.fixture(scope="session", autouse=True)
def no_outside_connections() -> Iterator[None]:
    """A test that reaches for another machine fails, wherever the suite runs."""
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in LOCAL:
            raise AssertionError(f"A test tried to connect to {address[0]}.")
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield

"""A server for each test, and a browser that looks at it.

`server` runs on a copy of a database that was prepared once, with the library and the demonstration world; a test may
stop, kill and restart it. Left as it was, its program stays for the next test, with new workers and another copy.
`page_at(width)` opens a page; an error in its console or a refusal by the content security policy fails the test,
unless `expected_errors` names it. `sign_in(page, user)` signs in with the published password.
`look_at(width)` does the same as `page_at` at a server that all tests share: quicker, for tests that change nothing.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from stations.management.commands.load_demo import PUBLISHED_PASSWORD
from tests.e2e.browser import Pages
from tests.e2e.databases import BASE, database
from tests.e2e.process import Server, copy_data, environment, manage

# What a server is told to break; looked through for doctests, it would break this process.
collect_ignore = ["trouble.py"]


@pytest.fixture(scope="session")
def prepared(tmp_path_factory) -> Iterator[tuple[Path, str]]:
    """A data directory and a database's URL, brought up to date once; nobody serves from them."""
    if BASE:
        # Each process of the run has its own, for the first to end would take a shared one away.
        with database() as url:
            data = tmp_path_factory.mktemp("prepared")
            manage(["prepare"], environment(data, url))
            yield data, url
        return
    yield prepared_once(shared_folder(tmp_path_factory)), ""


def shared_folder(tmp_path_factory) -> Path:
    """A folder that the processes of one run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def prepared_once(folder: Path) -> Path:
    data = folder / "prepared"
    with locked(folder / "prepared.lock"):
        if not (data / "done").exists():
            data.mkdir()
            manage(["prepare"], environment(data))
            (data / "done").touch()
    return data


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture
def server(prepared, reused, tmp_path) -> Iterator[Server]:
    if BASE:
        with running(prepared, tmp_path / "data") as process:
            yield process
    else:
        process = reused.fresh()
        yield process
    assert process.errors() == []


class Reused:
    """A server that goes from test to test, with everything but its program made anew, until a test has changed it."""

    def __init__(self, prepared: Path, folder: Path) -> None:
        self.prepared = prepared
        self.folder = folder
        self.servers: list[Server] = []

    def fresh(self) -> Server:
        if self.servers and self.servers[-1].is_as_started():
            self.servers[-1].begin_anew(self.prepared)
        else:
            self.stop()
            self.start()
        return self.servers[-1]

    def start(self) -> None:
        data = self.folder / str(len(self.servers))
        copy_data(self.prepared, data)
        self.servers.append(Server(data=data))
        self.servers[-1].start()

    def stop(self) -> None:
        if self.servers:
            self.servers[-1].stop()


@pytest.fixture(scope="session")
def reused(prepared, tmp_path_factory) -> Iterator[Reused]:
    servers = Reused(prepared[0], tmp_path_factory.mktemp("servers"))
    try:
        yield servers
    finally:
        servers.stop()


@pytest.fixture(scope="session")
def shared_server(prepared, tmp_path_factory) -> Iterator[Server]:
    with running(prepared, tmp_path_factory.mktemp("shared") / "data") as process:
        yield process


@contextmanager
def running(prepared: tuple[Path, str], data: Path) -> Iterator[Server]:
    """A server on a copy of what was prepared."""
    prepared_data, prepared_database = prepared
    copy_data(prepared_data, data)
    with database(template=prepared_database) as url:
        process = Server(data=data, database=url)
        try:
            process.start()
            yield process
        finally:
            process.stop()


@pytest.fixture
def page_at(server, browser) -> Iterator[Pages]:
    with clean_pages(browser, server.url) as pages:
        yield pages


@pytest.fixture
def look_at(shared_server, browser) -> Iterator[Pages]:
    errors_before = shared_server.errors()
    with clean_pages(browser, shared_server.url) as pages:
        yield pages
    assert shared_server.errors() == errors_before


@contextmanager
def clean_pages(browser: Browser, url: str) -> Iterator[Pages]:
    pages = Pages(browser, url)
    yield pages
    pages.close()
    assert pages.errors == []


@pytest.fixture
def sign_in() -> Callable[..., None]:
    def sign_in(page: Page, username: str, password: str = PUBLISHED_PASSWORD) -> None:
        page.goto("/account/sign-in/")
        page.locator("[name=username]").fill(username)
        page.locator("[name=password]").fill(password)
        page.locator("#form button[type=submit], #form button:not([type])").click()
        page.wait_for_url(lambda url: "/sign-in/" not in url)

    return sign_in

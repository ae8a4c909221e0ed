"""The server as a process: what it serves, and what is left after it was stopped or killed."""

import re
import urllib.request
from pathlib import Path

import pytest

WIDTHS = (320, 360, 1280)


@pytest.mark.parametrize("width", WIDTHS)
def test_sign_in_page_fits_its_width(look_at, width):
    page = look_at(width)

    page.goto("/")

    assert page.url.endswith("/account/sign-in/?next=/")
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize(
    "username", ["worker", "lead", "county", "prefecture", "province", "curator", "admin", "auditor"]
)
def test_every_demonstration_account_can_sign_in(look_at, sign_in, username):
    page = look_at(1280)

    sign_in(page, username)

    assert page.locator("h1").count() == 1


def test_session_survives_a_kill(page_at, sign_in, server):
    # The worker may be about to be fetched.
    page = page_at(360, expected_errors=["net::ERR_", "fetching the script"])
    sign_in(page, "worker")

    server.kill()
    server.start()
    page.reload()

    assert "/sign-in/" not in page.url


def test_server_stops_cleanly(server):
    process = server.process

    server.stop()

    assert process.returncode == 0
    assert not server.is_healthy()


def test_processes_share_most_of_their_memory(server):
    """They part after everything is loaded, and what is only read stays one."""
    for _visit in range(10):
        urllib.request.urlopen(f"{server.url}/account/sign-in/").close()

    memories = [memory_of(pid) for pid in server.workers()]

    assert len(memories) == 2
    assert all(memory["Private_Clean"] + memory["Private_Dirty"] < memory["Rss"] / 2 for memory in memories), memories


def memory_of(pid):
    """In kilobytes, by the kernel's names."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    return {name: int(number) for name, number in (re.match(r"(\w+):\s+(\d+)", line).groups() for line in lines)}


def test_static_files_are_hashed_and_compressed(shared_server):
    with urllib.request.urlopen(f"{shared_server.url}/account/sign-in/") as answer:
        sheet = re.search(r'href="(/static/css/base\.[0-9a-f]{12}\.css)"', answer.read().decode())
    request = urllib.request.Request(shared_server.url + sheet[1], headers={"Accept-Encoding": "br"})

    with urllib.request.urlopen(request) as answer:
        headers = answer.headers

    assert headers["Content-Encoding"] == "br"
    assert "immutable" in headers["Cache-Control"]


def test_error_in_the_console_is_noted(look_at):
    page = look_at(360)
    page.goto("/account/sign-in/")

    page.evaluate("console.error('a mistake')")
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.wait_for_timeout(100)
    noted, look_at.errors = look_at.errors, []

    assert noted[0].startswith("a mistake")
    assert any("style-src" in error for error in noted[1:])

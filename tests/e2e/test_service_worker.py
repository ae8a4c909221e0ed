"""A start without a network: the person's own pages come from the device, and nobody else's ever do."""

import json
import re
import shutil
import time

import pytest
from playwright.sync_api import Error, expect

from tests.e2e.rating_page import RatingPage, Wire, first_assessment

EXPECTED = ["net::ERR_", "Failed to fetch", "Failed to update", "unknown error occurred when fetching"]


@pytest.fixture
def rating(page_at, sign_in):
    page = page_at(360, expected_errors=EXPECTED)
    sign_in(page, "worker")
    return seen(RatingPage(page, first_assessment(page)).open())


def seen(rating):
    """Each page was seen once under the worker's eyes."""
    page = rating.page
    # A busy browser may give up fetching what the worker keeps; the next page asks for the worker again.
    for _visit in range(3):
        if happens(page, "navigator.serviceWorker.controller !== null"):
            break
        page.reload()
    for address in ("rate/S/", "rate/W/", ""):
        page.goto(f"{rating.assessment}{address}")
    until(page, f"caches.match('{rating.assessment}', {{ ignoreVary: true }}).then(Boolean)")
    return rating


def until(page, condition):
    assert happens(page, condition), condition


def happens(page, condition):
    """Playwright's own waiting evaluates text in the page, which the content security policy forbids."""
    ends = time.monotonic() + 15
    while not (found := page.evaluate(condition)) and time.monotonic() < ends:
        page.wait_for_timeout(100)
    return found


def kept_pages(page):
    return page.evaluate("""
      async () => {
        const names = (await caches.keys()).filter((name) => name.startsWith("pages-"));
        const pages = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
        return pages.flat().map(({ url }) => new URL(url).pathname).sort();
      }
    """)


def test_rating_goes_on_without_a_server(rating, server):
    server.kill()
    rating.page.goto(rating.assessment)
    rating.page.locator(".task").get_by_role("link", name="优势").click()
    rating.expect_ready()
    rating.tap("S1", 4)
    rating.expect_line(re.compile("待上传 1 项"))
    rating.page.once("dialog", lambda dialog: dialog.accept())
    rating.page.reload()
    rating.expect_chosen("S1", 4)
    rating.page.get_by_role("button", name="保存并继续").click()
    rating.page.wait_for_url(re.compile("/rate/W/"))
    rating.tap("W1", 2)
    rating.expect_line(re.compile("待上传 2 项"))

    server.start()

    rating.send_now()
    rating.expect_state("saved")
    assert rating.degrees() == {"S1": 4, "W1": 2}


def test_kept_page_shows_what_was_saved_after_it_was_kept(rating, server):
    rating.open("S")
    rating.tap("S1", 4)
    rating.expect_state("saved")
    server.kill()

    rating.page.reload()

    rating.expect_chosen("S1", 4)


def test_signing_out_empties_what_was_kept(rating, server):
    assert f"{rating.assessment}rate/S/" in kept_pages(rating.page)
    rating.page.locator("summary", has_text="菜单").click()

    rating.page.get_by_role("button", name="退出").click()

    rating.page.wait_for_url(re.compile("sign-in"))
    assert kept_pages(rating.page) == []
    server.kill()
    with pytest.raises(Error):
        rating.page.goto(f"{rating.assessment}rate/S/")


def test_next_person_sees_nothing_of_the_first(rating, server, sign_in):
    rating.page.context.clear_cookies()
    sign_in(rating.page, "lead")
    rating.page.goto(rating.assessment)
    expect(rating.page.locator("h1")).to_be_visible()

    server.kill()

    with pytest.raises(Error):
        rating.page.goto(f"{rating.assessment}rate/S/")


def test_person_who_came_in_by_no_form_sees_nothing_of_the_first(rating, server, page_at, sign_in):
    """Whoever owns the page that is kept owns everything that is kept."""
    other = page_at(360)
    sign_in(other, "lead")
    rating.page.context.clear_cookies()
    rating.page.context.add_cookies(other.context.cookies())
    rating.page.goto(f"{rating.assessment}rate/T/")
    rating.expect_ready()

    assert kept_pages(rating.page) == [f"{rating.assessment}rate/T/"]


def test_worker_can_be_switched_off(rating, server):
    server.variables["SWOT_SERVICE_WORKER"] = "0"
    server.restart()

    rating.page.goto(rating.assessment)

    until(rating.page, "caches.keys().then((names) => names.length === 0)")
    until(rating.page, "navigator.serviceWorker.getRegistrations().then((found) => found.length === 0)")
    server.kill()
    with pytest.raises(Error):
        rating.page.reload()


def deploy(server):
    """As an update does: one script has another content under another name, and the old name is gone."""
    static = server.data / "static"
    prepared = static.resolve()
    static.unlink()
    shutil.copytree(prepared, static)
    manifest = json.loads((static / "staticfiles.json").read_text(encoding="utf-8"))
    old, new = manifest["paths"]["js/rating.js"], "js/rating.0123456789ab.js"
    script = (static / old).read_text(encoding="utf-8")
    for file in static.glob(f"{old}*"):
        file.unlink()
    (static / new).write_text(f"{script}\nwindow.isNewShell = true;\n", encoding="utf-8")
    manifest["paths"]["js/rating.js"] = new
    (static / "staticfiles.json").write_text(json.dumps(manifest), encoding="utf-8")


def test_shell_is_updated_while_operations_wait(rating, server):
    rating.open("S")
    before = rating.page.evaluate("caches.keys()")
    server.stop()
    rating.tap("S1", 4)
    rating.expect_line(re.compile("待上传 1 项"))
    deploy(server)
    # The old page goes on with what it is made of, and waits for the server.
    rating.tap("S2", 2)
    rating.expect_line(re.compile("待上传 2 项"))
    wire = Wire(rating.page.context)
    wire.cut()
    server.start()

    rating.page.once("dialog", lambda dialog: dialog.accept())
    rating.page.reload()
    rating.expect_chosen("S1", 4)
    assert rating.page.evaluate("window.isNewShell")
    assert len(rating.kept()) == 2
    wire.mend()
    rating.send_now()

    rating.expect_state("saved")
    assert rating.degrees() == {"S1": 4, "S2": 2}
    until(rating.page, f"caches.keys().then((names) => !names.includes({json.dumps(shell_of(before))}))")
    until(rating.page, f"caches.match('{rating.assessment}rate/S/', {{ ignoreVary: true }}).then(Boolean)")
    server.kill()
    rating.page.reload()
    rating.expect_chosen("S2", 2)
    assert rating.page.evaluate("window.isNewShell")


def shell_of(names):
    (shell,) = [name for name in names if name.startswith("shell-")]
    return shell


def test_worker_touches_no_write(rating):
    posts = []
    rating.page.on("request", lambda request: posts.append(request) if request.method == "POST" else None)
    rating.open("S")
    rating.tap("S1", 4)
    rating.expect_state("saved")

    assert [request.response().from_service_worker for request in posts] == [False]

"""Nothing lost when a process dies: the server before and after its commit, the browser after a tap."""

import re

import pytest

from tests.e2e.devices import Phone
from tests.e2e.rating_page import RatingPage, Wire, first_assessment

BROKEN = ["net::ERR_"]


@pytest.fixture
def rating(page_at, sign_in):
    page = page_at(360, expected_errors=BROKEN)
    sign_in(page, "worker")
    return RatingPage(page, first_assessment(page)).open()


@pytest.mark.parametrize("trouble", ["die before commit", "die after commit"])
def test_tap_survives_the_death_of_the_server(rating, server, trouble):
    server.break_by(trouble)
    rating.tap("S1", 4)
    server.wait_for_death()
    rating.expect_line(re.compile("待上传 1 项"))
    assert [record["state"] for record in rating.kept()] == ["sent"]

    server.break_by("")

    rating.expect_state("saved")
    assert rating.degrees() == {"S1": 4}
    assert rating.revisions() == {"S1": 1}
    assert rating.kept() == []


def test_answer_lost_after_the_commit_hides_no_other_device(rating, server, page_at, sign_in):
    """The operation comes again after another device wrote: it was applied before, so there is no conflict."""
    server.break_by("die after commit")
    rating.tap("S1", 4)
    server.wait_for_death()
    Wire(rating.page.context).cut()
    server.break_by("")
    laptop_page = page_at(1280)
    sign_in(laptop_page, "worker")
    laptop = RatingPage(laptop_page, rating.assessment).open()
    laptop.tap("S1", 5)
    laptop.expect_state("saved")

    rating.page.context.unroute_all()

    rating.expect_state("saved")
    rating.expect_chosen("S1", 5)
    assert rating.revisions() == {"S1": 2}


@pytest.fixture
def phone(browser, server, tmp_path):
    phone = Phone(browser.browser_type, tmp_path / "profile", server.url)
    yield phone
    phone.close()


def test_tap_survives_the_death_of_the_browser(phone, server, sign_in):
    page = phone.start()
    sign_in(page, "worker")
    rating = RatingPage(page, first_assessment(page)).open()
    server.kill()
    rating.tap("S1", 4)
    rating.unfold("S1")
    rating.text("S1", "note").fill("停电前写的")
    rating.text("S1", "note").blur()
    rating.expect_line(re.compile("待上传 1 项"))

    phone.kill()
    server.start()
    page = phone.start()
    # The cookie was younger than the browser's last writing of cookies, so it died with it.
    sign_in(page, "worker")
    rating = RatingPage(page, rating.assessment).open()

    rating.expect_state("saved")
    rating.expect_chosen("S1", 4)
    assert rating.on_server()["S1"]["note"] == "停电前写的"
    assert rating.kept() == []

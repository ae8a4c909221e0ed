"""Saving as you go: every tap reaches the server, whatever the connection does meanwhile."""

import re

import pytest

from tests.e2e.rating_page import RatingPage, Wire, first_assessment

PHONE = 360
DEGREE_4 = {"kind": "degree", "degree": 4, "importance": None, "reason": "", "note": ""}
OFFLINE = ["net::ERR_"]


@pytest.fixture
def rating(page_at, sign_in):
    """A worker's phone with the first section open."""
    page = page_at(PHONE, expected_errors=OFFLINE)
    sign_in(page, "worker")
    return RatingPage(page, first_assessment(page)).open()


def test_all_factors_are_saved_without_pressing_a_button(rating):
    wanted = {}
    for quadrant in "SWOT":
        rating.open(quadrant)
        for number, question in enumerate(rating.page.locator("fieldset.rating").all()):
            code = question.get_attribute("data-factor")
            wanted[code] = number % 5 + 1
            rating.tap(code, wanted[code])
        rating.expect_state("saved")

    assert len(wanted) == 28
    assert rating.degrees() == wanted
    assert set(rating.revisions().values()) == {1}
    assert rating.kept() == []


def test_saved_line_names_the_time(rating):
    rating.tap("S1", 4)

    rating.expect_line(re.compile(r"^全部已保存到服务器 \d\d:\d\d$"))


def test_taps_offline_are_sent_when_the_network_is_back(rating):
    rating.page.context.set_offline(True)
    rating.tap("S1", 4)
    rating.tap("S2", 2)
    rating.expect_line(re.compile("已存于本机，待上传 2 项"))
    rating.tap("S1", 5)
    assert rating.ratings() == {}

    rating.page.context.set_offline(False)

    rating.expect_state("saved")
    assert rating.degrees() == {"S1": 5, "S2": 2}
    # The first tap may have arrived for all that the phone knows, so the second could not be merged into it.
    assert rating.revisions() == {"S1": 2, "S2": 1}


@pytest.fixture
def wire(rating):
    return Wire(rating.page.context)


def test_reload_shows_the_newest_taps_before_they_are_sent(rating, wire):
    wire.cut()
    rating.tap("S1", 4)
    rating.unfold("S1")
    rating.text("S1", "note").fill("村里新开了日间照料室")
    rating.text("S1", "note").blur()
    rating.expect_line(re.compile("待上传 1 项"))

    rating.page.once("dialog", lambda dialog: dialog.accept())
    rating.page.reload()
    rating.expect_chosen("S1", 4)
    assert rating.text("S1", "note").input_value() == "村里新开了日间照料室"

    wire.mend()
    rating.send_now()
    rating.expect_state("saved")
    assert rating.on_server()["S1"] == {**DEGREE_4, "note": "村里新开了日间照料室"}


def test_page_instead_of_an_answer_is_no_answer(rating, wire):
    wire.answer = lambda route: route.fulfill(status=200, content_type="text/html", body="<h1>请先登录无线网络</h1>")
    rating.tap("S1", 4)
    rating.expect_line(re.compile("网络不稳定，正在重试… 已存于本机，待上传 1 项"))
    assert [record["state"] for record in rating.kept()] == ["sent"]

    wire.mend()

    rating.expect_state("saved")
    assert rating.degrees() == {"S1": 4}


def test_answer_that_names_no_operation_is_no_answer(rating, wire):
    wire.answer = lambda route: route.fulfill(status=200, content_type="application/json", body='{"results": []}')
    rating.tap("S1", 4)
    rating.expect_line(re.compile("网络不稳定，正在重试… 已存于本机，待上传 1 项"))

    wire.mend()

    rating.expect_state("saved")
    assert rating.degrees() == {"S1": 4}


def test_change_while_another_is_in_flight_becomes_an_operation_of_its_own(rating, wire):
    wire.hold()
    rating.tap("S1", 2)
    rating.page.wait_for_timeout(300)
    rating.tap("S1", 3)
    rating.tap("S1", 5)
    rating.page.wait_for_timeout(300)
    wire.lose_answers()
    wire.mend()

    rating.expect_state("saved")

    first, *again, last = wire.sent("S1")
    assert all(operation == first for operation in again)
    assert (first["value"]["degree"], first["base_rev"]) == (2, 0)
    assert (last["value"]["degree"], last["base_rev"]) == (5, 1)
    assert rating.degrees() == {"S1": 5}
    assert rating.revisions() == {"S1": 2}

"""One phone, several people: an expired sign-in, a colleague's sign-in, two tabs, two devices."""

import re

import pytest
from playwright.sync_api import expect

from stations.management.commands.load_demo import PUBLISHED_PASSWORD
from tests.e2e.rating_page import RatingPage, Wire, first_assessment

EXPECTED = ["400", "401", "403", "net::ERR_"]


@pytest.fixture
def rating(page_at, sign_in):
    page = page_at(360, expected_errors=EXPECTED)
    sign_in(page, "worker")
    return RatingPage(page, first_assessment(page)).open()


def expire(context):
    context.clear_cookies(name="sessionid")


def answer_dialog(page, username, password=PUBLISHED_PASSWORD):
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("用户名").fill(username)
    dialog.get_by_label("密码").fill(password)
    dialog.get_by_role("button", name="登录", exact=True).click()
    return dialog


def test_expired_sign_in_is_renewed_within_the_page(rating):
    expire(rating.page.context)
    rating.tap("S1", 4)
    rating.expect_line(re.compile("^登录已过期。您填写的内容已存于本机"))
    dialog = answer_dialog(rating.page, "worker", "wrong")
    expect(dialog.get_by_role("alert")).to_have_text("用户名或密码不正确。")

    answer_dialog(rating.page, "worker")

    expect(dialog).to_have_count(0)
    rating.expect_state("saved")
    rating.tap("S2", 3)
    rating.expect_state("saved")
    assert rating.degrees() == {"S1": 4, "S2": 3}


def test_forgotten_token_is_fetched_anew(rating):
    rating.page.context.clear_cookies(name="csrftoken")

    rating.tap("S1", 4)

    rating.expect_state("saved")
    assert rating.degrees() == {"S1": 4}


def test_colleague_who_signs_in_instead_sends_nothing_of_the_first(rating, page_at):
    expire(rating.page.context)
    rating.tap("S1", 4)
    rating.expect_state("error")
    wire = Wire(rating.page.context)

    answer_dialog(rating.page, "lead")

    rating.page.wait_for_url(lambda url: "/rate/" not in url)
    rating.open("S")
    assert rating.chosen("S1") == ""
    assert rating.kept() == []
    assert rating.ratings() == {}
    assert wire.operations == []


def test_colleague_in_another_tab_does_not_become_the_author(rating, sign_in):
    """The first page is still open when a colleague signs in beside it: one browser has one sign-in."""
    other = rating.page.context.new_page()
    expire(rating.page.context)
    sign_in(other, "lead")

    rating.tap("S1", 4)
    rating.expect_state("error")
    expect(rating.page.get_by_role("dialog")).to_contain_text("其他账号")
    assert rating.ratings() == {}

    answer_dialog(rating.page, "worker")
    rating.expect_state("saved")
    assert rating.degrees() == {"S1": 4}


def test_first_person_finds_the_answer_after_the_colleague_left(rating, page_at, sign_in):
    wire = Wire(rating.page.context)
    wire.cut()
    rating.tap("S1", 4)
    rating.expect_line(re.compile("待上传 1 项"))
    rating.page.on("dialog", lambda dialog: dialog.accept())
    rating.page.locator("summary", has_text="菜单").click()
    rating.page.get_by_role("button", name="退出").click()
    rating.page.wait_for_url(re.compile("sign-in"))
    wire.mend()
    sign_in(rating.page, "lead")
    rating.open("S")
    assert rating.chosen("S1") == ""
    rating.page.context.clear_cookies()

    sign_in(rating.page, "worker")
    rating.open("S")

    rating.expect_chosen("S1", 4)
    rating.expect_state("saved")
    assert [operation["value"]["degree"] for operation in wire.operations[-1:]] == [4]


def test_signing_out_with_something_waiting_warns(rating):
    Wire(rating.page.context).cut()
    rating.tap("S1", 4)
    rating.expect_line(re.compile("待上传 1 项"))
    said = []
    rating.page.once("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))

    rating.page.locator("summary", has_text="菜单").click()
    rating.page.get_by_role("button", name="退出").click()

    assert said == ["有 1 项内容尚未上传。退出后它仍保存在本机，您再次在此登录时继续上传。确定退出吗？"]
    assert "/rate/S/" in rating.page.url


def test_two_tabs_show_the_same_and_one_sends(rating):
    wire = Wire(rating.page.context)
    other_page = rating.page.context.new_page()
    other = RatingPage(other_page, rating.assessment).open()

    rating.tap("S1", 4)
    other.expect_chosen("S1", 4)
    other.tap("S2", 2)
    rating.expect_chosen("S2", 2)
    other.tap("S1", 5)
    rating.expect_chosen("S1", 5)
    rating.expect_state("saved")
    other.expect_state("saved")

    assert rating.degrees() == {"S1": 5, "S2": 2}
    ids = [operation["op_id"] for operation in wire.operations]
    assert len(ids) == len(set(ids)) == 3


def test_one_tab_sends_at_a_time(rating):
    wire = Wire(rating.page.context)
    wire.hold()
    other = RatingPage(rating.page.context.new_page(), rating.assessment).open()
    rating.tap("S1", 4)
    rating.page.wait_for_timeout(500)
    other.tap("S2", 2)
    other.page.wait_for_timeout(1500)
    # The second tab waits for the first one's answer.
    assert [[operation["factor"] for operation in request] for request in wire.requests] == [["S1"]]

    wire.mend()
    wire.pass_held()

    rating.expect_state("saved")
    other.expect_state("saved")
    assert rating.degrees() == {"S1": 4, "S2": 2}


@pytest.fixture
def laptop(rating, page_at, sign_in):
    page = page_at(1280, expected_errors=EXPECTED)
    sign_in(page, "worker")
    return RatingPage(page, rating.assessment).open()


@pytest.mark.parametrize(("button", "degree", "revision"), [("保留我的", 3, 2), ("采用对方的", 5, 1)])
def test_two_devices_with_different_answers_ask_the_person(rating, laptop, button, degree, revision):
    rating.page.context.set_offline(True)
    rating.tap("S1", 3)
    laptop.tap("S1", 5)
    laptop.expect_state("saved")

    rating.page.context.set_offline(False)

    box = rating.question("S1").locator(".rating-conflict")
    expect(box).to_contain_text("5 很强")
    expect(box).to_contain_text(re.compile(r"\d+月\d+日 \d\d:\d\d"))
    expect(box).to_contain_text("3 一般")
    rating.expect_state("error")
    assert rating.degrees() == {"S1": 5}
    box.get_by_role("button", name=button).click()
    rating.expect_state("saved")
    expect(box).to_have_count(0)
    assert rating.chosen("S1") == str(degree)
    assert rating.degrees() == {"S1": degree}
    assert rating.revisions() == {"S1": revision}


def test_operation_that_comes_again_is_no_conflict(rating, laptop):
    """Its answer was lost, and another device wrote meanwhile: it was applied before, so nobody is asked."""
    wire = Wire(rating.page.context)
    wire.hold()
    rating.tap("S1", 4)
    rating.page.wait_for_timeout(500)
    wire.cut()
    wire.lose_answers()
    laptop.page.reload()
    laptop.tap("S1", 5)
    laptop.expect_state("saved")

    wire.mend()

    rating.expect_state("saved")
    rating.expect_chosen("S1", 5)
    assert rating.revisions() == {"S1": 2}


def test_two_devices_with_the_same_answer_ask_nobody(rating, laptop):
    rating.page.context.set_offline(True)
    rating.tap("S1", 3)
    laptop.tap("S1", 3)
    laptop.expect_state("saved")

    rating.page.context.set_offline(False)

    rating.expect_state("saved")
    assert rating.kept() == []
    assert rating.revisions() == {"S1": 1}

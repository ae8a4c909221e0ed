"""Declaring and submitting name what the person saw; what arrives after the submission is kept."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.rating_page import RatingPage, Wire, first_assessment, rate_all

EXPECTED = ["net::ERR_"]


@pytest.fixture
def rating(page_at, sign_in):
    """A worker's phone; every factor is rated 3."""
    page = page_at(360, expected_errors=EXPECTED)
    sign_in(page, "worker")
    assessment = first_assessment(page)
    rate_all(page, assessment, 3)
    return RatingPage(page, assessment).open()


@pytest.fixture
def lead(rating, page_at, sign_in):
    page = page_at(360, expected_errors=EXPECTED)
    sign_in(page, "lead")
    return page


def declare(page):
    page.get_by_role("button", name="声明我的评分表已完成").click()


def declare_sheet(rating):
    rating.page.goto(f"{rating.assessment}check/")
    declare(rating.page)
    rating.page.wait_for_url(re.compile(r"/assessments/\d+/$"))


def state(page, assessment):
    page.goto(assessment)
    return page.locator(".state-tag").first.inner_text().strip()


def test_declaration_names_the_revisions_that_were_seen(rating):
    wire = Wire(rating.page.context)
    rating.tap("S1", 5)
    rating.expect_state("saved")

    declare_sheet(rating)

    (operation,) = [operation for operation in wire.operations if operation["kind"] == "declare"]
    assert operation["seen"] == rating.revisions()
    assert operation["seen"]["S1"] == 2
    expect(rating.page.get_by_role("link", name="查看结果")).to_be_visible()


def test_declaration_of_an_older_page_declares_nothing(rating, page_at, sign_in):
    rating.page.goto(f"{rating.assessment}check/")
    laptop_page = page_at(1280)
    sign_in(laptop_page, "worker")
    laptop = RatingPage(laptop_page, rating.assessment).open()
    laptop.tap("S1", 1)
    laptop.expect_state("saved")

    declare(rating.page)

    expect(rating.page.locator(".notice--error")).to_contain_text("请重新核对")
    rating.page.reload()
    declare(rating.page)
    rating.page.wait_for_url(re.compile(r"/assessments/\d+/$"))


def test_check_page_shows_what_was_still_on_the_device(rating):
    wire = Wire(rating.page.context)
    wire.cut()
    rating.tap("S1", 5)
    rating.expect_line(re.compile("待上传 1 项"))
    rating.page.once("dialog", lambda dialog: dialog.accept())
    rating.page.goto(f"{rating.assessment}check/")
    expect(rating.page.locator("#save-status")).to_contain_text("待上传 1 项")

    declare(rating.page)
    rating.page.wait_for_timeout(500)
    assert {operation["kind"] for operation in wire.operations} == {"rate"}
    wire.mend()

    expect(rating.page.locator(".summary-row", has_text="S1 ")).to_contain_text("5 很强", timeout=20_000)
    declare(rating.page)
    rating.page.wait_for_url(re.compile(r"/assessments/\d+/$"))


def test_declaration_whose_answer_is_lost_is_made_once(rating):
    rating.page.goto(f"{rating.assessment}check/")
    wire = Wire(rating.page.context)
    wire.hold()
    declare(rating.page)
    rating.page.wait_for_timeout(500)
    wire.lose_answers()
    wire.mend()

    rating.page.wait_for_url(re.compile(r"/assessments/\d+/$"))

    ids = {operation["op_id"] for operation in wire.operations}
    assert len(ids) == 1
    assert len(wire.operations) > 1


def submit(lead, assessment):
    lead.goto(f"{assessment}submit/")
    lead.get_by_role("button", name="提交本次评估").click()


def test_submission_names_the_sheets_that_were_seen(rating, lead):
    declare_sheet(rating)
    lead.goto(f"{rating.assessment}submit/")
    RatingPage(rating.page, rating.assessment).open().tap("S1", 5)
    rating.expect_state("saved")

    lead.get_by_role("button", name="提交本次评估").click()

    expect(lead.locator(".notice--error")).to_contain_text("请重新核对")
    assert state(lead, rating.assessment) == "草稿"
    submit(lead, rating.assessment)
    lead.wait_for_url(re.compile(r"/assessments/\d+/$"))
    assert state(lead, rating.assessment) == "已提交，待审核"


def test_answer_after_the_submission_is_kept_and_applied_when_the_form_returns(rating, lead, page_at, sign_in):
    declare_sheet(rating)
    rating.open()
    rating.page.context.set_offline(True)
    rating.tap("S1", 5)
    rating.tap("S2", 1)
    rating.expect_line(re.compile("待上传 2 项"))
    submit(lead, rating.assessment)
    lead.wait_for_url(re.compile(r"/assessments/\d+/$"))

    rating.page.context.set_offline(False)

    expect(rating.question("S1")).to_contain_text("提交之后才传到")
    rating.expect_state("saved")
    assert rating.kept() == []
    assert rating.degrees()["S1"] == 3
    give_back(page_at, sign_in, rating.assessment)
    rating.page.goto(rating.assessment)
    late = rating.page.locator("#late .card")
    expect(late).to_have_count(2)
    late.filter(has_text="S1 ").get_by_role("button", name="采用").click()
    rating.page.locator("#late .card").filter(has_text="S2 ").get_by_role("button", name="舍弃").click()
    expect(rating.page.locator("#late")).to_have_count(0)
    assert rating.degrees()["S1"] == 5
    assert rating.degrees()["S2"] == 3
    # What the page knew before is older than what was applied.
    rating.open()
    rating.expect_chosen("S1", 5)


def give_back(page_at, sign_in, assessment):
    county = page_at(1280)
    sign_in(county, "county")
    county.goto(assessment)
    county.locator("summary", has_text="直接作出决定").click()
    county.locator("[name=reason]").fill("请补充")
    county.get_by_role("button", name="退回修改").click()
    expect(county.locator(".state-tag").first).to_have_text(re.compile("退回修改"))


def test_submission_and_a_last_tap_at_the_same_moment(rating, lead):
    """Either comes first; whichever it is, the tap is on the sheet or among the late ones, and nothing is half done."""
    declare_sheet(rating)
    rating.open()
    wire = Wire(rating.page.context)
    wire.hold()
    rating.tap("S1", 5)
    rating.page.wait_for_timeout(300)
    lead.goto(f"{rating.assessment}submit/")
    lead.evaluate("document.querySelector('form[data-operation] button').click()")
    wire.held[0].continue_()

    rating.expect_state("saved")
    lead.wait_for_timeout(1000)

    is_submitted = state(lead, rating.assessment) == "已提交，待审核"
    degree = rating.degrees()["S1"]
    rating.page.goto(rating.assessment)
    is_late = rating.page.locator("#late .card").count() == 1
    assert (is_submitted, degree, is_late) in {(True, 3, True), (False, 5, False)}

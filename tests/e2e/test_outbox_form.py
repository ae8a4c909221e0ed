"""The form itself: what counts as unsaved and when, what is refused, and that its buttons still work."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.e2e.rating_page import RatingPage, Wire, first_assessment

EXPECTED = ["net::ERR_", "status of 4(13|22|29)", "status of 503"]


@pytest.fixture
def rating(page_at, sign_in):
    page = page_at(360, expected_errors=EXPECTED)
    sign_in(page, "worker")
    return RatingPage(page, first_assessment(page)).open()


@pytest.fixture
def wire(rating):
    return Wire(rating.page.context)


ASK_TO_LEAVE = """
([tap, text]) => {
  if (tap) document.querySelector(tap).click();
  if (text) {
    const area = document.querySelector(text);
    area.value = "写到一半";
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  const leaving = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(leaving);
  return [leaving.defaultPrevented, document.getElementById("save-status").dataset.state];
}
"""


@pytest.mark.parametrize("hand", [["[name=S1-answer][value='4']", ""], ["", "#S1-note"]])
def test_tap_counts_as_unsaved_at_once(rating, hand):
    """In the same turn of the event loop: nothing asynchronous has happened yet."""
    assert rating.page.evaluate(ASK_TO_LEAVE, ["", ""]) == [False, "saved"]

    assert rating.page.evaluate(ASK_TO_LEAVE, hand) == [True, "saving"]

    rating.expect_state("saved")
    assert rating.page.evaluate(ASK_TO_LEAVE, ["", ""]) == [False, "saved"]


def test_text_is_saved_on_a_pause_and_on_leaving_the_field(rating):
    rating.tap("S1", 4)
    rating.unfold("S1")
    rating.text("S1", "note").press_sequentially("三名持证社工", delay=20)
    rating.expect_state("saved")
    assert rating.on_server()["S1"]["note"] == "三名持证社工"

    rating.text("S1", "note").fill("四名持证社工")
    rating.text("S1", "note").blur()
    rating.expect_state("saved")
    assert rating.on_server()["S1"]["note"] == "四名持证社工"


def test_answer_without_a_degree_waits_for_its_reason(rating):
    rating.tap("S1", "not_applicable")
    rating.expect_line("1 项缺少原因，仅存于本机")
    expect(rating.text("S1", "reason")).to_be_visible()
    assert rating.ratings() == {}

    rating.text("S1", "reason").fill("本站不承担这项工作")

    rating.expect_state("saved")
    assert rating.on_server()["S1"] == {
        "kind": "not_applicable",
        "degree": None,
        "importance": None,
        "reason": "本站不承担这项工作",
        "note": "",
    }


def test_clearing_an_answer_takes_all_of_it_back(rating):
    rating.tap("S1", 4)
    rating.unfold("S1")
    rating.question("S1").locator("[name=S1-importance][value='5']").check()
    rating.text("S1", "note").fill("说明")
    rating.text("S1", "note").blur()
    rating.expect_state("saved")

    rating.question("S1").get_by_role("button", name="清除").click()

    rating.expect_state("saved")
    assert rating.chosen("S1") == ""
    assert rating.on_server()["S1"]["kind"] == "not_answered"
    assert rating.on_server()["S1"]["note"] == ""
    assert "/rate/S/" in rating.page.url


def test_mark_of_a_section_is_saved_and_progress_is_told(rating):
    expect(rating.page.locator("[data-progress]")).to_have_text("已评 0 / 7 项")
    for code in ("S1", "S2", "S3", "S4", "S5", "S6", "S7"):
        rating.tap(code, 3)
    expect(rating.page.locator("[data-progress]")).to_have_text("已评 7 / 7 项")
    rating.page.get_by_label("本部分已填写完成").check()
    rating.expect_state("saved")

    rating.page.goto(rating.assessment)

    expect(rating.page.locator(".task", has_text="优势").locator(".state-tag")).to_have_text("已完成")


def test_buttons_of_the_form_lead_on_when_everything_is_sent(rating, wire):
    rating.tap("S1", 4)
    rating.tap("S2", 2)

    rating.page.get_by_role("button", name="保存并继续").click()

    rating.page.wait_for_url(re.compile("/rate/W/"))
    assert rating.degrees() == {"S1": 4, "S2": 2}
    assert rating.revisions() == {"S1": 1, "S2": 1}
    assert rating.kept() == []


def test_buttons_of_the_form_do_not_leave_into_a_dead_network(rating, wire):
    wire.cut()
    rating.tap("S1", 4)
    rating.page.get_by_role("button", name="保存并继续").click()
    rating.expect_line(re.compile("网络不稳定"))
    assert "/rate/S/" in rating.page.url

    wire.mend()
    rating.page.get_by_role("button", name="保存并继续").click()

    rating.page.wait_for_url(re.compile("/rate/W/"))
    assert rating.revisions() == {"S1": 1}


def test_refused_answer_is_shown_at_its_question_and_mended_there(rating, wire):
    rating.unfold("S1")
    rating.tap("S1", 4)
    rating.expect_state("saved")
    rating.text("S1", "note").evaluate("area => area.removeAttribute('maxlength')")
    rating.text("S1", "note").fill("长" * 2001)
    rating.text("S1", "note").blur()
    rating.expect_state("error")
    expect(rating.question("S1").locator(".rating-error")).to_contain_text("2001")
    rating.tap("S2", 3)

    rating.text("S1", "note").fill("短")
    rating.text("S1", "note").blur()

    rating.expect_state("saved")
    assert rating.on_server()["S1"]["note"] == "短"
    assert rating.degrees() == {"S1": 4, "S2": 3}
    assert len(wire.sent("S1")) == 3


@pytest.mark.parametrize("status", [413, 422])
def test_whole_request_refused_is_sent_in_parts(rating, wire, status):
    detail = json.dumps({"detail": "过大。", "errors": []})

    def refuse_many(route):
        if "S2" in route.request.post_data:
            route.fulfill(status=status, content_type="application/json", body=detail)
        else:
            route.continue_()

    wire.cut()
    for code in ("S1", "S2", "S3"):
        rating.tap(code, 4)
    rating.expect_line(re.compile("网络不稳定"))
    wire.answer = refuse_many

    rating.expect_state("error")
    # The line tells of the refusal at once, while what comes after it is still under way.
    rating.expect_kept("S2")
    assert rating.degrees() == {"S1": 4, "S3": 4}
    expect(rating.question("S2").locator(".rating-error")).to_have_text("过大。")


def test_too_many_requests_are_sent_when_the_server_says_so(rating, wire):
    said = {
        "status": 429,
        "headers": {"Retry-After": "3"},
        "content_type": "application/json",
        "body": '{"detail": "慢。"}',
    }
    wire.answer = lambda route: route.fulfill(**said)
    rating.tap("S1", 4)
    rating.expect_line(re.compile("网络不稳定"))
    wire.mend()
    sent = len(wire.requests)
    rating.send_now()
    rating.page.wait_for_timeout(1500)
    assert len(wire.requests) == sent

    rating.expect_state("saved")
    assert rating.degrees() == {"S1": 4}


def test_pauses_between_attempts_grow(rating, wire):
    wire.answer = lambda route: route.fulfill(status=503, content_type="application/json", body='{"detail": "忙。"}')

    rating.tap("S1", 4)
    rating.page.wait_for_timeout(6000)

    # 0.5, 1, 2, 4 seconds, each shortened by chance to no less than a half.
    assert 3 <= len(wire.requests) <= 6


def test_what_is_not_uploaded_can_be_taken_away(rating, wire):
    wire.cut()
    rating.tap("S1", 4)
    rating.expect_line(re.compile("网络不稳定"))

    with rating.page.expect_download() as started:
        rating.page.get_by_role("button", name="导出未上传内容").click()

    assert re.fullmatch(r"swot-outbox-\d{4}-\d\d-\d\d\.json", started.value.suggested_filename)
    content = json.loads(started.value.path().read_text(encoding="utf-8"))
    assert [(o["factor"], o["value"]["degree"]) for o in content["operations"]] == [("S1", 4)]


NO_STORAGE = """
() => {
  for (const name of ["put", "add"]) {
    IDBObjectStore.prototype[name] = () => { throw new DOMException("full", "QuotaExceededError"); };
  }
}
"""


def refuse_writing(rating):
    rating.page.evaluate(NO_STORAGE)


def fill_the_disk(rating):
    """The browser itself refuses: it holds already more than it may."""
    session = rating.page.context.new_cdp_session(rating.page)
    origin = rating.page.evaluate("location.origin")
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1})


@pytest.mark.parametrize("trouble", [refuse_writing, fill_the_disk])
def test_device_that_refuses_to_keep_says_so_and_still_sends(rating, wire, trouble):
    trouble(rating)
    wire.cut()
    rating.tap("S1", 4)
    rating.expect_line("本机保存失败，请不要关闭页面，并点击“导出未上传内容”。")
    assert rating.page.evaluate(ASK_TO_LEAVE, ["", ""]) == [True, "error"]
    expect(rating.page.get_by_role("button", name="导出未上传内容")).to_be_visible()

    wire.mend()

    rating.expect_state("saved")
    assert rating.degrees() == {"S1": 4}


def test_plain_form_takes_along_what_the_device_refused(rating, wire):
    rating.page.evaluate(NO_STORAGE)
    wire.cut()
    rating.tap("S1", 4)
    rating.expect_state("error")

    rating.page.get_by_role("button", name="保存并继续").click()

    rating.page.wait_for_url(re.compile("/rate/W/"))
    assert rating.degrees() == {"S1": 4}


def test_browser_without_a_database_sends_all_the_same(page_at, sign_in):
    page = page_at(360)
    page.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined });")
    sign_in(page, "worker")
    rating = RatingPage(page, first_assessment(page)).open()

    rating.tap("S1", 4)
    rating.expect_state("saved")
    rating.tap("S1", 5)
    rating.expect_state("saved")

    assert rating.degrees() == {"S1": 5}


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_enter_clears_nothing(page_at, sign_in, java_script_enabled):
    page = page_at(360, java_script_enabled=java_script_enabled)
    sign_in(page, "worker")
    rating = RatingPage(page, first_assessment(page))
    page.goto(f"{rating.assessment}rate/S/")
    rating.tap("S1", 4)
    rating.tap("S2", 2)

    if java_script_enabled:
        rating.choice("S2", 2).press("Enter")
        rating.expect_state("saved")
    else:
        with page.expect_navigation():
            rating.choice("S2", 2).press("Enter")

    assert "/rate/S/" in page.url
    assert rating.degrees() == {"S1": 4, "S2": 2}


def test_mark_that_is_taken_back_at_once_is_the_last_word(rating, wire):
    """What the device holds is older than the box while the change is being written."""
    wire.cut()
    mark = rating.page.get_by_label("本部分已填写完成")
    mark.check()
    rating.expect_line(re.compile("待上传 1 项"))

    shown = rating.page.evaluate("""
      () => {
        const box = document.querySelector("[name=done]");
        return [1, 2, 3].map(() => { box.click(); return box.checked; });
      }
    """)
    wire.mend()
    rating.send_now()

    assert shown == [False, True, False]
    rating.expect_state("saved")
    assert not mark.is_checked()
    rating.page.reload()
    assert not mark.is_checked()

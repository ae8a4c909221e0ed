"""Entering a sheet from paper by the keys alone: digits move on, reasons are asked for, nothing else changes."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.rating_page import SECONDS, RatingPage, Wire, first_assessment

DIGITS = [number % 5 + 1 for number in range(28)]
CODES = [f"{quadrant}{number}" for quadrant in "SWOT" for number in range(1, 8)]


class EntryPage(RatingPage):
    """The dense page of one's own sheet, open in a browser."""

    def open(self, quadrant: str = "") -> "EntryPage":
        self.page.goto(f"{self.assessment}enter/")
        self.expect_ready()
        return self

    def expect_ready(self) -> None:
        super().expect_ready()
        expect(self.page.locator("[data-factor] :focus, #entry-end:focus")).to_have_count(1, timeout=SECONDS)

    def question(self, code: str):
        return self.page.locator(f"#factor-{code}")

    @property
    def here(self) -> str:
        """The factor that has the keys, or the id of what else has them."""
        return self.page.evaluate(
            "(document.activeElement.closest('[data-factor]') || {dataset: {}}).dataset.factor || document.activeElement.id"
        )

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)


@pytest.fixture
def entry(page_at, sign_in):
    page = page_at(1280, expected_errors=["net::ERR_", "status of 40[13]"])
    sign_in(page, "worker")
    return EntryPage(page, first_assessment(page)).open()


def test_28_digits_are_28_degrees(entry):
    assert entry.here == "S1"

    entry.press(*map(str, DIGITS))

    assert entry.here == "entry-end"
    expect(entry.page.locator("[data-progress]")).to_have_text("已评 28 / 28 项")
    entry.expect_state("saved")
    assert entry.degrees() == dict(zip(CODES, DIGITS, strict=True))
    assert {value["importance"] for value in entry.on_server().values()} == {None}
    assert set(entry.revisions().values()) == {1}

    entry.press("Enter")
    entry.page.wait_for_url(re.compile("/check/$"))
    expect(entry.page.get_by_role("button", name="声明我的评分表已完成")).to_be_visible()


def test_answers_without_a_degree_ask_for_their_reason_and_go_on_with_enter(entry):
    entry.press("n")
    assert entry.here == "S1"
    entry.press("Enter")
    assert entry.here == "S1", "a reason is not passed over"
    entry.page.keyboard.insert_text("本站不承担这项工作")
    entry.press("Enter", "u")
    entry.page.keyboard.type("1 2 3")
    entry.press("Enter", "0")
    entry.page.keyboard.insert_text("没有记录")
    entry.press("Enter", "4")

    assert entry.here == "S5"
    entry.expect_state("saved")
    values = {code: (value["kind"], value["degree"], value["reason"]) for code, value in entry.on_server().items()}
    assert values == {
        "S1": ("not_applicable", None, "本站不承担这项工作"),
        "S2": ("cannot_judge", None, "1 2 3"),
        "S3": ("cannot_judge", None, "没有记录"),
        "S4": ("degree", 4, ""),
    }


def test_going_back_changes_nothing_and_the_next_digit_corrects(entry):
    entry.press("3", "4", "5", "Backspace", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Backspace")
    entry.expect_state("saved")
    assert (entry.here, entry.degrees()) == ("S2", {"S1": 3, "S2": 4, "S3": 5})
    assert entry.revisions() == {"S1": 1, "S2": 1, "S3": 1}

    entry.press("1")

    entry.expect_state("saved")
    assert (entry.here, entry.degrees()) == ("S3", {"S1": 3, "S2": 1, "S3": 5})


def test_clearing_takes_an_answer_and_its_sections_mark_back(entry):
    entry.press("3")
    mark = entry.page.locator("form[data-quadrant=S] [name=done]")
    mark.check()
    entry.expect_state("saved")

    entry.question("S1").locator("summary").click()
    entry.question("S1").get_by_role("button", name="清除").click()

    expect(mark).not_to_be_checked()
    entry.expect_state("saved")
    assert entry.on_server()["S1"]["kind"] == "not_answered"
    assert entry.here == "S1"


def test_what_was_typed_without_a_network_is_there_after_a_reload_and_sent_later(entry):
    wire = Wire(entry.page.context)
    wire.cut()
    entry.press("2", "3", "n")
    entry.page.keyboard.insert_text("无此项")
    entry.press("Enter")
    entry.expect_line(re.compile("3 项"))

    entry.page.reload()
    entry.expect_ready()

    entry.expect_chosen("S1", 2)
    entry.expect_chosen("S3", "not_applicable")
    expect(entry.text("S3", "reason")).to_have_value("无此项")
    assert entry.here == "S4", "one goes on where one stopped"
    wire.mend()
    entry.send_now()
    entry.expect_state("saved")
    assert entry.on_server()["S3"]["reason"] == "无此项"
    assert entry.revisions() == {"S1": 1, "S2": 1, "S3": 1}


def test_another_devices_answer_is_a_conflict_here_too(entry, page_at, sign_in):
    phone = page_at(360)
    sign_in(phone, "worker")
    other = RatingPage(phone, entry.assessment).open()
    other.tap("S1", 5)
    other.expect_state("saved")

    entry.press("2")

    expect(entry.question("S1").locator(".rating-conflict")).to_contain_text("5")
    entry.question("S1").get_by_role("button", name="保留我的").click()
    entry.expect_state("saved")
    assert entry.degrees() == {"S1": 2}


PRESS = "event => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {bubbles: true, ...event}))"
KEYS = {
    "the number pad": ({"key": "4", "code": "Numpad4"}, 4),
    "a full-width digit": ({"key": "４", "code": "Digit4"}, 4),
    "an input method that took the key": ({"key": "Process", "code": "Digit4", "keyCode": 229}, 4),
    "a layout with other signs on the digits": ({"key": "'", "code": "Digit4"}, 4),
    "the number pad as arrows": ({"key": "ArrowLeft", "code": "Numpad4"}, None),
    "a key held down": ({"key": "4", "code": "Digit4", "repeat": True}, None),
    "a browser's own shortcut": ({"key": "4", "code": "Digit4", "ctrlKey": True}, None),
    "a sign with shift": ({"key": "$", "code": "Digit4", "shiftKey": True}, None),
    "a digit that is no degree": ({"key": "7", "code": "Digit7"}, None),
    "half a syllable": ({"key": "4", "code": "Digit4", "isComposing": True}, None),
}


def test_keys_count_whatever_the_keyboard_and_the_input_method(entry):
    found = {}
    for name, (event, _degree) in KEYS.items():
        entry.page.evaluate(PRESS, event)
        found[name] = int(entry.chosen("S1") or 0) or None
        assert entry.here == ("S2" if found[name] else "S1"), name
        if found[name]:
            entry.press("Backspace")
            entry.page.evaluate("document.activeElement.checked = false")

    assert found == {name: degree for name, (_event, degree) in KEYS.items()}


def test_enter_that_ends_a_composition_stays_in_the_reason(entry):
    entry.press("n")
    entry.page.keyboard.insert_text("原因")

    entry.page.evaluate(PRESS, {"key": "Enter", "code": "Enter", "keyCode": 229})
    entry.page.evaluate(PRESS, {"key": "Enter", "code": "Enter", "isComposing": True})
    assert entry.here == "S1"

    entry.press("Escape", "5")
    assert entry.here == "S2"
    entry.expect_chosen("S1", 5)


def test_importances_are_a_second_digit_where_they_are_wanted(entry):
    entry.page.get_by_label("同时录入重要性").check()
    entry.question("S1").locator("input").nth(1).focus()

    entry.press("4", "5", "3", "Enter", "2", "Backspace", "1", "1")

    entry.expect_state("saved")
    values = {code: (value["degree"], value["importance"]) for code, value in entry.on_server().items()}
    assert values == {"S1": (4, 5), "S2": (3, None), "S3": (1, 1)}
    entry.page.reload()
    entry.expect_ready()
    expect(entry.page.get_by_label("同时录入重要性")).to_be_checked()


def test_screen_reader_hears_the_factor_and_no_saving_but_trouble(entry):
    assert entry.question("S1").get_attribute("role") == "group"
    assert entry.page.get_by_role("group", name="S1 专业价值与伦理").get_by_role("radio", name="4").count() == 1
    assert entry.page.locator("#save-status[role], #save-status[aria-live]").count() == 0
    said = entry.page.locator("#entry-voice")

    entry.press("3", "4")
    entry.expect_state("saved")
    expect(said).to_have_text("")

    entry.page.context.clear_cookies()
    entry.press("5")
    expect(said).to_contain_text("登录已过期")


def test_row_with_the_keys_is_never_behind_the_bar(entry):
    for digit in map(str, DIGITS):
        shown = entry.page.evaluate(
            """() => {
              const row = document.activeElement.closest('label').getBoundingClientRect();
              const bar = document.querySelector('.action-bar').getBoundingClientRect();
              return row.top >= 0 && row.bottom <= Math.min(bar.top, innerHeight);
            }"""
        )
        assert shown, entry.here
        entry.press(digit)
    entry.expect_state("saved")


def test_without_scripts_a_sections_form_saves_by_itself(page_at, sign_in):
    page = page_at(1280, java_script_enabled=False)
    sign_in(page, "worker")
    entry = EntryPage(page, first_assessment(page))
    page.goto(f"{entry.assessment}enter/")
    page.locator("[name=S1-answer][value='4']").check(force=True)
    page.locator("[name=S2-answer][value=cannot_judge]").check(force=True)
    page.locator("#S2-reason").fill("没有记录")

    page.locator("form[data-quadrant=S]").get_by_role("button", name="保存本部分").click()

    page.wait_for_url(re.compile(r"/assessments/\d+/$"))
    assert {code: value["degree"] for code, value in entry.on_server().items()} == {"S1": 4, "S2": None}

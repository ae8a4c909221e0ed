"""The rating form within everybody's reach: rows for a thumb, a narrow screen, doubled text, the keys alone, a reader."""

import pytest
from playwright.sync_api import expect

from tests.e2e.rating_page import RatingPage, first_assessment

NARROW = 320
DOUBLE = 32
"""The size of text, in pixels, that somebody chose who reads 16 with difficulty."""

ROWS = """
() => [...document.querySelectorAll(".rating-row, .importance-option, .check-row")]
  .filter((row) => row.offsetParent)
  .map((row) => {
    const { top, bottom, left, right } = row.getBoundingClientRect();
    return { name: row.textContent.trim().slice(0, 20), top, bottom, left, right, text: parseFloat(getComputedStyle(row).fontSize) };
  })
"""
SMALL_TEXT = """
() => [...document.querySelectorAll("main *")]
  .filter((part) => part.offsetParent && [...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .filter((part) => parseFloat(getComputedStyle(part).fontSize) < 16)
  .map((part) => part.className)
"""
BEYOND = """
() => [...document.querySelectorAll("body *")]
  .filter((part) => part.offsetParent && !part.closest(".visually-hidden, .skip-link"))
  .filter((part) => part.getBoundingClientRect().right > innerWidth + 0.5)
  .map((part) => `${part.tagName} ${part.className}`)
"""
FOCUS = """
() => {
  const part = document.activeElement;
  if (!part || part === document.body) return null;
  const place = (part.type === "radio" || part.type === "checkbox" ? part.closest("label") : part).getBoundingClientRect();
  const bar = document.querySelector(".action-bar");
  const { top, bottom } = bar.getBoundingClientRect();
  const isCovered = !bar.contains(part) && place.bottom > top + 1 && place.top < bottom - 1;
  const styles = [part, part.closest("label")].filter(Boolean).map((element) => getComputedStyle(element));
  return {
    name: part.name || part.id || part.className || part.textContent.trim().slice(0, 30),
    value: part.value || "",
    isSeen: place.top >= -1 && place.bottom <= innerHeight + 1 && !isCovered,
    hasMark: styles.some(({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 2),
  };
}
"""


def double_text(page):
    """What a browser's own setting for larger text does."""
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": DOUBLE, "fixed": DOUBLE}})


def unfold_everything(page):
    page.evaluate("document.querySelectorAll('main details').forEach((part) => { part.open = true; })")


def in_language(page, language):
    page.context.add_cookies([{"name": "django_language", "value": language, "url": page.url}])


@pytest.fixture
def worker(look_at, sign_in):
    """Opens the worker's form on a screen; the answers on the shared server stay as they are."""

    def open_form(width, height=700):
        page = look_at(width, height=height)
        sign_in(page, "worker")
        return RatingPage(page, first_assessment(page))

    return open_form


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("is_doubled", [False, True], ids=["text as it is", "doubled text"])
def test_nothing_is_wider_than_320_pixels(worker, language, is_doubled):
    rating = worker(NARROW)
    in_language(rating.page, language)
    if is_doubled:
        double_text(rating.page)

    found = {}
    for path in ("", "rate/S/", "rate/T/", "enter/", "check/"):
        rating.page.goto(f"{rating.assessment}{path}")
        rating.page.wait_for_load_state()
        unfold_everything(rating.page)
        width = rating.page.evaluate("document.documentElement.scrollWidth")
        found[path] = (width, rating.page.evaluate(BEYOND))

    assert found == {path: (NARROW, []) for path in found}
    size = rating.page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    assert size == (DOUBLE if is_doubled else 16)


@pytest.mark.parametrize("path", ["rate/S/", "enter/"])
@pytest.mark.parametrize("width", [NARROW, 1280])
def test_rows_are_high_enough_for_a_thumb_and_apart(worker, width, path):
    rating = worker(width)
    rating.page.goto(f"{rating.assessment}{path}")
    rating.expect_ready()
    unfold_everything(rating.page)

    rows = rating.page.evaluate(ROWS)

    assert len(rows) > 7 * 7
    assert [row for row in rows if row["bottom"] - row["top"] < 44 or row["right"] - row["left"] < 44] == []
    assert [pair for pair in neighbours(rows) if gap(*pair) < 8 - 0.01] == []
    assert rating.page.evaluate(SMALL_TEXT) == []


def neighbours(rows):
    return [(one, other) for place, one in enumerate(rows) for other in rows[place + 1 : place + 8]]


def gap(one, other):
    """How far two rows are apart, across or down, whichever is more."""
    across = max(one["left"], other["left"]) - min(one["right"], other["right"])
    down = max(one["top"], other["top"]) - min(one["bottom"], other["bottom"])
    return max(across, down)


@pytest.mark.parametrize(
    ("width", "height", "is_doubled"),
    [(NARROW, 640, False), (1280, 700, False), (NARROW, 640, True), (640, 360, False)],
)
def test_focus_is_seen_at_every_stop_of_the_tab_key(worker, width, height, is_doubled):
    rating = worker(width, height)
    if is_doubled:
        double_text(rating.page)
    rating.open("S")
    unfold_everything(rating.page)

    stops = []
    for key in ["Tab"] * 75 + ["Shift+Tab"] * 25:
        rating.page.keyboard.press(key)
        stops.append(rating.page.evaluate(FOCUS))

    assert [stop for stop in stops if stop and not stop["isSeen"]] == []
    assert [stop for stop in stops if stop and not stop["hasMark"]] == []
    names = {stop["name"] for stop in stops if stop}
    assert {f"S{number}-answer" for number in range(1, 8)} | {"done", "next", "later"} <= names
    assert "stay" not in names


def test_question_is_answered_by_the_keys_alone(page_at, sign_in):
    page = page_at(NARROW)
    sign_in(page, "worker")
    rating = RatingPage(page, first_assessment(page)).open()

    page.locator("[name=S1-answer]").first.focus()
    assert rating.chosen("S1") == "", "nothing is chosen by coming along"
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    rating.expect_chosen("S1", 3)
    page.locator("[name=S2-answer][value=cannot_judge]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("没有记录")
    page.keyboard.press("Tab")

    rating.expect_state("saved")
    values = rating.on_server()
    assert (values["S1"]["degree"], values["S2"]["kind"], values["S2"]["reason"]) == (3, "cannot_judge", "没有记录")


def test_screen_reader_is_told_question_answer_and_state(worker):
    rating = worker(NARROW).open("S")
    page = rating.page
    question = page.get_by_role("group", name="S1 专业价值与伦理 抽看本站的服务记录")

    expect(question).to_have_count(1)
    assert question.get_attribute("aria-describedby") == "factor-S1-help"
    for name in ("1 几乎没有", "2 较弱", "3 一般", "4 较强", "5 很强", "不适用", "无法判断"):
        expect(question.get_by_role("radio", name=name)).to_have_count(1)
    expect(page.locator("#save-status[role=status]")).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("main")).to_have_count(1)


def test_errors_take_the_focus_and_lead_to_their_fields(page_at, sign_in):
    """As the server shows them where no script runs."""
    page = page_at(NARROW, java_script_enabled=False, expected_errors=["422"])
    sign_in(page, "worker")
    rating = RatingPage(page, first_assessment(page))
    page.goto(f"{rating.assessment}rate/S/")
    page.locator("[name=S2-answer][value=not_applicable]").check()
    page.get_by_role("button", name="保存并继续").click()

    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("S2")
    link = summary.get_by_role("link").first
    assert link.get_attribute("href") == "#S2-reason"
    expect(page.locator("#S2-reason")).to_be_visible()
    expect(page.locator("#factor-S2")).to_contain_text("请简要写明不评分的原因")

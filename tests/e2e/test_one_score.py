"""The whole way in a real browser: a worker rates, the lead submits, an official reads the same figures on paper."""

import io
import re

import pytest
from pypdf import PdfReader

from stations import formats

DEGREES = {"S": 4, "W": 2, "O": 5, "T": 3}
PHONE, DESK = 360, 1280


def rate_everything(page):
    """From the station's page to the declaration, as a worker with a thumb does it."""
    page.get_by_role("link", name="开始评分").click()
    page.locator(".task").get_by_role("link", name="优势").click()
    for quadrant, degree in DEGREES.items():
        page.wait_for_url(re.compile(f"/rate/{quadrant}/"))
        for question in page.locator("fieldset.rating").all():
            question.locator(f"input[name$='-answer'][value='{degree}']").check()
        page.get_by_label("本部分已填写完成").check()
        page.get_by_role("button", name="保存并继续").click()
    page.wait_for_url(re.compile("/check/"))


def figures_on_screen(page):
    labels = page.locator(".stat-label").all_inner_texts()
    return dict(zip(labels, page.locator(".stat-figure").all_inner_texts(), strict=True))


def text_of_report(page, language):
    with page.expect_download() as started:
        page.locator(f"main a[href*='/report/'][hreflang='{language}']").first.click()
    reader = PdfReader(io.BytesIO(started.value.path().read_bytes()))
    return re.sub(r"\s+", "", "".join(sheet.extract_text() for sheet in reader.pages))


@pytest.fixture
def submitted(page_at, sign_in):
    """The page of the assessment that worker and lead have brought to its submission."""
    worker = page_at(PHONE)
    sign_in(worker, "worker")
    rate_everything(worker)
    worker.get_by_role("button", name="声明我的评分表已完成").click()
    worker.get_by_role("link", name="查看结果").click()
    figures = figures_on_screen(worker)

    lead = page_at(PHONE)
    sign_in(lead, "lead")
    lead.get_by_role("link", name="开始评分").click()
    lead.get_by_role("link", name="核对并提交").click()
    lead.get_by_role("button", name="提交本次评估").click()
    assert lead.locator(".state-tag").first.inner_text().strip() == "已提交，待审核"
    return figures


def test_worker_lead_and_official_see_the_same_figures(submitted, page_at, sign_in):
    official = page_at(DESK)
    sign_in(official, "county")
    official.get_by_role("row", name="示例松镇").get_by_role("link", name=re.compile("（SO）|（ST）")).click()

    figures = figures_on_screen(official)

    assert figures == submitted
    # One rater, one degree a list: S 4, W 2, O 5, T 3, so ρ = 20 / (20 + 6).
    assert list(figures.values()) == ["4.0", "2.0", "5.0", "3.0", formats.index(20 / 26), "100%", "1"]
    for language in ("zh-Hans", "en"):
        report = text_of_report(official, language)
        for label, figure in figures.items():
            wanted = figure if language == "en" else f"{figure}"
            assert wanted in report, (language, label)


def test_enter_on_an_answer_saves_it(page_at, sign_in):
    worker = page_at(PHONE)
    sign_in(worker, "worker")
    worker.get_by_role("link", name="开始评分").click()
    worker.locator(".task").get_by_role("link", name="优势").click()
    answer = worker.locator("#factor-S1 input[name='S1-answer'][value='4']")
    answer.check()

    answer.press("Enter")
    worker.wait_for_load_state()

    assert worker.locator("#factor-S1 input[name='S1-answer'][value='4']").is_checked()
    assert "/rate/S/" in worker.url


def test_worker_sees_no_result_before_declaring(page_at, sign_in):
    worker = page_at(PHONE, expected_errors=["403"])
    sign_in(worker, "worker")
    rate_everything(worker)

    answer = worker.goto(worker.url.replace("/check/", "/result/"))

    assert answer.status == 403


def test_report_of_a_draft_says_so(page_at, sign_in):
    worker = page_at(PHONE)
    sign_in(worker, "worker")
    rate_everything(worker)
    worker.get_by_role("button", name="声明我的评分表已完成").click()

    assert "草稿" in text_of_report(worker, "zh-Hans")
    assert "DRAFT" in text_of_report(worker, "en").upper()

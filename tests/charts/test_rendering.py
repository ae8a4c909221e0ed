"""Drawings as they are seen: printed by WeasyPrint without a warning, and shown by a browser under a strict policy."""

import logging
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pylopdf_fonts_zh_cn
import pytest
from playwright.sync_api import Page
from pypdf import PdfReader
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from stations.charts.marks import COLOURS
from stations.charts.svg import Surface
from stations.scoring.vocabulary import Quadrant
from tests.charts.samples import drawings, sentence

FONT = Path(pylopdf_fonts_zh_cn.__file__).parent / "NotoSansSC-Regular.otf"
PAPER = Surface(width=480, font_family="Report Sans")
SHEET = f"""
@font-face {{ font-family: "Report Sans"; src: url({FONT.as_uri()}) }}
@page {{ size: A4 }}
.chart {{ width: 16cm; height: auto; display: block }}
"""


def printed(body: str, language: str) -> bytes:
    fonts = FontConfiguration()
    page = HTML(string=f'<html lang="{language}"><title>Charts</title><body>{body}')
    return page.write_pdf(stylesheets=[CSS(string=SHEET, font_config=fonts)], font_config=fonts, pdf_variant="pdf/ua-1")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_weasyprint_prints_each_without_a_warning(language, caplog):
    caplog.set_level(logging.WARNING)

    for name, drawing in drawings(language, PAPER).items():
        file = printed(drawing, language)

        assert (name, caplog.messages) == (name, [])
        with pikepdf.open(BytesIO(file)) as pdf:
            assert alternatives(pdf) == [sentence(drawing)]
            assert {font.split("+")[-1] for font in fonts_of(pdf)} == {"Report-Sans"}


def test_weasyprint_prints_the_numbers():
    text = PdfReader(BytesIO(printed(drawings("en", PAPER)["quadrilateral"], "en"))).pages[0].extract_text()

    assert {"3.6", "2.4", "3.9", "2.9"} <= set(text.split())


def test_weasyprint_prints_the_same_bytes_twice():
    charts = drawings("zh-hans", PAPER)
    body = charts["map"] + charts["contributions"]

    assert printed(body, "zh-hans") == printed(body, "zh-hans")


def alternatives(pdf: pikepdf.Pdf) -> list[str]:
    """Alternative texts of the file's figures."""
    return [str(each["/Alt"]) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]


def fonts_of(pdf: pikepdf.Pdf) -> set[str]:
    return {
        str(each["/BaseFont"]) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/BaseFont" in each
    }


@pytest.fixture(scope="module")
def page(browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    yield page
    page.close()


OUTSIDE = """() => [...document.querySelectorAll('text')].filter(text => {
  const box = text.getBBox(), view = text.ownerSVGElement.viewBox.baseVal
  return box.x < -0.5 || box.x + box.width > view.width + 0.5 || box.y < -2 || box.y + box.height > view.height + 2
}).map(text => text.textContent)"""


@pytest.mark.e2e
@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("width", [328, 480])
@pytest.mark.parametrize("hostile", [False, True])
def test_browser_shows_each_under_a_strict_policy(page, language, width, hostile):
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("dialog", lambda dialog: messages.append(dialog.message))
    charts = drawings(language, Surface(width=width), hostile=hostile)
    policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'

    page.set_content(f'<!doctype html><html lang="{language}"><head>{policy}</head><body>{"".join(charts.values())}')

    assert messages == []
    assert page.locator("body > svg").count() == len(charts)
    assert page.evaluate(OUTSIDE) == []
    for place, drawing in enumerate(charts.values()):
        assert page.get_by_role("img").nth(place).get_attribute("viewBox") in drawing


@pytest.mark.e2e
def test_browser_reads_the_sentence_and_sees_the_colours(page):
    drawing = drawings()["contributions"]
    page.set_content(drawing)

    assert page.get_by_role("img", name=sentence(drawing), exact=True).count() == 1
    seen = page.evaluate("() => [...document.querySelectorAll('rect')].map(rect => getComputedStyle(rect).fill)")
    wanted = {f"rgb({', '.join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))})" for colour in COLOURS.values()}
    assert wanted <= set(seen)
    assert len(wanted) == len(Quadrant)

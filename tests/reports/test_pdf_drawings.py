"""Words of drawings set whole stand where WeasyPrint sets their letters, and no drawing asks for more than is read."""

import re

import numpy as np
import pytest
from django.utils import translation
from weasyprint import svg

from stations.reports import pdf
from stations.reports.blocks import Figure
from stations.reports.consolidated.document import document_of
from tests.reports import records
from tests.reports.consolidated import make_material
from tests.reports.test_pixels import pages_as_pixels

STYLE = "@page { size: 10cm; margin: 0 } svg { display: block }"
READ = {"x", "y", "text-anchor", "font-size", "fill"}
LETTER_BY_LETTER = svg.text


@pytest.fixture(autouse=True)
def _ready():
    """What the other press would be is only known once ours stands."""
    pdf.press()
    assert svg.TAGS["text"] is not LETTER_BY_LETTER


def page_with(texts):
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300" font-family="Report Hei,Report Song">{texts}</svg>'
    html = f'<html lang="zh-hans"><head><title>图</title></head><body>{drawing}</body></html>'
    (pixels,) = pages_as_pixels(pdf.print_sheets(html, STYLE, "zh-hans"))
    return pixels


def edges(pixels):
    """First and last row, first and last column with ink."""
    rows, columns = np.nonzero(pixels)
    return np.array([rows.min(), rows.max(), columns.min(), columns.max()])


@pytest.mark.parametrize("anchor", ["", ' text-anchor="start"', ' text-anchor="middle"', ' text-anchor="end"'])
@pytest.mark.parametrize("words", ["优势 S 3.42", "甪直社工站", "Weaknesses", "1"])
@pytest.mark.parametrize("size", ["", ' font-size="20"'])
def test_words_stand_where_their_letters_would(anchor, words, size, monkeypatch):
    text = f'<text x="150" y="120.5"{anchor}{size}>{words}</text>'
    whole = page_with(text)
    monkeypatch.setitem(svg.TAGS, "text", LETTER_BY_LETTER)

    assert np.abs(edges(whole) - edges(page_with(text))).max() <= 1


def test_empty_text_leaves_the_rest_of_a_drawing():
    mark = '<rect x="10" y="10" width="20" height="20"/>'
    assert np.array_equal(page_with(f'<text x="5" y="5"></text>{mark}'), page_with(mark))


def test_colour_is_the_texts_own():
    assert not page_with('<text x="50" y="50" fill="#ffffff">甲</text>').any()
    assert page_with('<text x="50" y="50" fill="#000000">甲</text>').any()


def texts_of(document):
    """The attributes of each text, and the tag behind its words."""
    drawings = [block.drawing for section in document.sections for block in section.blocks if isinstance(block, Figure)]
    return re.findall(r"<text([^>]*)>[^<]*(</?\w+)", "".join(drawings))


def is_read_whole(attributes, tag):
    return tag == "</text" and set(re.findall(r'([\w-]+)="', attributes)) <= READ


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", ["full_record", "gaps_record", "one_rater_record"])
def test_no_drawing_of_a_report_asks_for_more_than_is_read(name, language, written):
    texts = texts_of(written(getattr(records, name)(), language))

    assert len(texts) > 20
    assert all(is_read_whole(*text) for text in texts)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_drawing_of_a_county_asks_for_more_than_is_read(language):
    with translation.override(language):
        texts = texts_of(document_of(make_material(language, count=12, missing=2)))

    assert len(texts) > 20
    assert all(is_read_whole(*text) for text in texts)

"""The pages as a printer looks at them: filled but for the last of a part, and every table with the words before it."""

import io
import re

import pytest
from pypdf import PdfReader

from stations.reports.blocks import Paragraph, Table
from stations.reports.words import confidence
from tests.reports import records
from tests.reports.reading import squeezed

LANGUAGES = ("zh-hans", "en")
TEXT = {"zh-hans": (99, 737), "en": (79, 757)}
"""Points from the lower edge to the foot and the head of the text: 35 and 260 mm, or 28 and 267 mm."""
NAMES = ("full_record", "long_record")
FIRST = 3
"""Behind the cover, the summary and the contents."""
MARKS = 60
"""So many marks of a paragraph's end know it again."""


def ink(page):
    """Each mark of a page that is no running head: how far it stands above the lower edge, and its text."""
    found = []

    def visit(text, matrix, position, _font, _size):
        if text.strip():
            found.append((matrix[3] * position[5] + matrix[5], text))

    page.extract_text(visitor_text=visit)
    return found


def body_of(document, content):
    """The pages before the first annex."""
    pages = PdfReader(io.BytesIO(content)).pages
    annex = squeezed(document.annexes[0].number + document.annexes[0].title)
    ends = next(at for at, page in enumerate(pages) if at >= FIRST and annex in squeezed(page.extract_text()))
    return pages[FIRST:ends]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_page_of_the_body_but_the_last_is_filled_to_two_thirds(written, printed, name, language):
    foot, head = TEXT[language]

    pages = body_of(written(getattr(records, name)(), language), printed(name, language))

    lowest = [min(up for up, _text in ink(page) if foot <= up <= head) for page in pages[:-1]]
    assert max(lowest) <= foot + (head - foot) / 3, [round(up) for up in lowest]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_the_words_before_a_table_end_on_the_page_on_which_it_begins(written, printed, name, language):
    document = written(getattr(records, name)(), language)
    pages = [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(printed(name, language))).pages]
    led = [
        (before.text, table)
        for section in (*document.sections, *document.annexes)
        for before, table in zip(section.blocks, section.blocks[1:], strict=False)
        if isinstance(before, Paragraph) and isinstance(table, Table)
    ]

    parted = [table.caption for words, table in led if not any(stands_on(page, words, table) for page in pages)]

    assert len(led) > len(document.annexes)
    assert parted == []


def stands_on(page, words, table):
    """The paragraph's last marks, then the caption, then the first row's name."""
    ending, caption, first = (plain(text) for text in (words, table.caption, table.rows[0][0]))
    return (
        re.search(f"{re.escape(ending[-MARKS // 4 :])}{re.escape(caption)}.*{re.escape(first)}", plain(page))
        is not None
    )


def plain(text):
    """Without blanks and hyphens, which the ends of lines take away and put in."""
    return squeezed(text).replace("-", "").replace("\u2010", "").replace("\u00ad", "")


def test_no_line_ends_between_a_confidence_and_its_sign():
    assert [confidence(figure) for figure in (0.9999, 0.63, 0.0001)] == [
        "P\u00a0>\u00a00.99",
        "P\u00a0=\u00a00.63",
        "P\u00a0<\u00a00.01",
    ]

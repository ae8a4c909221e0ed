"""The printed report: what can be read in the file, how its pages are made, and that nothing is left to chance."""

import io
import logging
import re
from dataclasses import replace

import pikepdf
import pytest
from pypdf import PdfReader

from stations import formats
from stations.charts.svg import Drawing
from stations.reports.blocks import Figure, Paragraph, Section, Table
from stations.reports.pdf import render_pdf
from stations.scoring import Quadrant
from tests.reports import records
from tests.reports.reading import pages_of, squeezed

FOOT, HEAD = 99, 757
"""Points from the lower edge to the foot and the head of the text, at least: 35 mm, 267 mm."""
LANGUAGES = ("zh-hans", "en")
PRINTED = [
    ("full_record", "zh-hans"),
    ("full_record", "en"),
    ("gaps_record", "zh-hans"),
    ("empty_quadrant_record", "en"),
]


@pytest.fixture(autouse=True)
def no_warning(caplog):
    """Whatever is printed in a test of this module, WeasyPrint must not complain."""
    caplog.set_level(logging.WARNING, logger="weasyprint")
    yield
    assert [entry.getMessage() for entry in caplog.records if entry.name.startswith("weasyprint")] == []


@pytest.mark.parametrize(("name", "language"), PRINTED)
def test_pages_hold_the_cover_the_summary_on_one_page_and_the_contents(written, printed, name, language):
    document = written(getattr(records, name)(), language)

    pages = [squeezed(page) for page in pages_of(printed(name, language))]

    assert squeezed(document.cover.station) in pages[0]
    assert squeezed(document.summary.title) in pages[1]
    assert all(squeezed(item) in pages[1] for ranking in document.summary.rankings for item in ranking.items)
    assert squeezed(document.contents_title) in pages[2]
    assert squeezed(document.sections[0].title) in pages[3]
    assert 20 <= len(pages) <= 36


@pytest.mark.parametrize(("name", "language"), PRINTED)
def test_contents_name_the_page_on_which_each_heading_stands(written, printed, name, language):
    document = written(getattr(records, name)(), language)
    pages = [squeezed(page) for page in pages_of(printed(name, language))]
    entries = re.findall(r"^(.+) (\d+)$", pages_of(printed(name, language))[2], re.MULTILINE)

    headings = [squeezed(section.number + section.title) for section in (*document.sections, *document.annexes)]

    assert [squeezed(title) for title, _number in entries] == headings
    assert all(heading in pages[int(number) - 1] for heading, (_title, number) in zip(headings, entries, strict=True))


def test_chinese_pages_are_numbered_right_and_left_in_turn(printed):
    reader = PdfReader(io.BytesIO(printed("full_record", "zh-hans")))

    places = [page_number_place(page) for page in reader.pages]

    assert places[0] is None
    assert [text for text, _x in places[1:]] == [f"— {number} —" for number in range(2, len(places) + 1)]
    assert all((x > 300) == (number % 2 == 1) for number, (_text, x) in enumerate(places[1:], start=2))


def page_number_place(page):
    """The page's number at its foot and where it begins, in points from the left."""
    found = []

    def visit(text, matrix, position, _font, _size):
        across, up = matrix[0] * position[4] + matrix[4], matrix[3] * position[5] + matrix[5]
        if up < FOOT and re.fullmatch(r"\s*— \d+ —\s*", text):
            found.append((text.strip(), across))

    page.extract_text(visitor_text=visit)
    return found[0] if found else None


def test_chinese_text_stands_22_lines_of_28_characters_to_the_page(written):
    long_text = Paragraph(text="国" * 28 * 22 * 4)
    section = Section(level=1, title="正文", number="一、", anchor="part", blocks=(long_text,))
    document = replace(written(records.full_record(), "zh-hans"), sections=(section,), annexes=())

    pages = pages_of(render_pdf(document))

    lines = [line.strip() for line in pages[4].splitlines() if "国" in line]
    assert len(lines) == 22
    assert {len(line) for line in lines} == {28}


OWN_FONTS = {"zh-hans": {"Song", "Hei"}, "en": {"Song", "Hei", "Serif", "Serif-Strong"}}
"""English has a serif of its own in two cuts; Chinese names in it, and the drawings, keep theirs."""


@pytest.mark.parametrize(("name", "language"), PRINTED)
def test_fonts_are_our_own_and_embedded(printed, name, language):
    with pikepdf.open(io.BytesIO(printed(name, language))) as file:
        fonts = [item for item in file.objects if is_font(item)]

        names = {str(font.BaseFont).partition("+")[2] for font in fonts}
        assert names <= {f"Report-{own}" for own in OWN_FONTS[language]}
        assert {"Report-Serif", "Report-Serif-Strong", "Report-Hei"} <= names or language == "zh-hans"
        described = [font.FontDescriptor for font in fonts if "FontDescriptor" in font]
        assert all("FontFile2" in font or "FontFile3" in font for font in described)


@pytest.mark.parametrize(("name", "language"), PRINTED)
def test_no_page_ends_with_a_heading(written, printed, name, language):
    document = written(getattr(records, name)(), language)
    sections = (*document.sections, *document.annexes)
    headings = {squeezed(section.number + section.title) for section in sections}
    captions = {squeezed(block.caption) for section in sections for block in section.blocks if isinstance(block, Table)}

    last = [lines_of_text(page)[-1] for page in PdfReader(io.BytesIO(printed(name, language))).pages[3:]]

    assert set(map(squeezed, last)) & (headings | captions) == set()


def lines_of_text(page):
    """The lines between the head and the foot of a page, from the top, each with its words together."""
    lines = {}

    def visit(text, matrix, position, _font, _size):
        up = round(matrix[3] * position[5] + matrix[5])
        if text.strip() and FOOT <= up <= HEAD:
            lines[up] = lines.get(up, "") + text.strip()

    page.extract_text(visitor_text=visit)
    return [text for _up, text in sorted(lines.items(), reverse=True)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_before_a_drawing_are_not_half_empty(written, printed, language):
    """From the first page of the body to the one before its last, which the seals may leave."""
    document = written(records.full_record(), language)
    pages = PdfReader(io.BytesIO(printed("full_record", language))).pages
    body_ends = next(
        number
        for number, page in enumerate(pages)
        if number > 2
        and squeezed(document.annexes[0].number + document.annexes[0].title) in squeezed(page.extract_text())
    )

    filled = [lowest_text(page) for page in pages[3 : body_ends - 2]]

    assert max(filled) <= FOOT + 0.4 * (HEAD - FOOT)


def lowest_text(page):
    """How far above the lower edge the last line stands."""
    found = []

    def visit(text, matrix, position, _font, _size):
        up = matrix[3] * position[5] + matrix[5]
        if text.strip() and up >= FOOT:
            found.append(up)

    page.extract_text(visitor_text=visit)
    return min(found)


def test_english_text_stands_in_lines_of_its_own(printed):
    """No grid: as many characters to a line as 11.5 points give, and words divided where they may be."""
    page = PdfReader(io.BytesIO(printed("full_record", "en"))).pages[3]

    lengths = sorted(len(line) for line in page.extract_text().splitlines())

    assert 75 <= lengths[-3] <= 105


def is_font(item):
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and "/BaseFont" in item


def test_rare_characters_of_place_names_are_printed_as_themselves(written):
    record = records.long_record()
    document = replace(written(record, "zh-hans"), sections=(), annexes=())

    cover = squeezed(pages_of(render_pdf(document))[0])

    assert record.context.station.name.zh_hans in cover


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_says_what_it_is(written, printed, language):
    document = written(records.full_record(), language)

    with pikepdf.open(io.BytesIO(printed("full_record", language))) as file:
        assert str(file.docinfo.Title) == document.title
        assert str(file.docinfo.Author) == document.author
        assert str(file.docinfo.CreationDate) == "D:20261105093000+08'00"
        assert str(file.Root.Lang) == {"zh-hans": "zh-Hans", "en": "en"}[language]
        assert bytes(file.trailer.ID[0]) == bytes.fromhex(document.identifier)[:16]
        assert file.Root.MarkInfo.Marked is True
        assert "/StructTreeRoot" in file.Root


def test_bookmarks_lead_to_every_heading(written, printed):
    document = written(records.full_record(), "zh-hans")

    with pikepdf.open(io.BytesIO(printed("full_record", "zh-hans"))) as file, file.open_outline() as outline:
        titles = {item.title for item in every_item(outline.root)}

    assert {section.number + section.title for section in (*document.sections, *document.annexes)} <= titles


def every_item(items):
    for item in items:
        yield item
        yield from every_item(item.children)


def test_figures_have_their_numbers_as_alternative_text(printed):
    card = records.full_record().scorecard

    with pikepdf.open(io.BytesIO(printed("full_record", "en"))) as file:
        texts = [str(item.Alt) for item in file.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item]

    # Five drawings, and the code on the cover.
    assert len(texts) == 6
    assert any(formats.score(card.quadrant(Quadrant.STRENGTHS).magnitude) in text for text in texts)


def test_a_draft_is_marked_on_every_page(printed):
    assert all("DRAFT" in page for page in pages_of(printed("empty_quadrant_record", "en")))


def test_submitted_work_bears_its_number_on_every_page_but_is_no_draft(printed):
    pages = pages_of(printed("full_record", "en"))

    assert all("SWOT-2026-SW990101001-01" in page for page in pages)
    assert not any("DRAFT" in page for page in pages)


class TestWhatIsRefused:
    """WeasyPrint complains here, for that is what is tested."""

    @pytest.fixture(autouse=True)
    def no_warning(self):
        return None

    @pytest.mark.parametrize(
        "address", ["file:///etc/hostname", "http://example.org/x.png", "data:image/png;base64,AA=="]
    )
    def test_nothing_is_opened_but_the_typefaces(self, written, caplog, address):
        caplog.set_level(logging.WARNING, logger="weasyprint")
        drawing = Drawing(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><image href="{address}" width="9" height="9"/></svg>'
        )
        section = Section(level=1, title="T", anchor="t", blocks=(Figure(drawing=drawing, caption="C"),))
        document = replace(written(records.full_record(), "en"), sections=(section,), annexes=())

        content = render_pdf(document)

        assert any("A report takes nothing from outside." in entry.getMessage() for entry in caplog.records)
        assert b"/Subtype /Image" not in content

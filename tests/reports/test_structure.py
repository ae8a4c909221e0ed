"""What veraPDF cannot see: what a screen reader reads, in which order and language, and which glyphs are on the page."""

import io
import re
from itertools import pairwise

import pikepdf
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont

from stations.reports.blocks import Figure
from tests.reports import records
from tests.reports.reading import block_texts, squeezed
from tests.reports.structure import UNKNOWN, shown_on, structure_of

LANGUAGES = ("zh-hans", "en")
DECIMALS = re.compile(r"\d+\.\d+")
HAN = re.compile(r"[\u3400-\u9fff]")
HYPHENS = re.compile("[\u2010\u00ad-]")
PAINTED = re.compile(r'<text(?![^>]*font-size="11")[^>]*>(.*?)</text>', re.DOTALL)
"""A drawing's words, but for those along a scale, which are set small."""


@pytest.fixture(scope="module")
def tree(printed):
    """The structure of the full report in a language, read once."""
    trees = {}

    def read(language):
        if language not in trees:
            trees[language] = structure_of(printed("full_record", language))
        return trees[language]

    return read


def in_order(document):
    """The document's texts in the order in which they are to be read."""
    cover, summary = document.cover, document.summary
    yield from (
        cover.station,
        cover.title,
        cover.cycle,
        *(text for fact in cover.facts for text in fact),
        cover.way_back,
    )
    yield from (summary.title, *summary.notices, *summary.statements)
    yield from (figure.label for figure in summary.figures)
    yield from (figure.figure for figure in summary.figures)
    for ranking in summary.rankings:
        yield from (ranking.title, *ranking.items)
    yield document.contents_title
    sections = (*document.sections, *document.annexes)
    yield from (section.number + section.title for section in sections)
    for section in sections:
        yield section.number + section.title
        for block in section.blocks:
            yield from block_texts(block)


@pytest.mark.parametrize("language", LANGUAGES)
def test_tags_give_every_text_in_reading_order(written, tree, language):
    read, place = whole(tree(language).text), 0

    for text in in_order(written(records.full_record(), language)):
        found = read.find(whole(text), place)
        assert found >= 0, f"{text!r} does not follow {read[place - 60 : place]!r}"
        place = found + len(whole(text))


def whole(text):
    """Without white space, and without what parts words at the end of a line."""
    return HYPHENS.sub("", squeezed(text))


@pytest.mark.parametrize("name", ["full_record", "empty_quadrant_record"])
def test_no_level_of_the_headings_is_skipped(printed, name):
    levels = [int(tag.kind[1]) for tag in structure_of(printed(name, "en")).named("H1", "H2", "H3", "H4", "H5", "H6")]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_headings_are_those_of_the_document(written, tree):
    document = written(records.full_record(), "en")
    headings = [squeezed(tag.text) for tag in tree("en").named("H2", "H3")]

    assert {squeezed(part.number + part.title) for part in (*document.sections, *document.annexes)} <= set(headings)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_says_its_numbers(written, tree, language):
    document = written(records.full_record(), language)
    drawings = [
        document.cover.code,
        *(block.drawing for part in document.sections for block in part.blocks if isinstance(block, Figure)),
    ]

    alternatives = [tag.alternative for tag in tree(language).named("Figure")]

    assert len(alternatives) == len(drawings) == 6
    for drawing, alternative in zip(drawings, alternatives, strict=True):
        painted = set(DECIMALS.findall(" ".join(PAINTED.findall(drawing))))
        assert alternative
        assert painted <= set(DECIMALS.findall(alternative)), alternative


def test_chinese_in_an_english_report_is_tagged_as_chinese(tree):
    leaves = tree("en").leaves()

    assert {tag.language for tag in leaves if HAN.search(tag.text)} == {"zh-Hans"}
    assert {tag.language for tag in leaves if not HAN.search(tag.text)} == {""}


def test_english_in_a_chinese_report_is_tagged_as_english(tree):
    spoken = {tag.text: tag.language for tag in tree("zh-hans").leaves() if tag.language}

    assert set(spoken.values()) == {"en"}
    assert not any(HAN.search(text) for text in spoken)
    assert any("Krippendorff" in text for text in spoken)


@pytest.mark.parametrize("language", LANGUAGES)
def test_running_heads_and_page_numbers_are_no_text(printed, tree, language):
    with pikepdf.open(io.BytesIO(printed("full_record", language))) as file:
        marks = {piece.mark for page in file.pages for piece in shown_on(page) if piece.number is None}
        running = ["".join(p.text for p in shown_on(page) if p.number is None) for page in file.pages]

    assert marks == {"Artifact"}
    assert all("SWOT-2026-SW990101001-01" in text and str(number) in text for number, text in enumerate(running[1:], 2))
    assert tree(language).text.count("SWOT-2026-SW990101001-01") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_glyph_on_the_page_is_in_its_font_under_the_number_that_readers_look_up(printed, language):
    with pikepdf.open(io.BytesIO(printed("full_record", language))) as file:
        fonts = {name: outlines(font) for name, font in file.pages[0].Resources.Font.items()}
        pieces = [piece for page in file.pages for piece in shown_on(page)]

    empty = {
        (piece.font, code)
        for piece in pieces
        for code, characters in piece.glyphs
        if code not in fonts[piece.font] and not characters.isspace()
    }
    assert empty == set()
    assert not any(code == 0 or characters == UNKNOWN for piece in pieces for code, characters in piece.glyphs)


def outlines(font):
    """The character numbers under which the embedded font holds a glyph that is not empty."""
    descriptor = font.DescendantFonts[0].FontDescriptor
    return (
        outlines_of_latin(descriptor.FontFile2) if "/FontFile2" in descriptor else outlines_of_han(descriptor.FontFile3)
    )


def outlines_of_latin(program):
    """A TrueType font: characters are numbered as its glyphs are."""
    glyphs = TTFont(io.BytesIO(program.read_bytes()))["glyf"]
    return {number for number, name in enumerate(glyphs.keys()) if glyphs[name].numberOfContours}


def outlines_of_han(program):
    cff = CFFFontSet()
    cff.decompile(io.BytesIO(program.read_bytes()), None)
    assert str(program.Subtype) == "/CIDFontType0C"
    top = cff[0]
    assert top.charset[1:] == [f"cid{number:05d}" for number in range(1, len(top.charset))]
    return {
        number for number, name in enumerate(top.charset) if len(top.CharStrings[name].bytecode) > len(b"\x00\x00\x0e")
    }

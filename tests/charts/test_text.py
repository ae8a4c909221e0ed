"""Text: measured, shortened and broken without ever leaving its room."""

from pathlib import Path

import pylopdf_fonts_zh_cn
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from stations.charts.text import CLOSING, OPENING, WIDTHS, balance, clean, pieces, shorten, text_width, wrap, write

FONTS = Path(pylopdf_fonts_zh_cn.__file__).parent
words = st.text(st.sampled_from("社会工作站（）“”，。、… abcdefgWMil.,-()0123456789"), max_size=60)


@pytest.mark.parametrize("file", ["NotoSansSC-Regular.otf", "NotoSerifSC-Regular.otf"])
def test_widths_are_never_below_those_of_the_fonts_of_the_report(file):
    font = TTFont(FONTS / file)
    names, advances, units = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    characters = [*WIDTHS, *"0123456789社站（）。，“”…—·−×ρθβ#+=<>?_*~$^"]

    too_narrow = [c for c in characters if text_width(c, 1) < advances[names[ord(c)]][0] / units - 0.005]

    assert too_narrow == []


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  two\n lines\t", "two lines"),
        ("a\x00b\x0bc", "a b c"),
        ("\u202egnirts", "gnirts"),
        ("\ud800\ufffe\uffff\U0001ffff站", "站"),
        ("甪直𬒗㘭\U00031350", "甪直𬒗㘭\U00031350"),
    ],
)
def test_clean_keeps_characters_alone(text, cleaned):
    assert clean(text) == cleaned


def test_written_lines_are_clean_and_fit_their_room():
    assert write("a\n\u202eb", 1, 2).children == ("a b",)
    assert write("优势与劣势", 1, 2, room=36).children == ("优势…",)


def test_marks_above_a_letter_take_no_width():
    assert text_width("e\u0301", 10) == text_width("e", 10)


@given(words, st.floats(12, 300))
def test_shorten_stays_in_its_room(text, room):
    assert text_width(shorten(text, 12, room), 12) <= room


@given(words, st.floats(24, 300), st.integers(1, 4), st.sampled_from([wrap, balance]))
def test_wrap_stays_in_its_room_and_its_lines(text, room, lines, breaking):
    broken = breaking(text, 12, room, lines)

    assert len(broken) <= lines
    assert all(text_width(line, 12) <= room for line in broken)


@given(words)
def test_wrap_loses_nothing_where_there_is_room(text):
    assert "".join(wrap(text, 12, 60, 100)).replace(" ", "") == clean(text).replace(" ", "")


@given(words)
def test_pieces_never_part_punctuation_from_what_it_clings_to(text):
    cleaned = clean(text)
    found = pieces(cleaned)

    assert "".join(found) == cleaned
    assert not [piece for piece in found[1:] if piece[0] in CLOSING]
    assert not [piece for piece in found[:-1] if piece[-1] in OPENING]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("social work station", ("social", "work", "station")),
        ("督导每月到站，档案完整", ("督导每月到", "站，档案完", "整")),
        ("一二三四五，六七八九十", ("一二三四", "五，六七八", "九十")),
        ("Donaudampfschifffahrtsgesellschaft", ("Donauda", "mpfschifff", "ahrtsges…")),
        ("", ()),
    ],
)
def test_wrap_breaks_where_a_reader_would(text, lines):
    assert wrap(text, 12, 66, 3) == lines


def test_balance_leaves_no_character_alone():
    assert wrap("一二三四五六七", 12, 72, 2) == ("一二三四五六", "七")
    assert balance("一二三四五六七", 12, 72, 2) == ("一二三四", "五六七")


def test_balance_shows_as_much_of_a_text_that_is_too_long_as_wrap_does():
    assert balance("一二三四五六七八九", 12, 36, 2) == wrap("一二三四五六七八九", 12, 36, 2) == ("一二三", "四五…")

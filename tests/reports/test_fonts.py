"""Which characters can be printed, and what becomes of the others."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from fontTools.ttLib import TTFont

from stations.reports.fonts import BREAK, GETA, breakable, characters, font_files, printable


@pytest.mark.parametrize("character", "埇鄠甪洣㘭𬒗龘ρθβα×≥−～“”·—√²…\u3000\u00a0")
def test_characters_that_reports_need_are_there(character):
    assert ord(character) in characters()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("东乡社工站", "东乡社工站"),
        ("a\u202eb\u2060c\u0007d", "abcd"),
        ("一\n二\t三", "一\n二\t三"),
        ("e\u0301", "é"),
        ("国\ufe0f", "国"),
        ("😀", GETA),
        ("\ud800", GETA),
        ("\uf8ff", GETA),
    ],
)
def test_what_cannot_be_printed_is_left_out_or_marked(typed, kept):
    assert printable(typed) == kept


def test_an_operators_typeface_takes_a_role_of_its_own(settings, tmp_path):
    typeface = tmp_path / "fang.otf"
    typeface.touch()
    settings.REPORT_FONTS = {"fang": str(typeface)}

    files = font_files()

    assert list(files) == ["Report Song", "Report Hei", "Report Serif", "Report Serif Strong", "Report Fang"]
    assert len(set(files.values())) == 5


@pytest.mark.parametrize("fonts", [{"song": "/etc/hostname"}, {"fang": "/nowhere/fang.otf"}])
def test_an_unknown_role_or_a_missing_file_is_named(settings, fonts):
    settings.REPORT_FONTS = fonts

    with pytest.raises(ImproperlyConfigured, match="REPORT_FONTS names"):
        font_files()


def test_typing_without_end_gets_places_to_break_and_chinese_needs_none():
    assert breakable("W" * 70) == f"{'W' * 30}{BREAK}{'W' * 30}{BREAK}{'W' * 10}"
    assert breakable("社工" * 40 + " two words") == "社工" * 40 + " two words"


@pytest.mark.parametrize("family", ["Report Serif", "Report Serif Strong"])
@pytest.mark.parametrize("character", "ρθΣ×−±≤≥√π°–—‘’“”")
def test_both_cuts_of_the_english_serif_hold_the_signs_of_the_method(family, character):
    with TTFont(font_files()[family], lazy=True) as font:
        assert ord(character) in font.getBestCmap()


def test_no_typeface_is_variable():
    """Such a file is written anew with the time of its making, and with other widths than the page was laid out by."""
    for file in font_files().values():
        with TTFont(file, lazy=True) as font:
            assert "fvar" not in font


@pytest.mark.parametrize("sheet", ["report.css", "report_blank.css", "slips.css"])
def test_no_feature_of_a_typeface_is_asked_for(sheet):
    """WeasyPrint 70 never frees the list that it makes of them for every line: 500 reports left 100 MB behind."""
    text = (settings.BASE_DIR / "static" / "css" / sheet).read_text(encoding="utf-8")

    assert not re.search(r"font-(feature|variant|kerning)", text)

"""The paper's typefaces by role, and which characters they hold: nothing on paper is left to what a machine has."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import font_source_serif_pro
import pylopdf_fonts_zh_cn
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

SONG, HEI, SERIF, STRONG = "Report Song", "Report Hei", "Report Serif", "Report Serif Strong"
ROLES = {"title": "Report Title", "fang": "Report Fang", "kai": "Report Kai", "hei": "Report Own Hei"}
"""Roles that an operator may give better typefaces (REPORT_FONTS: role -> file); report.css names ours behind each."""

BREAK = "\u200b"
UNBROKEN = re.compile(r"[^\s\u2e80-\uffff]{30}")
"""Thirty characters of a script that breaks at blanks, and no blank."""

GETA = "〓"
"""What Chinese printers set for a character that they do not have."""


def font_files() -> Mapping[str, Path]:
    """The file of each family; one file for each family, for two would print wrong glyphs.

    English is set in a serif of its own, whose figures and quotation marks are not made for Chinese lines. Its heavier
    cut is a family too: asked for a weight, Chinese words beside it would be emboldened by force.
    """
    own = {family_of(role): existing(file) for role, file in getattr(settings, "REPORT_FONTS", {}).items()}
    ours = {SONG: pylopdf_fonts_zh_cn.serif_path(), HEI: pylopdf_fonts_zh_cn.sans_path()}
    return ours | {SERIF: serif_path("SourceSerifPro"), STRONG: serif_path("SourceSerifProSemibold")} | own


def serif_path(cut: str) -> Path:
    """A cut as a file of its own: of a variable file, layout and print would each take another weight."""
    return Path(font_source_serif_pro.font_files_ttf[cut])


def family_of(role: str) -> str:
    if role not in ROLES:
        raise ImproperlyConfigured(f"REPORT_FONTS names {role!r}: write one of {', '.join(ROLES)}.")
    return ROLES[role]


def existing(file: str | Path) -> Path:
    if not Path(file).is_file():
        raise ImproperlyConfigured(f"REPORT_FONTS names {str(file)!r}, which is no file.")
    return Path(file)


def font_faces(files: Mapping[str, Path]) -> str:
    # Whatever a file says of its weight, it is its family's only one.
    return "".join(
        f'@font-face{{font-family:"{family}";font-weight:normal;src:url("{file.resolve().as_uri()}")}}\n'
        for family, file in files.items()
    )


@cache
def characters() -> frozenset[int]:
    """What both of our own typefaces hold, so that no character is missing in any role."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 -- slow import

    sets = []
    for file in (pylopdf_fonts_zh_cn.serif_path(), pylopdf_fonts_zh_cn.sans_path()):
        with TTFont(file, lazy=True) as font:
            sets.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*sets)


class Printable(dict[int, str]):
    """A table for str.translate that decides about each character once."""

    def __missing__(self, code: int) -> str:
        self[code] = printable_character(chr(code))
        return self[code]


TABLE = Printable()


def breakable(text: str) -> str:
    """The text with places to break where somebody typed without end; looking for them takes the layout long."""
    return UNBROKEN.sub(lambda found: found[0] + BREAK, text)


def printable(text: str) -> str:
    r"""The text as it can be printed: without control and direction marks, and with 〓 for what no typeface holds.

    >>> printable("社工\u202e站\x07 e\u0301 \U0001f600")
    '社工站 é 〓'
    """
    composed = re.sub(r"[A-Za-z][\u0300-\u036f]+", lambda found: unicodedata.normalize("NFC", found[0]), text)
    return composed.translate(TABLE)


def printable_character(character: str) -> str:
    if character in {"\n", "\t", BREAK}:
        return character
    category = unicodedata.category(character)
    if category in {"Cc", "Cf"}:
        return ""
    if ord(character) in characters():
        return character
    if category.startswith("Z"):
        return " "
    return "" if category in {"Mn", "Me"} else GETA

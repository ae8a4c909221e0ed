"""Text whose width is known before anything is drawn: cleaned, measured, shortened and broken into lines."""

import re
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import category, east_asian_width

from stations.charts.svg import Element, element

BODY = 12
SMALL = 11
LEADING = 15

ELLIPSIS = "…"
OPENING = "（《〈【「『“‘([{"
NO_CHARACTERS = {*range(0xFDD0, 0xFDF0)} | {plane * 0x10000 + end for plane in range(17) for end in (0xFFFE, 0xFFFF)}
HALF_A_POINT = re.compile(r"\([−\d.]+, ")
CLOSING = "，。、；：？！）》〉】」』”’…,.;:?!)]}%"

# Widths in hundredths of an em, none below what Noto Sans, Noto Serif, DejaVu Sans and Liberation Sans have, so that
# text never grows out of the room that was measured for it.
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ .,:;!()[]/-'|%@&"
HUNDREDTHS = (
    *(61, 64, 56, 64, 62, 39, 64, 66, 33, 31, 61, 33, 97, 66, 62, 64, 64, 46, 52, 39, 65, 59, 84, 59, 59, 53),
    *(72, 69, 73, 77, 67, 63, 78, 85, 41, 54, 73, 62, 97, 80, 79, 67, 79, 73, 67, 66, 80, 71, 105, 70, 69, 69),
    *(32, 33, 33, 34, 34, 40, 39, 39, 39, 39, 39, 36, 28, 34, 95, 102, 78),
)
WIDTHS = {letter: width / 100 for letter, width in zip(LETTERS, HUNDREDTHS, strict=True)}


def clean(text: str) -> str:
    """One line of text that any SVG reader takes: white space collapsed, control and formatting characters left out."""
    kept = (
        character for character in text if category(character) not in ("Cf", "Cs") and not _is_no_character(character)
    )
    return " ".join("".join(" " if category(character) == "Cc" else character for character in kept).split())


def _is_no_character(character: str) -> bool:
    """Code points that never are characters; unassigned ones may be, in a newer Unicode than this Python knows."""
    return ord(character) in NO_CHARACTERS


def text_width(text: str, size: float) -> float:
    """Width in user units, never under what common fonts need.

    >>> text_width("优势", 12), text_width("il", 10)
    (24.0, 6.6)
    """
    return round(sum(_em(character) for character in text) * size, 6)


@lru_cache(maxsize=4096)
def _em(character: str) -> float:
    if category(character) in ("Mn", "Me"):
        return 0.0
    # Ambiguous characters such as the dash and the quotation marks are full width in Chinese fonts.
    if east_asian_width(character) in "WFA" and category(character) != "Ll":
        return 1.0
    return WIDTHS.get(character, 0.84 if character.isupper() or category(character) == "Sm" else 0.66)


def shorten(text: str, size: float, room: float) -> str:
    """The text if it fits into `room`, or its beginning and an ellipsis.

    >>> shorten("持证社会工作者比例", 10, 50)
    '持证社会…'
    """
    if text_width(text, size) <= room:
        return text
    kept = text
    while kept and text_width(kept + ELLIPSIS, size) > room:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def wrap(text: str, size: float, room: float, lines: int) -> tuple[str, ...]:
    """The text in at most so many lines no wider than `room`; what does not fit ends in an ellipsis.

    >>> wrap("Share of certified social workers", 10, 110, 2)
    ('Share of certified', 'social workers')
    """
    done: list[str] = []
    line = ""
    rest = pieces(clean(text))
    while rest and len(done) < lines - 1:
        if text_width((line + rest[0]).rstrip(), size) <= room:
            line += rest.pop(0)
        elif line:
            done.append(line.rstrip())
            line = ""
        else:
            line, rest[0] = _split(rest[0], size, room)
    last = shorten((line + "".join(rest)).rstrip(), size, room)
    return (*done, last) if last else tuple(done)


# Every page shows the same titles again, and finding their best lines is most of the work of a drawing.
@lru_cache(maxsize=1024)
def balance(text: str, size: float, room: float, lines: int) -> tuple[str, ...]:
    """As `wrap`, in as many lines but as equally long as can be, so that no character is left alone in the last.

    >>> balance("督导不足且路途遥远", 10, 80, 2)
    ('督导不足且', '路途遥远')
    """
    widest = wrap(text, size, room, lines)
    if len(widest) <= 1 or not fits(text, size, room, len(widest)):
        return widest
    least = text_width(clean(text), size) / len(widest)
    narrower = (least + (room - least) * step / 10 for step in range(10))
    return next((wrap(text, size, each, lines) for each in narrower if fits(text, size, each, len(widest))), widest)


def fits(text: str, size: float, room: float, lines: int) -> bool:
    """Whether a text stands in so many lines with no word cut and nothing left out.

    >>> fits("2026 annual assessment", 11, 70, 2), fits("2026 annual assessment", 11, 80, 2)
    (False, True)
    """
    whole = clean(text)
    if any(text_width(piece.rstrip(), size) > room for piece in pieces(whole)):
        return False
    return "".join(wrap(whole, size, room, lines)).replace(" ", "") == whole.replace(" ", "")


def _split(piece: str, size: float, room: float) -> tuple[str, str]:
    """A word that is wider than a line, cut where the line ends."""
    cut = len(piece) - 1
    while cut > 1 and text_width(piece[:cut], size) > room:
        cut -= 1
    return piece[:cut], piece[cut:]


def pieces(text: str) -> list[str]:
    """What a line may not break: a Latin word, a point's coordinates, or one Chinese character with the punctuation
    that clings to it.

    >>> pieces("（县级）social work站 (0.04, 0.33)。")
    ['（县', '级）', 'social ', 'work', '站 ', '(0.04, 0.33)。']
    """
    result: list[str] = []
    for character in text:
        if result and _clings(result[-1], character):
            result[-1] += character
        else:
            result.append(character)
    return result


def _clings(piece: str, character: str) -> bool:
    if HALF_A_POINT.fullmatch(piece):
        return True
    if character == " " or character in CLOSING or piece[-1] in OPENING:
        return True
    both_latin = not _is_wide(piece[-1]) and not _is_wide(character)
    return both_latin and piece[-1] != " "


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF"


def write(
    text: str,
    x: float,
    y: float,
    *,
    anchor: str | None = None,
    size: float | None = None,
    fill: str | None = None,
    room: float | None = None,
) -> Element:
    """One line of text on the baseline `y`, shortened to `room`; `anchor` is start (as without), middle or end."""
    line = clean(text) if room is None else shorten(clean(text), size or BODY, room)
    return element("text", line, x=x, y=y, text_anchor=anchor, font_size=size, fill=fill)


def write_lines(
    lines: Iterable[str],
    x: float,
    y: float,
    *,
    anchor: str | None = None,
    size: float | None = None,
    fill: str | None = None,
) -> tuple[Element, ...]:
    """Lines of text below one another, the first on the baseline `y`."""
    return tuple(
        write(line, x, y + LEADING * index, anchor=anchor, size=size, fill=fill) for index, line in enumerate(lines)
    )


def beside(text: str, number: str) -> str:
    """A text and a figure behind it, with a space unless the text ends in a full-width bracket that holds one.

    >>> beside("Centroid P", "(0.25, 0.13)"), beside("战略重心 P（本期）", "(0.25, 0.13)")
    ('Centroid P (0.25, 0.13)', '战略重心 P（本期）(0.25, 0.13)')
    """
    return f"{text}{number}" if text.endswith("）") else f"{text} {number}"


def middle(centre: float, size: float) -> float:
    """The baseline of text whose letters stand around a height.

    >>> middle(100, 12)
    104.32
    """
    return round(centre + 0.36 * size, 2)

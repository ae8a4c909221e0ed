"""Embedded typefaces whose glyphs are found by the same number in every reader.

WeasyPrint numbers the characters of a page by the glyphs of the font file, but a reader of a CID-keyed font looks those
numbers up in the font's own table (ISO 32000-1, 9.7.4.2), where a large Chinese font numbers them otherwise: some
readers would print other characters, or none. So the table is made to say what the page says: glyph n is character n.
"""

import struct
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

CHARSET, CHAR_STRINGS, ROS = 15, 17, (12, 30)
Operator = int | tuple[int, int]
PREDEFINED = 2
"""Offsets up to this one name a table of the standard and lead nowhere."""


def number_glyphs_alike(pdf: Any) -> None:
    """Give each embedded CID-keyed font the page's own numbers; others are found by them already."""
    for item in pdf.objects:
        extra = getattr(item, "extra", {})
        if extra.get("Subtype") != "/OpenType":
            continue
        font = cff_table(b"".join(item.stream))
        top = top_dictionary(font)
        if ROS in top:
            item.stream = [numbered_alike(font, top)]
            extra["Subtype"] = "/CIDFontType0C"


def cff_table(font: bytes) -> bytes:
    """The outlines of an OpenType font; a PDF needs nothing else of it."""
    (count,) = struct.unpack_from(">H", font, 4)
    for place in range(12, 12 + 16 * count, 16):
        tag, _checksum, offset, length = struct.unpack_from(">4sLLL", font, place)
        if tag == b"CFF ":
            return font[offset : offset + length]
    raise ValueError("An OpenType font without a table of outlines.")


def numbered_alike(font: bytes, top: dict[Operator, list[int]]) -> bytes:
    """The same outlines with one run of numbers from 1 on, written over the old table, which is never shorter."""
    (offset,) = top.get(CHARSET, [0])
    if offset <= PREDEFINED:
        return font
    (glyphs,) = struct.unpack_from(">H", font, top[CHAR_STRINGS][0])
    # .notdef is not counted, nor is the run's first glyph.
    rest = glyphs - 2
    table = struct.pack(">BHB", 1, 1, rest) if rest <= 0xFF else struct.pack(">BHH", 2, 1, rest)  # noqa: PLR2004
    return font[:offset] + table + font[offset + len(table) :]


def top_dictionary(font: bytes) -> dict[Operator, list[int]]:
    """The font's own description: whole-number operands by operator."""
    _names, place = index_at(font, font[2])
    (first, *_others), _place = index_at(font, place)
    return dict(entries(font[slice(*first)]))


def index_at(font: bytes, place: int) -> tuple[list[tuple[int, int]], int]:
    """Where the items of an index begin and end, and where it ends itself."""
    (count,) = struct.unpack_from(">H", font, place)
    if not count:
        return [], place + 2
    size = font[place + 2]
    offsets = [
        int.from_bytes(font[start : start + size], "big")
        for start in range(place + 3, place + 3 + size * (count + 1), size)
    ]
    base = place + 2 + size * (count + 1)
    bounds = [base + offset for offset in offsets]
    return list(pairwise(bounds)), bounds[-1]


def entries(dictionary: bytes) -> Iterator[tuple[Operator, list[int]]]:
    """Each operator with the operands before it."""
    operands: list[int] = []
    place = 0
    while place < len(dictionary):
        byte = dictionary[place]
        if byte > LAST_OPERATOR:
            value, place = operand_at(dictionary, place)
            operands.append(value)
            continue
        operator: Operator = byte
        if byte == ESCAPE:
            place += 1
            operator = (ESCAPE, dictionary[place])
        yield operator, operands
        operands = []
        place += 1


ESCAPE, LAST_OPERATOR = 12, 21
SHORT, LONG, REAL = 28, 29, 30
LAST_DIGIT = 15
ONE_BYTE, POSITIVE, NEGATIVE = 32, 247, 251


def operand_at(dictionary: bytes, place: int) -> tuple[int, int]:
    """One number, and where the next begins; of fractions, which we do not need, 0."""
    byte = dictionary[place]
    if byte == SHORT:
        return struct.unpack_from(">h", dictionary, place + 1)[0], place + 3
    if byte == LONG:
        return struct.unpack_from(">l", dictionary, place + 1)[0], place + 5
    if byte == REAL:
        while LAST_DIGIT not in divmod(dictionary[place + 1], 16):
            place += 1
        return 0, place + 2
    if byte < POSITIVE:
        return byte - 139, place + 1
    if byte < NEGATIVE:
        return (byte - POSITIVE) * 256 + dictionary[place + 1] + 108, place + 2
    return -(byte - NEGATIVE) * 256 - dictionary[place + 1] - 108, place + 2

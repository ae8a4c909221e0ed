"""The rows under a drawing: what a mark stands for, and notes in words on what is not there."""

from collections.abc import Iterable
from dataclasses import dataclass

from stations.charts.marks import offset
from stations.charts.svg import Element, group
from stations.charts.text import BODY, LEADING, wrap, write_lines

INDENT = 24
SPACE = 5
NOTE_GAP = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: a mark drawn around (0, 0), or none, and its words."""

    mark: Element | None
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A finished part of a drawing and how much height it takes."""

    elements: tuple[Element, ...]
    height: float


def key(entries: Iterable[Entry], *, left: float, top: float, room: float, lines: int = 3) -> Block:
    """The rows below one another; a row is broken into at most so many lines, a note without a mark starts at the left."""
    found: list[Element] = []
    y = top
    has_marks = False
    for entry in entries:
        if has_marks and entry.mark is None:
            y += NOTE_GAP
        has_marks = entry.mark is not None
        indent = INDENT if entry.mark else 0
        text = wrap(entry.text, BODY, room - indent, lines)
        if entry.mark:
            found.append(group(entry.mark, transform=offset(left + 9, y + 8)))
        found += write_lines(text, left + indent, y + 12.5)
        y += LEADING * max(1, len(text)) + SPACE
    return Block(tuple(found), y - top)

"""Stacked bars: how the stations of several divisions are divided among kinds, one bar of full length for each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stations.charts.key import Entry, key
from stations.charts.marks import INK, MUTED, PAPER, Pattern, patterned_box
from stations.charts.svg import SCREEN, ChartError, Drawing, Element, Surface, drawing, element
from stations.charts.text import BODY, SMALL, middle, text_width, write
from stations.charts.words import Words
from stations.formats import percent

BAR = 18
LABEL = 17
GAP = 9
EDGE = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a part of every bar stands for."""

    name: str
    pattern: Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class StackedBar:
    """A division and how many of its stations are of each kind, in the order of the kinds."""

    name: str
    counts: Sequence[int]


def stacked_bars(
    bars: Sequence[StackedBar], kinds: Sequence[Kind], *, words: Words, surface: Surface = SCREEN
) -> Drawing:
    """Draw each bar under its name, with its total at the right; a part of no station is left out.

    A bar without any station says so. As many counts as kinds, none negative; else ChartError.
    """
    _require(bars, kinds)
    found: list[Element] = []
    top = 0.0
    for bar in bars:
        found += _bar(bar, kinds, top, surface.width, words)
        top += LABEL + BAR + GAP
    entries = [Entry(patterned_box(kind.pattern, -8, -5, 16, 10), kind.name) for kind in kinds]
    rows = key(entries, left=EDGE, top=top + 2, room=surface.width - 2 * EDGE, lines=2)
    return drawing(
        *found,
        *rows.elements,
        height=top + 2 + rows.height,
        sentence=words.sentence(_fact(bar, kinds, words) for bar in bars),
        ink=INK,
        surface=surface,
    )


def _require(bars: Sequence[StackedBar], kinds: Sequence[Kind]) -> None:
    for bar in bars:
        if len(bar.counts) != len(kinds) or any(count < 0 for count in bar.counts):
            raise ChartError(f"{bar.name} needs {len(kinds)} counts, none negative: {bar.counts}")


def _bar(bar: StackedBar, kinds: Sequence[Kind], top: float, width: float, words: Words) -> Iterator[Element]:
    total = sum(bar.counts)
    number = str(total)
    yield write(bar.name, EDGE, top + 13, room=width - text_width(number, BODY) - 12)
    yield write(number, width - EDGE, top + 13, anchor="end", fill=MUTED)
    y = top + LABEL
    if not total:
        yield patterned_box(Pattern.EMPTY, EDGE, y, width - 2 * EDGE, BAR)
        yield write(words.absent, width / 2, middle(y + BAR / 2, SMALL), anchor="middle", size=SMALL, room=width - 16)
        return
    left = float(EDGE)
    for count, kind in zip(bar.counts, kinds, strict=True):
        part = (width - 2 * EDGE) * count / total
        if count:
            yield patterned_box(kind.pattern, left, y, part, BAR)
            yield from _number(str(count), left, y, part)
        left += part


def _number(text: str, left: float, y: float, part: float) -> Iterator[Element]:
    """The count inside its part, on the colour of paper, where there is room for it."""
    room = text_width(text, SMALL) + 6
    if part < room + 4:
        return
    centre = left + part / 2
    yield element("rect", x=centre - room / 2, y=y + 3, width=room, height=BAR - 6, rx=2, fill=PAPER)
    yield write(text, centre, middle(y + BAR / 2, SMALL), anchor="middle", size=SMALL)


def _fact(bar: StackedBar, kinds: Sequence[Kind], words: Words) -> str:
    total = sum(bar.counts)
    told = [
        f"{kind.name} {count}{words.aside(percent(count / total))}"
        for kind, count in zip(kinds, bar.counts, strict=True)
        if count
    ]
    return words.listing(bar.name, told or [words.absent])

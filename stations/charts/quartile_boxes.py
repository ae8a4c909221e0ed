"""Small multiples of quartiles: for each division the middle half of its stations on S, W, O and T, all on one scale."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from stations.charts.key import Entry, key
from stations.charts.marks import AXIS, GRID, INK, MUTED, PAPER, line, quadrant_bar
from stations.charts.svg import SCREEN, ChartError, Drawing, Element, Surface, drawing, element, group
from stations.charts.text import LEADING, SMALL, balance, middle, text_width, wrap, write, write_lines
from stations.charts.words import QuadrantWords
from stations.formats import score, span
from stations.scoring.vocabulary import Quadrant

LEAST_CELL = 148
GAP = 28
"""Wide enough for the end of one scale and the beginning of the next not to be read as one."""
LETTER = 16
MOST_LABEL = 0.4
"""Names of the quadrants stand beside their letters where they take no more of a cell than this."""
ROW = 20
BOX = 12
SPACE = 12
"""Under a row of cells."""
LEAST, MOST = 1, 5

Cuts = tuple[float, float, float]  # lower quartile, median, upper quartile


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxedDivision:
    """A division and the quartiles of its stations; a quadrant without any is left out."""

    code: str
    name: str
    quartiles: Mapping[Quadrant, Cuts]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxWords(QuadrantWords):
    """Words that also say what a box and its bar are."""

    key: str
    """A line under the drawing."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One division's part of the drawing."""

    division: BoxedDivision
    left: float
    width: float
    label: float
    """Room for the letters of the quadrants, or for their names."""
    lines: tuple[str, ...]

    def at(self, value: float) -> float:
        return self.left + self.label + self.room * (value - LEAST) / (MOST - LEAST)

    @property
    def room(self) -> float:
        return self.width - self.label - 4


def quartile_boxes(divisions: Sequence[BoxedDivision], *, words: BoxWords, surface: Surface = SCREEN) -> Drawing:
    """Draw for each division, in the order of the codes, a box a quadrant from quartile to quartile, and its median.

    A single division has the whole width, and no name above it. Quartiles off the scale or out of order raise
    ChartError; a quadrant without them is told in words.
    """
    ordered = sorted(divisions, key=lambda division: division.code)
    _require(ordered)
    columns = max(1, min(int((surface.width + GAP) / (LEAST_CELL + GAP)), len(ordered)))
    width = (surface.width - GAP * (columns - 1)) / columns
    label = _label(width, words)
    found: list[Element] = []
    top = 0.0
    for start in range(0, len(ordered), columns):
        row = enumerate(ordered[start : start + columns])
        heads = _head if len(ordered) > 1 else _no_head
        cells = [Cell(each, place * (width + GAP), width, label, heads(each, width)) for place, each in row]
        head = LEADING * max(len(cell.lines) for cell in cells)
        for cell in cells:
            found += write_lines(cell.lines, cell.left, top + 11, size=SMALL)
            found += _axis(cell, top + head)
            found += _boxes(cell, top + head, words)
        top += head + ROW * len(Quadrant) + LEADING + SPACE
    legend = key([_key_entry(words)], left=0, top=top, room=surface.width)
    return drawing(
        *found,
        *legend.elements,
        height=top + legend.height,
        sentence=words.sentence(_fact(division, words) for division in ordered),
        ink=INK,
        surface=surface,
    )


def _require(divisions: Sequence[BoxedDivision]) -> None:
    for division in divisions:
        for lower, median, upper in division.quartiles.values():
            if not LEAST <= lower <= median <= upper <= MOST:
                raise ChartError(f"quartiles of {division.code} are off the scale: {lower}, {median}, {upper}")


def _head(division: BoxedDivision, width: float) -> tuple[str, ...]:
    return (*wrap(division.code, SMALL, width, 1), *balance(division.name, SMALL, width, 2))


def _no_head(_division: BoxedDivision, _width: float) -> tuple[str, ...]:
    return ()


def _label(width: float, words: BoxWords) -> float:
    """The room that the names take, or the letters alone where the names would take too much."""
    names = max(text_width(words.quadrant(quadrant), SMALL) for quadrant in Quadrant) + 8
    return names if names <= width * MOST_LABEL else LETTER


def _key_entry(words: BoxWords) -> Entry:
    box = element("rect", x=-8, y=-BOX / 2, width=16, height=BOX, fill=GRID, stroke=INK, stroke_width=0.75)
    return Entry(group(box, *_bar(0, 0)), words.key)


def _axis(cell: Cell, top: float) -> Iterator[Element]:
    bottom = top + ROW * len(Quadrant)
    yield line((cell.at(LEAST), bottom), (cell.at(MOST), bottom), stroke=AXIS, width=0.75)
    for value in range(LEAST, MOST + 1):
        x = cell.at(value)
        yield line((x, top), (x, bottom), stroke=GRID, width=0.75)
        yield write(str(value), x, bottom + 11, anchor="middle", size=SMALL, fill=MUTED)


def _boxes(cell: Cell, top: float, words: BoxWords) -> Iterator[Element]:
    for place, quadrant in enumerate(Quadrant):
        centre = top + ROW * (place + 0.5)
        label = quadrant.value if cell.label == LETTER else words.quadrant(quadrant)
        yield write(label, cell.left + 1, middle(centre, SMALL), size=SMALL)
        cuts = cell.division.quartiles.get(quadrant)
        if cuts is None:
            yield write(words.absent, cell.at(LEAST), middle(centre, SMALL), size=SMALL, fill=MUTED, room=cell.room)
            continue
        left, right = cell.at(cuts[0]), cell.at(cuts[2])
        yield quadrant_bar(quadrant, left, centre - BOX / 2, max(right - left, 2), BOX)
        yield from _bar(cell.at(cuts[1]), centre)


def _bar(x: float, centre: float) -> Iterator[Element]:
    """The median, dark with a light edge, so that it stands out on dark boxes and on light ones."""
    start, end = (x, centre - BOX / 2 - 3), (x, centre + BOX / 2 + 3)
    yield line(start, end, stroke=PAPER, width=5.5)
    yield line(start, end, stroke=INK, width=2.5)


def _fact(division: BoxedDivision, words: BoxWords) -> str:
    told = [_figures(quadrant, division.quartiles.get(quadrant), words) for quadrant in Quadrant]
    return words.listing(f"{division.code} {division.name}".strip(), told)


def _figures(quadrant: Quadrant, cuts: Cuts | None, words: BoxWords) -> str:
    if cuts is None:
        return f"{quadrant.value} {words.absent}"
    return f"{quadrant.value} {score(cuts[1])}{words.aside(span(score(cuts[0]), score(cuts[2]), words.language))}"

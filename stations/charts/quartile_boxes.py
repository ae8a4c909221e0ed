"""Small multiples of quartiles: for each division the middle half of its stations on S, W, O and T, all on one scale."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from stations.charts.marks import GRID, INK, MUTED, line, quadrant_bar
from stations.charts.svg import SCREEN, ChartError, Drawing, Element, Surface, drawing
from stations.charts.text import LEADING, SMALL, balance, middle, wrap, write, write_lines
from stations.charts.words import QuadrantWords
from stations.formats import score, span
from stations.scoring.vocabulary import Quadrant

LEAST_CELL = 148
GAP = 16
LETTER = 16
ROW = 20
BOX = 12
LEAST, MOST = 1, 5

Cuts = tuple[float, float, float]  # lower quartile, median, upper quartile


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxedDivision:
    """A division and the quartiles of its stations; a quadrant without any is left out."""

    code: str
    name: str
    quartiles: Mapping[Quadrant, Cuts]


@dataclass(frozen=True, slots=True)
class Cell:
    """One division's part of the drawing."""

    division: BoxedDivision
    left: float
    width: float
    lines: tuple[str, ...]

    def at(self, value: float) -> float:
        room = self.width - LETTER - 4
        return self.left + LETTER + room * (value - LEAST) / (MOST - LEAST)


def quartile_boxes(divisions: Sequence[BoxedDivision], *, words: QuadrantWords, surface: Surface = SCREEN) -> Drawing:
    """Draw for each division, in the order of the codes, a box a quadrant from quartile to quartile, and its median.

    Quartiles off the scale or out of order raise ChartError; a quadrant without them is told in words.
    """
    ordered = sorted(divisions, key=lambda division: division.code)
    _require(ordered)
    columns = int((surface.width + GAP) / (LEAST_CELL + GAP))
    width = (surface.width - GAP * (columns - 1)) / columns
    found: list[Element] = []
    top = 0.0
    for start in range(0, len(ordered), columns):
        cells = [_cell(division, place, width) for place, division in enumerate(ordered[start : start + columns])]
        head = LEADING * max(len(cell.lines) for cell in cells)
        for cell in cells:
            found += write_lines(cell.lines, cell.left, top + 11, size=SMALL)
            found += _axis(cell, top + head)
            found += _boxes(cell, top + head, words)
        top += head + ROW * len(Quadrant) + LEADING + GAP
    return drawing(
        *found,
        height=max(top, 1),
        sentence=words.sentence(_fact(division, words) for division in ordered),
        ink=INK,
        surface=surface,
    )


def _require(divisions: Sequence[BoxedDivision]) -> None:
    for division in divisions:
        for lower, median, upper in division.quartiles.values():
            if not LEAST <= lower <= median <= upper <= MOST:
                raise ChartError(f"quartiles of {division.code} are off the scale: {lower}, {median}, {upper}")


def _cell(division: BoxedDivision, place: int, width: float) -> Cell:
    lines = (*wrap(division.code, SMALL, width, 1), *balance(division.name, SMALL, width, 2))
    return Cell(division, place * (width + GAP), width, lines)


def _axis(cell: Cell, top: float) -> Iterator[Element]:
    bottom = top + ROW * len(Quadrant)
    for value in range(LEAST, MOST + 1):
        x = cell.at(value)
        yield line((x, top), (x, bottom), stroke=GRID, width=0.75)
        yield write(str(value), x, bottom + 11, anchor="middle", size=SMALL, fill=MUTED)


def _boxes(cell: Cell, top: float, words: QuadrantWords) -> Iterator[Element]:
    for place, quadrant in enumerate(Quadrant):
        centre = top + ROW * (place + 0.5)
        yield write(quadrant.value, cell.left + 1, middle(centre, SMALL), size=SMALL)
        cuts = cell.division.quartiles.get(quadrant)
        if cuts is None:
            room = cell.width - LETTER - 4
            yield write(words.absent, cell.left + LETTER, middle(centre, SMALL), size=SMALL, fill=MUTED, room=room)
            continue
        left, right = cell.at(cuts[0]), cell.at(cuts[2])
        yield quadrant_bar(quadrant, left, centre - BOX / 2, max(right - left, 2), BOX)
        x = cell.at(cuts[1])
        yield line((x, centre - BOX / 2 - 3), (x, centre + BOX / 2 + 3), stroke=INK, width=2.5)


def _fact(division: BoxedDivision, words: QuadrantWords) -> str:
    told = [_figures(quadrant, division.quartiles.get(quadrant), words) for quadrant in Quadrant]
    return words.listing(f"{division.code} {division.name}", told)


def _figures(quadrant: Quadrant, cuts: Cuts | None, words: QuadrantWords) -> str:
    if cuts is None:
        return f"{quadrant.value} {words.absent}"
    return f"{quadrant.value} {score(cuts[1])}{words.aside(span(score(cuts[0]), score(cuts[2]), words.language))}"

"""Small multiples: the quadrant maps of many stations on one scale, in the order of their codes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stations.charts.marks import INK, MUTED, PAPER, dot, line
from stations.charts.plane import Plane, Point, point_of
from stations.charts.plane_frame import frame
from stations.charts.quadrant_map import coordinates
from stations.charts.svg import SCREEN, Drawing, Element, Surface, drawing, element
from stations.charts.text import LEADING, SMALL, balance, wrap, write, write_lines
from stations.charts.words import QuadrantWords
from stations.scoring.vocabulary import Quadrant

LEAST_CELL = 96
GAP = 14
EDGE = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class StationPoint:
    """A station and where it stands."""

    code: str
    name: str
    x: float | None
    """X, −1 to 1; None if absent."""
    y: float | None
    """Y, −1 to 1; None if absent."""
    mark: str = ""
    """What stands behind the code, as an asterisk does for a note."""

    @property
    def marked(self) -> str:
        return f"{self.code}{self.mark}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One station's part of the drawing."""

    station: StationPoint
    left: float
    side: float
    lines: tuple[str, ...]


def station_maps(stations: Sequence[StationPoint], *, words: QuadrantWords, surface: Surface = SCREEN) -> Drawing:
    """Draw a small map for each station, S to the right, W to the left, O upwards, T downwards, all from −1 to 1.

    A station without a place has an empty map with words. Coordinates out of range raise ChartError.
    """
    ordered = sorted(stations, key=lambda station: station.code)
    columns = int((surface.width + GAP) / (LEAST_CELL + GAP))
    side = (surface.width - GAP * (columns - 1)) / columns
    found: list[Element] = []
    top = 0.0
    for start in range(0, len(ordered), columns):
        cells = [_cell(station, i, side) for i, station in enumerate(ordered[start : start + columns])]
        found += (part for cell in cells for part in _map(cell, top, words))
        top += side + LEADING * max(len(cell.lines) for cell in cells) + GAP + 2
    return drawing(
        *found,
        height=max(top, 1),
        sentence=words.sentence(_fact(station, words) for station in ordered),
        ink=INK,
        surface=surface,
    )


def _cell(station: StationPoint, column: int, side: float) -> Cell:
    lines = (*wrap(station.marked, SMALL, side - EDGE, 1), *balance(station.name, SMALL, side - EDGE, 3))
    return Cell(station, column * (side + GAP), side, lines)


def _map(cell: Cell, top: float, words: QuadrantWords) -> Iterator[Element]:
    plane = Plane(left=cell.left + EDGE, top=top + EDGE, side=cell.side - 2 * EDGE)
    yield frame(plane)
    yield line(plane.at((-1, 0)), plane.at((1, 0)), width=0.75)
    yield line(plane.at((0, -1)), plane.at((0, 1)), width=0.75)
    yield from _letters(plane)
    yield from _point(plane, point_of(cell.station), words)
    yield from write_lines(cell.lines, cell.left + EDGE, top + cell.side + 12, size=SMALL)


def _letters(plane: Plane) -> Iterator[Element]:
    x, y = plane.centre
    for quadrant, across, down in (
        (Quadrant.OPPORTUNITIES, x, plane.top - 3),
        (Quadrant.THREATS, x, plane.bottom + 11),
        (Quadrant.STRENGTHS, plane.right + 7, y + 4),
        (Quadrant.WEAKNESSES, plane.left - 7, y + 4),
    ):
        yield write(quadrant.value, across, down, anchor="middle", size=SMALL, fill=MUTED)


def _point(plane: Plane, point: Point | None, words: QuadrantWords) -> Iterator[Element]:
    if point:
        yield line(plane.centre, plane.at(point), stroke=INK)
        yield dot(*plane.at(point), 4)
        return
    lines = wrap(words.absent, SMALL, plane.side - 6, 2)
    room = LEADING * len(lines)
    x, y = plane.centre
    yield element("rect", x=plane.left + 2, y=y - room / 2 - 1, width=plane.side - 4, height=room + 2, fill=PAPER)
    yield from write_lines(lines, x, y - room / 2 + 11, anchor="middle", size=SMALL)


def _fact(station: StationPoint, words: QuadrantWords) -> str:
    point = point_of(station)
    return f"{station.marked} {station.name} {coordinates(point) if point else words.absent}"

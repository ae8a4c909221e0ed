"""The empty quadrant map: its frame, axes, sectors, and the names of zones and axes."""

from collections.abc import Mapping

from stations.charts.marks import AXIS, GRID, MUTED, PAPER, dot, quadrant_mark, straight_lines
from stations.charts.plane import Plane, Point
from stations.charts.svg import Element, element
from stations.charts.text import BODY, LEADING, SMALL, middle, shorten, text_width, wrap, write, write_lines
from stations.charts.words import QuadrantWords
from stations.formats import fixed
from stations.scoring.vocabulary import Quadrant, StrategyZone

MARGIN = 24
TICKS = ((-1, "start"), (-0.5, "middle"), (0.5, "middle"), (1, "end"))

CENTRES = {
    StrategyZone.SO: (0.5, 1),
    StrategyZone.WO: (-0.5, 1),
    StrategyZone.WT: (-0.5, -1),
    StrategyZone.ST: (0.5, -1),
}


def frame(plane: Plane) -> Element:
    """The square that bounds the plane."""
    return element("rect", x=plane.left, y=plane.top, width=plane.side, height=plane.side, fill=PAPER, stroke=GRID)


def axes(plane: Plane) -> tuple[Element, ...]:
    """Both axes, the two diagonals that halve the zones, and a ring around the centre."""
    return (
        straight_lines(
            [(plane.at((-1, -1)), plane.at((1, 1))), (plane.at((-1, 1)), plane.at((1, -1)))], stroke=GRID, dashes="2 3"
        ),
        straight_lines(
            [
                (plane.at((-1, 0)), plane.at((1, 0))),
                (plane.at((0, -1)), plane.at((0, 1))),
                *(ends for value, _anchor in TICKS for ends in _ticks(plane, value)),
            ]
        ),
        *(part for value, anchor in TICKS for part in _numbers(plane, value, anchor)),
        dot(*plane.centre, 2.5, fill=PAPER, stroke=AXIS),
    )


def _ticks(plane: Plane, value: float) -> tuple[tuple[Point, Point], ...]:
    """A tick on each axis."""
    across, down = plane.at((value, value))
    x, y = plane.centre
    return ((across, y - 2.5), (across, y + 2.5)), ((x - 2.5, down), (x + 2.5, down))


def _numbers(plane: Plane, value: float, anchor: str) -> tuple[Element, ...]:
    """The number of a tick below the one axis and left of the other, inside the frame."""
    across, down = plane.at((value, value))
    x, y = plane.centre
    number = fixed(value, 1)
    baseline = {"start": down - 3, "end": down + 10}.get(anchor, middle(down, SMALL))
    return (
        *_number(number, across + {"start": 3, "end": -3}.get(anchor, 0), y + 14, anchor),
        *_number(number, x - 6, baseline, "end"),
    )


def _number(number: str, x: float, y: float, anchor: str) -> tuple[Element, ...]:
    """A number of a scale, on paper of its own, for a region may lie behind it."""
    width = text_width(number, SMALL)
    left = x - {"middle": 0.5, "end": 1}.get(anchor, 0) * width
    return (
        element("rect", x=left, y=y - 9, width=width, height=10, rx=2, fill=PAPER),
        write(number, x, y, anchor=anchor, size=SMALL, fill=MUTED),
    )


def names_of_zones(plane: Plane, names: Mapping[StrategyZone, str]) -> tuple[Element, ...]:
    """Each zone's name and letters, halfway along its outer edge, clear of the diagonals."""
    found: list[Element] = []
    for zone, (right, up) in CENTRES.items():
        letters = () if zone.value in names[zone] else (zone.value,)
        lines = (*wrap(names[zone], BODY, 0.33 * plane.side, 2), *letters)
        y = plane.down(up) + 18 if up > 0 else plane.down(up) - 8 - LEADING * (len(lines) - 1)
        found += write_lines(lines, plane.across(right), y, anchor="middle", fill=MUTED)
    return tuple(found)


def axis_ends(plane: Plane, words: QuadrantWords) -> tuple[Element, ...]:
    """Mark, letter and name of the quadrant at each end of the axes."""
    x, _ = plane.centre
    return (
        *_upright_end(words.quadrant(Quadrant.OPPORTUNITIES), Quadrant.OPPORTUNITIES, x, plane.top - 12, plane.side),
        *_upright_end(words.quadrant(Quadrant.THREATS), Quadrant.THREATS, x, plane.bottom + 13, plane.side),
        *_side_end(plane, words, Quadrant.STRENGTHS, plane.right + 12, plane.right - 4, "end"),
        *_side_end(plane, words, Quadrant.WEAKNESSES, plane.left - 12, plane.left + 4, "start"),
    )


def _upright_end(name: str, quadrant: Quadrant, x: float, y: float, room: float) -> tuple[Element, ...]:
    name = shorten(name, BODY, room - 14)
    left = x - (text_width(name, BODY) + 14) / 2
    return quadrant_mark(quadrant, left + 5, y), write(name, left + 14, middle(y, BODY))


def _side_end(
    plane: Plane, words: QuadrantWords, quadrant: Quadrant, outside: float, inside: float, anchor: str
) -> tuple[Element, ...]:
    """Mark and letter outside the frame; the name, which the margin has no room for, above the axis."""
    y = plane.centre[1]
    return (
        quadrant_mark(quadrant, outside, y - 7),
        write(quadrant.value, outside, y + 13, anchor="middle"),
        write(words.quadrants[quadrant], inside, y - 6, anchor=anchor, room=0.4 * plane.side),
    )

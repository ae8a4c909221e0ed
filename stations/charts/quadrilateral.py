"""Strategic quadrilateral (战略四边形): the four magnitudes on four half-axes, and the centroid P of their ends."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from stations.charts.key import Entry, key
from stations.charts.marks import GRID, INK, MUTED, PAPER, TINT, dot, line, quadrant_mark, straight_lines
from stations.charts.plane import Placed, Plane, Point, point_of
from stations.charts.quadrant_map import coordinates
from stations.charts.svg import SCREEN, ChartError, Drawing, Element, Surface, drawing, element, path
from stations.charts.text import BODY, SMALL, beside, clean, middle, shorten, text_width, wrap, write, write_lines
from stations.charts.words import QuadrantWords
from stations.formats import score
from stations.scoring.vocabulary import Quadrant

REACH = 5
LEAST_SIDE_ROOM = 52
TOP_ROOM = 30
CLEAR = 8
WIDEST = 300

DIRECTIONS = {
    Quadrant.STRENGTHS: (1, 0),
    Quadrant.OPPORTUNITIES: (0, 1),
    Quadrant.WEAKNESSES: (-1, 0),
    Quadrant.THREATS: (0, -1),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class QuadrilateralWords(QuadrantWords):
    """Words of the strategic quadrilateral."""

    point: str
    """What P is: "Centroid P"."""


def quadrilateral(
    magnitudes: Mapping[Quadrant, float | None],
    position: Placed,
    *,
    words: QuadrilateralWords,
    surface: Surface = SCREEN,
) -> Drawing:
    """Draw S to the right, W to the left, O upwards and T downwards, each from 0 to 5, with P inside.

    P = (X, Y) is the mean of the four corners, so it stands at X and Y on the same axes. A quadrant that is None has a
    dashed half-axis, no corner and words. Magnitudes outside 0 to 5 raise ChartError.
    """
    check_magnitudes(magnitudes)
    side_room = _side_room(words, surface.width)
    side = min(surface.width - 2 * side_room, WIDEST)
    plane = Plane(left=(surface.width - side) / 2, top=TOP_ROOM, side=side, reach=REACH)
    point = point_of(position)
    text = beside(words.point, coordinates(point)) if point else ""
    entries = [Entry(dot(0, 0, 4.5), text)] if point else []
    rows = key(entries, left=plane.left, top=plane.bottom + 36, room=surface.width - plane.left)
    return drawing(
        *_net(plane),
        *_polygon(plane, magnitudes),
        *_axes(plane, magnitudes),
        *_numbers(plane, magnitudes),
        *_corners(plane, magnitudes),
        *([dot(*plane.at(point), 4.5, width=1.5)] if point else []),
        *(
            part
            for quadrant in DIRECTIONS
            for part in _end(plane, quadrant, magnitudes.get(quadrant), words, side_room)
        ),
        *rows.elements,
        height=plane.bottom + 36 + rows.height,
        sentence=words.sentence([*_facts(magnitudes, words), *([text] if text else [])]),
        ink=INK,
        surface=surface,
    )


def _side_room(words: QuadrantWords, width: float) -> float:
    """Room left and right for the names of W and S, at most a quarter of the whole on either side."""
    names = (words.quadrants[Quadrant.WEAKNESSES], words.quadrants[Quadrant.STRENGTHS])
    widest = max(text_width(clean(name), SMALL) for name in names)
    return min(max(widest + 8, LEAST_SIDE_ROOM), width / 4)


def check_magnitudes(magnitudes: Mapping[Quadrant, float | None]) -> None:
    """Raise ChartError for a magnitude outside 0 to 5."""
    for quadrant, value in magnitudes.items():
        if value is not None and not 0 <= value <= REACH:
            raise ChartError(f"magnitude of {quadrant} must lie within 0 and 5, not {value}")


def magnitude_text(value: float | None, words: QuadrantWords) -> str:
    """The number, or the words for its absence."""
    return words.absent if value is None else score(value)


def _facts(magnitudes: Mapping[Quadrant, float | None], words: QuadrantWords) -> Iterator[str]:
    for quadrant in Quadrant:
        yield f"{words.quadrant(quadrant)} {magnitude_text(magnitudes.get(quadrant), words)}"


def _corner(quadrant: Quadrant, value: float) -> Point:
    right, up = DIRECTIONS[quadrant]
    return right * value, up * value


def _polygon(plane: Plane, magnitudes: Mapping[Quadrant, float | None]) -> Iterator[Element]:
    """The quadrilateral where all four are there, else the edges between neighbours that are."""
    found = {quadrant: magnitudes.get(quadrant) for quadrant in DIRECTIONS}
    corners = [plane.at(_corner(quadrant, value)) for quadrant, value in found.items() if value is not None]
    if len(corners) == len(DIRECTIONS):
        yield element("path", d=path(*corners, closed=True), fill=TINT, stroke=INK, stroke_width=1.5)
        return
    values = list(found.items())
    for (first, one), (second, two) in zip(values, values[1:] + values[:1], strict=True):
        if one is not None and two is not None:
            yield line(plane.at(_corner(first, one)), plane.at(_corner(second, two)), stroke=INK, width=1.5)


def _axes(plane: Plane, magnitudes: Mapping[Quadrant, float | None]) -> Iterator[Element]:
    absent = [quadrant for quadrant in DIRECTIONS if magnitudes.get(quadrant) is None]
    for quadrant in absent:
        yield line(plane.centre, plane.at(_corner(quadrant, REACH)), dashes="2 4")
    whole = [(plane.centre, plane.at(_corner(quadrant, REACH))) for quadrant in DIRECTIONS if quadrant not in absent]
    yield straight_lines(
        [*whole, *(_tick(plane, quadrant, value) for quadrant in DIRECTIONS for value in range(1, REACH + 1))]
    )


def _net(plane: Plane) -> Iterator[Element]:
    """The quadrilaterals of equal magnitudes, 1 to 5, to read the corners by."""
    nets = [[plane.at(_corner(quadrant, value)) for quadrant in DIRECTIONS] for value in range(1, REACH + 1)]
    yield element("path", d="".join(path(*corners, closed=True) for corners in nets), fill="none", stroke=GRID)


def _numbers(plane: Plane, magnitudes: Mapping[Quadrant, float | None]) -> Iterator[Element]:
    """The scale under the axis of S, on paper of its own where the edge from S to T passes."""
    strength, threat = magnitudes.get(Quadrant.STRENGTHS), magnitudes.get(Quadrant.THREATS)
    depth = 10 * 2 * REACH / plane.side
    crossed = None if strength is None or not threat else strength * (1 - depth / threat)
    for value in range(1, REACH + 1):
        x, y = plane.at((value, 0))
        if crossed is not None and abs(plane.across(crossed) - x) <= CLEAR:
            # The edge passes behind the number, not through it.
            yield element("rect", x=x - CLEAR / 2, y=y + 4, width=CLEAR, height=12, rx=2, fill=PAPER)
        yield write(str(value), x, y + 14, anchor="middle", size=SMALL, fill=MUTED)


def _tick(plane: Plane, quadrant: Quadrant, value: int) -> tuple[Point, Point]:
    x, y = plane.at(_corner(quadrant, value))
    right, up = DIRECTIONS[quadrant]
    return (x - 2.5 * abs(up), y - 2.5 * abs(right)), (x + 2.5 * abs(up), y + 2.5 * abs(right))


def _corners(plane: Plane, magnitudes: Mapping[Quadrant, float | None]) -> Iterator[Element]:
    for quadrant in DIRECTIONS:
        value = magnitudes.get(quadrant)
        if value is not None:
            yield quadrant_mark(quadrant, *plane.at(_corner(quadrant, value)))


def _end(plane: Plane, quadrant: Quadrant, value: float | None, words: QuadrantWords, room: float) -> Iterator[Element]:
    """Letter, number and name beyond the end of a half-axis."""
    right, up = DIRECTIONS[quadrant]
    if up:
        y = plane.top - 14 if up > 0 else plane.bottom + 16
        name = shorten(words.quadrant(quadrant), BODY, 0.7 * plane.side)
        text = f"{name} {magnitude_text(value, words)}"
        yield write(text, plane.centre[0], middle(y, BODY), anchor="middle", room=plane.side + room)
        return
    x, y = plane.centre[0] + right * (plane.side / 2 + room / 2), plane.centre[1]
    above = quadrant.value if value is None else f"{quadrant.value} {magnitude_text(value, words)}"
    below = words.absent if value is None else ""
    yield write(above, x, y - 4, anchor="middle")
    lines = (*wrap(words.quadrants[quadrant], SMALL, room - 4, 2), *wrap(below, SMALL, room - 4, 2))
    yield from write_lines(lines, x, y + 12, anchor="middle", size=SMALL, fill=MUTED)

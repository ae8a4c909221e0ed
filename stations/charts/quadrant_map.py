"""Quadrant map: where the station stands between strengths and weaknesses, opportunities and threats."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import hypot

from stations.charts.key import Entry, key
from stations.charts.marks import COLOURS, DRAWS, INK, PAPER, TINT, dot, line, specks
from stations.charts.placing import Box, boxes_along, place_beside
from stations.charts.plane import Placed, Plane, Point, lines_inside, point_of
from stations.charts.plane_frame import MARGIN, axes, axis_ends, frame, names_of_zones
from stations.charts.region import Region
from stations.charts.svg import SCREEN, Drawing, Element, Surface, drawing, element, path
from stations.charts.text import BODY, beside, middle, text_width, write
from stations.charts.words import QuadrantWords
from stations.formats import index
from stations.scoring.vocabulary import Quadrant, StrategyZone

WIDEST = 340
POINT_RADIUS = 5.5
DASHES = "4 2.5"
LEAST_ARROW = 22


@dataclass(frozen=True, slots=True, kw_only=True)
class MapWords(QuadrantWords):
    """Words of the quadrant map."""

    zones: Mapping[StrategyZone, str]
    """Name of each zone: 开拓型, Pioneering; with or without its letters."""
    point: str
    """What P is: "Centroid P, this cycle"."""
    previous: str = ""
    """What the hollow point is: "Last cycle (2025)"; needed where there is one."""
    region: str = ""
    """What the outline holds: "90 % region: P may lie here just as well"; needed where there is one."""


def quadrant_map(
    position: Placed,
    *,
    words: MapWords,
    previous: Placed | None = None,
    region: Region | None = None,
    surface: Surface = SCREEN,
) -> Drawing:
    """Draw P in the plane of X = (S − W)/4 and Y = (O − T)/4, both −1 to 1, with its four zones and eight sectors.

    `previous` becomes a hollow point with an arrow to P, `region` (of `region_around`) a cloud and an outline. Where only
    one coordinate is known a line stands for it; where P is absent the words say so. Coordinates out of range raise
    ChartError.
    """
    side = min(surface.width - 2 * MARGIN, WIDEST)
    plane = Plane(left=(surface.width - side) / 2, top=MARGIN, side=side)
    point, before = point_of(position), point_of(previous) if previous else None
    around = region if region and point else Region()
    entries = _entries(words, position, point, before, around)
    rows = key(entries, left=plane.left, top=plane.bottom + MARGIN + 6, room=side)
    return drawing(
        frame(plane),
        *_region(plane, around),
        *axes(plane),
        *names_of_zones(plane, words.zones),
        *axis_ends(plane, words),
        *_single_coordinates(plane, position),
        *_points(plane, point, before, around),
        *rows.elements,
        height=plane.bottom + MARGIN + 6 + rows.height,
        sentence=words.sentence(entry.text for entry in entries),
        ink=INK,
        surface=surface,
    )


def coordinates(point: Point) -> str:
    """A point as it is written beside its mark.

    >>> coordinates((0.25, -0.125))
    '(0.25, −0.13)'
    """
    return f"({index(point[0])}, {index(point[1])})"


def _entries(
    words: MapWords, position: Placed, point: Point | None, before: Point | None, around: Region
) -> tuple[Entry, ...]:
    """The key, which is the sentence as well."""
    found = [Entry(_point_mark(0, 0), beside(words.point, coordinates(point))) if point else Entry(None, words.absent)]
    if point is None:
        found += [Entry(None, text) for text in _single_texts(position)]
    if before:
        found.append(Entry(_hollow_mark(0, 0), beside(words.previous, coordinates(before))))
    if around.outline or around.draws:
        found.append(Entry(_region_mark(), words.region))
    return tuple(found)


def _point_mark(x: float, y: float) -> Element:
    return dot(x, y, POINT_RADIUS, width=1.5)


def _hollow_mark(x: float, y: float) -> Element:
    return dot(x, y, POINT_RADIUS - 1, fill=PAPER, stroke=INK, width=1.5)


def _region_mark() -> Element:
    return element("ellipse", rx=9, ry=6, fill=TINT, stroke=COLOURS[Quadrant.STRENGTHS], stroke_dasharray=DASHES)


def _region(plane: Plane, region: Region) -> Iterator[Element]:
    """The outline as an area with a dashed edge, which the frame cuts off, and a small dot for each draw."""
    if region.outline:
        yield element("path", d=path(*map(plane.at, region.outline), closed=True), fill=TINT)
    if region.draws:
        yield specks(map(plane.at, region.draws), width=2.6, colour=DRAWS)
    for run in lines_inside(region.outline):
        edge = path(*map(plane.at, run))
        yield element("path", d=edge, fill="none", stroke=COLOURS[Quadrant.STRENGTHS], stroke_dasharray=DASHES)


def _single_texts(position: Placed) -> tuple[str, ...]:
    return tuple(
        f"{axis} = {index(value)}" for axis, value in (("X", position.x), ("Y", position.y)) if value is not None
    )


def _single_coordinates(plane: Plane, position: Placed) -> Iterator[Element]:
    """A line across the plane where one coordinate is known and the other is not."""
    if position.x is not None and position.y is None:
        yield line(plane.at((position.x, 1)), plane.at((position.x, -1)), stroke=INK, width=1.5, dashes="6 4")
    if position.y is not None and position.x is None:
        yield line(plane.at((-1, position.y)), plane.at((1, position.y)), stroke=INK, width=1.5, dashes="6 4")


def _points(plane: Plane, point: Point | None, before: Point | None, region: Region) -> Iterator[Element]:
    """P with its coordinates and its ray from the centre, and the way that it has come."""
    if before:
        old = plane.at(before)
        if point:
            yield from _arrow(old, plane.at(point))
        yield _hollow_mark(*old)
    if point:
        if not before:
            yield line(plane.centre, plane.at(point), stroke=INK, width=1)
        yield _point_mark(*plane.at(point))
        yield from _label(plane, point, before, region)


def _arrow(start: Point, end: Point) -> Iterator[Element]:
    """From the hollow point to P; too short a way has no arrow."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    if length < LEAST_ARROW:
        return
    along = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
    tip = (end[0] - along[0] * (POINT_RADIUS + 2), end[1] - along[1] * (POINT_RADIUS + 2))
    neck = (tip[0] - 7 * along[0], tip[1] - 7 * along[1])
    wings = [(neck[0] - side * along[1] * 3.2, neck[1] + side * along[0] * 3.2) for side in (1, -1)]
    yield line(start, neck, stroke=INK, width=1.25)
    yield element("path", d=path(tip, *wings, closed=True))


def _label(plane: Plane, point: Point, before: Point | None, region: Region) -> Iterator[Element]:
    text = f"P {coordinates(point)}"
    at = plane.at(point)
    way = boxes_along(plane.at(before) if before else plane.centre, at)
    around = [
        Box(x - size / 2, y - size / 2, size, size)
        for size, points in ((4, region.outline), (1.5, region.draws))
        for x, y in map(plane.at, points)
    ]
    inside = Box(plane.left, plane.top, plane.side, plane.side)
    box = place_beside(at, text_width(text, BODY) + 4, 17, frame=inside, taken=(*_names(plane), *way, *around))
    yield element("rect", x=box.left, y=box.top, width=box.width, height=box.height, rx=2, fill=PAPER)
    yield write(text, box.left + box.width / 2, middle(box.top + box.height / 2, BODY), anchor="middle")


def _names(plane: Plane) -> tuple[Box, ...]:
    """What a label should not cover: the axes with their numbers, and the names in the corners."""
    x, y = plane.centre
    names = [
        Box(plane.across(across) - 0.18 * plane.side, plane.down(down) - 18, 0.36 * plane.side, 36)
        for across in (-0.5, 0.5)
        for down in (-0.9, 0.9)
    ]
    return (Box(x - 24, plane.top, 26, plane.side), Box(plane.left, y - 18, plane.side, 34), *names)

"""Colours, fills and marks: each quadrant has a colour, a fill and a shape of its own, so that grey copies stay readable."""

from collections.abc import Iterable
from enum import Enum
from functools import partial

from stations.charts.svg import Element, element, group, number, path
from stations.scoring.vocabulary import Quadrant, StrategyZone

INK = "#1f2328"
MUTED = "#57606a"
AXIS = "#8c959f"
GRID = "#dfe3e8"
TINT = "#eceaf5"
DRAWS = "#aaa3cf"
PAPER = "#ffffff"

COLOURS = {
    Quadrant.STRENGTHS: "#332288",
    Quadrant.WEAKNESSES: "#997700",
    Quadrant.OPPORTUNITIES: "#6699CC",
    Quadrant.THREATS: "#EE6677",
}


class Pattern(Enum):
    """How an area is filled: tone and lines, told apart without colour."""

    SOLID = "solid"
    RISING = "rising"
    FALLING = "falling"
    PLAIN = "plain"
    EMPTY = "empty"


class Shape(Enum):
    """Outline of a mark."""

    SQUARE = "square"
    CIRCLE = "circle"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"


SHAPES = {
    Quadrant.STRENGTHS: Shape.SQUARE,
    Quadrant.WEAKNESSES: Shape.TRIANGLE,
    Quadrant.OPPORTUNITIES: Shape.CIRCLE,
    Quadrant.THREATS: Shape.DIAMOND,
}

FAMILY_SHAPES = {
    StrategyZone.SO: Shape.SQUARE,
    StrategyZone.WO: Shape.TRIANGLE,
    StrategyZone.ST: Shape.DIAMOND,
    StrategyZone.WT: Shape.CIRCLE,
}

# What speaks for the station is plain, what speaks against it is hatched; of each pair one is dark and one is light.
HATCHES = {
    Quadrant.STRENGTHS: None,
    Quadrant.WEAKNESSES: (Pattern.RISING, PAPER),
    Quadrant.OPPORTUNITIES: None,
    Quadrant.THREATS: (Pattern.FALLING, INK),
}


def quadrant_bar(quadrant: Quadrant, x: float, y: float, width: float, height: float) -> Element:
    """A bar in a quadrant's colour and fill."""
    hatch = HATCHES[quadrant]
    lines = () if hatch is None else hatching(hatch[0], x, y, width, height, colour=hatch[1])
    return _box(x, y, width, height, fill=COLOURS[quadrant], lines=lines)


def _box(
    x: float, y: float, width: float, height: float, *, fill: str, lines: tuple[Element, ...], dashes: str | None = None
) -> Element:
    """A rectangle with an edge; lines across it lie under the edge."""
    box = partial(element, "rect", x=x, y=y, width=width, height=height)
    edged = partial(box, stroke=INK, stroke_width=0.75, stroke_dasharray=dashes)
    return group(box(fill=fill), *lines, edged(fill="none")) if lines else edged(fill=fill)


def hatching(pattern: Pattern, x: float, y: float, width: float, height: float, *, colour: str) -> tuple[Element, ...]:
    """Slanted lines across a rectangle, cut at its edges; nothing where it is too small for any.

    They are lines and no SVG pattern, which would need an id that is unique on the page.
    """
    step = 6.0
    count = int((width + height) / step - 1e-9)
    lines = [_hatch_line(pattern, x, y, width, height, step * index) for index in range(1, count + 1)]
    return (element("path", d="".join(lines), stroke=colour, stroke_width=1, fill="none"),) if lines else ()


def _hatch_line(pattern: Pattern, x: float, y: float, width: float, height: float, offset: float) -> str:
    """One line: where the distances from the upper left corner sum to `offset`, or its mirror image."""
    ends = [
        (min(offset, width), offset - min(offset, width)),
        (offset - min(offset, height), min(offset, height)),
    ]
    if pattern is Pattern.FALLING:
        ends = [(width - across, down) for across, down in ends]
    return path(*((x + across, y + down) for across, down in ends))


def patterned_box(pattern: Pattern, x: float, y: float, width: float, height: float) -> Element:
    """A rectangle in one of the five fills."""
    fill = {Pattern.SOLID: COLOURS[Quadrant.STRENGTHS], Pattern.PLAIN: "#b9cbe0"}.get(pattern, PAPER)
    dashes = "3 2" if pattern is Pattern.EMPTY else None
    is_hatched = pattern in (Pattern.RISING, Pattern.FALLING)
    colour = INK if pattern is Pattern.FALLING else COLOURS[Quadrant.WEAKNESSES]
    lines = hatching(pattern, x, y, width, height, colour=colour) if is_hatched else ()
    return _box(x, y, width, height, fill=fill, lines=lines, dashes=dashes)


def quadrant_mark(quadrant: Quadrant, x: float, y: float, radius: float = 5) -> Element:
    """A quadrant's shape in its colour, around a point."""
    return mark(SHAPES[quadrant], x, y, radius, fill=COLOURS[quadrant])


def mark(shape: Shape, x: float, y: float, radius: float, *, fill: str) -> Element:
    """A shape around a point; all shapes of one radius look equally large."""
    if shape is Shape.CIRCLE:
        return element("circle", cx=x, cy=y, r=radius, fill=fill, stroke=INK, stroke_width=0.75)
    outline = [(x + across * radius, y + down * radius) for across, down in OUTLINES[shape]]
    return element("path", d=path(*outline, closed=True), fill=fill, stroke=INK, stroke_width=0.75)


OUTLINES = {
    Shape.SQUARE: ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    Shape.TRIANGLE: ((-1.15, -0.9), (1.15, -0.9), (0, 1.1)),
    Shape.DIAMOND: ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
}


def line(
    start: tuple[float, float],
    end: tuple[float, float],
    *,
    stroke: str = AXIS,
    width: float = 1,
    dashes: str | None = None,
) -> Element:
    """A straight line."""
    return straight_lines([(start, end)], stroke=stroke, width=width, dashes=dashes)


def straight_lines(
    ends: Iterable[tuple[tuple[float, float], tuple[float, float]]],
    *,
    stroke: str = AXIS,
    width: float = 1,
    dashes: str | None = None,
) -> Element:
    """Straight lines of one kind in one path, for each element costs a page and a report time."""
    d = "".join(path(start, end) for start, end in ends)
    return element("path", d=d, stroke=stroke, stroke_width=width, stroke_dasharray=dashes, fill="none")


def dot(x: float, y: float, radius: float, *, fill: str = INK, stroke: str = PAPER, width: float = 1) -> Element:
    """A round dot, hollow where `fill` is the colour of the paper."""
    return element("circle", cx=x, cy=y, r=radius, fill=fill, stroke=stroke, stroke_width=width)


def specks(points: Iterable[tuple[float, float]], *, width: float, colour: str) -> Element:
    """A small round speck at each point, all of them one path."""
    d = "".join(f"M{number(x)} {number(y)}h0" for x, y in points)
    return element("path", d=d, stroke=colour, stroke_width=width, stroke_linecap="round", fill="none")


def offset(x: float, y: float) -> str:
    """A transform that moves what it is put on.

    >>> offset(10, 2.5)
    'translate(10 2.5)'
    """
    return f"translate({number(x)} {number(y)})"

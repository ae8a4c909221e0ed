"""Magnitude bars: the four quadrants on one scale, with a dot for each rater's own figure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from stations.charts.key import Block, Entry, key
from stations.charts.marks import GRID, INK, MUTED, PAPER, line, quadrant_bar, quadrant_mark, straight_lines
from stations.charts.quadrilateral import check_magnitudes, magnitude_text
from stations.charts.svg import SCREEN, Drawing, Element, Surface, drawing, element
from stations.charts.text import BODY, SMALL, clean, middle, write
from stations.charts.words import QuadrantWords
from stations.formats import score
from stations.scoring.vocabulary import Quadrant

REACH = 5
LEFT = 6
RIGHT_ROOM = 34
BAR = 14
DOT = 4
LANE = 10

RaterMagnitude = tuple[str, float]
"""A rater as the reader knows them, and the quadrant's magnitude by this rater alone, 0 to 5."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MagnitudeWords(QuadrantWords):
    """Words of the magnitude bars."""

    raters: str = ""
    """What a dot is: "Each dot is one rater"; needed where there are dots."""


def magnitude_bars(
    magnitudes: Mapping[Quadrant, float | None],
    *,
    words: MagnitudeWords,
    dots: Mapping[Quadrant, Sequence[RaterMagnitude]] | None = None,
    surface: Surface = SCREEN,
) -> Drawing:
    """Draw S, W, O and T as bars from 0 to 5, with raters' own magnitudes as dots below their bar.

    A quadrant that is None has words and no bar. Figures outside 0 to 5 raise ChartError.
    """
    check_magnitudes(magnitudes)
    given = dots or {}
    unit = (surface.width - LEFT - RIGHT_ROOM) / REACH
    rows: list[Block] = []
    for quadrant in Quadrant:
        top = 4 + sum(row.height for row in rows)
        rows.append(_row(quadrant, magnitudes.get(quadrant), given.get(quadrant, ()), top=top, unit=unit, words=words))
    bottom = 4 + sum(row.height for row in rows)
    legend = key(
        [Entry(_dot(0, 0), words.raters)] if any(given.values()) else [],
        left=LEFT,
        top=bottom + 24,
        room=surface.width - 12,
    )
    return drawing(
        *_numbers(bottom, unit),
        *(part for row in rows for part in row.elements),
        *legend.elements,
        height=bottom + 24 + legend.height,
        sentence=words.sentence(_facts(magnitudes, given, words)),
        ink=INK,
        surface=surface,
    )


def _numbers(bottom: float, unit: float) -> Iterator[Element]:
    for value in range(REACH + 1):
        yield write(str(value), LEFT + value * unit, bottom + 12, anchor="middle", size=SMALL, fill=MUTED)


def _scale(top: float, bottom: float, unit: float) -> Iterator[Element]:
    """The scale behind one bar and its dots."""
    places = [LEFT + value * unit for value in range(REACH + 1)]
    yield straight_lines([((x, top), (x, bottom)) for x in places[1:]], stroke=GRID)
    yield line((LEFT, top), (LEFT, bottom))


def _row(
    quadrant: Quadrant,
    value: float | None,
    dots: Sequence[RaterMagnitude],
    *,
    top: float,
    unit: float,
    words: MagnitudeWords,
) -> Block:
    """Mark and name, the bar with its number below, the raters' dots under it."""
    name, room = words.quadrant(quadrant), REACH * unit + RIGHT_ROOM - 16
    bar_top = top + 20
    found = [quadrant_mark(quadrant, LEFT + 5, top + 9), write(name, LEFT + 16, middle(top + 9, BODY), room=room)]
    if value is None:
        found.append(write(words.absent, LEFT + 16, middle(bar_top + BAR / 2, BODY), fill=MUTED, room=room))
    else:
        found += [
            quadrant_bar(quadrant, LEFT, bar_top, value * unit, BAR),
            write(score(value), LEFT + value * unit + 6, middle(bar_top + BAR / 2, BODY)),
        ]
    swarm = _swarm(quadrant, dots, top=bar_top + BAR + 9, unit=unit)
    end = bar_top + BAR + 4 + swarm.height
    scale = _scale(bar_top - 2, end, unit) if swarm.elements or value is not None else ()
    return Block((*scale, *found, *swarm.elements), end + 8 - top)


def _swarm(quadrant: Quadrant, dots: Sequence[RaterMagnitude], *, top: float, unit: float) -> Block:
    """A dot for each rater; those that would cover another move to the next lane."""
    ends: list[float] = []
    found: list[Element] = []
    for rater, value in sorted(dots, key=lambda each: (each[1], each[0])):
        check_magnitudes({quadrant: value})
        x = LEFT + value * unit
        lane = next((lane for lane, end in enumerate(ends) if x - end >= 2 * DOT + 1), len(ends))
        ends[lane : lane + 1] = [x]
        found.append(_dot(x, top + lane * LANE, f"{rater} {score(value)}"))
    return Block(tuple(found), LANE * len(ends))


def _dot(x: float, y: float, tip: str | None = None) -> Element:
    """A rater's dot; pointing at it tells whose it is."""
    tips = [element("title", clean(tip))] if tip else []
    return element("circle", *tips, cx=x, cy=y, r=DOT, fill=PAPER, stroke=INK, stroke_width=1.25)


def _facts(
    magnitudes: Mapping[Quadrant, float | None],
    dots: Mapping[Quadrant, Sequence[RaterMagnitude]],
    words: MagnitudeWords,
) -> Iterator[str]:
    for quadrant in Quadrant:
        fact = f"{words.quadrant(quadrant)} {magnitude_text(magnitudes.get(quadrant), words)}"
        own = [f"{rater} {score(value)}" for rater, value in dots.get(quadrant, ())]
        yield fact + words.aside(words.joined(own)) if own else fact

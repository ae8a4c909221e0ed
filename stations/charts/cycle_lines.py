"""Lines over cycles: how the four magnitudes have moved, on one fixed scale from 1 to 5."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from stations.charts.key import Entry, key
from stations.charts.marks import AXIS, COLOURS, GRID, INK, MUTED, line, quadrant_mark
from stations.charts.plane import Point
from stations.charts.svg import SCREEN, ChartError, Drawing, Element, Surface, drawing, element, path
from stations.charts.text import BODY, LEADING, SMALL, balance, fits, middle, text_width, wrap, write, write_lines
from stations.charts.words import QuadrantWords
from stations.formats import score
from stations.scoring.vocabulary import Quadrant

LOWEST, HIGHEST = 1, 5
LEFT = 22
TOP = 12
HEIGHT = 200
LABEL_HEIGHT = 28
LEAST_COLUMN = 34

DASHES = {
    Quadrant.STRENGTHS: None,
    Quadrant.WEAKNESSES: "7 3",
    Quadrant.OPPORTUNITIES: "2 2.5",
    Quadrant.THREATS: "8 3 2 3",
}

Series = Sequence[float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleWords(QuadrantWords):
    """Words of the lines over cycles; `absent` heads the list of figures that are missing."""


@dataclass(frozen=True, slots=True)
class Field:
    """The part of the drawing between the scale and the names at the right."""

    left: float
    right: float
    count: int

    @property
    def column(self) -> float:
        """User units from one cycle to the next."""
        return (self.right - self.left) / max(1, self.count - 1)

    def across(self, position: int) -> float:
        """User units of a cycle; the last one stands at the right, next to the names."""
        return self.right - self.column * (self.count - 1 - position)

    @staticmethod
    def down(value: float) -> float:
        """User units of a magnitude."""
        return TOP + HEIGHT * (HIGHEST - value) / (HIGHEST - LOWEST)


def cycle_lines(
    cycles: Sequence[str], series: Mapping[Quadrant, Series], *, words: CycleWords, surface: Surface = SCREEN
) -> Drawing:
    """Draw the magnitudes, 1 to 5, over the cycles, the oldest first; each line has a dash, a mark and its name.

    A magnitude that is None breaks its line and is listed in words. No cycle at all, a series that has not one figure
    for each cycle, or a figure out of range raises ChartError.
    """
    _check(cycles, series)
    names = {
        quadrant: _end_lines(quadrant, series[quadrant], words)
        for quadrant in Quadrant
        if _last(series.get(quadrant, ()))
    }
    label_room = min(max((text_width(name, SMALL) for _, name in names.values()), default=0), 0.3 * surface.width)
    label_room = max(label_room, text_width("W 0.0", BODY))
    field = Field(LEFT + 12, surface.width - label_room - 22, len(cycles))
    captions = _captions(cycles, field)
    missing = _missing(cycles, series, words)
    notes = [Entry(None, words.listing(words.absent, missing))] if missing else []
    foot_top = TOP + HEIGHT + 14 + LEADING * max(len(caption) for caption in captions)
    foot = key(notes, left=0, top=foot_top, room=surface.width)
    return drawing(
        *_grid(field),
        *_cycle_names(captions, field, surface.width),
        *(part for quadrant in Quadrant for part in _line(quadrant, series.get(quadrant, ()), field)),
        *_names(names, series, field, label_room),
        *foot.elements,
        height=foot_top + foot.height,
        sentence=words.sentence(_facts(cycles, series, words)),
        ink=INK,
        surface=surface,
    )


def _check(cycles: Sequence[str], series: Mapping[Quadrant, Series]) -> None:
    if not cycles:
        raise ChartError("at least one cycle is needed")
    for quadrant, values in series.items():
        if len(values) != len(cycles):
            raise ChartError(f"{quadrant} has {len(values)} figures for {len(cycles)} cycles")
        for value in values:
            if value is not None and not LOWEST - 1e-6 <= value <= HIGHEST + 1e-6:
                raise ChartError(f"magnitude of {quadrant} must lie within 1 and 5, not {value}")


def _last(values: Series) -> tuple[int, float] | None:
    """The latest figure that there is, and its cycle."""
    return next(((position, value) for position, value in reversed(list(enumerate(values))) if value is not None), None)


def _end_lines(quadrant: Quadrant, values: Series, words: CycleWords) -> tuple[str, str]:
    """Letter and the figure of the last cycle, if that is there; the name below."""
    latest = values[-1]
    return quadrant.value if latest is None else f"{quadrant.value} {score(latest)}", words.quadrants[quadrant]


def _grid(field: Field) -> Iterator[Element]:
    for value in range(LOWEST, HIGHEST + 1):
        y = field.down(value)
        yield line((LEFT, y), (field.right + 8, y), stroke=GRID)
        yield write(str(value), LEFT - 8, middle(y, SMALL), anchor="end", size=SMALL, fill=MUTED)


def _captions(cycles: Sequence[str], field: Field) -> list[tuple[str, ...]]:
    """The cycles' names in lines; where they are many, only every second, third, … up to the last."""
    every = _stride(cycles, field)
    room = _caption_room(field, every)
    return [
        balance(cycle, SMALL, room, 3) if (field.count - 1 - position) % every == 0 else ()
        for position, cycle in enumerate(cycles)
    ]


def _stride(cycles: Sequence[str], field: Field) -> int:
    """Every how many-th name is shown: as few left out as lets the others stand in two lines, at least three shown."""
    for every in range(1, max(1, (field.count - 1) // 2) + 1):
        if all(fits(cycle, SMALL, _caption_room(field, every), 2) for cycle in cycles):
            return every
    return ceil(LEAST_COLUMN / field.column)


def _caption_room(field: Field, every: int) -> float:
    """Room for a name; the outermost are pushed inside the drawing and must not reach their neighbours there."""
    room = field.column * every - 4
    return min(room, (field.left + room) * 2 / 3)


def _cycle_names(captions: Sequence[tuple[str, ...]], field: Field, width: float) -> Iterator[Element]:
    for position, lines in enumerate(captions):
        widest = max((text_width(text, SMALL) for text in lines), default=0)
        x = min(max(field.across(position), widest / 2), width - widest / 2)
        yield from write_lines(lines, x, TOP + HEIGHT + 20, anchor="middle", size=SMALL, fill=MUTED)


def _line(quadrant: Quadrant, values: Series, field: Field) -> Iterator[Element]:
    """The runs of figures without a gap, and a mark on each figure."""
    points = [None if value is None else (field.across(i), field.down(value)) for i, value in enumerate(values)]
    for run in _runs(points):
        yield element(
            "path",
            d=path(*run),
            fill="none",
            stroke=COLOURS[quadrant],
            stroke_width=2,
            stroke_dasharray=DASHES[quadrant],
        )
    for point in points:
        if point is not None:
            yield quadrant_mark(quadrant, *point, 4.5)


def _runs(points: Sequence[Point | None]) -> Iterator[list[Point]]:
    """Neighbours that are all there, two or more."""
    run: list[Point] = []
    for point in [*points, None]:
        if point is not None:
            run.append(point)
            continue
        if len(run) > 1:
            yield run
        run = []


def _names(
    names: Mapping[Quadrant, tuple[str, str]], series: Mapping[Quadrant, Series], field: Field, room: float
) -> Iterator[Element]:
    """Each line's letter, figure and name at its end, moved apart where lines end close together."""
    ends = {quadrant: last for quadrant in names if (last := _last(series[quadrant]))}
    order = sorted(names, key=lambda quadrant: (-ends[quadrant][1], list(Quadrant).index(quadrant)))
    heights = spread([field.down(ends[quadrant][1]) for quadrant in order], LABEL_HEIGHT, TOP + 4, TOP + HEIGHT - 6)
    x = field.right + 22
    for quadrant, y in zip(order, heights, strict=True):
        position, value = ends[quadrant]
        yield line((field.across(position) + 7, field.down(value)), (x - 4, y), stroke=AXIS, width=0.75)
        above, below = names[quadrant]
        yield write(above, x, y - 2)
        yield from write_lines(wrap(below, SMALL, room, 1), x, y + 11, size=SMALL, fill=MUTED)


def spread(wanted: Sequence[float], apart: float, first: float, last: float) -> list[float]:
    """Heights as near to the wanted ones, which ascend, as the distance between neighbours lets them.

    >>> spread([10, 12, 60], 20, 0, 100)
    [1.0, 21.0, 60]
    """
    clusters: list[list[float]] = []
    for height in wanted:
        clusters.append([height])
        while len(clusters) > 1 and _top(clusters[-1], apart) < _top(clusters[-2], apart) + apart * len(clusters[-2]):
            clusters[-2:] = [clusters[-2] + clusters[-1]]
    placed = [_top(cluster, apart) + apart * i for cluster in clusters for i in range(len(cluster))]
    return _pushed_inside(placed, apart, first, last)


def _top(cluster: Sequence[float], apart: float) -> float:
    """Where a cluster begins whose members stand around their common middle."""
    if len(cluster) == 1:
        return cluster[0]
    return sum(cluster) / len(cluster) - apart * (len(cluster) - 1) / 2


def _pushed_inside(placed: Sequence[float], apart: float, first: float, last: float) -> list[float]:
    found = list(placed)
    for i in range(len(found)):
        found[i] = max(found[i], first + apart * i)
    for i in range(len(found)):
        found[-1 - i] = min(found[-1 - i], last - apart * i)
    return found


def _missing(cycles: Sequence[str], series: Mapping[Quadrant, Series], words: CycleWords) -> list[str]:
    """Which figures are not there: a whole quadrant or a whole cycle by its name, else letter and cycle."""
    known = {quadrant: series[quadrant] for quadrant in Quadrant if _last(series.get(quadrant, ()))}
    quadrants = [words.quadrant(quadrant) for quadrant in Quadrant if quadrant not in known]
    return [*quadrants, *(gap for position, cycle in enumerate(cycles) for gap in _gaps(position, cycle, known))]


def _gaps(position: int, cycle: str, known: Mapping[Quadrant, Series]) -> list[str]:
    missing = [quadrant for quadrant, values in known.items() if values[position] is None]
    return [cycle] if len(missing) == len(known) else [f"{quadrant.value} {cycle}" for quadrant in missing]


def _facts(cycles: Sequence[str], series: Mapping[Quadrant, Series], words: CycleWords) -> Iterator[str]:
    for quadrant in Quadrant:
        values = series.get(quadrant) or [None] * len(cycles)
        told = [
            f"{cycle} {words.absent if value is None else score(value)}"
            for cycle, value in zip(cycles, values, strict=True)
        ]
        yield f"{words.quadrant(quadrant)}{words.aside(words.joined(told))}"

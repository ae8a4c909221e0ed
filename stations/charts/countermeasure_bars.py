"""Countermeasure bars: how attractive each proposal is, the most attractive first, with the shape of its family."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from stations.charts.key import Block, Entry, key
from stations.charts.marks import AXIS, FAMILY_SHAPES, GRID, INK, MUTED, PAPER, line, mark
from stations.charts.svg import SCREEN, ChartError, Drawing, Element, Surface, drawing, element
from stations.charts.text import BODY, LEADING, SMALL, middle, text_width, wrap, write, write_lines
from stations.charts.words import Words
from stations.formats import index
from stations.scoring.canonical import code_order
from stations.scoring.vocabulary import StrategyZone

LOWEST, HIGHEST = 1, 4
LEFT = 52
GAP = 12
RIGHT_ROOM = 36
BAR = 10
FILL = "#6699CC"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountermeasureBar:
    """A countermeasure as the chart shows it."""

    code: str
    title: str
    """Short title in the reader's language."""
    family: StrategyZone
    attractiveness: float | None
    """A_k, 1 to 4; None if none of the factors behind it was scored."""
    rank: int | None
    """1 is the most attractive; equal ones share a rank."""
    groups: str = ""
    """A letter for each group in which it cannot be told apart from the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountermeasureWords(Words):
    """Words of the countermeasure bars; `absent` heads the list of those without a figure."""

    families: Mapping[StrategyZone, str]
    """Name of each family: 增长型战略, Growth strategies; with or without its letters."""
    alike: str = ""
    """What it means to share a letter."""

    def family(self, family: StrategyZone) -> str:
        """Letters and name of a family, the letters once."""
        name = self.families[family]
        return name if family.value in name else f"{family.value} {name}"


def countermeasure_bars(
    countermeasures: Sequence[CountermeasureBar], *, words: CountermeasureWords, surface: Surface = SCREEN
) -> Drawing:
    """Draw a bar from 1 (no effect) to 4 for each countermeasure, in order of rank and then of code.

    Those without a figure are listed by name and not drawn. An attractiveness outside 1 to 4 raises ChartError.
    """
    ranked = sorted(_ranked(countermeasures), key=lambda each: (-(each.attractiveness or 0.0), code_order(each.code)))
    unit = (surface.width - LEFT - RIGHT_ROOM) / (HIGHEST - LOWEST)
    rows: list[Block] = []
    for each in ranked:
        rows.append(_row(each, top=4 + sum(row.height for row in rows), unit=unit, width=surface.width))
    bottom = 4 + sum(row.height for row in rows)
    foot = _foot(ranked, countermeasures, words, bottom + 26, surface.width)
    return drawing(
        *(_numbers(bottom, unit) if ranked else ()),
        *(part for row in rows for part in row.elements),
        *foot.elements,
        height=bottom + 26 + foot.height,
        sentence=words.sentence(_facts(ranked, countermeasures, words)),
        ink=INK,
        surface=surface,
    )


def _ranked(countermeasures: Sequence[CountermeasureBar]) -> Iterator[CountermeasureBar]:
    for each in countermeasures:
        if each.attractiveness is None:
            continue
        if not LOWEST - 1e-6 <= each.attractiveness <= HIGHEST + 1e-6:
            raise ChartError(f"attractiveness of {each.code} must lie within 1 and 4, not {each.attractiveness}")
        yield each


def _row(each: CountermeasureBar, *, top: float, unit: float, width: float) -> Block:
    """Rank, the family's shape and letters, the title with its groups above its bar."""
    room = text_width(each.groups, SMALL) + GAP if each.groups else 0
    lines = wrap(f"{each.code} {each.title}", BODY, width - LEFT - room, 3)
    y = top + LEADING * len(lines) + 4
    length = ((each.attractiveness or LOWEST) - LOWEST) * unit
    shape = FAMILY_SHAPES[each.family]
    return Block(
        (
            mark(shape, 28, top + 8, 5, fill=PAPER),
            write(each.family.value, 28, top + 28, anchor="middle", size=SMALL),
            write("" if each.rank is None else str(each.rank), 8, top + 12.5, anchor="middle"),
            *write_lines(lines, LEFT, top + 12.5),
            *([write(each.groups, width, top + 12.5, anchor="end", size=SMALL, fill=MUTED)] if each.groups else ()),
            *_scale(y, unit),
            element("rect", x=LEFT, y=y, width=length, height=BAR, fill=FILL, stroke=INK, stroke_width=0.75),
            write(index(each.attractiveness), LEFT + length + 6, middle(y + BAR / 2, BODY)),
        ),
        LEADING * len(lines) + BAR + 18,
    )


def _numbers(bottom: float, unit: float) -> Iterator[Element]:
    for value in range(LOWEST, HIGHEST + 1):
        x = LEFT + (value - LOWEST) * unit
        yield write(str(value), x, bottom + 6, anchor="middle", size=SMALL, fill=MUTED)


def _scale(top: float, unit: float) -> Iterator[Element]:
    """The scale behind one bar."""
    for value in range(LOWEST, HIGHEST + 1):
        x = LEFT + (value - LOWEST) * unit
        yield line((x, top - 3), (x, top + BAR + 3), stroke=AXIS if value == LOWEST else GRID)


def _foot(
    ranked: Sequence[CountermeasureBar],
    countermeasures: Sequence[CountermeasureBar],
    words: CountermeasureWords,
    top: float,
    width: float,
) -> Block:
    """The families that occur, what the letters mean, and the countermeasures without a figure."""
    families = {each.family for each in ranked}
    entries = [
        Entry(mark(FAMILY_SHAPES[family], 0, 0, 5, fill=PAPER), words.family(family))
        for family in StrategyZone
        if family in families
    ]
    if any(each.groups for each in ranked):
        entries.append(Entry(None, words.alike))
    if unscored := _names_without_figure(countermeasures):
        entries += [Entry(None, words.listing(words.absent, [])), *(Entry(None, name) for name in unscored)]
    return key(entries, left=0, top=top, room=width, lines=3)


def _names_without_figure(countermeasures: Sequence[CountermeasureBar]) -> list[str]:
    return [f"{each.code} {each.title}" for each in countermeasures if each.attractiveness is None]


def _facts(
    ranked: Sequence[CountermeasureBar], countermeasures: Sequence[CountermeasureBar], words: CountermeasureWords
) -> Iterator[str]:
    for each in ranked:
        yield f"{each.code} {each.title}{words.aside(each.family.value)} {index(each.attractiveness)} {each.groups}".rstrip()
    if any(each.groups for each in ranked):
        yield words.alike
    if unscored := _names_without_figure(countermeasures):
        yield words.listing(words.absent, unscored)

"""Diverging bars: which factors matter, by weighted contribution, those for the station to the right of the middle."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stations.charts.key import Block, Entry, key
from stations.charts.marks import INK, line, quadrant_bar, quadrant_mark
from stations.charts.svg import SCREEN, ChartError, Drawing, Element, Surface, drawing
from stations.charts.text import BODY, LEADING, balance, middle, write, write_lines
from stations.charts.words import QuadrantWords
from stations.formats import index
from stations.scoring.canonical import code_order
from stations.scoring.vocabulary import FAVOURABLE, Quadrant

HIGHEST = 5
BAR = 12
GAP = 8
SIDE_ROW = 18
NUMBER_ROOM = 34
INTERNAL = (Quadrant.STRENGTHS, Quadrant.WEAKNESSES)
EXTERNAL = (Quadrant.OPPORTUNITIES, Quadrant.THREATS)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorBar:
    """A factor as the chart shows it."""

    code: str
    title: str
    """Short title in the reader's language."""
    quadrant: Quadrant
    contribution: float | None
    """Weighted degree w_f·x_f, 0 to 5; None if nobody scored the factor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionWords(QuadrantWords):
    """Words of the diverging bars; `absent` heads the list of factors that nobody scored."""

    internal: str
    """Internal factors, 内部因素."""
    external: str
    """External factors, 外部因素."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Where the middle lies and how long a contribution of 1 is."""

    middle: float
    unit: float
    title_room: float


def contribution_bars(
    factors: Sequence[FactorBar],
    *,
    words: ContributionWords,
    longest: float | None = None,
    surface: Surface = SCREEN,
) -> Drawing:
    """Draw a bar for each scored factor, S and O to the right, W and T to the left, the longest first.

    Internal and external factors stand apart under headings of their own; all bars share one scale. `longest` is the
    contribution that fills the width, the largest one unless given: drawings that are compared share it. Factors
    without a contribution are listed by name and not drawn. A contribution outside 0 to 5, or above `longest`, raises
    ChartError.
    """
    scored = sorted(_scored(factors, HIGHEST if longest is None else longest), key=_rank)
    scale = _scale(scored, longest, surface.width)
    blocks: list[Block] = []
    for heading, quadrants in ((words.internal, INTERNAL), (words.external, EXTERNAL)):
        bars = [factor for factor in scored if factor.quadrant in quadrants]
        if bars:
            top = sum(block.height for block in blocks)
            blocks.append(_group(heading, quadrants, bars, top=top, scale=scale, words=words))
    top = sum(block.height for block in blocks)
    blocks.append(_unscored(factors, words, top, surface.width))
    return drawing(
        *(element for block in blocks for element in block.elements),
        height=sum(block.height for block in blocks),
        sentence=words.sentence(_facts(scored, factors, words)),
        ink=INK,
        surface=surface,
    )


def _length(factor: FactorBar) -> float:
    return factor.contribution or 0.0


def _rank(factor: FactorBar) -> tuple[object, ...]:
    """The longest first; equal ones in the order of quadrants and codes."""
    return -_length(factor), list(Quadrant).index(factor.quadrant), code_order(factor.code)


def _scored(factors: Sequence[FactorBar], longest: float) -> Iterator[FactorBar]:
    for factor in factors:
        if factor.contribution is None:
            continue
        if not 0 <= factor.contribution <= longest:
            raise ChartError(
                f"contribution of {factor.code} must lie within 0 and {longest}, not {factor.contribution}"
            )
        yield factor


def _scale(scored: Sequence[FactorBar], longest: float | None, width: float) -> Scale:
    full = max((_length(factor) for factor in scored), default=0.0) if longest is None else longest
    room = width / 2 - NUMBER_ROOM
    return Scale(width / 2, room / full if full else 0.0, width / 2 - GAP)


def _group(
    heading: str,
    quadrants: Sequence[Quadrant],
    bars: Sequence[FactorBar],
    *,
    top: float,
    scale: Scale,
    words: ContributionWords,
) -> Block:
    """A heading, the names of the two sides, and the bars about one line."""
    found = [write(heading, scale.middle, top + 15, anchor="middle", size=13, room=2 * scale.title_room)]
    y = top + 24
    sides = _sides(quadrants, y, scale, words)
    found += sides.elements
    y += sides.height
    start = y
    for factor in bars:
        row = _row(factor, y, scale)
        found += row.elements
        y += row.height
    found.append(line((scale.middle, start), (scale.middle, y)))
    return Block(tuple(found), y - top + 16)


def _sides(quadrants: Sequence[Quadrant], top: float, scale: Scale, words: ContributionWords) -> Block:
    """What is on either side of the middle, at the outer edges."""
    right = [quadrant for quadrant in quadrants if quadrant in FAVOURABLE]
    left = [quadrant for quadrant in quadrants if quadrant not in FAVOURABLE]
    parts = [
        part
        for column in (left, right)
        for place, quadrant in enumerate(column)
        for part in _side_name(quadrant, top + 8 + SIDE_ROW * place, scale, words)
    ]
    return Block(tuple(parts), SIDE_ROW * max(len(left), len(right)) + 6)


def _side_name(quadrant: Quadrant, y: float, scale: Scale, words: ContributionWords) -> tuple[Element, ...]:
    """Mark, letter and name, from the edge inwards."""
    edge, inwards, anchor = (2 * scale.middle - 7, -10, "end") if quadrant in FAVOURABLE else (7, 10, "start")
    name = words.quadrant(quadrant)
    return (
        quadrant_mark(quadrant, edge, y),
        write(name, edge + inwards, middle(y, BODY), anchor=anchor, room=scale.title_room - 16),
    )


def _row(factor: FactorBar, top: float, scale: Scale) -> Block:
    """A bar with its number on one side of the middle, code and title on the other."""
    lines = balance(f"{factor.code} {factor.title}", BODY, scale.title_room, 3)
    height = LEADING * len(lines) + 9
    centre, length = top + height / 2, _length(factor) * scale.unit
    is_right = factor.quadrant in FAVOURABLE
    side, bar_anchor, title_anchor = (1, "start", "end") if is_right else (-1, "end", "start")
    number_at, baseline = scale.middle + side * (length + 5), middle(centre, BODY)
    first = baseline - LEADING * (len(lines) - 1) / 2
    return Block(
        (
            quadrant_bar(factor.quadrant, scale.middle - length * (not is_right), centre - BAR / 2, length, BAR),
            write(index(factor.contribution), number_at, baseline, anchor=bar_anchor),
            *write_lines(lines, scale.middle - side * GAP, first, anchor=title_anchor),
        ),
        height,
    )


def _unscored(factors: Sequence[FactorBar], words: ContributionWords, top: float, width: float) -> Block:
    """The factors that nobody scored, by name."""
    entries = [Entry(None, name) for name in _unscored_names(factors)]
    if not entries:
        return Block((), 0)
    return key([Entry(None, words.listing(words.absent, [])), *entries], left=0, top=top, room=width, lines=2)


def _unscored_names(factors: Sequence[FactorBar]) -> list[str]:
    return [f"{factor.code} {factor.title}" for factor in factors if factor.contribution is None]


def _facts(scored: Sequence[FactorBar], factors: Sequence[FactorBar], words: ContributionWords) -> Iterator[str]:
    for factor in scored:
        yield f"{factor.code} {factor.title} {index(factor.contribution)}"
    if unscored := _unscored_names(factors):
        yield words.listing(words.absent, unscored)

"""State bar: how far a cycle's assessments have come, as one bar with a part for each state."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stations.charts.key import Entry, key
from stations.charts.marks import INK, PAPER, Pattern, patterned_box
from stations.charts.svg import SCREEN, ChartError, Drawing, Element, Surface, drawing, element
from stations.charts.text import BODY, middle, text_width, write
from stations.charts.words import Words
from stations.formats import percent

BAR = 26
EDGE = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StateCount:
    """A state and how many assessments are in it."""

    name: str
    """The state's name in the reader's language."""
    count: int
    pattern: Pattern
    """Fill of its part; one for each state, so that they are told apart without colour."""


def state_bar(states: Sequence[StateCount], *, words: Words, surface: Surface = SCREEN) -> Drawing:
    """Draw the states' shares of all assessments from left to right in the order given, their counts in words below.

    A state with a count of zero has no part and keeps its row. Without any assessment the words say so. A negative
    count raises ChartError.
    """
    total = _total(states)
    entries = [Entry(_swatch(state.pattern), _row_text(state, total, words)) for state in states]
    rows = key(entries, left=EDGE, top=BAR + 14, room=surface.width - 2 * EDGE, lines=2)
    return drawing(
        *_bar(states, total, surface.width, words),
        *rows.elements,
        height=BAR + 14 + rows.height,
        sentence=words.sentence(_facts(states, total, words)),
        ink=INK,
        surface=surface,
    )


def _total(states: Sequence[StateCount]) -> int:
    for state in states:
        if state.count < 0:
            raise ChartError(f"count of {state.name} must not be negative: {state.count}")
    return sum(state.count for state in states)


def _swatch(pattern: Pattern) -> Element:
    return patterned_box(pattern, -8, -5, 16, 10)


def _row_text(state: StateCount, total: int, words: Words) -> str:
    share = words.aside(percent(state.count / total)) if total else ""
    return f"{state.name} {state.count}{share}"


def _bar(states: Sequence[StateCount], total: int, width: float, words: Words) -> Iterator[Element]:
    if not total:
        yield patterned_box(Pattern.EMPTY, EDGE, EDGE, width - 2 * EDGE, BAR)
        yield write(words.absent, width / 2, middle(EDGE + BAR / 2, BODY), anchor="middle", room=width - 16)
        return
    left = float(EDGE)
    for state in states:
        part = (width - 2 * EDGE) * state.count / total
        if state.count:
            yield patterned_box(state.pattern, left, EDGE, part, BAR)
            yield from _number(state, left, part)
        left += part


def _number(state: StateCount, left: float, part: float) -> Iterator[Element]:
    """The count inside its part, on the colour of paper; where the part is too narrow the row below has it."""
    text = str(state.count)
    room = text_width(text, BODY) + 6
    if part < room + 4:
        return
    centre = left + part / 2
    yield element("rect", x=centre - room / 2, y=EDGE + 5, width=room, height=BAR - 10, rx=2, fill=PAPER)
    yield write(text, centre, middle(EDGE + BAR / 2, BODY), anchor="middle")


def _facts(states: Sequence[StateCount], total: int, words: Words) -> Iterator[str]:
    if not total:
        yield words.absent
        return
    yield from (_row_text(state, total, words) for state in states)

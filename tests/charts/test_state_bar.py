"""State bar: shares, counts, and cycles without assessments."""

import pytest

from stations.charts.marks import Pattern
from stations.charts.state_bar import StateCount, state_bar
from stations.charts.svg import ChartError
from stations.charts.words import Words
from tests.charts.samples import SVG, parsed, sentence, texts

WORDS = Words(title="2026", absent="No assessment yet", language="en")


def states(*counts: int) -> list[StateCount]:
    return [
        StateCount(name=f"State {pattern.value}", count=count, pattern=pattern)
        for pattern, count in zip(Pattern, counts, strict=False)
    ]


def parts(drawing: str) -> list[tuple[float, float]]:
    """Left end and width of each part of the bar."""
    return [
        (float(rect.get("x", "")), float(rect.get("width", "")))
        for rect in parsed(drawing).iter(f"{SVG}rect")
        if rect.get("height") == "26" and rect.get("stroke")
    ]


def test_parts_are_in_proportion_and_fill_the_width():
    assert parts(state_bar(states(10, 5, 5), words=WORDS)) == [(1, 163), (164, 81.5), (245.5, 81.5)]


def test_counts_and_shares_are_printed():
    drawing = state_bar(states(3, 1), words=WORDS)

    assert texts(drawing) == ["3", "1", "State solid 3 (75%)", "State rising 1 (25%)"]
    assert sentence(drawing) == "2026: State solid 3 (75%); State rising 1 (25%)."


def test_an_empty_state_keeps_its_row():
    drawing = state_bar(states(4, 0), words=WORDS)

    assert parts(drawing) == [(1, 326)]
    assert texts(drawing)[-1] == "State rising 0 (0%)"


def test_a_narrow_part_has_its_count_below_alone():
    drawing = state_bar(states(400, 1), words=WORDS)

    assert texts(drawing) == ["400", "State solid 400 (100%)", "State rising 1 (0%)"]


@pytest.mark.parametrize("given", [states(0, 0), []])
def test_no_assessment_is_said_in_words(given):
    drawing = state_bar(given, words=WORDS)

    assert texts(drawing)[0] == "No assessment yet"
    assert sentence(drawing) == "2026: No assessment yet."


def test_a_negative_count_is_refused():
    with pytest.raises(ChartError):
        state_bar(states(3, -1), words=WORDS)

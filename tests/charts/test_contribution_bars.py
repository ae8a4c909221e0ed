"""Diverging bars: sides, lengths, order, shared scales, and factors that nobody scored."""

from itertools import pairwise

import pytest

from stations.charts.contribution_bars import ContributionWords, FactorBar, contribution_bars
from stations.charts.marks import COLOURS
from stations.charts.svg import ChartError, Surface
from stations.scoring.vocabulary import Quadrant
from tests.charts.samples import NAMES, SVG, TITLES, factors, parsed, sentence, text_element, texts

S, W, OPPORTUNITIES, T = Quadrant
WORDS = ContributionWords(
    title="Liulin",
    absent="Not scored",
    language="en",
    quadrants=NAMES["en"],
    internal="Internal factors",
    external="External factors",
)
MIDDLE, ROOM = 164, 130


def bar(code: str, contribution: float | None) -> FactorBar:
    return FactorBar(code=code, title="Title", quadrant=Quadrant(code[0]), contribution=contribution)


def bars(drawing: str) -> list[tuple[str, float, float]]:
    """Colour, left and right end of each bar from top to bottom."""
    return [
        (rect.get("fill", ""), float(rect.get("x", "")), float(rect.get("x", "")) + float(rect.get("width", "")))
        for rect in parsed(drawing).iter(f"{SVG}rect")
        if rect.get("fill") != "none"
    ]


def rows(drawing: str) -> list[str]:
    """Codes of the bars from top to bottom."""
    return [text.split()[0] for text in texts(drawing) if text.endswith(" Title")]


def test_bars_diverge_from_the_middle_in_proportion():
    drawing = contribution_bars([bar("S1", 0.8), bar("W1", 0.4), bar("O1", 0.2), bar("T1", 0.1)], words=WORDS)

    assert bars(drawing) == [
        (COLOURS[S], MIDDLE, pytest.approx(MIDDLE + ROOM)),
        (COLOURS[W], pytest.approx(MIDDLE - ROOM / 2), pytest.approx(MIDDLE)),
        (COLOURS[OPPORTUNITIES], MIDDLE, pytest.approx(MIDDLE + ROOM / 4)),
        (COLOURS[T], pytest.approx(MIDDLE - ROOM / 8), pytest.approx(MIDDLE)),
    ]


def test_numbers_stand_at_the_ends_of_their_bars():
    drawing = contribution_bars([bar("S1", 0.8), bar("W1", 0.4)], words=WORDS)

    right, left = text_element(drawing, "0.80"), text_element(drawing, "0.40")
    assert (right.get("text-anchor"), right.get("x")) == ("start", str(MIDDLE + ROOM + 5))
    assert (left.get("text-anchor"), left.get("x")) == ("end", str(MIDDLE - ROOM // 2 - 5))


def test_titles_stand_on_the_side_that_the_bar_leaves_free():
    drawing = contribution_bars([bar("S1", 0.8), bar("W1", 0.4)], words=WORDS)

    left, right = text_element(drawing, "S1 Title"), text_element(drawing, "W1 Title")
    assert (left.get("text-anchor"), left.get("x")) == ("end", str(MIDDLE - 8))
    assert (right.get("text-anchor"), right.get("x")) == ("start", str(MIDDLE + 8))


def test_longest_come_first_and_equals_by_quadrant_and_code():
    values = {"T1": 0.5, "W10": 0.3, "W2": 0.3, "S1": 0.3, "O1": 0.7, "S2": 0.1}
    factors = [bar(code, value) for code, value in values.items()]

    assert rows(contribution_bars(factors, words=WORDS)) == ["S1", "W2", "W10", "S2", "O1", "T1"]


def test_order_of_arrival_does_not_matter():
    sample = factors(TITLES["en"])

    assert contribution_bars(sample[::-1], words=WORDS) == contribution_bars(sample, words=WORDS)


def test_headings_stand_only_over_what_is_there():
    only_external = texts(contribution_bars([bar("T1", 0.5)], words=WORDS))

    assert "External factors" in only_external
    assert "Internal factors" not in only_external


def test_drawings_with_one_longest_share_a_scale():
    internal = contribution_bars([bar("S1", 0.2)], words=WORDS, longest=0.8)

    assert bars(internal) == [(COLOURS[S], MIDDLE, pytest.approx(MIDDLE + ROOM / 4))]


def test_unscored_factors_are_listed_and_not_drawn():
    drawing = contribution_bars([bar("S1", 0.5), bar("W3", None), bar("O2", None)], words=WORDS)

    assert len(bars(drawing)) == 1
    assert texts(drawing)[-3:] == ["Not scored:", "W3 Title", "O2 Title"]
    assert sentence(drawing) == "Liulin: S1 Title 0.50; Not scored: W3 Title, O2 Title."


def test_a_contribution_of_zero_is_a_figure():
    drawing = contribution_bars([bar("S1", 0.0)], words=WORDS)

    assert "0.00" in texts(drawing)
    assert "Not scored" not in sentence(drawing)


def test_nothing_scored_leaves_the_list():
    drawing = contribution_bars([bar("S1", None)], words=WORDS)

    assert bars(drawing) == []
    assert "S1 Title" in texts(drawing)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("width", [328, 480])
def test_twenty_eight_long_titles_do_not_touch(language, width):
    drawing = contribution_bars(factors(TITLES[language]), words=WORDS, surface=Surface(width=width))
    rects = [rect for rect in parsed(drawing).iter(f"{SVG}rect") if rect.get("fill") != "none"]
    tops = [float(rect.get("y", "")) for rect in rects]

    assert len(rects) == 27
    assert min(second - first for first, second in pairwise(tops)) >= 20


@pytest.mark.parametrize("value", [-0.1, 5.1, float("nan")])
def test_a_contribution_out_of_range_is_refused(value):
    with pytest.raises(ChartError):
        contribution_bars([bar("S1", value)], words=WORDS)


def test_a_contribution_above_the_longest_is_refused():
    with pytest.raises(ChartError):
        contribution_bars([bar("S1", 0.9)], words=WORDS, longest=0.8)

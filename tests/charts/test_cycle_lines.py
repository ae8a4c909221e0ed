"""Lines over cycles: the fixed scale, gaps, and names at the ends of the lines."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stations.charts.cycle_lines import CycleWords, cycle_lines, spread
from stations.charts.marks import COLOURS
from stations.charts.svg import ChartError
from stations.scoring.vocabulary import Quadrant
from tests.charts.samples import NAMES, SVG, parsed, sentence, text_element, texts

S, W, OPPORTUNITIES, T = Quadrant
WORDS = CycleWords(title="Liulin", absent="Not scored", language="en", quadrants=NAMES["en"])
CYCLES = ["2023", "2024", "2025", "2026"]


def runs(drawing: str, quadrant: Quadrant) -> list[list[tuple[float, float]]]:
    """Corners of a quadrant's lines."""
    paths = [each for each in parsed(drawing).iter(f"{SVG}path") if each.get("stroke") == COLOURS[quadrant]]
    pairs = [re.findall(r"(-?[\d.]+) (-?[\d.]+)", each.get("d", "")) for each in paths]
    return [[(float(x), float(y)) for x, y in each] for each in pairs]


def test_scale_is_the_same_whatever_the_figures():
    drawing = cycle_lines(CYCLES, {S: [1, 2, 3, 5], T: [3, 3, 3, 3.0]}, words=WORDS)
    ((first, second, third, last),) = runs(drawing, S)

    assert [y for _, y in (first, second, third, last)] == [212, 162, 112, 12]
    assert second[0] - first[0] == pytest.approx(last[0] - third[0], abs=0.02)
    assert runs(drawing, T) == [[(x, 112) for x, _ in (first, second, third, last)]]


def test_a_gap_breaks_the_line_and_is_listed():
    drawing = cycle_lines(
        CYCLES, {S: [2, 3, None, 4], W: [2, 3, 4, 4], OPPORTUNITIES: [1] * 4, T: [1] * 4}, words=WORDS
    )

    assert [len(run) for run in runs(drawing, S)] == [2]
    assert texts(drawing)[-1] == "Not scored: S 2025"
    assert "S Strengths (2023 2.0, 2024 3.0, 2025 Not scored, 2026 4.0)" in sentence(drawing)


def test_a_cycle_without_figures_is_listed_once():
    drawing = cycle_lines(["2025", "2026"], {quadrant: [2, None] for quadrant in Quadrant}, words=WORDS)

    assert texts(drawing)[-1] == "Not scored: 2026"


def test_a_series_without_figures_has_no_line_and_no_name():
    drawing = cycle_lines(["2025", "2026"], {S: [2, 3], T: [None, None]}, words=WORDS)

    assert runs(drawing, T) == []
    assert "T" not in texts(drawing)
    assert " ".join(texts(drawing)).endswith("Not scored: W Weaknesses, O Opportunities, T Threats")


def test_a_line_that_ended_has_its_name_without_a_figure():
    drawing = cycle_lines(["2025", "2026"], {S: [2, None]}, words=WORDS)

    assert "S" in texts(drawing)
    assert not [text for text in texts(drawing) if text.startswith("S ")]


def test_lines_differ_without_colour():
    drawing = cycle_lines(CYCLES, {quadrant: [2, 3, 4, 5] for quadrant in Quadrant}, words=WORDS)
    dashes = [
        path.get("stroke-dasharray")
        for quadrant in Quadrant
        for path in parsed(drawing).iter(f"{SVG}path")
        if path.get("stroke") == COLOURS[quadrant]
    ]

    assert len(set(dashes)) == 4


def test_names_of_lines_that_meet_stand_apart():
    drawing = cycle_lines(["2025", "2026"], {quadrant: [3, 3] for quadrant in Quadrant}, words=WORDS)
    heights = [float(text_element(drawing, f"{quadrant} 3.0").get("y", "")) for quadrant in Quadrant]

    assert [second - first for first, second in pairwise(heights)] == [28, 28, 28]


def test_one_cycle_is_a_mark_beside_its_name():
    drawing = cycle_lines(["2026"], {S: [3.2]}, words=WORDS)

    assert runs(drawing, S) == []
    assert "S 3.2" in texts(drawing)


def test_many_cycles_keep_the_last_name_and_leave_out_others():
    cycles = [f"{year} Q{quarter}" for year in range(2021, 2027) for quarter in (1, 2, 3, 4)]

    shown = texts(cycle_lines(cycles, {quadrant: [3] * 24 for quadrant in Quadrant}, words=WORDS))
    captions = [f"{year} {quarter}" for year, quarter in pairwise(shown) if quarter.startswith("Q")]

    assert captions == cycles[3::4]


@pytest.mark.parametrize(
    ("cycles", "series"),
    [
        ([], {}),
        (["2026"], {S: [1, 2]}),
        (["2026"], {S: [0.9]}),
        (["2026"], {S: [5.1]}),
        (["2026"], {S: [float("nan")]}),
    ],
)
def test_series_that_do_not_fit_are_refused(cycles, series):
    with pytest.raises(ChartError):
        cycle_lines(cycles, series, words=WORDS)


@given(st.lists(st.floats(0, 200), min_size=1, max_size=4))
def test_spread_keeps_order_distance_and_bounds(heights):
    placed = spread(sorted(heights), 28, 16, 206)

    assert all(second - first >= 28 - 1e-9 for first, second in pairwise(placed))
    assert placed[0] >= 16
    assert placed[-1] <= 206


def test_spread_leaves_what_is_far_apart():
    assert spread([20, 60, 120], 28, 0, 200) == [20, 60, 120]

"""Magnitude bars: lengths on a scale from 0, raters' dots, and quadrants without a figure."""

from itertools import combinations
from math import dist

import pytest

from stations.charts.magnitude_bars import MagnitudeWords, magnitude_bars
from stations.charts.marks import COLOURS, PAPER
from stations.charts.svg import ChartError
from stations.scoring.vocabulary import Quadrant
from tests.charts.samples import MAGNITUDES, NAMES, SVG, circles, parsed, sentence, texts

S, W, OPPORTUNITIES, T = Quadrant
WORDS = MagnitudeWords(
    title="Liulin", absent="Not scored", language="en", quadrants=NAMES["en"], raters="Each dot is one rater"
)
LEFT, UNIT = 6, 57.6


def bars(drawing: str) -> dict[str, tuple[float, float]]:
    return {
        rect.get("fill", ""): (float(rect.get("x", "")), float(rect.get("width", "")))
        for rect in parsed(drawing).iter(f"{SVG}rect")
        if rect.get("fill") != "none"
    }


def test_bars_begin_at_zero_and_end_at_their_magnitude():
    assert bars(magnitude_bars(MAGNITUDES, words=WORDS)) == {
        COLOURS[quadrant]: (LEFT, pytest.approx(UNIT * value, abs=0.01)) for quadrant, value in MAGNITUDES.items()
    }


def test_a_missing_quadrant_has_words_and_no_bar():
    drawing = magnitude_bars(MAGNITUDES | {OPPORTUNITIES: None}, words=WORDS)

    assert COLOURS[OPPORTUNITIES] not in bars(drawing)
    assert "Not scored" in texts(drawing)
    assert "O Opportunities Not scored" in sentence(drawing)


def test_dots_stand_at_their_rater_s_magnitude():
    drawing = magnitude_bars(MAGNITUDES, words=WORDS, dots={S: [("R1", 3.0), ("R2", 4.5)]})

    dots = circles(drawing, fill=PAPER)
    assert [x for x, _ in dots] == [pytest.approx(LEFT + UNIT * 3), pytest.approx(LEFT + UNIT * 4.5)]
    assert "Each dot is one rater" in texts(drawing)
    assert "S Strengths 3.6 (R1 3.0, R2 4.5)" in sentence(drawing)


def test_dots_never_cover_one_another():
    close = [(f"R{place}", 3 + place / 100) for place in range(20)]

    dots = circles(magnitude_bars(MAGNITUDES, words=WORDS, dots={T: close}), fill=PAPER)

    assert len(dots) == 20
    assert min(dist(one, other) for one, other in combinations(dots, 2)) >= 9


def test_without_dots_there_is_no_key():
    assert "Each dot is one rater" not in texts(magnitude_bars(MAGNITUDES, words=WORDS))


@pytest.mark.parametrize("value", [-1, 5.01, float("nan")])
def test_figures_out_of_range_are_refused(value):
    with pytest.raises(ChartError):
        magnitude_bars(MAGNITUDES | {S: value}, words=WORDS)
    with pytest.raises(ChartError):
        magnitude_bars(MAGNITUDES, words=WORDS, dots={S: [("R1", value)]})

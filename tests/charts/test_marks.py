"""Fills and shapes: different without colour, and hatching that stays in its box."""

import re
from itertools import combinations

import pytest

from stations.charts.marks import (
    COLOURS,
    FAMILY_SHAPES,
    INK,
    MUTED,
    SHAPES,
    Pattern,
    hatching,
    patterned_box,
    quadrant_bar,
    quadrant_mark,
)
from stations.scoring.vocabulary import Quadrant, StrategyZone


def without_colours(element) -> str:
    return re.sub(r"#[0-9a-fA-F]{6}", "#", str(element))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", [INK, MUTED])
def test_text_colours_have_contrast_on_paper(colour):
    assert 1.05 / (luminance(colour) + 0.05) >= 4.5


def test_quadrants_and_families_have_a_shape_each():
    assert len(set(SHAPES.values())) == len(Quadrant)
    assert len(set(FAMILY_SHAPES.values())) == len(StrategyZone)


@pytest.mark.parametrize(("one", "other"), list(combinations(Quadrant, 2)))
def test_marks_differ_without_colour(one, other):
    assert without_colours(quadrant_mark(one, 10, 10)) != without_colours(quadrant_mark(other, 10, 10))


@pytest.mark.parametrize(("one", "other"), list(combinations(Quadrant, 2)))
def test_bars_differ_in_grey(one, other):
    """By their lines, or else by a clear step in lightness."""
    bars = [without_colours(quadrant_bar(quadrant, 0, 0, 60, 12)) for quadrant in (one, other)]
    greys = sorted(luminance(COLOURS[quadrant]) for quadrant in (one, other))

    assert bars[0] != bars[1] or (greys[1] + 0.05) / (greys[0] + 0.05) > 3


@pytest.mark.parametrize(("one", "other"), list(combinations(Pattern, 2)))
def test_states_differ_in_grey(one, other):
    def look(pattern):
        box = str(patterned_box(pattern, 0, 0, 60, 20))
        fill = re.search('fill="(#[0-9a-fA-F]{6})"', box)[1]
        return without_colours(box), round(luminance(fill), 1)

    assert look(one) != look(other)


@pytest.mark.parametrize("pattern", [Pattern.RISING, Pattern.FALLING])
@pytest.mark.parametrize(("width", "height"), [(60, 12), (3, 12), (12, 40), (100.5, 1)])
def test_hatching_ends_at_the_edges(pattern, width, height):
    (lines,) = hatching(pattern, 5, 7, width, height, colour=INK)
    points = re.findall(r"([-\d.]+) ([-\d.]+)", dict(lines.attributes)["d"])

    for x, y in points:
        across, down = float(x) - 5, float(y) - 7
        assert -0.01 <= across <= width + 0.01
        assert -0.01 <= down <= height + 0.01
        assert min(abs(across), abs(down), abs(across - width), abs(down - height)) < 0.011


@pytest.mark.parametrize(("pattern", "sign"), [(Pattern.RISING, -1), (Pattern.FALLING, 1)])
def test_hatching_slants_by_half_a_right_angle(pattern, sign):
    (lines,) = hatching(pattern, 0, 0, 60, 12, colour=INK)
    ends = re.findall(r"M([-\d.]+) ([-\d.]+)L([-\d.]+) ([-\d.]+)", dict(lines.attributes)["d"])

    assert ends
    for x1, y1, x2, y2 in (map(float, line) for line in ends):
        assert y2 - y1 == pytest.approx(sign * (x2 - x1), abs=0.02)


def test_hatching_leaves_out_what_is_too_small():
    assert hatching(Pattern.RISING, 0, 0, 2, 2, colour=INK) == ()

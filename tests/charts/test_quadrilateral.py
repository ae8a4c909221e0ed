"""The strategic quadrilateral: corners, centroid, and half-axes without a figure."""

import re

import pytest

from stations.charts.marks import INK, TINT
from stations.charts.plane import Place
from stations.charts.quadrilateral import QuadrilateralWords, quadrilateral
from stations.charts.svg import ChartError, Surface
from stations.scoring.vocabulary import Quadrant
from tests.charts.samples import MAGNITUDES, NAMES, SVG, circles, parsed, sentence, text_element, texts

S, W, OPPORTUNITIES, T = Quadrant
WORDS = QuadrilateralWords(
    title="Liulin", absent="Not scored", language="zh-hans", quadrants=NAMES["zh-hans"], point="战略重心 P"
)
# 400 wide with 52 for the names: the plane is 296 wide from 52, so its centre is at 200, 178 and a degree is 29.6.
SURFACE = Surface(width=400)
CENTRE, UNIT = (200, 178), 29.6


def drawn(magnitudes, place=None):
    return quadrilateral(magnitudes, place or Place(x=None, y=None), words=WORDS, surface=SURFACE)


def paths(drawing: str, **attributes: str) -> list[list[tuple[float, float]]]:
    found = [each for each in parsed(drawing).iter(f"{SVG}path") if attributes.items() <= each.attrib.items()]
    pairs = [re.findall(r"(-?[\d.]+) (-?[\d.]+)", each.get("d", "")) for each in found]
    return [[(float(x), float(y)) for x, y in each] for each in pairs]


def at(right: float, up: float):
    return pytest.approx((CENTRE[0] + UNIT * right, CENTRE[1] - UNIT * up), abs=0.01)


def test_corners_stand_on_their_half_axes():
    (polygon,) = paths(drawn(MAGNITUDES), fill=TINT)

    assert polygon == [at(3.6, 0), at(0, 3.9), at(-2.4, 0), at(0, -2.9)]


def test_centroid_is_the_mean_of_the_corners():
    drawing = drawn(MAGNITUDES, Place(x=0.3, y=0.25))
    (polygon,) = paths(drawing, fill=TINT)
    (point,) = circles(drawing, fill=INK)

    assert point == pytest.approx([sum(values) / 4 for values in zip(*polygon, strict=True)], abs=0.01)


def test_four_numbers_are_printed():
    found = texts(drawn(MAGNITUDES))

    assert {"S 3.6", "W 2.4", "O 机会 3.9", "T 威胁 2.9"} <= set(found)
    assert sentence(drawn(MAGNITUDES, Place(x=0.3, y=0.25))) == (
        "Liulin：S 优势 3.6；W 劣势 2.4；O 机会 3.9；T 威胁 2.9；战略重心 P (0.30, 0.25)。"
    )


def test_a_missing_quadrant_has_words_and_no_corner():
    drawing = drawn(MAGNITUDES | {W: None})

    assert paths(drawing, fill=TINT) == []
    assert paths(drawing, stroke=INK, fill="none") == [[at(3.6, 0), at(0, 3.9)], [at(0, -2.9), at(3.6, 0)]]
    assert "Not scored" in " ".join(texts(drawing))
    assert "W Not scored" not in texts(drawing)
    assert "0.0" not in " ".join(texts(drawing))
    assert "W 劣势 Not scored" in sentence(drawing)


def test_a_missing_quadrant_has_a_dashed_half_axis():
    dashes = {"stroke-dasharray": "2 4"}

    assert paths(drawn(MAGNITUDES), **dashes) == []
    assert paths(drawn(MAGNITUDES | {T: None}), **dashes) == [[CENTRE, at(0, -5)]]


def test_no_quadrant_leaves_the_empty_axes():
    drawing = drawn({})

    assert paths(drawing, stroke=INK) == []
    assert sentence(drawing).count("Not scored") == 4


def test_every_number_of_the_scale_is_there_and_the_edge_passes_behind_it():
    crossed, alone = drawn(MAGNITUDES), drawn({S: 3.6})

    assert {"1", "2", "3", "4", "5"} <= set(texts(crossed)) & set(texts(alone))
    (paper,) = parsed(crossed).iter(f"{SVG}rect")
    three = text_element(crossed, "3")
    assert float(paper.get("x")) < float(three.get("x")) < float(paper.get("x")) + float(paper.get("width"))
    assert float(paper.get("y")) < float(three.get("y")) < float(paper.get("y")) + float(paper.get("height"))
    assert list(parsed(alone).iter(f"{SVG}rect")) == []


@pytest.mark.parametrize("value", [-0.1, 5.1, float("nan")])
def test_a_magnitude_out_of_range_is_refused(value):
    with pytest.raises(ChartError):
        drawn(MAGNITUDES | {OPPORTUNITIES: value})

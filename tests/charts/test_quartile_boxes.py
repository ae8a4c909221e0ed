"""Quartile boxes: divisions in the order of their codes, every box on the one scale from 1 to 5."""

from itertools import pairwise

import pytest

from stations.charts.marks import INK, PAPER
from stations.charts.quartile_boxes import BoxedDivision, BoxWords, quartile_boxes
from stations.charts.svg import ChartError, Surface
from stations.scoring.vocabulary import Quadrant
from tests.charts.samples import SVG, base, parsed, quadrants, sentence, texts

STRENGTHS = Quadrant.STRENGTHS
PATH = f"{SVG}path"


KEY = "Box: middle half; bar: median"


def drawn(*divisions, language="en", width=328):
    words = BoxWords(**base(language), **quadrants(language), key=KEY)
    return quartile_boxes(divisions, words=words, surface=Surface(width=width))


def division(code="1", cuts=(2.0, 3.0, 4.0)):
    return BoxedDivision(code=code, name=f"County {code}", quartiles={STRENGTHS: cuts})


def test_divisions_stand_in_the_order_of_their_codes():
    found = texts(drawn(division("3"), division("1"), division("2")))

    assert [text for text in found if text.startswith("County")] == ["County 1", "County 2", "County 3"]


def test_box_lies_between_its_quartiles():
    box, _other, _key = parsed(drawn(division("1"), division("2"))).iter(f"{SVG}rect")

    # 328 units hold two columns; a cell's axis begins behind the letter.
    axis = (328 - 28) / 2 - 20
    assert float(box.get("x")) == pytest.approx(16 + axis / 4, abs=0.01)
    assert float(box.get("width")) == pytest.approx(axis / 2, abs=0.01)


def test_one_division_alone_fills_the_width_and_needs_no_name_above_it():
    found = texts(drawn(division("990101")))
    box, _key = parsed(drawn(division("990101"))).iter(f"{SVG}rect")

    assert not {"990101", "County 990101"} & set(found)
    assert float(box.get("width")) > 100
    assert "990101 County 990101: S 3.0" in sentence(drawn(division("990101")))


@pytest.mark.parametrize(
    ("language", "width", "label"),
    [("en", 360, "S Strengths"), ("zh-hans", 360, "S 优势"), ("en", 280, "S Strengths"), ("zh-hans", 280, "S 优势")],
)
def test_quadrants_have_their_names_where_there_is_room(language, width, label):
    assert label in texts(drawn(division(), language=language, width=width))


def test_names_leave_the_scale_of_two_divisions_its_room():
    assert "S" in texts(drawn(division("1"), division("2")))


def test_key_says_what_box_and_bar_are():
    assert KEY in texts(drawn(division()))


def test_bar_has_a_light_edge_under_its_dark_core():
    strokes = [(path.get("stroke"), float(path.get("stroke-width"))) for path in parsed(drawn(division())).iter(PATH)]
    light, dark = strokes.index((PAPER, 5.5)), strokes.index((INK, 2.5))

    assert dark == light + 1


def test_scales_side_by_side_are_further_apart_than_their_own_steps():
    places = sorted({float(text.get("x")) for text in figures(drawn(division("10"), division("20")))})
    steps = [after - before for before, after in pairwise(places)]

    assert len(places) == 10
    assert steps[4] > 1.4 * max(steps[:4] + steps[5:])


def figures(svg):
    return [text for text in parsed(svg).iter(f"{SVG}text") if text.text in set("12345")]


def test_sentence_holds_median_and_quartiles_and_what_is_missing():
    told = sentence(drawn(division()))

    assert "1 County 1: S 3.0 (2.0–4.0), W Not scored, O Not scored, T Not scored" in told


@pytest.mark.parametrize("cuts", [(0.9, 3, 4), (2, 3, 5.1), (3, 2, 4), (2, 4, 3), (float("nan"), 3, 4)])
def test_quartiles_off_the_scale_or_out_of_order_are_refused(cuts):
    with pytest.raises(ChartError, match="off the scale"):
        drawn(division(cuts=cuts))

"""Quartile boxes: divisions in the order of their codes, every box on the one scale from 1 to 5."""

import pytest

from stations.charts.quartile_boxes import BoxedDivision, quartile_boxes
from stations.charts.svg import ChartError
from stations.charts.words import QuadrantWords
from stations.scoring.vocabulary import Quadrant
from tests.charts.samples import SVG, base, parsed, quadrants, sentence, texts

STRENGTHS = Quadrant.STRENGTHS


def drawn(*divisions):
    return quartile_boxes(divisions, words=QuadrantWords(**base("en"), **quadrants("en")))


def division(code="1", cuts=(2.0, 3.0, 4.0)):
    return BoxedDivision(code=code, name=f"County {code}", quartiles={STRENGTHS: cuts})


def test_divisions_stand_in_the_order_of_their_codes():
    found = texts(drawn(division("3"), division("1"), division("2")))

    assert [text for text in found if text.startswith("County")] == ["County 1", "County 2", "County 3"]


def test_box_lies_between_its_quartiles():
    (box,) = parsed(drawn(division())).iter(f"{SVG}rect")

    # 328 units hold two columns; a cell's axis begins behind the letter.
    axis = (328 - 16) / 2 - 20
    assert float(box.get("x")) == pytest.approx(16 + axis / 4, abs=0.01)
    assert float(box.get("width")) == pytest.approx(axis / 2, abs=0.01)


def test_sentence_holds_median_and_quartiles_and_what_is_missing():
    told = sentence(drawn(division()))

    assert "1 County 1: S 3.0 (2.0–4.0), W Not scored, O Not scored, T Not scored" in told


@pytest.mark.parametrize("cuts", [(0.9, 3, 4), (2, 3, 5.1), (3, 2, 4), (2, 4, 3), (float("nan"), 3, 4)])
def test_quartiles_off_the_scale_or_out_of_order_are_refused(cuts):
    with pytest.raises(ChartError, match="off the scale"):
        drawn(division(cuts=cuts))

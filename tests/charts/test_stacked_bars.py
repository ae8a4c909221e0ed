"""Stacked bars: parts as long as their shares, told apart without colour, and every number in the sentence."""

import pytest

from stations.charts.marks import Pattern
from stations.charts.stacked_bars import Kind, StackedBar, stacked_bars
from stations.charts.svg import ChartError
from stations.charts.words import Words
from tests.charts.samples import SVG, base, parsed, sentence, texts

KINDS = [Kind(name="Approved", pattern=Pattern.SOLID), Kind(name="Draft", pattern=Pattern.PLAIN)]


def drawn(*bars):
    named = [StackedBar(name=name, counts=counts) for name, counts in bars]
    return stacked_bars(named, KINDS, words=Words(**base("en")))


def test_parts_share_the_whole_width():
    root = parsed(drawn(("East", (3, 1))))

    widths = [float(box.get("width")) for box in root.iter(f"{SVG}rect") if box.get("height") == "18"]
    assert widths == [244.5, 81.5]


def test_numbers_stand_in_their_parts_and_the_total_beside_the_name():
    assert texts(drawn(("East", (30, 10)))) == ["East", "40", "30", "10", "Approved", "Draft"]


def test_part_too_narrow_for_its_number_has_it_in_the_sentence():
    drawing = drawn(("East", (1, 999)))

    assert "1" not in texts(drawing)
    assert sentence(drawing) == "Liulin station: East: Approved 1 (0%), Draft 999 (100%)."


def test_bar_of_no_station_says_so():
    assert sentence(drawn(("East", (0, 0)))) == "Liulin station: East: Not scored."


@pytest.mark.parametrize("counts", [(1,), (1, 2, 3), (-1, 2)])
def test_counts_that_do_not_fit_are_refused(counts):
    with pytest.raises(ChartError, match="East"):
        drawn(("East", counts))

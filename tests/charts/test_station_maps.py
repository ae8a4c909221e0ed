"""Small multiples: order, one scale, and stations without a place."""

from dataclasses import replace

import pytest

from stations.charts.marks import GRID, INK
from stations.charts.station_maps import StationPoint, station_maps
from stations.charts.svg import ChartError, Surface
from stations.charts.words import QuadrantWords
from tests.charts.samples import NAMES, SVG, circles, parsed, sentence, texts

WORDS = QuadrantWords(title="Liulin county", absent="Not scored", language="en", quadrants=NAMES["en"])


def station(code: str, x: float | None = 0.5, y: float | None = -0.5) -> StationPoint:
    return StationPoint(code=code, name=f"Station {code}", x=x, y=y)


def frames(drawing: str) -> list[tuple[float, float, float]]:
    """Left, top and width of each small map."""
    return [
        (float(rect.get("x", "")), float(rect.get("y", "")), float(rect.get("width", "")))
        for rect in parsed(drawing).iter(f"{SVG}rect")
        if rect.get("stroke") == GRID
    ]


def test_stations_stand_in_the_order_of_their_codes():
    drawing = station_maps(
        [replace(station("B"), name="First"), station("C"), replace(station("A"), name="Last")], words=WORDS
    )

    assert [text for text in texts(drawing) if text in "ABC"] == ["A", "B", "C"]
    assert sentence(drawing).startswith("Liulin county: A Last (0.50, −0.50); B First (0.50, −0.50); C Station C")


@pytest.mark.parametrize(("width", "columns"), [(328, 3), (480, 4), (640, 5)])
def test_columns_follow_the_width(width, columns):
    found = frames(station_maps([station(str(i)) for i in range(7)], words=WORDS, surface=Surface(width=width)))

    assert len({left for left, _, _ in found}) == columns
    assert len({side for _, _, side in found}) == 1


def test_points_stand_at_their_place_in_their_own_map():
    drawing = station_maps([station("A"), station("B", -1, 1)], words=WORDS)
    (first, second) = frames(drawing)

    assert circles(drawing, fill=INK) == [
        pytest.approx((first[0] + 0.75 * first[2], first[1] + 0.75 * first[2]), abs=0.02),
        pytest.approx((second[0], second[1]), abs=0.02),
    ]


def test_a_station_without_a_place_has_words():
    drawing = station_maps([station("A", None, 0.2), station("B")], words=WORDS)

    assert len(circles(drawing, fill=INK)) == 1
    assert "Not scored" in texts(drawing)
    assert "A Station A Not scored" in sentence(drawing)


def test_a_mark_stands_behind_the_code_and_is_told():
    drawing = station_maps([replace(station("A"), mark="*"), station("B")], words=WORDS)

    assert [text for text in texts(drawing) if text[0] in "AB"] == ["A*", "B"]
    assert sentence(drawing).startswith("Liulin county: A* Station A (0.50, −0.50); B Station B")


def test_no_station_leaves_the_title():
    assert sentence(station_maps([], words=WORDS)) == "Liulin county."


def test_a_place_outside_the_plane_is_refused():
    with pytest.raises(ChartError):
        station_maps([station("A", 1.5)], words=WORDS)

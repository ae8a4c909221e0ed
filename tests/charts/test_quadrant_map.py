"""The quadrant map: P where it must be, last cycle's point, the region, and what is absent."""

import re

import pytest

from stations import formats
from stations.charts.marks import COLOURS, INK, PAPER
from stations.charts.plane import Place
from stations.charts.quadrant_map import MapWords, quadrant_map
from stations.charts.region import Region
from stations.charts.svg import ChartError, Surface
from stations.scoring.vocabulary import Quadrant
from tests.charts.samples import NAMES, SVG, ZONES, circles, parsed, sentence, texts

WORDS = MapWords(
    title="Liulin, 2026",
    absent="No opportunity was scored, so there is no position.",
    language="en",
    quadrants=NAMES["en"],
    zones=ZONES["en"],
    point="Centroid P",
    previous="Last cycle (2025)",
    region="90% region",
)
# 328 wide with margins of 24: the plane is 280 wide, from 24 to 304, its centre at 164.
CENTRE, UNIT = 164, 140


def lines(drawing: str, **attributes: str) -> list[list[float]]:
    paths = [each for each in parsed(drawing).iter(f"{SVG}path") if attributes.items() <= each.attrib.items()]
    return [[float(number) for number in re.findall(r"-?[\d.]+", each.get("d", ""))] for each in paths]


@pytest.mark.parametrize(("x", "y"), [(0, 0), (0.5, 0.25), (-1, 1), (1, -1), (-0.3, -0.7)])
def test_point_stands_at_its_coordinates(x, y):
    drawing = quadrant_map(Place(x=x, y=y), words=WORDS)

    assert circles(drawing, fill=INK) == [pytest.approx((CENTRE + UNIT * x, CENTRE - UNIT * y))]
    assert f"P ({x:.2f}, {y:.2f})".replace("-", formats.MINUS) in texts(drawing)


def test_sentence_names_all_that_is_shown():
    drawing = quadrant_map(
        Place(x=0.25, y=-0.125),
        words=WORDS,
        previous=Place(x=-0.1, y=0),
        region=Region(outline=((0, 0), (0.5, 0), (0, -0.5))),
    )

    assert sentence(drawing) == ("Liulin, 2026: Centroid P (0.25, −0.13); Last cycle (2025) (−0.10, 0.00); 90% region.")


def test_previous_point_is_hollow_with_an_arrow_to_p():
    drawing = quadrant_map(Place(x=0.5, y=0), words=WORDS, previous=Place(x=-0.5, y=0))
    (shaft,) = lines(drawing, stroke=INK, fill="none")
    (tip_x, tip_y, *_) = lines(drawing)[-1]

    assert circles(drawing, fill=PAPER, stroke=INK) == [(CENTRE - 70, CENTRE)]
    assert shaft[:2] == [CENTRE - 70, CENTRE]
    assert (tip_x, tip_y) == (CENTRE + 70 - 7.5, CENTRE)


def test_a_short_way_has_no_arrow():
    drawing = quadrant_map(Place(x=0.05, y=0), words=WORDS, previous=Place(x=0, y=0))

    assert lines(drawing, stroke=INK, fill="none") == []


def test_point_alone_has_its_ray_from_the_centre():
    drawing = quadrant_map(Place(x=0.5, y=0.5), words=WORDS)

    assert lines(drawing, stroke=INK, fill="none") == [[CENTRE, CENTRE, CENTRE + 70, CENTRE - 70]]


def test_region_is_drawn_around_p():
    region = Region(draws=((0, 0), (1, -1)), outline=((0, 0), (0.5, 0), (0, 0.5)))

    drawing = quadrant_map(Place(x=0.1, y=0.1), words=WORDS, region=region)

    assert lines(drawing, stroke=COLOURS[Quadrant.STRENGTHS]) == [
        [CENTRE, CENTRE, CENTRE + 70, CENTRE, CENTRE, CENTRE - 70, CENTRE, CENTRE]
    ]
    (specks,) = [each for each in parsed(drawing).iter(f"{SVG}path") if each.get("stroke-linecap") == "round"]
    assert specks.get("d") == f"M{CENTRE} {CENTRE}h0M304 304h0"
    assert "90% region" in texts(drawing)


@pytest.mark.parametrize(
    ("place", "line", "text"),
    [
        (Place(x=0.25, y=None), [199, 24, 199, 304], "X = 0.25"),
        (Place(x=None, y=-0.5), [24, 234, 304, 234], "Y = −0.50"),
    ],
)
def test_one_coordinate_alone_is_a_line(place, line, text):
    drawing = quadrant_map(place, words=WORDS, region=Region(draws=((0, 0),)))

    assert lines(drawing, stroke=INK, fill="none") == [line]
    assert circles(drawing, fill=INK) == []
    assert texts(drawing)[-1] == text
    assert sentence(drawing) == f"Liulin, 2026: {WORDS.absent.removesuffix('.')}; {text}."


def test_no_coordinate_is_said_in_words():
    drawing = quadrant_map(Place(x=None, y=None), words=WORDS)

    assert circles(drawing, fill=INK) == []
    assert not [text for text in texts(drawing) if text.startswith("P (")]
    assert " ".join(texts(drawing)).endswith(WORDS.absent)


def test_absent_previous_point_is_left_out():
    words = quadrant_map(Place(x=0, y=0), words=WORDS, previous=Place(x=None, y=0))

    assert words == quadrant_map(Place(x=0, y=0), words=WORDS)


def test_zone_letters_are_written_once():
    found = " ".join(texts(quadrant_map(Place(x=0, y=0), words=WORDS)))

    assert [found.count(letters) for letters in ("SO", "WO", "WT", "ST")] == [1, 1, 1, 1]


def test_plane_stays_square_and_in_the_middle_on_wide_paper():
    drawing = quadrant_map(Place(x=0, y=0), words=WORDS, surface=Surface(width=600))
    (frame,) = [rect for rect in parsed(drawing).iter(f"{SVG}rect") if rect.get("stroke")]

    assert (frame.get("x"), frame.get("width"), frame.get("height")) == ("130", "340", "340")


@pytest.mark.parametrize("place", [Place(x=1.2, y=0), Place(x=0, y=float("nan"))])
def test_a_place_outside_the_plane_is_refused(place):
    with pytest.raises(ChartError):
        quadrant_map(place, words=WORDS)
    with pytest.raises(ChartError):
        quadrant_map(Place(x=0, y=0), words=WORDS, previous=place)

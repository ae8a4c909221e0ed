"""Position types, common problems and changes of a county: what is counted, in which order, and of how many stations."""

from dataclasses import replace
from itertools import chain

import pytest
from django.utils import translation

from stations.reports.blocks import Figure, Table
from stations.reports.consolidated.change import pair_drawing, pairs_by_figure, quartiles_at
from stations.reports.consolidated.document import document_of
from stations.reports.consolidated.picture import zone_sentence
from stations.reports.consolidated.results import FIGURES, quartiles_by
from stations.scoring import StrategyZone
from tests.reports.consolidated import in_language, make_material, make_result, make_results, one_quadrant_short
from tests.reports.reading import paragraphs, section_named


def placed(*zones):
    """A county with a station for each of these types; an empty one is none."""
    results = [make_result(number) for number in range(len(zones))]
    return [
        replace(
            result,
            card=replace(
                result.card, position=replace(result.card.position, zone=StrategyZone(zone) if zone else None)
            ),
        )
        for result, zone in zip(results, zones, strict=True)
    ]


# Position types

ZONES = [
    (("SO", "SO", "WO", "WT", "ST"), "en", "The most frequent position type is Pioneering (SO): 2 of 5 stations."),
    (
        ("SO", "SO", "WO", "WO", "ST"),
        "en",
        "The most frequent position types are Pioneering (SO) and Striving (WO), tied at 2 of 5 stations each.",
    ),
    (
        ("SO", "SO", "WO", "WO", "ST"),
        "zh-hans",
        "方位类型并列最多的是开拓型（SO）、争取型（WO），5个站点中各有2个。",
    ),
    (
        ("", "", "", "WO", "WO", "ST"),
        "en",
        "The most frequent position type is Striving (WO): 2 of 6 stations. 3 stations have no position type.",
    ),
    (
        ("", "WO", "WO", "WO", "ST"),
        "en",
        "The most frequent position type is Striving (WO): 3 of 5 stations. 1 station has no position type.",
    ),
    (
        ("", "WO", "WO", "WO", "ST"),
        "zh-hans",
        "方位类型最多的是争取型（WO），5个站点中有3个。另有1个站点无法确定方位类型。",
    ),
    (("",) * 6, "en", "At none of the 6 stations could a position type be determined."),
    (("",) * 6, "zh-hans", "6个站点均无法确定方位类型。"),
]


@pytest.mark.parametrize(("zones", "language", "sentence"), ZONES)
def test_only_types_are_the_most_frequent(zones, language, sentence):
    assert in_language(language, zone_sentence, make_material(language, results=placed(*zones))) == sentence


def test_stations_without_a_type_have_a_row_where_others_have_one():
    with translation.override("zh-hans"):
        section = section_named(
            document_of(make_material("zh-hans", results=placed("SO", "SO", "WO", "ST", ""))), "方位类型"
        )
    rows = next(block.rows for block in section.blocks if isinstance(block, Table))

    assert rows[0] == ("开拓型（SO）", "2（40%）")
    assert rows[-1] == ("无方位类型", "1（20%）")


def test_nothing_is_drawn_of_types_where_no_station_has_one():
    with translation.override("en"):
        document = document_of(make_material("en", results=placed(*("",) * 5)))
    section = section_named(document, "Position types")

    assert not any(isinstance(block, Figure | Table) for block in section.blocks)
    assert document.summary.statements[1].startswith("At none of the 5 stations could a position type be determined.")


# Common problems


def test_common_problems_stand_by_their_medians_and_say_so():
    with translation.override("en"):
        document = document_of(make_material("en", count=12))
    main = document.summary.rankings[0]
    tables = [
        block
        for title in ("Common weaknesses", "Common threats")
        for block in section_named(document, title).blocks
        if isinstance(block, Table)
    ]
    medians = [[float(row[4]) for row in table.rows] for table in tables]

    assert main.title == "Main common problems, the highest median first"
    assert [table.caption for table in tables] == [
        "Common weaknesses, the highest median first",
        "Common threats, the highest median first",
    ]
    assert all(column == sorted(column, reverse=True) for column in medians)
    assert [float(item.rsplit(" ", 1)[1]) for item in main.items] == sorted(chain(*medians), reverse=True)[:3]
    assert "in the order of their medians over the stations" in paragraphs(section_named(document, "Basis and method"))


# Changes


def without_threats(results, *numbers):
    """Then at some stations, now at others: nobody gave a degree to any threat."""
    then, now = numbers
    found = list(results)
    for number in then:
        context = found[number].context
        previous = replace(context.previous, threats=None, strength_coefficient=None, zone="")
        found[number] = replace(found[number], context=replace(context, previous=previous))
    for number in now:
        found[number] = replace(one_quadrant_short(number), context=found[number].context)
    return found


@pytest.mark.parametrize(("then", "now", "is_there"), [((), (), True), ((0,), (5,), False), ((0,), (0,), True)])
def test_boxes_are_drawn_of_what_the_table_compares(then, now, is_there):
    """Of six stations five have threats then and five now, and where these are not the same, four have both."""
    results = without_threats([make_result(number) for number in range(6)], then, now)
    with translation.override("en"):
        section = section_named(document_of(make_material("en", results=results)), "Against the last cycle")
    drawing = next(str(block.drawing) for block in section.blocks if isinstance(block, Figure))
    rows = {row[0] for block in section.blocks if isinstance(block, Table) for row in block.rows}

    assert ("T Threats" in rows) is is_there
    assert ("Too few stations" not in drawing) is is_there


def test_boxes_then_and_now_are_of_the_same_stations():
    """A seventh station has threats now alone, and would move the quartiles of now."""
    results = without_threats([make_result(number) for number in range(7)], (6,), ())
    material = make_material("en", results=results)
    compared = pairs_by_figure(material)
    then, now = (quartiles_at(compared, place)["threats"] for place in (0, 1))

    assert (then.count, now.count) == (6, 6)
    assert now == quartiles_by(results[:6])["threats"]
    assert now != quartiles_by(results)["threats"]
    drawn = in_language("en", lambda each: pair_drawing(each, compared), material)
    section = section_named(in_language("en", document_of, material), "Against the last cycle")
    assert [str(block.drawing) for block in section.blocks if isinstance(block, Figure)] == [str(drawn)]


def test_where_no_figure_is_there_twice_it_is_said():
    results = [make_result(number) for number in range(5)]
    empty = dict.fromkeys(FIGURES)
    results = [
        replace(each, context=replace(each.context, previous=replace(each.context.previous, **empty, zone="")))
        for each in results
    ]
    with translation.override("en"):
        section = section_named(document_of(make_material("en", results=results)), "Against the last cycle")

    assert len(section.blocks) == 1
    assert paragraphs(section).endswith("No figure could be computed in both cycles at 5 stations or more.")


def test_all_of_the_usual_county_are_compared():
    assert tuple(pairs_by_figure(make_material("en", results=make_results(12)))) == FIGURES

"""Stations from a table."""

import pytest

from stations.actions.registry.differences import Deed, Refused
from stations.actions.registry.stations import apply_stations, plan_stations
from stations.enums import StationKind
from stations.models import Result, Station
from tests.tables import divisions, stations, table
from tests.worlds import submit


def told(plan):
    return [(step.deed, step.code) for step in plan.steps]


def apply(*rows):
    return apply_stations(table=stations(*rows), by=None)


def test_new_station_is_added_with_its_place(world):
    plan = apply(("SW9", "新站", "990101001"))

    assert [(step.deed, step.place) for step in plan.steps] == [(Deed.ADD, "示例省 · 示例市 · 甲县 · 东乡")]
    station = Station.objects.get(code="SW9")
    assert (station.division, station.kind) == (world.station.division, StationKind.TOWNSHIP)


def test_same_table_twice_is_no_difference(world):
    apply(("SW9", "新站", "990101001"))

    plan = plan_stations(stations(("SW9", "新站", "990101001")))

    assert (plan.steps, plan.unchanged, plan.unnamed) == ((), 1, 3)


def test_every_column_is_written(world):
    head = ("站点编码", "名称", "拉丁字母名称", "类型", "行政区划代码", "开办日期", "撤销日期", "承接机构")
    row = ("SW990101001", "东站", "East", "村站点", "990101001", "2021-05-01", "2026-05-01", "机构")

    apply_stations(table=table("stations", head, row), by=None)

    found = Station.objects.values_list("name", "name_latin", "kind", "host_organization").get(pk=world.station.pk)
    assert found == ("东站", "East", "village", "机构")


def test_station_under_another_division_moves_with_its_results(world):
    submit(world)

    plan = apply(("SW990101001", "东乡社工站", "990102001"))

    assert told(plan) == [(Deed.MOVE, "SW990101001")]
    assert list(Result.objects.visible_to(world.foreign_reviewer)) == [Result.objects.get()]
    assert not Result.objects.visible_to(world.county_reviewer).exists()


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("SW9", "新站", "990109001"), "No division has the code 990109001."),
        (("SW9", "新站", ""), "This cell is empty."),
        (("SW 9", "新站", "990101001"), "is no code"),
    ],
)
def test_line_that_cannot_be_is_told_in_words(world, row, sentence):
    errors = plan_stations(stations(row)).errors

    assert len(errors) == 1
    assert sentence in errors[0].sentence


def test_ended_division_is_told_with_its_successor(world):
    from stations.actions.registry.divisions import apply_divisions  # noqa: PLC0415 -- for this test alone

    merged = divisions(("990101001", "东乡", "990101", "", "2025-12-31", "990101002"))
    apply_divisions(table=merged, by=None)

    errors = plan_stations(stations(("SW9", "新站", "990101001"))).errors

    assert errors[0].sentence == "The division 990101001 has ended; its successor is 990101002."


def test_one_error_keeps_everything_out(world):
    with pytest.raises(Refused):
        apply(("SW8", "新站", "990101001"), ("SW9", "新站", "970000"))

    assert not Station.objects.filter(code="SW8").exists()


def test_code_twice_is_told(world):
    errors = plan_stations(stations(("SW9", "新站", "990101001"), ("SW9", "老站", "990101001"))).errors

    assert [(error.line, error.field) for error in errors] == [(3, "code")]


def test_station_cannot_close_before_it_opens(world):
    head = ("code", "name", "division", "opened_on", "closed_on")
    rows = table("stations", head, ("SW9", "新站", "990101001", "2026-01-01", "2025-01-01"))

    assert [error.field for error in plan_stations(rows).errors] == ["closed_on"]


def test_asks_as_often_for_thirty_stations_as_for_one(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        apply(*[(f"SW{n}", f"站{n}", "990101001") for n in range(30)])

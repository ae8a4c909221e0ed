"""Divisions from a table: added, renamed, merged; twice the same is no difference, and nothing is half done."""

from datetime import date

import pytest

from stations.actions.registry.differences import Deed, PlanOutdated, Refused, digest
from stations.actions.registry.divisions import apply_divisions, plan_divisions
from stations.models import Appointment, Assessment, AuditEvent, Cycle, Division, Result, Station
from tests.tables import divisions, table
from tests.worlds import make_official, make_station, open_cycle, submit

MERGED = (
    ("990101001", "东乡", "990101", "", "2025-12-31", "990101101"),
    ("990101002", "西乡", "990101", "", "2025-12-31", "990101101"),
    ("990101101", "合镇", "990101", "2026-01-01"),
)


def told(plan):
    return [(step.deed, step.code) for step in plan.steps]


def apply(*rows):
    return apply_divisions(table=divisions(*rows), by=None)


def sentences(*rows):
    return [error.sentence for error in plan_divisions(divisions(*rows)).errors]


def test_plan_writes_nothing(world):
    before = list(Division.objects.values())

    plan_divisions(divisions(("990103", "丙县", "990100")))

    assert list(Division.objects.values()) == before


def test_new_divisions_find_their_places_in_whatever_order_they_stand(world):
    apply(("980101001", "镇", "980101"), ("980101", "县", "980100"), ("980100", "市", "980000"), ("980000", "省"))

    township = Division.objects.with_parents().get(code="980101001")
    steps = [Division.objects.get(path=path).code for path in township.path_steps()]
    assert steps == ["980000", "980100", "980101", "980101001"]
    assert township in Division.objects.below(Division.objects.get(code="980000"))


def test_same_table_twice_is_no_difference(world):
    rows = (*MERGED, ("990103", "丙县", "990100"))
    apply(*rows)

    plan = plan_divisions(divisions(*rows))

    assert (plan.errors, plan.steps, plan.unchanged) == ((), (), 4)


def test_rename_under_the_same_code_changes_the_name(world):
    plan = apply(("990101", "甲市", "990100"))

    assert told(plan) == [(Deed.CHANGE, "990101")]
    assert Division.objects.get(pk=world.county.pk).name == "甲市"


def test_columns_that_the_file_lacks_are_left_alone(world):
    Division.objects.filter(pk=world.county.pk).update(name_latin="Jia", valid_from=date(1990, 1, 1))

    apply_divisions(table=table("divisions", ("code", "name", "parent"), ("990101", "甲市", "990100")), by=None)

    county = Division.objects.get(pk=world.county.pk)
    assert (county.name, county.name_latin, county.valid_from) == ("甲市", "Jia", date(1990, 1, 1))


def test_what_the_file_does_not_name_stays_and_is_counted(world):
    assert plan_divisions(divisions(("990101", "甲县", "990100"))).unnamed == 6


# Mergers


def test_merger_ends_the_old_and_moves_the_stations_to_the_successor(world):
    plan = apply(*MERGED)

    new = Division.objects.get(code="990101101")
    old = Division.objects.filter(code__in=["990101001", "990101002"])
    assert {division.successor for division in old} == {new}
    assert {division.valid_until for division in old} == {date(2025, 12, 31)}
    assert set(Station.objects.filter(division=new)) == {world.station, world.neighbour}
    assert told(plan) == [
        (Deed.ADD, "990101101"),
        (Deed.END, "990101001"),
        (Deed.END, "990101002"),
        (Deed.MOVE, "SW990101001"),
        (Deed.MOVE, "SW990101002"),
    ]


def test_officials_of_the_successor_see_the_old_results_and_those_of_the_old_place_no_more(world):
    submit(world)
    old = make_official("old", world.station.division, "reviewer")
    neighbour = make_official("new", world.foreign_station.division, "reviewer")
    code = world.foreign_station.division.code

    apply(("990101001", "东乡", "990101", "", "2025-12-31", code))

    assert list(Result.objects.visible_to(neighbour)) == [Result.objects.get()]
    assert world.assessment in Assessment.objects.visible_to(neighbour)
    assert not Result.objects.visible_to(old).exists()
    assert not Result.objects.visible_to(world.county_reviewer).exists()
    assert list(Result.objects.visible_to(world.alice)) == [Result.objects.get()]


def test_appointments_of_the_ended_division_end_and_are_on_record(world):
    old = make_official("old", world.station.division, "reviewer")

    plan = apply(*MERGED)

    assert (Deed.LEAVE, "old") in told(plan)
    assert not Appointment.objects.current().filter(user=old).exists()
    assert AuditEvent.objects.filter(action="appointment.end").count() == 1


def test_successor_brings_the_cycles_of_the_old_place(world):
    cycle = open_cycle(world, world.county, year=2024)
    assert cycle not in Cycle.objects.reaching(world.other_county)

    apply(
        ("990101001", "东乡", "990101", "", "2025-12-31", "990102001"),
        ("990101002", "西乡", "990101", "", "2025-12-31", "990102001"),
    )

    assert cycle in Cycle.objects.visible_to(world.foreign_reviewer).reaching(world.other_county)


def test_merger_of_a_merged_division_moves_the_stations_on(world):
    apply(*MERGED)
    plan = apply(("990101101", "合镇", "990101", "2026-01-01", "2026-02-01", "990102001"))

    assert [step.deed for step in plan.steps] == [Deed.END, Deed.MOVE, Deed.MOVE]
    assert Station.objects.below(world.other_county).count() == 3


def test_stations_move_when_the_day_has_come(world):
    later = (("990101001", "东乡", "990101", "", "2999-12-31", "990101002"),)
    plan = apply(*later)

    assert told(plan) == [(Deed.END, "990101001")]
    assert told(plan_divisions(divisions(*later), today=date(3000, 1, 1))) == [(Deed.MOVE, "SW990101001")]


def test_code_goes_to_a_new_division_of_another_name(world):
    rows = (
        ("990101001", "东乡", "990101", "", "2025-12-31", "990101001"),
        ("990101001", "东镇", "990101", "2026-01-01"),
    )

    plan = apply(*rows)

    assert [step.deed for step in plan.steps] == [Deed.ADD, Deed.END, Deed.MOVE]
    assert Station.objects.get(pk=world.station.pk).division.name == "东镇"
    assert plan_divisions(divisions(*rows)).steps == ()


def test_history_that_the_register_never_had_does_not_end_what_is_in_force(world):
    plan = plan_divisions(
        divisions(
            ("990101001", "老东乡", "990101", "", "1990-12-31", "990101001"),
            ("990101001", "东乡", "990101"),
        )
    )

    assert (plan.errors, told(plan)) == ((), [(Deed.ADD, "990101001")])


# Refusals


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("", "丙县", "990100"), "This cell is empty. Fill it in."),
        (("99 01", "丙县", "990100"), "“99 01” is no code"),
        (("990103", "", "990100"), "This cell is empty. Fill it in."),
        (("99", "省", "990100"), "A division belongs to one of a higher level."),
        (("990103", "丙县"), "A province may belong to no division"),
        (("990103", "丙县", "970000"), "No division in the file or in the register has the code 970000."),
        (("990103", "丙县", "990101001"), "A division belongs to one of a higher level."),
        (("9901030", "丙县", "990100"), "The code does not tell the level."),
        (("990103", "丙县", "990100", "2026-01-01", "2025-01-01"), "must not lie before the first"),
        (("990103", "丙县", "990100", "", "", "990101"), "A division with a successor needs its last day"),
        (("990103", "丙县", "990100", "yesterday"), "“yesterday” is no date"),
        (("990101", "甲县", "990000"), "a division never moves"),
        (("990101001", "东乡", "990101", "", "2025-12-31"), "Stations work in this division."),
        (("990101001", "东乡", "990101", "", "2025-12-31", "990101001"), "A division cannot succeed itself."),
        (("990101001", "东乡", "990101", "", "2025-12-31", "990102"), "A successor has the same level."),
        (("990101001", "东乡", "990101", "", "2025-12-31", "990109001"), "has the code 990109001."),
        (("990101", "甲县", "990100", "", "2025-12-31", "990102"), "东乡 (990101001) still belongs to it."),
    ],
)
def test_line_that_cannot_be_is_told_in_words(world, row, sentence):
    found = sentences(row)

    assert len(found) == 1
    assert sentence in found[0]


def test_errors_name_their_line_and_column(world):
    plan = plan_divisions(divisions(("990103", "丙县", "990100"), ("990104", "丁县", "970000")))

    assert [(error.line, error.field) for error in plan.errors] == [(3, "parent")]


def test_code_twice_is_told(world):
    assert sentences(("990103", "丙县", "990100"), ("990103", "丙", "990100")) == [
        "This code stands in an earlier line already."
    ]


def test_circle_of_successors_is_told(world):
    found = sentences(
        ("990101001", "东乡", "990101", "", "2025-12-31", "990101002"),
        ("990101002", "西乡", "990101", "", "2025-12-31", "990101001"),
    )

    assert set(found) == {"A division cannot succeed itself."}


def test_list_from_before_a_merger_does_not_raise_the_dead(world):
    apply(*MERGED)

    assert "The division with this code ended on 2025-12-31." in sentences(("990101001", "东乡", "990101"))[0]


def test_level_never_changes(world):
    rows = table("divisions", ("code", "name", "parent", "level"), ("990101", "甲县", "990100", "乡级"))

    assert "never changes" in plan_divisions(rows).errors[0].sentence


def test_one_error_keeps_everything_out(world):
    with pytest.raises(Refused):
        apply(("990103", "丙县", "990100"), ("990104", "丁县", "970000"))

    assert not Division.objects.filter(code="990103").exists()


def test_apply_does_what_was_shown_and_nothing_else(world):
    rows = divisions(("990103", "丙县", "990100"), ("990101", "甲市", "990100"))
    shown = digest(plan_divisions(rows))
    Division.objects.filter(pk=world.county.pk).update(name="甲区")

    with pytest.raises(PlanOutdated):
        apply_divisions(table=rows, shown=shown, by=world.administrator)

    assert not Division.objects.filter(code="990103").exists()


def test_import_is_on_record(world):
    apply_divisions(table=divisions(("990103", "丙县", "990100")), by=world.administrator)

    event = AuditEvent.objects.get(action="registry.divisions")
    assert (event.actor, event.detail["added"]) == (world.administrator, 1)


def test_asks_as_often_for_thirty_divisions_as_for_one(world, django_assert_max_num_queries):
    rows = [(f"99010{n}", f"县{n}", "990100") for n in range(3, 10)]
    rows += [(f"990103{n:03d}", f"镇{n}", "990103") for n in range(1, 31)]

    with django_assert_max_num_queries(12):
        apply(*rows)


def test_station_of_a_merged_township_keeps_its_history(world):
    make_station(world.county, "990101003", "北乡")
    apply(*MERGED)

    assert Station.objects.below(world.county).count() == 3

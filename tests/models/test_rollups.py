"""What many results come to, by index on both databases, and the same as numpy has it."""

from datetime import date
from random import Random

import numpy as np
import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from stations.actions import assessments
from stations.enums import DivisionLevel
from stations.models import Assessment, Division, Result, Station
from stations.models.division import child_path
from stations.models.snapshot import FIGURES
from tests.states import state
from tests.worlds import make_station, open_cycle, resubmit, submit, submit_for


@pytest.fixture
def many(world):
    """Results of 37 stations in three townships, with figures at random, some of them absent."""
    draw = Random(11)
    for number in range(100, 137):
        station = make_station(world.county if number % 3 else world.other_county, f"9901{number}", str(number))
        assessment = Assessment.objects.create(station=station, cycle=world.cycle, edition=world.edition)
        Result.objects.create(
            assessment=assessment,
            station=station,
            cycle=world.cycle,
            division_path=station.division.path,
            settled_at=world.cycle.created_at,
            coverage=1,
            is_provisional=False,
            rater_count=3,
            is_latest=True,
            **{figure: None if draw.random() < 0.2 else draw.uniform(0, 1) for figure in FIGURES},
        )
    return world


def test_quartiles_are_those_of_numpy_for_each_group_and_all(many):
    group = child_path(many.prefecture, "division_path")

    found = Result.objects.newest_of_each().below(many.prefecture).figure_quartiles(group)

    assert set(found) == {many.county.path, many.other_county.path, None}
    for path, figures in found.items():
        for figure in FIGURES:
            rows = Result.objects.filter(division_path__startswith=path or "")
            values = [value for value in rows.values_list(figure, flat=True) if value is not None]
            cuts = figures[figure]
            assert cuts.count == len(values)
            assert [cuts.lower, cuts.median, cuts.upper] == pytest.approx(list(np.quantile(values, [0.25, 0.5, 0.75])))


@pytest.mark.parametrize("values", [[], [0.5], [0.2, 0.4], [0.3, 0.3, 0.3], [0.1, 0.2, 0.3, 0.9, 1.0]])
def test_quartiles_of_few(world, values):
    submit(world)
    result = Result.objects.get()
    Result.objects.all().delete()
    for number, value in enumerate(values):
        station = make_station(world.county, f"99010{number}x", str(number))
        assessment = Assessment.objects.create(station=station, cycle=world.cycle, edition=world.edition)
        result.pk, result.station, result.assessment, result.strengths = None, station, assessment, value
        result.save(force_insert=True)

    found = Result.objects.figure_quartiles(F("cycle")).get(None, {}).get("strengths")

    if not values:
        assert found is None
    else:
        assert [found.lower, found.median, found.upper] == pytest.approx(list(np.quantile(values, [0.25, 0.5, 0.75])))


def test_child_of_a_placeholder_stands_for_itself(world):
    hidden = Division.objects.plant(
        parent=world.prefecture.parent, code="999000", level=DivisionLevel.PREFECTURE, name="省直辖县级行政区划"
    )
    county = Division.objects.plant(parent=hidden, code="999001", level=DivisionLevel.COUNTY, name="直辖县")
    station = make_station(county, "999001001", "镇")

    found = Station.objects.below(world.prefecture.parent).annotate(
        child=child_path(world.prefecture.parent, "division__path", [hidden.path])
    )

    assert dict(found.values_list("pk", "child")) == {
        station.pk: county.path,
        **dict.fromkeys([world.station.pk, world.neighbour.pk, world.foreign_station.pk], world.prefecture.path),
    }
    assert list(Division.objects.directly_below(world.prefecture.parent)) == [world.prefecture, county]


def test_division_that_has_ended_is_not_in_force(world):
    Division.objects.filter(pk=world.county.pk).update(valid_until=date(2025, 12, 31))

    assert world.county in Division.objects.in_force_on(date(2025, 12, 31))
    assert world.county not in Division.objects.in_force_on(date(2026, 1, 1))


# Severities live with their result


def severities():
    """Of the latest result, an entry each."""
    found = Result.objects.filter(is_latest=True).values_list("severities", flat=True)
    return [sorted(text.splitlines()) for text in found]


WORST = ["T:T1:4.0", "T:T2:4.0", "W:W1:5.0", "W:W2:5.0"]


def test_submission_writes_the_medians_of_weaknesses_and_threats(world):
    submit(world, {"S": 1, "W": 5, "O": 2, "T": 4})

    assert severities() == [WORST]


def test_return_takes_them_away_and_resubmission_writes_them_once(world):
    submit(world, {"S": 1, "W": 5, "O": 2, "T": 4})
    assessments.return_for_revision(assessment=world.assessment, reason="请补充。", by=world.county_reviewer)
    assert severities() == []

    assessments.submit(assessment=world.assessment, by=world.alice)
    resubmit(world)

    assert severities() == [WORST]


def test_withdrawal_takes_them_away_and_the_earlier_ones_are_the_latest_again(world):
    earlier = open_cycle(world, world.county, year=2024)
    submit_for(world.station.assessments.get(cycle=earlier), world.alice, {"S": 1, "W": 5, "O": 2, "T": 4})
    submit(world)
    assert severities() == [["T:T1:3.0", "T:T2:3.0", "W:W1:3.0", "W:W2:3.0"]]

    assessments.withdraw(assessment=world.assessment, by=world.alice)

    assert severities() == [WORST]


def test_medians_are_counted_for_each_group(world):
    submit(world, {"S": 1, "W": 5, "O": 2, "T": 4})
    submit_for(world.foreign_assessment, world.charlie, {"S": 1, "W": 5, "O": 2, "T": 1})
    group = child_path(world.prefecture, "division_path")

    found = Result.objects.newest_of_each().below(world.prefecture).median_counts(group)
    together = Result.objects.newest_of_each().median_counts(F("cycle"))

    assert {path: dict(medians)["T", "T1"] for path, medians in found.items()} == {
        world.county.path: {4.0: 1},
        world.other_county.path: {1.0: 1},
    }
    assert together[world.cycle.pk]["W", "W2"] == {5.0: 2}
    assert together[world.cycle.pk]["T", "T2"] == {4.0: 1, 1.0: 1}


def test_result_of_which_nothing_weighs_counts_nowhere(world):
    submit(world)
    Result.objects.update(severities="")

    assert Result.objects.median_counts(F("cycle")) == {world.cycle.pk: {}}


# Plans: each question is answered from an index


def make_crowd(world):
    """Three hundred counties with so many stations that a database gains by an index, and knows it."""
    earlier = open_cycle(world, world.county, year=2024)
    counties = [
        Division.objects.plant(parent=world.prefecture, code=f"98{n:04}", level=DivisionLevel.COUNTY, name=f"县{n}")
        for n in range(300)
    ]
    homes = [(county, f"{county.code}{n:03}") for county in [world.county, *counties] for n in range(10)]
    stations = Station.objects.bulk_create(
        Station(division=county, code=f"x{code}", name=code) for county, code in homes
    )
    fill(earlier, stations, world.edition, is_latest=False)
    fill(world.cycle, stations, world.edition, is_latest=True)
    analyze()
    return world


crowd = state("crowd", make_crowd, beneath="world")


def fill(cycle, stations, edition, *, is_latest):
    """A result for each of the stations."""
    assessments = Assessment.objects.bulk_create(
        Assessment(station=station, cycle=cycle, edition=edition) for station in stations
    )
    Result.objects.bulk_create(
        Result(
            assessment=assessment,
            station=assessment.station,
            cycle=cycle,
            division_path=assessment.station.division.path,
            settled_at=cycle.created_at,
            coverage=1,
            is_provisional=False,
            rater_count=3,
            is_latest=is_latest,
            severities="W:W1:4.0",
        )
        for assessment in assessments
    )


def analyze():
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def plan_of(ask):
    """The steps by which the database answers."""
    with CaptureQueriesContext(connection) as captured:
        ask()
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    lines = []
    with connection.cursor() as cursor:
        for query in captured:
            cursor.execute(f"{explain} {query['sql']}")
            lines += [str(row[-1]) for row in cursor.fetchall()]
    return "\n".join(lines)


def is_read_whole(plan, table):
    return f"Seq Scan on {table}" in plan or f"SCAN {table}" in plan.replace(f"SCAN {table} USING", "")


QUESTIONS = {
    "stations": (
        lambda world: list(Station.objects.below(world.county).values_list("pk")),
        {"stations_station": "stations_station_division", "stations_division": "stations_division_path"},
    ),
    "types": (
        lambda world: Result.objects.newest_of_each().below(world.county).zone_counts(by(world)),
        {"stations_result": "stations_result_latest_below"},
    ),
    "quartiles": (
        lambda world: Result.objects.newest_of_each().below(world.county).figure_quartiles(by(world)),
        {"stations_result": "stations_result_latest_below"},
    ),
    "severities": (
        lambda world: Result.objects.newest_of_each().below(world.county).median_counts(by(world)),
        {"stations_result": "stations_result_latest_below"},
    ),
    "cycles": (
        lambda world: Result.objects.in_cycles([world.cycle]).below(world.county).zone_counts(F("cycle")),
        {"stations_result": "stations_result_cycle_below"},
    ),
    "completion": (
        lambda world: (
            Assessment.objects.below(world.county)
            .filter(cycle=world.cycle)
            .state_counts_by(child_path(world.county, "station__division__path"))
        ),
        {"stations_assessment": ""},
    ),
}


def by(world):
    return child_path(world.county, "division_path")


def test_every_question_is_answered_from_an_index(crowd):
    for ask, indexes in QUESTIONS.values():
        plan = plan_of(lambda ask=ask: ask(crowd))

        for table, index in indexes.items():
            assert index in plan
            assert not is_read_whole(plan, table), plan


@pytest.mark.parametrize("question", ["types", "quartiles"])
def test_table_itself_is_not_even_asked(crowd, question):
    if connection.vendor == "postgresql":
        # VACUUM would tell it that the pages are visible to all, but cannot run inside a test's transaction.
        connection.cursor().execute("SET LOCAL enable_bitmapscan = off")

    plan = plan_of(lambda: QUESTIONS[question][0](crowd))

    assert "USING COVERING INDEX" in plan or "Index Only Scan using" in plan

"""Opening a cycle: every station that is at work gets one empty assessment, or nothing happens at all."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from stations.actions import cycles
from stations.actions.errors import ActionRefused
from stations.enums import AssessmentState, CycleKind
from stations.models import Assessment, AuditEvent, Cycle, Station
from tests.worlds import make_edition

pytestmark = pytest.mark.django_db


def open_cycle(world, **changes):
    terms = {
        "division": world.county,
        "edition": world.edition,
        "kind": CycleKind.ANNUAL,
        "year": 2030,
        "quarter": None,
        "opens_on": date(2030, 1, 10),
        "due_on": date(2030, 3, 10),
        "by": world.county_reviewer,
    }
    return cycles.open_cycle(**terms | changes)


def test_open_cycle_gives_every_station_below_an_empty_assessment(world):
    cycle = open_cycle(world)

    rows = Assessment.objects.filter(cycle=cycle).values_list("station__code", "state", "edition", "snapshot")
    assert sorted(rows) == [
        ("SW990101001", AssessmentState.DRAFT, world.edition.pk, None),
        ("SW990101002", AssessmentState.DRAFT, world.edition.pk, None),
    ]


def test_open_cycle_is_logged(world):
    cycle = open_cycle(world)

    event = AuditEvent.objects.filter(action="cycle.open").first()
    assert (event.actor, event.object_id) == (world.county_reviewer, str(cycle.pk))


@pytest.mark.parametrize(
    "changes", [{"opened_on": date(2030, 1, 11)}, {"closed_on": date(2030, 1, 10)}, {"closed_on": date(2029, 1, 1)}]
)
def test_open_cycle_leaves_out_stations_that_are_not_at_work(world, changes):
    Station.objects.filter(pk=world.neighbour.pk).update(**changes)

    cycle = open_cycle(world)

    assert [assessment.station for assessment in cycle.assessments.all()] == [world.station]


def test_open_cycle_pins_the_edition_of_its_day(world):
    newer = make_edition("2031-1")

    cycle = open_cycle(world)

    assert {assessment.edition for assessment in cycle.assessments.all()} == {world.edition}
    assert newer.cycles.count() == 0


def test_open_cycle_with_a_draft_edition_is_refused(world):
    draft = make_edition("draft", published=False)

    with translation.override("en"), pytest.raises(ActionRefused) as refusal:
        open_cycle(world, edition=draft)

    assert str(refusal.value) == "This edition of the factor library is not published. Choose a published one."
    assert Cycle.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "This division already has such a cycle for this period."),
        ({"year": 1999}, "Write the year with four digits."),
        ({"year": 2031, "due_on": date(2030, 1, 9)}, "The due date must not lie before the opening date."),
        (
            {"kind": CycleKind.QUARTERLY},
            "Quarterly monitoring needs a quarter from 1 to 4; no other kind has one.",
        ),
    ],
)
def test_open_cycle_against_the_rules_is_refused_in_words_and_changes_nothing(world, changes, sentence):
    open_cycle(world)
    counts = (Cycle.objects.count(), Assessment.objects.count(), AuditEvent.objects.count())

    with translation.override("en"), pytest.raises(ActionRefused) as refusal:
        open_cycle(world, **changes)

    assert str(refusal.value) == sentence
    assert (Cycle.objects.count(), Assessment.objects.count(), AuditEvent.objects.count()) == counts


def test_open_cycle_asks_as_often_for_a_hundred_stations_as_for_two(world, django_assert_num_queries):
    with CaptureQueriesContext(connection) as two:
        open_cycle(world)
    for number in range(98):
        Station.objects.create(division=world.station.division, code=f"N{number}", name=str(number))

    with django_assert_num_queries(len(two)):
        cycle = open_cycle(world, year=2031)

    assert cycle.assessments.count() == 100

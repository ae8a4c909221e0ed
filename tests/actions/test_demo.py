"""The demonstration world: its places and history, a newcomer's walk, and that a second load changes nothing."""

import uuid
from collections import Counter

import pytest
from django.apps import apps
from django.utils import timezone

from stations import rules, scorecards
from stations.actions import assessments, demo, ratings, sheets
from stations.actions.demo_sheets import moment
from stations.enums import AnswerKind, AssessmentState, AssessmentStep, EditionState
from stations.models import (
    Assessment,
    Division,
    Edition,
    Factor,
    Rating,
    RatingChange,
    Result,
    Sheet,
    Snapshot,
    Station,
    Transition,
)
from swot_app.accounts.models import User
from tests.demonstration import PASSWORDS, STATIONS, THIS_YEAR, WORLD, assessment_of
from tests.worlds import degree

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


def test_places():
    levels = Counter(Division.objects.values_list("level", flat=True))
    stations = {
        county.code: Station.objects.below(county).count() for county in Division.objects.filter(level="county")
    }

    assert levels == {"province": 1, "prefecture": 2, "county": 3, "township": 11, "village": 1}
    assert stations == {"990121": 6, "990122": 3, "990221": 3}


def test_raters_worked_at_their_station():
    strangers = [
        str(sheet)
        for sheet in Sheet.objects.select_related("assessment__station", "assessment__cycle")
        if not was_member(sheet)
    ]

    assert strangers == []


def test_every_step_was_taken_by_somebody_who_may():
    for step in Transition.objects.select_related("assessment__station__division", "by"):
        station = step.assessment.station
        if step.step == AssessmentStep.SUBMIT:
            assert rules.is_lead(step.by, station)
        else:
            assert rules.is_reviewer_of(step.by, station.division)


def was_member(sheet):
    last = sheet.declared_at or sheet.ratings.latest("changed_at").changed_at
    places = sheet.rater.memberships.filter(station=sheet.assessment.station, started_at__lte=last)
    return any(place.ended_at is None or place.ended_at > last for place in places)


def test_states_of_the_open_cycle():
    states = dict(Assessment.objects.filter(cycle__year=THIS_YEAR).values_list("station__code", "state"))
    under_review = Assessment.objects.filter(state=AssessmentState.SUBMITTED).exclude(review_started_at=None)

    assert {key: states[code] for key, code in STATIONS.items()} == {
        "pine": AssessmentState.DRAFT,
        "plum": AssessmentState.SUBMITTED,
        "willow": AssessmentState.RETURNED,
        "bamboo": AssessmentState.APPROVED,
        "peach": AssessmentState.SUBMITTED,
        "apricot": AssessmentState.APPROVED,
        "locust": AssessmentState.APPROVED,
        "osmanthus": AssessmentState.SUBMITTED,
        "maple": AssessmentState.SUBMITTED,
        "tung": AssessmentState.DRAFT,
        "elm": AssessmentState.DRAFT,
        "cypress": AssessmentState.DRAFT,
    }
    assert set(under_review.values_list("station__code", flat=True)) == {STATIONS["peach"], STATIONS["maple"]}


def test_past_cycles_are_all_approved():
    past = Assessment.objects.filter(cycle__year__lt=THIS_YEAR)

    assert past.count() == 21
    assert set(past.values_list("state", flat=True)) == {AssessmentState.APPROVED}


def test_declared_sheets_answer_every_factor():
    answers = {sheet.ratings.exclude(kind=AnswerKind.NOT_ANSWERED).count() for sheet in Sheet.objects.declared()}

    assert answers == {28}


@pytest.mark.parametrize(
    ("station", "declared", "answered", "marks"),
    [
        ("tung", [True, True, False], [28, 28, 16], [4, 4, 2]),
        ("elm", [False, False], [14, 5], [2, 0]),
        ("cypress", [False], [7], [1]),
    ],
)
def test_drafts_are_filled_in_so_far(station, declared, answered, marks):
    rows = list(assessment_of(station).sheets.order_by("number"))

    assert [sheet.is_declared for sheet in rows] == declared
    assert [sheet.ratings.count() for sheet in rows] == answered
    assert [sheet.section_marks.count() for sheet in rows] == marks


def test_steps_lie_within_their_cycle_and_in_order():
    for assessment in Assessment.objects.select_related("cycle").prefetch_related("transitions"):
        times = [step.at for step in assessment.transitions.order_by("pk")]
        days = [timezone.localdate(time) for time in times]

        assert times == sorted(times)
        assert all(assessment.cycle.opens_on <= day <= assessment.cycle.due_on for day in days)


def test_steps_carry_the_time_that_the_file_gives():
    assessment = assessment_of("bamboo", 2025)
    times = [step.at for step in assessment.transitions.order_by("pk")]

    assert times == [moment(step["at"]) for step in planned("bamboo", 2025)]
    assert assessment.snapshot.taken_at == times[0]
    assert assessment.review_started_at == times[1]


def test_sheets_are_declared_before_the_submission():
    for sheet in Sheet.objects.declared().exclude(assessment__snapshot=None).select_related("assessment"):
        assert sheet.declared_at < sheet.assessment.snapshots.earliest("number").taken_at


def test_ratings_are_given_before_the_declaration():
    early = Rating.objects.filter(sheet__changed_after_at=None, sheet__declared_at__isnull=False)

    assert all(rating.changed_at <= rating.sheet.declared_at for rating in early.select_related("sheet"))


def test_records_name_the_year_before():
    for snapshot in Snapshot.objects.select_related("assessment__cycle", "assessment__station"):
        year, station = snapshot.assessment.cycle.year, snapshot.assessment.station
        previous = scorecards.record_from(snapshot).context.previous
        before = Result.objects.filter(station=station, cycle__year=year - 1).first()

        assert (previous and previous.cycle.year) == (before and year - 1)
        assert (previous and previous.strength_coefficient) == (before and before.strength_coefficient)


def test_latest_results():
    years = dict(Result.objects.newest_of_each().values_list("station__code", "cycle__year"))

    assert {key: years.get(code) for key, code in STATIONS.items()} == {
        "pine": 2025,
        "plum": 2026,
        "willow": 2025,
        "bamboo": 2026,
        "peach": 2026,
        "apricot": 2026,
        "locust": 2026,
        "osmanthus": 2026,
        "maple": 2026,
        "tung": 2025,
        "elm": 2025,
        "cypress": None,
    }


def test_return_and_amendment():
    assessment = assessment_of("plum", 2025)
    first, second = assessment.snapshots.order_by("number")
    changes = RatingChange.objects.filter(rating__sheet__assessment=assessment, rating__factor__code="W7")
    amended = changes.filter(rating__revision=2).order_by("revision")

    assert [step.step for step in assessment.transitions.order_by("pk")] == [
        "submit", "start_review", "return", "submit", "start_review", "approve",
    ]  # fmt: skip
    assert list(amended.values_list("revision", "degree", "changed_by__username")) == [
        (1, 2, "plum-2"),
        (2, 3, "plum-2"),
    ]
    assert raters_marked(first) == []
    assert raters_marked(second) == ["R3"]


def raters_marked(snapshot):
    return [sheet.rater for sheet in scorecards.record_from(snapshot).context.sheets if sheet.changed_after]


def test_every_rating_has_its_history():
    for rating in Rating.objects.prefetch_related("changes"):
        changes = list(rating.changes.all())

        assert [change.revision for change in changes] == list(range(1, rating.revision + 1))
        assert ratings.value_of(changes[-1]) == ratings.value_of(rating)
        assert changes[-1].changed_at == rating.changed_at


def planned(station, year):
    cycle = next(entry for entry in WORLD["cycles"] if entry["year"] == year)
    return next(entry["steps"] for entry in cycle["assessments"] if entry["station"] == station)


def test_main_station_waits_with_an_empty_draft(in_november):
    assessment = assessment_of("pine")

    assert not assessment.sheets.exists()
    assert assessment.is_open_on(timezone.localdate())
    for username in ("worker", "worker2", "lead"):
        assert rules.can_rate(User.objects.get(username=username), assessment)
    assert rules.can_submit(User.objects.get(username="lead"), assessment)


def test_from_an_empty_draft_to_the_county(in_november):
    worker, lead, county = (User.objects.get(username=name) for name in ("worker", "lead", "county"))
    assessment = assessment_of("pine")

    sheet = sheets.open_sheet(assessment=assessment, by=worker)
    for factor in Factor.objects.filter(edition=assessment.edition):
        ratings.rate(sheet=sheet, factor=factor, value=degree(4), base_revision=0, operation_id=uuid.uuid4(), by=worker)
    sheets.declare(sheet=sheet, by=worker)
    assessments.submit(assessment=assessment, by=lead)

    seen = Assessment.objects.visible_to(county).get(pk=assessment.pk)
    assert seen.state == AssessmentState.SUBMITTED
    assert rules.can_see_result(county, seen)
    assert scorecards.record_from(seen.snapshot).context.previous.cycle.year == 2025


def test_curator_has_a_draft_edition():
    draft = Edition.objects.get(code="2027-draft")

    assert rules.can_edit_edition(User.objects.get(username="curator"), draft)
    assert (draft.factors.count(), draft.countermeasures.count()) == (28, 15)


def test_second_load_changes_nothing():
    before = all_rows()

    written = demo.load(world=WORLD, passwords=dict.fromkeys(PASSWORDS, "another password"))

    assert written is False
    assert all_rows() == before


def test_second_load_keeps_what_visitors_did(in_november):
    lead = User.objects.get(username="plum-lead")
    assessments.withdraw(assessment=assessment_of("plum"), by=lead)
    Edition.objects.get(code="2027-draft").delete()
    Station.objects.filter(code=STATIONS["pine"]).update(name="示例新名")
    before = all_rows()

    demo.load(world=WORLD, passwords=PASSWORDS)

    assert all_rows() == before


def test_second_load_after_the_edition_was_retired():
    Edition.objects.filter(code="2026-1").update(state=EditionState.RETIRED, retired_at=timezone.now())

    assert demo.load(world=WORLD, passwords=PASSWORDS) is False


def test_passwords_are_reset_where_asked():
    demo.reset_passwords(passwords=dict.fromkeys(PASSWORDS, "another password"))

    assert all(user.check_password("another password") for user in User.objects.filter(username__in=PASSWORDS))
    assert not User.objects.get(username="plum-lead").has_usable_password()


def all_rows():
    models = [*apps.get_app_config("stations").get_models(), User]
    return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in models}


def test_check_ratings_stand_beside_two_approved_results():
    """One in the year before, of the station that visitors work in, and one of this year."""
    found = {
        (station, year): scorecards.record_from(assessment_of(station, year).snapshot).context.checks
        for station, year in (("pine", 2025), ("bamboo", 2026), ("plum", 2025))
    }

    assert [(sheet.reviewer, sheet.level, len(sheet.degrees)) for sheet in found["pine", 2025]] == [
        ("C1", "county", 11)
    ]
    assert [len(sheet.degrees) for sheet in found["bamboo", 2026]] == [8]
    assert found["plum", 2025] == ()

"""The bridge between rows and arithmetic: what is scored, what is remembered, and what a snapshot gives back."""

from datetime import date, timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from django.utils import timezone

from stations import scorecards, scoring
from stations.actions import assessments
from stations.actions.ratings import AnswerValue, rate
from stations.enums import AnswerKind
from stations.models import Factor, Snapshot
from tests.worlds import declare, degree, fill, open_cycle, submit, submit_for

pytestmark = pytest.mark.django_db


def record(world):
    return scorecards.record_of(world.assessment, at=timezone.now())


def put(world, sheet, code, value):
    factor = Factor.objects.get(edition=world.edition, code=code)
    rate(sheet=sheet, factor=factor, value=value, base_revision=1, operation_id=uuid4(), by=sheet.rater)


# What is scored


def test_panel_holds_the_editions_factors_and_countermeasures(world):
    panel = record(world).panel

    assert [factor.code for factor in panel.factors] == ["S1", "S2", "W1", "W2", "O1", "O2", "T1", "T2"]
    effects = {countermeasure.code: countermeasure.effects for countermeasure in panel.countermeasures}
    assert effects == {"C1": {"S1": 4, "O1": 2}, "C2": {"W1": 3, "T1": 3}}


def test_declared_sheets_alone_are_scored(world):
    declare(world.assessment, world.alice, 4)
    fill(world.assessment, world.bob, 1)

    panel = record(world).panel

    assert [sheet.rater for sheet in panel.sheets] == ["R1"]
    assert {answer.degree for answer in panel.sheets[0].answers.values()} == {4}


def test_raters_are_numbered_in_the_order_of_their_sheets(world):
    fill(world.assessment, world.bob, 2)
    declare(world.assessment, world.alice, 4)
    world.assessment.sheets.filter(rater=world.bob).update(declared_at=timezone.now())

    degrees = {sheet.rater: sheet.answers["S1"].degree for sheet in record(world).panel.sheets}

    assert degrees == {"R1": 2, "R2": 4}


def test_every_kind_of_answer_reaches_the_arithmetic_as_itself(world):
    sheet = declare(world.assessment, world.bob)
    put(world, sheet, "S1", degree(5, importance=4))
    put(world, sheet, "S2", AnswerValue(kind=AnswerKind.NOT_APPLICABLE, reason="没有"))
    put(world, sheet, "W1", AnswerValue(kind=AnswerKind.CANNOT_JUDGE, reason="不了解", importance=2))

    answers = record(world).panel.sheets[0].answers

    kinds = scoring.AnswerKind
    assert answers["S1"] == scoring.Answer(kind=kinds.DEGREE, degree=5, importance=4)
    assert answers["S2"] == scoring.Answer(kind=kinds.NOT_APPLICABLE, degree=None, importance=None)
    assert answers["W1"] == scoring.Answer(kind=kinds.CANNOT_JUDGE, degree=None, importance=2)


def test_answer_taken_back_is_missing_and_no_zero(world):
    sheet = declare(world.assessment, world.bob, {"S": 4, "W": 2, "O": 3, "T": 1})
    put(world, sheet, "S1", AnswerValue(kind=AnswerKind.NOT_ANSWERED, note="再想想"))

    made = record(world)

    assert "S1" not in made.panel.sheets[0].answers
    assert made.scorecard.quadrant(scoring.Quadrant.STRENGTHS).magnitude == 4


def test_assessment_without_a_declared_sheet_has_no_magnitudes(world):
    fill(world.assessment, world.bob)

    card = record(world).scorecard

    assert [card.quadrant(quadrant).magnitude for quadrant in scoring.Quadrant] == [None] * 4


# What is remembered


def test_context_names_the_station_and_its_divisions_in_both_languages(world):
    station = record(world).context.station

    assert (station.code, station.name.zh_hans, station.name.en) == ("SW990101001", "东乡社工站", "990101001 Station")
    assert [division.name.zh_hans for division in station.divisions] == ["示例省", "示例市", "甲县", "东乡"]
    assert station.opened_on == date(2020, 3, 1)


def test_name_without_latin_letters_stays_chinese(world):
    name = scorecards.Name(zh_hans="东乡")

    assert (name.in_language("en"), name.in_language("zh-hans")) == ("东乡", "东乡")


def test_context_keeps_reasons_and_notes_by_the_raters_number(world):
    sheet = declare(world.assessment, world.bob)
    put(world, sheet, "W1", AnswerValue(kind=AnswerKind.CANNOT_JUDGE, reason="不了解"))
    put(world, sheet, "S2", degree(3, note="台账"))

    remarks = record(world).context.remarks

    assert [(remark.rater, remark.factor, remark.kind, remark.reason, remark.note) for remark in remarks] == [
        ("R1", "S2", "degree", "", "台账"),
        ("R1", "W1", "cannot_judge", "不了解", ""),
    ]


def test_context_says_which_sheets_changed_after_their_declaration(world):
    declare(world.assessment, world.alice)
    put(world, declare(world.assessment, world.bob), "S1", degree(5))

    assert [(sheet.rater, sheet.changed_after) for sheet in record(world).context.sheets] == [
        ("R1", False),
        ("R2", True),
    ]


def test_context_tells_the_steps_taken_so_far(world):
    submit(world)
    assessments.return_for_revision(assessment=world.assessment, reason="补充。", by=world.county_reviewer)

    steps = record(world).context.steps

    assert [(step.step, step.reason) for step in steps] == [("submit", ""), ("return", "补充。")]


def test_context_remembers_the_result_of_the_cycle_before(world):
    earlier = open_cycle(world, world.county, year=2024)
    submit_for(world.station.assessments.get(cycle=earlier), world.alice, {"S": 4, "W": 2, "O": 3, "T": 1})

    previous = record(world).context.previous

    assert previous.cycle.name_in("en") == "2024 annual assessment"
    assert (previous.strengths, previous.weaknesses, previous.opportunities, previous.threats) == (4, 2, 3, 1)
    assert previous.zone == "SO"


def test_context_of_the_first_cycle_has_nothing_before(world):
    submit(world)

    assert scorecards.record_from(Snapshot.objects.get()).context.previous is None


def test_withdrawn_result_is_not_the_one_before(world):
    earlier = open_cycle(world, world.county, year=2024)
    assessment = submit_for(world.station.assessments.get(cycle=earlier), world.alice)
    assessments.withdraw(assessment=assessment, by=world.alice)

    assert record(world).context.previous is None


def test_another_stations_result_is_not_the_one_before(world):
    open_cycle(world, world.prefecture, year=2024)
    submit_for(world.foreign_station.assessments.earliest("cycle__opens_on"), world.charlie)

    assert record(world).context.previous is None


# What a snapshot gives back


def test_snapshot_gives_the_same_record_back(world):
    declare(world.assessment, world.bob, {"S": 5, "W": 1, "O": 4, "T": 2})
    before = timezone.now()
    submit(world)

    frozen = scorecards.record_from(Snapshot.objects.get())
    afresh = scorecards.record_of(world.assessment, at=frozen.context.taken_at)

    assert (frozen.panel, frozen.scorecard) == (afresh.panel, afresh.scorecard)
    assert frozen.context.station == afresh.context.station
    assert before <= frozen.context.taken_at <= timezone.now()
    assert (frozen.is_draft, afresh.is_draft) == (False, True)


def test_snapshot_stays_when_everything_is_renamed(world):
    submit(world)
    type(world.station).objects.update(name="改名站", host_organization="新机构")
    type(world.county).objects.update(name="新县")

    station = scorecards.record_from(Snapshot.objects.get()).context.station

    assert station.name.zh_hans == "东乡社工站"
    assert [division.name.zh_hans for division in station.divisions] == ["示例省", "示例市", "甲县", "东乡"]


def test_context_survives_its_way_through_json(world):
    open_cycle(world, world.county, year=2024)
    submit_for(world.station.assessments.get(cycle__year=2024), world.alice)
    submit(world)
    context = scorecards.record_of(world.assessment, at=timezone.now()).context

    assert scorecards.context_from_plain(scorecards.context_to_plain(context)) == context


def test_digest_belongs_to_what_was_scored(world):
    at = timezone.now()
    sheet = declare(world.assessment, world.bob)
    digests = [scorecards.record_of(world.assessment, at=at).digest for _again in range(2)]

    put(world, sheet, "S1", degree(5))

    changed = scorecards.record_of(world.assessment, at=at).digest
    assert digests[0] == digests[1] != changed
    assert scorecards.record_of(world.assessment, at=at + timedelta(days=1)).digest != changed


def test_digest_of_a_snapshot_is_that_of_its_record(world):
    submit(world)
    snapshot = Snapshot.objects.get()

    plain = {"context": snapshot.context, "inputs": snapshot.inputs, "result": snapshot.result}

    assert sha256(scoring.canonical_json(plain).encode()).hexdigest() == snapshot.digest


def test_sheet_begun_after_a_submission_is_remembered_and_the_first_ones_are_not(world):
    submit(world)
    assessments.return_for_revision(assessment=world.assessment, reason="请补充。", by=world.county_reviewer)
    declare(world.assessment, world.bob)

    sheets = record(world).context.sheets

    assert [(sheet.rater, sheet.begun_after) for sheet in sheets] == [("R1", False), ("R2", True)]


def test_snapshot_of_a_time_before_that_was_known_can_be_read(world):
    snapshot = submit(world).snapshot
    for sheet in snapshot.context["sheets"]:
        del sheet["begun_after"]

    (sheet,) = scorecards.record_from(snapshot).context.sheets

    assert sheet.begun_after is False

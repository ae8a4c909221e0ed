"""An assessment's life: what each step needs, what it leaves behind, and what nobody can do."""

import pytest

from stations import scorecards
from stations.actions import assessments, sheets
from stations.actions.errors import Incomplete, StepRefused
from stations.enums import AnswerKind, AssessmentState, AssessmentStep
from stations.models import AuditEvent, Factor, Result, Snapshot, Transition
from tests.worlds import declare, fill, open_cycle, submit

pytestmark = pytest.mark.django_db

STATES = {
    AssessmentState.DRAFT: [],
    AssessmentState.SUBMITTED: [AssessmentStep.SUBMIT],
    AssessmentState.RETURNED: [AssessmentStep.SUBMIT, AssessmentStep.RETURN],
    AssessmentState.APPROVED: [AssessmentStep.SUBMIT, AssessmentStep.APPROVE],
}
ALLOWED = {
    (AssessmentState.DRAFT, AssessmentStep.SUBMIT): AssessmentState.SUBMITTED,
    (AssessmentState.RETURNED, AssessmentStep.SUBMIT): AssessmentState.SUBMITTED,
    (AssessmentState.SUBMITTED, AssessmentStep.WITHDRAW): AssessmentState.DRAFT,
    (AssessmentState.SUBMITTED, AssessmentStep.START_REVIEW): AssessmentState.SUBMITTED,
    (AssessmentState.SUBMITTED, AssessmentStep.RETURN): AssessmentState.RETURNED,
    (AssessmentState.SUBMITTED, AssessmentStep.APPROVE): AssessmentState.APPROVED,
    (AssessmentState.APPROVED, AssessmentStep.REOPEN): AssessmentState.RETURNED,
}


def take(world, step):
    station, reviewer = world.alice, world.county_reviewer
    assessment = world.assessment
    match step:
        case AssessmentStep.SUBMIT:
            return assessments.submit(assessment=assessment, by=station)
        case AssessmentStep.WITHDRAW:
            return assessments.withdraw(assessment=assessment, by=station)
        case AssessmentStep.START_REVIEW:
            return assessments.start_review(assessment=assessment, by=reviewer)
        case AssessmentStep.RETURN:
            return assessments.return_for_revision(assessment=assessment, reason="请补充依据。", by=reviewer)
        case AssessmentStep.APPROVE:
            return assessments.approve(assessment=assessment, by=reviewer)
        case AssessmentStep.REOPEN:
            return assessments.reopen(assessment=assessment, reason="数据有误。", by=reviewer)


@pytest.mark.parametrize("state", AssessmentState)
@pytest.mark.parametrize("step", AssessmentStep)
def test_step_leads_where_the_table_says_and_nowhere_else(world, state, step):
    declare(world.assessment, world.alice)
    for before in STATES[state]:
        take(world, before)

    if (state, step) in ALLOWED:
        take(world, step)
        assert world.assessment.state == ALLOWED[state, step]
        assert world.assessment.transitions.last().step == step
    else:
        with pytest.raises(StepRefused):
            take(world, step)
        assert world.assessment.state == state


def test_submit_freezes_inputs_and_result(world):
    submit(world, {"S": 4, "W": 2, "O": 4, "T": 2})

    snapshot = Snapshot.objects.get()
    record = scorecards.record_from(snapshot)
    assert record.scorecard.position.zone == "SO"
    assert [sheet.rater for sheet in record.context.sheets] == ["R1"]
    assert world.assessment.snapshot == snapshot
    assert Transition.objects.get().snapshot == snapshot
    assert AuditEvent.objects.filter(action="assessment.submit", actor=world.alice).count() == 1


def test_submit_writes_the_result_row(world):
    submit(world, {"S": 4, "W": 2, "O": 3, "T": 1})

    row = Result.objects.get()
    assert (row.strengths, row.weaknesses, row.opportunities, row.threats) == (4, 2, 3, 1)
    assert row.strength_coefficient == pytest.approx(12 / 14)
    assert (row.zone, row.is_latest, row.rater_count, row.coverage) == ("SO", True, 1, 1)
    assert row.division_path == world.station.division.path


def test_submit_without_a_declared_sheet_names_the_gap(world):
    fill(world.assessment, world.bob)

    with pytest.raises(Incomplete) as refusal:
        assessments.submit(assessment=world.assessment, by=world.alice)

    assert len(refusal.value.gaps) == 1
    assert world.assessment.state == AssessmentState.DRAFT


def test_submit_after_a_declared_answer_was_cleared_names_the_gap(world):
    sheet = declare(world.assessment, world.bob)
    sheet.ratings.filter(factor__code="S1").update(kind=AnswerKind.NOT_ANSWERED, degree=None)

    with pytest.raises(Incomplete) as refusal:
        assessments.submit(assessment=world.assessment, by=world.alice)

    assert len(refusal.value.gaps) == 1


def test_submit_with_a_quadrant_without_degrees_names_it(world):
    sheet = declare(world.assessment, world.bob)
    sheet.ratings.filter(factor__quadrant="T").update(kind=AnswerKind.CANNOT_JUDGE, degree=None, reason="不了解")

    with pytest.raises(Incomplete) as refusal:
        assessments.submit(assessment=world.assessment, by=world.alice)

    assert len(refusal.value.gaps) == 1


def test_undeclared_sheets_do_not_count(world):
    fill(world.assessment, world.bob, 5)

    submit(world, 2)

    assert Result.objects.get().strengths == 2


def test_withdraw_takes_the_result_back(world):
    submit(world)

    assessments.withdraw(assessment=world.assessment, by=world.alice)

    assert not Result.objects.exists()
    assert world.assessment.snapshot is None
    assert Snapshot.objects.count() == 1


def test_withdraw_after_the_review_started_is_refused(world):
    submit(world)
    assessments.start_review(assessment=world.assessment, by=world.county_reviewer)

    with pytest.raises(StepRefused):
        assessments.withdraw(assessment=world.assessment, by=world.alice)


@pytest.mark.parametrize("step", [assessments.return_for_revision, assessments.reopen])
def test_going_back_needs_a_reason(world, step):
    submit(world)
    if step is assessments.reopen:
        assessments.approve(assessment=world.assessment, by=world.county_reviewer)
    before = world.assessment.state

    with pytest.raises(StepRefused):
        step(assessment=world.assessment, reason="  ", by=world.county_reviewer)

    assert world.assessment.state == before


def test_submitting_again_keeps_the_first_snapshot(world):
    submit(world)
    first = world.assessment.snapshot
    assessments.return_for_revision(assessment=world.assessment, reason="补充。", by=world.county_reviewer)

    assessments.submit(assessment=world.assessment, by=world.alice)

    assert [snapshot.number for snapshot in Snapshot.objects.all()] == [1, 2]
    assert world.assessment.snapshot != first


def test_latest_result_is_that_of_the_newest_cycle(world):
    submit(world, 4)
    earlier = open_cycle(world, world.county, year=2024)
    old = world.station.assessments.get(cycle=earlier)
    declare(old, world.alice, 2)

    assessments.submit(assessment=old, by=world.alice)

    assert Result.objects.get(is_latest=True).cycle == world.cycle
    assessments.withdraw(assessment=world.assessment, by=world.alice)
    assert Result.objects.get(is_latest=True).cycle == earlier


def test_record_from_a_snapshot_equals_the_one_that_was_frozen(world):
    declare(world.assessment, world.bob)
    declare(world.assessment, world.alice, {"S": 5, "W": 1, "O": 4, "T": 2})
    assessment = world.assessment
    submitted = assessments.submit(assessment=assessment, by=world.alice)

    frozen = scorecards.record_from(submitted.snapshot)

    assert frozen.scorecard.rater_count == 2
    assert scorecards.context_from_plain(scorecards.context_to_plain(frozen.context)) == frozen.context
    assert frozen.context.cycle.opener == "prefecture"


def test_declare_with_a_missing_answer_names_it(world):
    sheet = sheets.open_sheet(assessment=world.assessment, by=world.bob)

    with pytest.raises(Incomplete) as refusal:
        sheets.declare(sheet=sheet, by=world.bob)

    assert len(refusal.value.gaps) == Factor.objects.filter(edition=world.edition).count()
    sheet.refresh_from_db()
    assert sheet.declared_at is None

"""The outbox's operations as actions: what their ids are worth, and what a submission that comes between leaves behind."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError

from stations.actions import assessments, late_operations, operations, ratings, sheets
from stations.actions.errors import AssessmentClosed, LateSettled, OperationReused
from stations.actions.late_operations import RatingOperation
from stations.actions.operations import once, sheet_versions
from stations.actions.ratings import EMPTY, Outcome, value_of
from stations.enums import LateState, Quadrant
from stations.models import AuditEvent, Factor, LateOperation, Rating, RatingChange
from tests.worlds import declare, degree, fill, open_cycle, submit

pytestmark = pytest.mark.django_db

WHEN = datetime(2026, 11, 5, 6, 2, tzinfo=UTC)


def operation(world, code="S1", value=None, **fields):
    given = {
        "operation_id": uuid4(),
        "assessment": world.assessment,
        "factor": Factor.objects.get(edition=world.edition, code=code),
        "value": value or degree(4),
        "base_revision": 0,
        "by": world.bob,
        "client_time": WHEN,
    }
    return RatingOperation(**given | fields)


def kept(world, **fields):
    """An answer of Bob's that came after the submission."""
    late = operations.rate(operation=operation(world, **fields), sheet=None)
    assert isinstance(late, LateOperation)
    return late


def give_back(world):
    assessments.return_for_revision(assessment=world.assessment, reason="请补充。", by=world.county_reviewer)


def test_first_rating_opens_the_sheet(world):
    done = operations.rate(operation=operation(world), sheet=None)

    assert (done.result.outcome, done.revision) == (Outcome.APPLIED, 1)
    assert RatingChange.objects.get().client_time == WHEN


def test_repeated_rating_tells_the_revision_that_it_made(world):
    sheet = sheets.open_sheet(assessment=world.assessment, by=world.bob)
    first = operation(world)
    operations.rate(operation=first, sheet=sheet)
    operations.rate(operation=operation(world, value=degree(1), base_revision=1), sheet=sheet)

    again = operations.rate(operation=first, sheet=sheet)

    assert (again.result.outcome, again.revision, again.result.revision) == (Outcome.DUPLICATE, 1, 2)
    assert again.saved_at == RatingChange.objects.get(revision=1).changed_at


def test_attempt_that_was_overtaken_is_made_once_more():
    attempts = []

    def apply():
        attempts.append(None)
        if len(attempts) == 1:
            raise IntegrityError
        return "found"

    assert once(apply) == "found"


def test_error_that_stays_is_not_hidden():
    def apply():
        raise IntegrityError

    with pytest.raises(IntegrityError):
        once(apply)


def test_late_answer_is_written_down_with_its_deed(world):
    submit(world)

    late = kept(world, value=degree(2, note="没网"))

    event = AuditEvent.objects.get(action="late_operation.keep")
    assert (late.state, late.base_revision, late.client_time, value_of(late)) == (
        LateState.WAITING,
        0,
        WHEN,
        degree(2, note="没网"),
    )
    assert (event.actor, event.object_id) == (world.bob, str(late.pk))
    assert event.detail == {"assessment": world.assessment.pk, "factor": "S1"}


def test_nothing_is_late_before_the_opening_day(world):
    cycle = open_cycle(world, world.county, year=2099)
    early = operation(world, assessment=world.station.assessments.get(cycle=cycle))

    with pytest.raises(AssessmentClosed):
        operations.rate(operation=early, sheet=None)
    assert not LateOperation.objects.exists()


def test_what_stands_already_is_not_kept_as_late(world):
    sheet = fill(world.assessment, world.bob)
    submit(world)

    done = operations.rate(operation=operation(world, value=degree(3)), sheet=sheet)

    assert done.result.outcome == Outcome.UNCHANGED
    assert not LateOperation.objects.exists()


def test_clearing_what_was_never_answered_is_not_kept_as_late(world):
    submit(world)

    assert operations.rate(operation=operation(world, value=EMPTY), sheet=None).result.outcome == Outcome.UNCHANGED


@pytest.mark.parametrize("changed", [{"value": degree(1)}, {"by": "alice"}, {"code": "S2"}])
def test_id_of_another_late_answer_is_refused(world, changed):
    submit(world)
    late = kept(world)
    fields = changed | ({"by": world.alice} if "by" in changed else {})

    with pytest.raises(OperationReused):
        operations.rate(operation=operation(world, operation_id=late.operation_id, **fields), sheet=None)


def test_answer_kept_while_the_form_is_given_back_waits(world):
    """The refusal and the keeping are two steps; between them the reviewer may return the assessment."""
    submit(world)
    give_back(world)

    late = late_operations.keep(operation(world))

    assert late.is_waiting


def test_late_answer_keeps_its_id_and_time_when_it_is_applied(world):
    submit(world)
    late = kept(world)
    give_back(world)

    result = late_operations.apply(late=late, base_revision=0, by=world.bob)

    change = RatingChange.objects.get(rating__sheet__rater=world.bob)
    assert result.outcome == Outcome.APPLIED
    assert (change.operation_id, change.client_time, change.changed_by) == (late.operation_id, WHEN, world.bob)


def test_late_answer_is_not_applied_while_the_form_is_closed(world):
    fill(world.assessment, world.bob)
    submit(world)
    late = kept(world, value=degree(5))

    with pytest.raises(AssessmentClosed):
        late_operations.apply(late=late, base_revision=1, by=world.bob)
    late.refresh_from_db()
    assert late.is_waiting


def test_late_answer_whose_id_wrote_something_else_is_never_taken_for_applied(world):
    submit(world)
    late = kept(world)
    give_back(world)
    sheet = sheets.open_sheet(assessment=world.assessment, by=world.bob)
    ratings.rate(
        sheet=sheet,
        factor=Factor.objects.get(edition=world.edition, code="S2"),
        value=degree(1),
        base_revision=0,
        operation_id=late.operation_id,
        by=world.bob,
    )

    with pytest.raises(OperationReused):
        late_operations.apply(late=late, base_revision=0, by=world.bob)
    assert not Rating.objects.filter(sheet=sheet, factor__code="S1").exists()


def test_decision_is_made_once(world):
    submit(world)
    applied, discarded = kept(world), kept(world, code="S2")
    give_back(world)
    late_operations.apply(late=applied, base_revision=0, by=world.bob)
    late_operations.discard(late=discarded, by=world.bob)

    with pytest.raises(LateSettled):
        late_operations.discard(late=applied, by=world.bob)
    with pytest.raises(LateSettled):
        late_operations.apply(late=discarded, base_revision=0, by=world.bob)
    states = dict(LateOperation.objects.values_list("factor__code", "state"))
    assert states == {"S1": LateState.APPLIED, "S2": LateState.DISCARDED}


def test_discarding_twice_is_one_deed(world):
    submit(world)
    late = kept(world)

    for _ in range(2):
        late_operations.discard(late=late, by=world.bob)

    assert AuditEvent.objects.filter(action="late_operation.discard").count() == 1


def test_versions_are_those_of_the_declared_sheets(world):
    declare(world.assessment, world.bob)
    fill(world.assessment, world.alice)

    assert sheet_versions(world.assessment) == {"1": 8}


def test_mark_is_refused_before_the_opening_day(world):
    sheet = sheets.open_sheet(assessment=world.assessment, by=world.bob)
    type(world.cycle).objects.update(opens_on="2099-01-01", due_on="2099-12-31")

    with pytest.raises(AssessmentClosed):
        operations.mark(sheet=sheet, quadrant=Quadrant.STRENGTHS, done=True, operation_id=uuid4(), by=world.bob)

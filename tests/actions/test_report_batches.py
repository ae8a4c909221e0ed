"""Orders of reports: what is written down about them, whoever makes them."""

import pytest
from django.utils import timezone, translation

from stations.actions import report_batches
from stations.actions.errors import ActionRefused
from stations.enums import BatchState, PrintState
from stations.models import AuditEvent, ReportBatch
from tests.worlds import submit, submit_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(world):
    submit(world)
    submit_for(world.foreign_assessment, world.charlie)
    return world


def order(world, **changes):
    terms = {"division": world.prefecture, "cycle": world.cycle, "language": "en", "by": world.prefecture_viewer}
    return report_batches.order(**terms | changes)


def settle_all(batch, outcome=PrintState.PRINTED):
    return [report_batches.settle(report, outcome) for report in batch.reports.all()]


def newest(batch):
    return ReportBatch.objects.get(pk=batch.pk)


def state_of(batch):
    return newest(batch).state


def expire(batch):
    """What the clock does."""
    now = timezone.now()
    ReportBatch.objects.filter(pk=batch.pk).update(finished_at=now - report_batches.KEPT, expires_at=now)


def test_order_lists_what_was_submitted_by_the_stations_codes(world):
    batch = order(world)

    codes = [report.snapshot.assessment.station.code for report in batch.reports.all()]
    assert codes == ["SW990101001", "SW990102001"]
    assert [report.place for report in batch.reports.all()] == [1, 2]
    assert batch.print_counts() == {"waiting": 2, "printed": 0, "failed": 0}


def test_order_reaches_no_further_than_its_division(world):
    batch = order(world, division=world.county, by=world.county_reviewer)

    assert [report.snapshot.assessment for report in batch.reports.all()] == [world.assessment]


def test_order_is_logged_with_its_size(world):
    batch = order(world)

    event = AuditEvent.objects.get(action="reports.order")
    assert (event.actor, event.object_id) == (world.prefecture_viewer, str(batch.pk))
    assert event.detail == {"reports": 2, "language": "en"}


def test_order_of_nothing_is_refused(world):
    ReportBatch.objects.all().delete()
    with translation.override("en"), pytest.raises(ActionRefused, match="no report to pack"):
        report_batches.order(
            division=world.neighbour.division, cycle=world.cycle, language="en", by=world.county_reviewer
        )
    assert not ReportBatch.objects.exists()


def test_order_of_too_many_is_refused(world, monkeypatch):
    monkeypatch.setattr(report_batches, "MOST_REPORTS", 1)
    with translation.override("en"), pytest.raises(ActionRefused, match=r"These are 2 reports\. Order at most 1"):
        order(world)


def test_second_order_waits_for_the_first(world):
    first = order(world)
    with translation.override("en"), pytest.raises(ActionRefused, match="being made already"):
        order(world)
    order(world, language="zh-hans")

    report_batches.cancel(batch=first, by=world.prefecture_viewer)
    order(world)


def test_last_report_sends_the_order_on(world):
    batch = order(world)

    assert settle_all(batch) == [False, True]
    assert state_of(batch) == BatchState.BINDING


def test_report_that_two_workers_made_counts_once(world):
    batch = order(world)
    report = batch.reports.get(place=2)
    settle_all(batch)

    assert report_batches.settle(report, PrintState.FAILED) is False
    assert batch.print_counts() == {"waiting": 0, "printed": 2, "failed": 0}


def test_cancelled_order_is_never_finished(world):
    batch = order(world)
    settle_all(batch)
    report_batches.cancel(batch=batch, by=world.prefecture_viewer)
    report_batches.finish(batch, size=1)

    assert state_of(batch) == BatchState.CANCELLED
    with pytest.raises(ActionRefused):
        report_batches.cancel(batch=batch, by=world.prefecture_viewer)


def test_finished_order_expires_after_a_week(world):
    batch = order(world)
    settle_all(batch)
    report_batches.finish(batch, size=12)

    batch.refresh_from_db()
    assert (batch.state, batch.size) == (BatchState.FINISHED, 12)
    assert batch.expires_at - batch.finished_at == report_batches.KEPT
    report_batches.expire(batch)
    assert state_of(batch) == BatchState.EXPIRED


def test_failed_reports_alone_are_tried_again(world):
    batch = order(world)
    first, second = batch.reports.all()
    report_batches.settle(first, PrintState.PRINTED)
    report_batches.settle(second, PrintState.FAILED)
    report_batches.finish(batch, size=1)
    report_batches.reopen(batch=batch, by=world.prefecture_viewer)

    assert list(batch.reports.waiting()) == [second]
    assert state_of(batch) == BatchState.PRINTING
    assert newest(batch).offers_file


def test_order_that_could_not_be_packed_is_packed_again(world):
    batch = order(world)
    settle_all(batch)
    report_batches.fail(batch)

    assert report_batches.reopen(batch=batch, by=world.prefecture_viewer) == BatchState.BINDING
    assert AuditEvent.objects.get(action="reports.retry").detail == {"reports": 0}


def test_order_that_was_given_up_before_its_end_is_made(world):
    batch = order(world)
    report_batches.settle(batch.reports.first(), PrintState.FAILED)
    report_batches.fail(batch)

    assert report_batches.reopen(batch=batch, by=world.prefecture_viewer) == BatchState.PRINTING
    assert batch.print_counts() == {"waiting": 2, "printed": 0, "failed": 0}


def test_expired_order_is_told_from_its_date_alone(world):
    batch = order(world)
    settle_all(batch, PrintState.FAILED)
    report_batches.finish(batch, size=1)
    assert newest(batch).standing == BatchState.FINISHED

    expire(batch)

    assert state_of(batch) == BatchState.FINISHED
    assert newest(batch).standing == BatchState.EXPIRED
    with pytest.raises(ActionRefused):
        report_batches.reopen(batch=batch, by=world.prefecture_viewer)


@pytest.mark.parametrize("outcome", [None, PrintState.PRINTED])
def test_order_without_failures_is_not_tried_again(world, outcome):
    batch = order(world)
    if outcome:
        settle_all(batch, outcome)
        report_batches.finish(batch, size=1)
    with pytest.raises(ActionRefused):
        report_batches.reopen(batch=batch, by=world.prefecture_viewer)


def test_order_is_seen_by_its_own_person_while_in_office(world):
    batch = order(world, division=world.county, by=world.county_reviewer)

    assert list(ReportBatch.objects.visible_to(world.county_reviewer)) == [batch]
    assert not ReportBatch.objects.visible_to(world.prefecture_viewer).exists()
    world.county_reviewer.appointments.update(ended_at=batch.ordered_at)
    assert not ReportBatch.objects.visible_to(world.county_reviewer).exists()

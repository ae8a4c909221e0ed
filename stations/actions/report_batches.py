"""Ordering all reports of a division in one file, and what becomes of the order.

Making the reports is `stations/tasks.py`'s business; here stands what is written down about it.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stations.actions import audit
from stations.actions.errors import ActionRefused
from stations.enums import BatchState, PrintState
from stations.models import Assessment, BatchReport, Cycle, Division, ReportBatch
from swot_app.accounts.models import User

MOST_REPORTS = 5000
"""A province's stations in one order; more than that takes a night."""
KEPT = timedelta(days=7)


@transaction.atomic
def order(*, division: Division, cycle: Cycle, language: str, by: User) -> ReportBatch:
    """Write down which reports are wanted: those that are submitted or approved now, in order of the stations' codes."""
    require_nothing_at_work(division, cycle, language, by)
    assessments = Assessment.objects.settled().below(division).filter(cycle=cycle)
    snapshots = list(assessments.order_by("station__code", "pk").values_list("snapshot", flat=True))
    if not snapshots:
        raise ActionRefused(_("No station has submitted in this cycle yet, so there is no report to pack."))
    if len(snapshots) > MOST_REPORTS:
        raise ActionRefused(
            _("These are %(count)d reports. Order at most %(most)d at a time, division by division.")
            % {"count": len(snapshots), "most": MOST_REPORTS}
        )
    batch = ReportBatch.objects.create(division=division, cycle=cycle, language=language, ordered_by=by)
    BatchReport.objects.bulk_create(
        [BatchReport(batch=batch, snapshot_id=key, place=place) for place, key in enumerate(snapshots, start=1)],
        batch_size=500,
    )
    audit.record(action="reports.order", by=by, about=batch, detail={"reports": len(snapshots), "language": language})
    return batch


def require_nothing_at_work(division: Division, cycle: Cycle, language: str, by: User) -> None:
    """One order of a kind at a time; whoever presses twice is told."""
    User.objects.select_for_update().get(pk=by.pk)
    same = ReportBatch.objects.at_work().filter(division=division, cycle=cycle, language=language, ordered_by=by)
    if same.exists():
        raise ActionRefused(_("These reports are being made already. Wait for them, or cancel that order first."))


@transaction.atomic
def cancel(*, batch: ReportBatch, by: User) -> None:
    locked = ReportBatch.objects.select_for_update().get(pk=batch.pk)
    if not locked.is_at_work:
        raise ActionRefused(_("This order is not at work any more."))
    ReportBatch.objects.filter(pk=batch.pk).update(state=BatchState.CANCELLED, finished_at=timezone.now())
    audit.record(action="reports.cancel", by=by, about=batch)


@transaction.atomic
def settle(report: BatchReport, state: PrintState) -> bool:
    """Write down what became of one report; whether it was the last, so that the order can be packed."""
    batch = ReportBatch.objects.select_for_update().get(pk=report.batch_id)
    is_news = batch.reports.waiting().filter(pk=report.pk).update(state=state)
    is_last = bool(is_news) and batch.state == BatchState.PRINTING and not batch.reports.waiting().exists()
    if is_last:
        ReportBatch.objects.filter(pk=batch.pk).update(state=BatchState.BINDING)
    return is_last


def finish(batch: ReportBatch, *, size: int) -> None:
    """The file is whole: it can be fetched until it expires. An order that was cancelled meanwhile stays cancelled."""
    now = timezone.now()
    ReportBatch.objects.filter(pk=batch.pk, state=BatchState.BINDING).update(
        state=BatchState.FINISHED, finished_at=now, expires_at=now + KEPT, size=size
    )


def fail(batch: ReportBatch) -> None:
    """No file could be packed; what was made stays on the shelf for the next time."""
    working = ReportBatch.objects.at_work().filter(pk=batch.pk)
    working.update(state=BatchState.FAILED, finished_at=timezone.now())


def expire(batch: ReportBatch) -> None:
    ReportBatch.objects.filter(pk=batch.pk, state=BatchState.FINISHED).update(state=BatchState.EXPIRED)


@transaction.atomic
def reopen(*, batch: ReportBatch, by: User) -> BatchState:
    """Try those reports once more that failed, and pack all; what is to be done first. A file that there is stays."""
    locked = ReportBatch.objects.select_for_update().get(pk=batch.pk)
    if not locked.can_be_tried_again():
        raise ActionRefused(_("There is nothing in this order to try again."))
    failed = locked.reports.failed().update(state=PrintState.WAITING)
    state = BatchState.PRINTING if locked.reports.waiting().exists() else BatchState.BINDING
    ReportBatch.objects.filter(pk=batch.pk).update(state=state)
    audit.record(action="reports.retry", by=by, about=batch, detail={"reports": failed})
    return state

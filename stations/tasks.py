"""What runs in the background, by any number of workers: making the reports of an order and packing them.

Every task may run twice: a worker that is killed leaves its task to another one (see the command `worker`).
"""

import logging

from django.db import transaction
from django_tasks import task

from stations.actions import report_batches
from stations.enums import BatchState, PrintState
from stations.models import BatchReport, Cycle, Division, ReportBatch
from stations.reports import bundle, shelf
from swot_app.accounts.models import User

logger = logging.getLogger(__name__)


@transaction.atomic
def order_reports(*, division: Division, cycle: Cycle, language: str, by: User) -> ReportBatch:
    """Write an order down and hand it to the workers, both or neither."""
    batch = report_batches.order(division=division, cycle=cycle, language=language, by=by)
    hand_out.enqueue(batch.pk)
    return batch


@transaction.atomic
def try_again(*, batch: ReportBatch, by: User) -> None:
    state = report_batches.reopen(batch=batch, by=by)
    first = hand_out if state == BatchState.PRINTING else bind_batch
    first.enqueue(batch.pk)


@task()
def hand_out(batch_pk: int) -> None:
    """Make a task of each report that waits, so that all workers can share in the order."""
    with transaction.atomic():
        for key in BatchReport.objects.waiting().filter(batch=batch_pk).values_list("pk", flat=True):
            print_report.enqueue(key)


@task()
def print_report(report_pk: int) -> None:
    """Make one report of an order, unless that was done or the order was cancelled."""
    report = BatchReport.objects.with_snapshot().get(pk=report_pk)
    if report.batch.state == BatchState.PRINTING and report.state == PrintState.WAITING:
        settle(report, outcome_of(report))


def outcome_of(report: BatchReport) -> PrintState:
    """One report that cannot be made stops none of the others."""
    try:
        shelf.stock(report.snapshot, report.batch.language)
    except Exception:
        logger.exception("The report of snapshot %s cannot be made.", report.snapshot_id)
        return PrintState.FAILED
    return PrintState.PRINTED


@transaction.atomic
def settle(report: BatchReport, outcome: PrintState) -> None:
    if report_batches.settle(report, outcome):
        bind_batch.enqueue(report.batch_id)


@task()
def bind_batch(batch_pk: int) -> None:
    """Pack the reports of an order into one file, unless that was done or the order was cancelled."""
    batch = ReportBatch.objects.select_related("division", "cycle").get(pk=batch_pk)
    if batch.state != BatchState.BINDING:
        return
    try:
        size = bundle.bind(batch)
    except Exception:
        logger.exception("The reports of order %s cannot be packed.", batch.pk)
        report_batches.fail(batch)
    else:
        report_batches.finish(batch, size=size)


def give_up(task_path: str, arguments: list[int]) -> None:
    """What fails each time is not tried for ever: the report counts as failed, the order ends without a new file."""
    if task_path != print_report.module_path:
        for batch in ReportBatch.objects.filter(pk=arguments[0]):
            report_batches.fail(batch)
    elif report := BatchReport.objects.filter(pk=arguments[0]).first():
        settle(report, PrintState.FAILED)


def tidy() -> None:
    """Take away what has expired."""
    for batch in ReportBatch.objects.past():
        report_batches.expire(batch)
    bundle.sweep()
    shelf.sweep()

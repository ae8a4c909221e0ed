"""The worker takes up again what failed or was left behind, as often as it is worth it, and goes on after errors."""

import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from stations import tasks
from stations.actions import report_batches
from stations.enums import BatchState, PrintState
from stations.management.commands import worker
from stations.models import ReportBatch
from stations.reports import shelf
from stations.reports.report import Report
from stations.reports.seals import BLANK, sealed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES_DIR = tmp_path


@pytest.fixture(autouse=True)
def tame(monkeypatch):
    """The worker's signal handlers would outlive the test, and the test's connection must outlive the worker."""
    monkeypatch.setattr(worker.Worker, "configure_signals", lambda self: None)
    for module in (db_worker, worker):
        monkeypatch.setattr(module, "close_old_connections", lambda: None)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """No report is really printed."""
    content = b"%PDF" + BLANK
    monkeypatch.setattr(
        shelf, "report_for", lambda *_: Report(filename="", content=sealed(content, shelf.newest_secret()))
    )


@pytest.fixture
def batch(submitted_world):
    return tasks.order_reports(
        division=submitted_world.county,
        cycle=submitted_world.cycle,
        language="zh-hans",
        by=submitted_world.county_reviewer,
    )


def work():
    call_command("worker", once=True)


def newest(batch):
    return ReportBatch.objects.get(pk=batch.pk)


def leave_behind(*, worker_id, minutes=0, attempts=1, **changes):
    """A task that some worker has taken up and not finished."""
    task = DBTaskResult.objects.get()
    DBTaskResult.objects.filter(pk=task.pk).update(
        **{
            "status": TaskResultStatus.RUNNING,
            "worker_ids": [worker_id] * attempts,
            "started_at": timezone.now() - timedelta(minutes=minutes),
            **changes,
        }
    )


@pytest.fixture
def ended(monkeypatch):
    """A worker of this machine whose process has ended."""
    monkeypatch.setattr(worker.socket, "gethostname", lambda: "here")
    monkeypatch.setattr(worker, "is_alive", lambda process: process != 4321)
    monkeypatch.setattr(worker.os, "getpid", lambda: 1)
    return "here:4321:abcdefgh"


@pytest.mark.parametrize(
    ("worker_id", "minutes", "state"),
    [
        ("here:4321:abcdefgh", 0, TaskResultStatus.READY),
        ("here:99:abcdefgh", 0, TaskResultStatus.RUNNING),
        ("here:1:abcdefgh", 0, TaskResultStatus.READY),
        ("elsewhere:4321:abcdefgh", 1, TaskResultStatus.RUNNING),
        ("elsewhere:4321:abcdefgh", 16, TaskResultStatus.READY),
        ("no such form", 1, TaskResultStatus.RUNNING),
    ],
)
def test_task_of_a_worker_that_is_gone_is_handed_on(batch, ended, worker_id, minutes, state):
    leave_behind(worker_id=worker_id, minutes=minutes)
    worker.rescue()
    assert DBTaskResult.objects.get().status == state


def test_worker_is_known_again_on_a_machine_with_a_long_name(batch, monkeypatch):
    monkeypatch.setattr(worker.socket, "gethostname", lambda: f"{'a' * 50}-worker-77d9")
    monkeypatch.setattr(worker, "is_alive", lambda process: False)
    worker_id = worker.new_worker().worker_id
    leave_behind(worker_id=worker_id.replace(f":{worker.os.getpid()}:", ":4321:"))
    worker.rescue()

    assert len(worker_id) <= 64
    assert DBTaskResult.objects.get().status == TaskResultStatus.READY


def test_task_that_was_interrupted_is_handed_on(batch, ended):
    leave_behind(worker_id=ended, status=TaskResultStatus.FAILED, exception_class_path="builtins.SystemExit")
    worker.rescue()
    assert DBTaskResult.objects.get().status == TaskResultStatus.READY


def fail(monkeypatch, owner, name, times):
    """So often the database is locked, or away."""
    whole, calls = getattr(owner, name), []

    def failing(*args, **kwargs):
        calls.append(args)
        if len(calls) <= times:
            raise OperationalError("database is locked")
        return whole(*args, **kwargs)

    monkeypatch.setattr(owner, name, failing)
    return calls


@pytest.mark.parametrize("name", ["settle", "finish"])
def test_order_is_finished_though_the_database_was_locked_for_a_while(batch, monkeypatch, name):
    fail(monkeypatch, report_batches, name, times=worker.MOST_ATTEMPTS - 1)
    for _ in range(worker.MOST_ATTEMPTS):
        work()

    assert newest(batch).state == BatchState.FINISHED
    assert newest(batch).print_counts() == {"waiting": 0, "printed": 1, "failed": 0}


def test_order_is_handed_out_though_the_database_was_locked_for_a_while(batch, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(tasks, "print_report", SimpleNamespace(enqueue=None))
        work()
    assert newest(batch).print_counts()["waiting"] == 1

    work()
    assert newest(batch).state == BatchState.FINISHED


def test_order_that_can_never_be_handed_out_ends(batch, monkeypatch):
    monkeypatch.setattr(tasks, "print_report", SimpleNamespace(enqueue=None, module_path="none"))
    for _ in range(worker.MOST_ATTEMPTS + 1):
        work()

    assert newest(batch).state == BatchState.FAILED
    assert len(DBTaskResult.objects.get().worker_ids) == worker.MOST_ATTEMPTS


def test_what_was_given_up_is_left_alone_when_the_order_is_tried_again(batch, monkeypatch):
    with monkeypatch.context() as patch:
        fail(patch, report_batches, "finish", times=worker.MOST_ATTEMPTS)
        for _ in range(worker.MOST_ATTEMPTS + 1):
            work()
    assert newest(batch).state == BatchState.FAILED

    tasks.try_again(batch=newest(batch), by=batch.ordered_by)
    worker.rescue()
    assert newest(batch).state == BatchState.BINDING
    work()
    assert newest(batch).state == BatchState.FINISHED


def test_task_about_what_is_gone_is_given_up(batch, ended):
    leave_behind(worker_id=ended, attempts=worker.MOST_ATTEMPTS)
    ReportBatch.objects.all().delete()
    worker.rescue()

    assert DBTaskResult.objects.get().exception_class_path == worker.GIVEN_UP


def test_report_that_is_gone_is_given_up(batch, ended):
    DBTaskResult.objects.all().delete()
    tasks.print_report.enqueue(batch.reports.first().pk)
    leave_behind(worker_id=ended, attempts=worker.MOST_ATTEMPTS)
    ReportBatch.objects.all().delete()
    worker.rescue()

    assert DBTaskResult.objects.get().exception_class_path == worker.GIVEN_UP


@pytest.mark.parametrize("chore", ["rescue", "tidy"])
def test_worker_outlives_an_error_between_two_tasks(batch, monkeypatch, caplog, chore):
    monkeypatch.setattr(worker, "RESCUE_SECONDS", 0)
    monkeypatch.setattr(worker, "TIDY_SECONDS", 0)
    calls = fail(monkeypatch, worker, chore, times=1)
    made, slept = worker.new_worker(), []
    monkeypatch.setattr(worker, "new_worker", lambda: made)

    def sleep(seconds):
        slept.append(seconds)
        made.running = len(slept) < 3

    monkeypatch.setattr(worker, "time", SimpleNamespace(monotonic=time.monotonic, sleep=sleep))
    call_command("worker")

    assert slept == [worker.TROUBLE_SECONDS, worker.IDLE_SECONDS, worker.IDLE_SECONDS]
    assert len(calls) == 2
    assert "database is locked" in caplog.text
    assert newest(batch).state == BatchState.FINISHED


def test_order_that_no_worker_survives_ends(batch, ended):
    leave_behind(worker_id=ended, attempts=worker.MOST_ATTEMPTS)
    worker.rescue()

    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED
    assert newest(batch).state == BatchState.FAILED


def test_report_that_no_worker_survives_counts_as_failed(batch, ended):
    DBTaskResult.objects.all().delete()
    report = batch.reports.first()
    tasks.print_report.enqueue(report.pk)
    leave_behind(worker_id=ended, attempts=worker.MOST_ATTEMPTS)
    worker.rescue()

    report.refresh_from_db()
    assert report.state == PrintState.FAILED

"""Does the background work: makes ordered reports and packs them, one after another, until it is stopped.

Any number of workers, on any number of machines, share one database and one SWOT_FILES_DIR. A worker that is killed
leaves a task that nobody works on; the others take it up again, at once on the same machine, elsewhere when its time
is over. Every task may therefore run twice.
"""

import os
import socket
import time
from datetime import timedelta
from math import inf
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME, TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from stations import tasks

IDLE_SECONDS = 1.0
RESCUE_SECONDS = 10
TIDY_SECONDS = 60 * 60
LONGEST = timedelta(minutes=15)
"""A task that has run for so long has lost its worker."""
MOST_ATTEMPTS = 3
KEPT = timedelta(days=14)
INTERRUPTIONS = ("builtins.SystemExit", "builtins.KeyboardInterrupt")


class Command(BaseCommand):
    help = "Makes the reports that were ordered, in the background."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="End when there is nothing left to do.")

    def handle(self, *args: Any, **options: Any) -> None:
        worker = new_worker()
        worker.configure_signals()
        rescued = tidied = -inf
        while worker.running:
            if time.monotonic() - rescued > RESCUE_SECONDS:
                rescue()
                rescued = time.monotonic()
            # Looking for work locks nothing; taking it up keeps SQLite from everybody else for a moment.
            if DBTaskResult.objects.ready().exists():
                worker.run()
            if options["once"]:
                return
            if time.monotonic() - tidied > TIDY_SECONDS:
                tidy()
                tidied = time.monotonic()
            time.sleep(IDLE_SECONDS)


def new_worker() -> Worker:
    return Worker(
        queue_names=[DEFAULT_TASK_QUEUE_NAME],
        interval=0,
        batch=True,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{socket.gethostname()}:{os.getpid()}:{get_random_string(8)}"[-64:],
        excluded_queue_names=[],
    )


def rescue() -> None:
    """Hand the tasks of workers that are gone to those that are there."""
    left = Q(status=TaskResultStatus.RUNNING) | Q(
        status=TaskResultStatus.FAILED, exception_class_path__in=INTERRUPTIONS
    )
    for task in DBTaskResult.objects.filter(left):
        if task.status == TaskResultStatus.RUNNING and not is_abandoned(task):
            continue
        if len(task.worker_ids) < MOST_ATTEMPTS:
            # Only from the state that was seen: another worker may have done the same a moment before.
            DBTaskResult.objects.filter(pk=task.pk, status=task.status, worker_ids=task.worker_ids).update(
                status=TaskResultStatus.READY
            )
        else:
            tasks.give_up(task.task_path, task.args_kwargs["args"])
            task.set_failed(RuntimeError("Every worker that took this task up has ended over it."))


def is_abandoned(task: DBTaskResult[Any, Any]) -> bool:
    """Whether the worker of a running task is gone, as far as can be seen from here."""
    if task.started_at is not None and task.started_at < timezone.now() - LONGEST:
        return True
    host, _, rest = task.worker_ids[-1].rpartition(":")[0].rpartition(":") if task.worker_ids else ("", "", "")
    return host == socket.gethostname() and rest.isdigit() and not is_alive(int(rest))


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def tidy() -> None:
    tasks.tidy()
    call_command("clean_files", verbosity=0)
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT).delete()

"""Does the background work: makes ordered reports and packs them, one after another, until it is stopped.

Any number of workers, on any number of machines, share one database and one SWOT_FILES_DIR. A worker that is killed
leaves a task that nobody works on; the others take it up again, at once on the same machine, elsewhere when its time
is over. A task that failed, as with a database that was locked or away, is taken up again likewise. Every task may
therefore run twice; what failed MOST_ATTEMPTS times is given up, and the order says so.
"""

import logging
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from math import inf
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME, TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from stations import tasks

logger = logging.getLogger(__name__)

IDLE_SECONDS = 1.0
RESCUE_SECONDS = 10
TIDY_SECONDS = 60 * 60
TROUBLE_SECONDS = 10
"""How long a worker waits after an error between two tasks."""
LONGEST = timedelta(minutes=15)
"""A task that has run for so long has lost its worker."""
MOST_ATTEMPTS = 3
KEPT = timedelta(days=14)


class GivenUp(Exception):
    """What a task has failed with that nobody takes up again."""


GIVEN_UP = f"{GivenUp.__module__}.{GivenUp.__qualname__}"


@dataclass(slots=True)
class Chore:
    """Something to do from time to time, whether it goes well or not."""

    work: Callable[[], None]
    seconds: float
    done: float = -inf

    def do_when_due(self) -> None:
        if time.monotonic() - self.done > self.seconds:
            self.done = time.monotonic()
            self.work()


class Command(BaseCommand):
    help = "Makes the reports that were ordered, in the background."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="End when there is nothing left to do.")

    def handle(self, *args: Any, **options: Any) -> None:
        worker = new_worker()
        worker.configure_signals()
        if options["once"]:
            rescue()
            run_what_is_ready(worker)
            return
        rescuing, tidying = Chore(rescue, RESCUE_SECONDS), Chore(tidy, TIDY_SECONDS)
        while worker.running:
            with going_on():
                rescuing.do_when_due()
                run_what_is_ready(worker)
                tidying.do_when_due()
            time.sleep(IDLE_SECONDS)


def run_what_is_ready(worker: Worker) -> None:
    # Looking for work locks nothing; taking it up keeps SQLite from everybody else for a moment.
    if DBTaskResult.objects.ready().exists():
        worker.run()


@contextmanager
def going_on() -> Iterator[None]:
    """A database that is away, a disk that is full: most errors pass, and a worker that has ended would not see it."""
    try:
        yield
    except Exception:
        logger.exception("The worker goes on after an error between two tasks.")
        close_old_connections()
        time.sleep(TROUBLE_SECONDS)


def new_worker() -> Worker:
    return Worker(
        queue_names=[DEFAULT_TASK_QUEUE_NAME],
        interval=0,
        batch=True,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{this_machine()}:{os.getpid()}:{get_random_string(8)}",
        excluded_queue_names=[],
    )


def this_machine() -> str:
    """The end of its name, by which containers differ; a worker's name has 64 signs at most."""
    return socket.gethostname()[-40:]


def rescue() -> None:
    """Hand the tasks that failed, and those of workers that are gone, to the workers that are there.

    To run what is done already, or was cancelled meanwhile, changes nothing.
    """
    failed = Q(status=TaskResultStatus.FAILED) & ~Q(exception_class_path=GIVEN_UP)
    for task in DBTaskResult.objects.filter(Q(status=TaskResultStatus.RUNNING) | failed).defer("traceback"):
        if task.status == TaskResultStatus.RUNNING and not is_abandoned(task):
            continue
        if len(task.worker_ids) < MOST_ATTEMPTS:
            # Only from the state that was seen: another worker may have done the same a moment before.
            DBTaskResult.objects.filter(pk=task.pk, status=task.status, worker_ids=task.worker_ids).update(
                status=TaskResultStatus.READY
            )
        else:
            tasks.give_up(task.task_path, task.args_kwargs["args"])
            task.set_failed(GivenUp(f"It was tried {len(task.worker_ids)} times."))


def is_abandoned(task: DBTaskResult[Any, Any]) -> bool:
    """Whether the worker of a running task is gone, as far as can be seen from here.

    This is asked between two tasks: what is said to run in this very process was begun by another one, which had its
    number before (in a container every worker has the same), or could not be brought to an end.
    """
    if task.started_at is not None and task.started_at < timezone.now() - LONGEST:
        return True
    host, _, rest = task.worker_ids[-1].rpartition(":")[0].rpartition(":") if task.worker_ids else ("", "", "")
    if host != this_machine() or not rest.isdigit():
        return False
    return int(rest) == os.getpid() or not is_alive(int(rest))


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

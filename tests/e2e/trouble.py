"""The application with one thing broken on purpose, for the browser tests alone: `Server.break_by` starts it.

The environment's OUTBOX_TROUBLE says which. Two troubles end the whole server in the middle of saving, as a power cut
would; the others are mistakes that the outbox's tests have to notice.
"""

import os
import signal
from collections.abc import Callable, Iterable
from typing import Any
from uuid import uuid4

import django
from django.conf import settings
from django.db import transaction

django.setup()

from stations.actions import operations, ratings  # noqa: E402 -- needs the models, which need the set-up
from swot_app.wsgi import application as sound_application  # noqa: E402

OPERATIONS = "/api/operations/"


def die() -> None:
    os.killpg(os.getpgrp(), signal.SIGKILL)


def die_before_commit() -> None:
    """The rows are written and the transaction is open."""
    change = ratings.change

    def interrupted(*arguments: Any) -> ratings.RateResult:
        change(*arguments)
        assert transaction.get_connection().in_atomic_block
        die()
        raise AssertionError

    ratings.change = interrupted


def die_after_commit() -> None:
    """Everything is committed, and the answer never leaves."""
    global application  # noqa: PLW0603 -- gunicorn takes it from here

    def silent(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        answer = sound_application(environ, start_response)
        if environ["PATH_INFO"] == OPERATIONS:
            die()
        return answer

    application = silent


def forget_operations() -> None:
    """No idempotency: an operation that comes again is taken for a new one."""
    rate = operations.rate_own

    def renamed(sheet: Any, operation: Any) -> operations.Rated:
        fresh = operations.RatingOperation(
            **{name: getattr(operation, name) for name in operation.__slots__} | {"operation_id": uuid4()}
        )
        return rate(sheet, fresh)

    operations.rate_own = renamed


def let_the_last_win() -> None:
    """No comparison of revisions: whoever writes last is right."""
    rate = ratings.rate

    def blind(**arguments: Any) -> ratings.RateResult:
        found = rate(**arguments)
        if found.outcome != ratings.Outcome.CONFLICT:
            return found
        return rate(**arguments | {"base_revision": found.revision})

    ratings.rate = blind


def switch_the_worker_off() -> None:
    """No start without a network."""
    settings.SERVICE_WORKER = False


TROUBLES = {
    "die before commit": die_before_commit,
    "die after commit": die_after_commit,
    "forget operations": forget_operations,
    "let the last win": let_the_last_win,
    "switch the worker off": switch_the_worker_off,
}
application = sound_application
TROUBLES[os.environ["OUTBOX_TROUBLE"]]()

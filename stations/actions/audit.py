"""The audit log's only pen: every deed that matters writes one row here."""

from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

from django.db import models
from django.utils import timezone

from stations.enums import AuditOutcome
from stations.models import AuditEvent
from swot_app.accounts.models import User

# The network address of the request at work; commands and background work have none.
origin: ContextVar[str | None] = ContextVar("origin", default=None)


def record(
    *,
    action: str,
    by: User | None,
    about: models.Model | None = None,
    outcome: AuditOutcome = AuditOutcome.DONE,
    detail: dict[str, Any] | None = None,
) -> AuditEvent:
    """Write who did what to which object, from where, with what outcome.

    The row shares the transaction of the deed, so that neither stands without the other; whoever records a refusal
    does it after the refused transaction is over. The detail holds codes, counts and states, never a person's name,
    phone number or words.
    """
    return AuditEvent.objects.create(
        at=timezone.now(),
        actor=by,
        action=action,
        object_kind=str(about._meta.model_name) if about is not None else "",
        object_id=str(about.pk) if about is not None else "",
        outcome=outcome,
        address=origin.get(),
        detail=detail or {},
    )


def record_all(*, action: str, by: User | None, about: Iterable[tuple[models.Model, dict[str, Any]]]) -> None:
    """The same deed done to many at once: a row for each object, with its own detail."""
    now, address = timezone.now(), origin.get()
    AuditEvent.objects.bulk_create(
        [
            AuditEvent(
                at=now,
                actor=by,
                action=action,
                object_kind=str(row._meta.model_name),
                object_id=str(row.pk),
                outcome=AuditOutcome.DONE,
                address=address,
                detail=detail,
            )
            for row, detail in about
        ],
        batch_size=500,
    )

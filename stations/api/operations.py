"""POST /api/operations/: what the outbox holds, applied in order, each operation on its own and once."""

import logging
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpResponse
from ninja.decorators import decorate_view

from stations import rules
from stations.actions import operations, sheets
from stations.actions.late_operations import RatingOperation
from stations.api import limits, outcomes
from stations.api.answers import Refusal, Result, Results, SectionAnswer, SheetAnswer
from stations.api.gate import json_alone, too_large
from stations.api.interface import api, somebody_else
from stations.api.own import own_place, own_sheet
from stations.api.requests import BATCH_SIZE, Batch, Declare, Malformed, Mark, Rate, Submit
from stations.api.values import cleaned
from stations.enums import Quadrant
from stations.models import Assessment
from stations.views.own import PersonRequest
from stations.views.sheets import sections_of
from swot_app.accounts.models import User

logger = logging.getLogger(__name__)
Sent = Rate | Mark | Declare | Submit | Malformed
REFUSALS = frozenset({401, 403, 413, 415, 422, 429})


@api.post("/operations/", response={200: Results, REFUSALS: Refusal}, exclude_unset=True, url_name="api_operations")
@decorate_view(json_alone)
def apply_operations(request: PersonRequest, batch: Batch) -> Results | HttpResponse:
    """Apply at most 50 operations, in their order and each on its own; the results name every one of them."""
    if len(batch.operations) > BATCH_SIZE:
        return too_large(request)
    if batch.user != request.user.pk:
        return somebody_else(request)
    limits.spend(request.user, len(batch.operations))
    return Results(results=list(results_of(batch.operations, request.user)))


def results_of(sent: Sequence[Sent], user: User) -> Iterator[Result]:
    """One result each: what goes wrong in one operation neither undoes nor stops another.

    Where the database itself fails, the rest is not tried, for each would wait until the database gives up.
    """
    is_down = False
    for operation in sent:
        if is_down:
            yield outcomes.failed(operation.op_id)
            continue
        try:
            yield result_of(operation, user)
        except Exception as error:
            logger.exception("Operation %s failed.", operation.op_id)
            is_down = isinstance(error, OperationalError)
            yield outcomes.failed(operation.op_id)


def result_of(operation: Sent, user: User) -> Result:
    try:
        return operations.once(lambda: APPLY[type(operation)](operation, user))
    except outcomes.REFUSED as error:
        return outcomes.refused(operation.op_id, error)


def rate(sent: Rate, user: User) -> Result:
    operation_id = UUID(sent.op_id)
    assessment, sheet, factor, is_late = own_place(user, sent.assessment, sent.factor, operation_id)
    operation = RatingOperation(
        operation_id=operation_id,
        assessment=assessment,
        factor=factor,
        value=cleaned(sent.value, factor),
        base_revision=sent.base_rev,
        by=user,
        client_time=sent.client_time,
    )
    return outcomes.rated(operation, operations.rate(operation=operation, sheet=sheet, is_late=is_late))


def mark(sent: Mark, user: User) -> Result:
    assessment, found = own_sheet(user, sent.assessment)
    sheet = found or sheets.open_sheet(assessment=assessment, by=user)
    quadrant = Quadrant(sent.quadrant)
    step = operations.mark(sheet=sheet, quadrant=quadrant, done=sent.done, operation_id=UUID(sent.op_id), by=user)
    section = next(section for section in sections_of(assessment, sheet) if section.quadrant == quadrant)
    return extended(outcomes.stepped(sent.op_id, step), section=SectionAnswer.of(section))


def declare(sent: Declare, user: User) -> Result:
    _assessment, sheet = own_sheet(user, sent.assessment)
    if sheet is None:
        raise Http404
    step = operations.declare(sheet=sheet, seen=sent.seen, operation_id=UUID(sent.op_id), by=user)
    sheet.refresh_from_db()
    return extended(outcomes.stepped(sent.op_id, step), sheet=SheetAnswer.of(sheet))


def submit(sent: Submit, user: User) -> Result:
    assessment, sheet = own_sheet(user, sent.assessment)
    if not rules.is_lead(user, assessment.station):
        raise PermissionDenied
    step = operations.submit(
        assessment=assessment,
        sheet=sheet,
        seen=sent.seen,
        seen_versions=sent.seen_sheets,
        operation_id=UUID(sent.op_id),
        by=user,
    )
    state = Assessment.objects.values_list("state", flat=True).get(pk=assessment.pk)
    return extended(outcomes.stepped(sent.op_id, step), state=state)


def refuse(sent: Malformed, user: User) -> Result:
    return outcomes.malformed(sent.op_id, sent.fields)


def extended(result: Result, **fields: Any) -> Result:
    return result.model_copy(update=fields)


APPLY: dict[type, Callable[[Any, User], Result]] = {
    Rate: rate,
    Mark: mark,
    Declare: declare,
    Submit: submit,
    Malformed: refuse,
}

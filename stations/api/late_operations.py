"""Answers that arrived after the submission: applied where the form is open again, or discarded, as their owner says."""

from collections.abc import Callable
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja.decorators import decorate_view

from stations.actions import late_operations, operations
from stations.actions.errors import ActionRefused
from stations.actions.late_operations import RatingOperation
from stations.actions.ratings import value_of
from stations.api import limits, outcomes
from stations.api.answers import Late, Refusal, Result, Word
from stations.api.gate import json_alone
from stations.api.interface import api
from stations.api.requests import Apply, Nothing
from stations.models import LateOperation
from stations.views.own import PersonRequest

RESPONSES = {200: Result, frozenset({401, 403, 404, 413, 415, 422, 429}): Refusal}


@api.post("/late-operations/{uuid:op_id}/apply/", response=RESPONSES, exclude_unset=True, url_name="api_late_apply")
@decorate_view(json_alone)
def apply_late(request: PersonRequest, op_id: UUID, seen: Apply) -> Result:
    """Write a late answer over the revision that the person saw beside it; a conflict changes nothing."""
    late = own_late(request, op_id)
    return settled(late, lambda: applied(late, seen.base_rev))


@api.post("/late-operations/{uuid:op_id}/discard/", response=RESPONSES, exclude_unset=True, url_name="api_late_discard")
@decorate_view(json_alone)
def discard_late(request: PersonRequest, op_id: UUID, nothing: Nothing) -> Result:
    """Let a late answer go."""
    late = own_late(request, op_id)
    return settled(late, lambda: discarded(late))


def own_late(request: PersonRequest, op_id: UUID) -> LateOperation:
    limits.spend(request.user, 1)
    own = LateOperation.objects.visible_to(request.user).select_related("assessment", "factor", "by")
    return get_object_or_404(own, operation_id=op_id)


def applied(late: LateOperation, base_revision: int) -> Result:
    result = late_operations.apply(late=late, base_revision=base_revision, by=late.by)
    return outcomes.rated(brought(late), operations.rated(result))


def discarded(late: LateOperation) -> Result:
    outcome = Word.APPLIED if late.is_waiting else Word.UNCHANGED
    row = late_operations.discard(late=late, by=late.by)
    return Result(op_id=str(late.operation_id), outcome=outcome, saved_at=row.settled_at)


def settled(late: LateOperation, settle: Callable[[], Result]) -> Result:
    """What came of it, with the late answer as it is now."""
    try:
        result = settle()
    except ActionRefused as refusal:
        result = outcomes.refused(str(late.operation_id), refusal)
    late.refresh_from_db(fields=["state", "settled_at"])
    return result.model_copy(update={"late": Late.of(late)})


def brought(late: LateOperation) -> RatingOperation:
    return RatingOperation(
        operation_id=late.operation_id,
        assessment=late.assessment,
        factor=late.factor,
        value=value_of(late),
        base_revision=late.base_revision,
        by=late.by,
        client_time=late.client_time,
    )

"""What the outbox writes to: the person's own assessment, with the own sheet where there is one."""

from typing import Any, NamedTuple, cast
from uuid import UUID

from django.db import models
from django.db.models import Exists
from django.http import Http404
from django.shortcuts import get_object_or_404

from stations.actions import standings
from stations.api.requests import LARGEST_ID
from stations.models import Assessment, Factor, Sheet
from stations.views.own import own_assessment
from swot_app.accounts.models import User
from swot_app.prepared import Person, Prepared, Slot, partial


class Place(NamedTuple):
    """Where an answer belongs."""

    assessment: Assessment
    sheet: Sheet | None
    factor: Factor
    is_late: bool
    """Whether the operation arrived after a submission before."""


def own_place(user: User, pk: int, code: str, operation_id: UUID) -> Place:
    """Raises as `own_sheet` does, and Http404 for a factor that the assessment does not ask for."""
    slots = {"person": user.pk, "assessment": pk, "code": code, "operation": operation_id}
    if pk <= LARGEST_ID and (place := PLACE.first(**slots)):
        return place
    assessment, sheet = own_sheet(user, pk)
    factor = get_object_or_404(Factor, edition=assessment.edition_id, code=code)
    return Place(assessment, sheet, factor, standings.is_late(operation_id))


def own_sheet(user: User, pk: int) -> tuple[Assessment, Sheet | None]:
    """Raises Http404 where the assessment is invisible, PermissionDenied for those who may only look."""
    if pk > LARGEST_ID:
        # An address may hold any number; SQLite refuses to look for this one.
        raise Http404
    sheets = Sheet.objects.visible_to(user).select_related("assessment__station", "assessment__cycle")
    # There is one at most; the order of all sheets would join three tables.
    sheet = sheets.filter(assessment=pk).order_by("pk").first()
    return (sheet.assessment, sheet) if sheet else (own_assessment(user, pk), None)


def place_query() -> models.QuerySet[Any, Any]:
    """The own sheet, once it is open."""
    own = Sheet.objects.visible_to(cast("User", Person())).filter(
        assessment=Slot("assessment", models.BigAutoField()),
        assessment__edition__factors__code=Slot("code", models.CharField()),
    )
    factor = [f"assessment__edition__factors__{name}" for name in ("pk", "code", "quadrant")]
    sheet = ("pk", "rater_id", "assessment_id", "assessment__edition_id")
    return own.order_by().values_list(*sheet, *factor, Exists(standings.late_query()))


def place_row(
    pk: int,
    rater: int,
    assessment: int,
    edition: int,
    factor: int,
    code: str,
    quadrant: str,
    is_late: bool,  # noqa: FBT001 -- the last of a row of values
) -> Place:
    return Place(
        partial(Assessment, id=assessment, edition_id=edition),
        partial(Sheet, id=pk, rater_id=rater, assessment_id=assessment),
        partial(Factor, id=factor, edition_id=edition, code=code, quadrant=quadrant),
        is_late,
    )


PLACE = Prepared(place_query, place_row)

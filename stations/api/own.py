"""What the outbox writes to: the person's own assessment, with the own sheet where there is one."""

from typing import Any, NamedTuple, cast

from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404

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


def own_place(user: User, pk: int, code: str) -> Place:
    """Raises as `own_sheet` does, and Http404 for a factor that the assessment does not ask for."""
    if pk <= LARGEST_ID and (place := PLACE.first(person=user.pk, assessment=pk, code=code)):
        return place
    assessment, sheet = own_sheet(user, pk)
    return Place(assessment, sheet, get_object_or_404(Factor, edition=assessment.edition_id, code=code))


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
    return own.order_by().values_list("pk", "rater_id", "assessment_id", "assessment__edition_id", *factor)


def place_row(pk: int, rater: int, assessment: int, edition: int, factor: int, code: str, quadrant: str) -> Place:
    return Place(
        partial(Assessment, id=assessment, edition_id=edition),
        partial(Sheet, id=pk, rater_id=rater, assessment_id=assessment),
        partial(Factor, id=factor, edition_id=edition, code=code, quadrant=quadrant),
    )


PLACE = Prepared(place_query, place_row)

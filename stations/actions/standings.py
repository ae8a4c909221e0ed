"""What has to be known before one answer is written onto a sheet: asked by prepared queries, for every tap asks it."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, Subquery

from stations.models import Assessment, Cycle, Factor, LateOperation, Rating, RatingChange, Sheet
from swot_app.prepared import Prepared, Slot, partial

RATING = ["id", "kind", "degree", "importance", "reason", "note", "sheet_id", "factor_id", "revision", "changed_at"]


class Standing(NamedTuple):
    """A sheet as it is now, the answer that stands on it, and whether the operation was applied before."""

    sheet: Sheet
    rating: Rating | None
    is_applied: bool


def hold(assessment_pk: int) -> Assessment:
    """The assessment, held until the transaction's end: no submission comes between the check and the writing."""
    held = HOLD.first(assessment=assessment_pk)
    if held is None:
        raise Assessment.DoesNotExist
    return held


def find(sheet: Sheet, factor: Factor, operation_id: UUID) -> Standing:
    declared_at, is_applied, answer = FIND(sheet=sheet.pk, factor=factor.pk, operation=operation_id)[0]
    now = partial(Sheet, id=sheet.pk, assessment_id=sheet.assessment_id, declared_at=declared_at)
    if answer["id"] is None:
        return Standing(now, None, is_applied)
    rating = partial(Rating, **answer)
    rating.sheet, rating.factor = now, factor
    return Standing(now, rating, is_applied)


def is_late(operation_id: UUID) -> bool:
    """Whether the operation arrived after a submission before."""
    return bool(LATE(operation=operation_id))


def held_row(pk: int, state: str, cycle: int, edition: int, opens_on: datetime) -> Assessment:
    assessment = partial(Assessment, id=pk, state=state, cycle_id=cycle, edition_id=edition)
    assessment.cycle = partial(Cycle, id=cycle, opens_on=opens_on)
    return assessment


def found_row(declared_at: datetime | None, *answer: Any) -> tuple[datetime | None, bool, dict[str, Any]]:
    *fields, is_applied = answer
    return declared_at, is_applied, dict(zip(RATING, fields, strict=True))


def hold_query() -> models.QuerySet[Any, Any]:
    opens_on = Subquery(Cycle.objects.filter(pk=OuterRef("cycle")).order_by().values("opens_on"))
    held = Assessment.objects.filter(pk=Slot("assessment", models.BigAutoField())).order_by()
    # The cycle is not locked, for all stations of a county share it.
    return held.select_for_update(no_key=True).values_list("pk", "state", "cycle_id", "edition_id", opens_on)


def find_query() -> models.QuerySet[Any, Any]:
    before = RatingChange.objects.filter(operation_id=Slot("operation", models.UUIDField())).order_by()
    own = FilteredRelation("ratings", condition=Q(ratings__factor=Slot("factor", models.BigAutoField())))
    found = Sheet.objects.filter(pk=Slot("sheet", models.BigAutoField())).order_by().annotate(own=own)
    return found.values_list("declared_at", *[F(f"own__{name}") for name in RATING], Exists(before))


def late_query() -> models.QuerySet[Any, Any]:
    known = LateOperation.objects.filter(operation_id=Slot("operation", models.UUIDField()))
    return known.order_by().values_list("pk")


LATE = Prepared(late_query, int)
HOLD = Prepared(hold_query, held_row)
FIND = Prepared(find_query, found_row)

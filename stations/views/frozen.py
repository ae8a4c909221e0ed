"""Which snapshot of an assessment a person is shown, found in one query: handing its report over takes no longer."""

from typing import Any, cast

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Substr

from stations.models import Appointment, Assessment, Membership, Sheet, Snapshot
from stations.models.assessment import SETTLED
from stations.models.division import STEP, Division
from swot_app.accounts.models import User
from swot_app.prepared import Person, Prepared, Slot, partial

LARGEST_ID = models.BigAutoField.MAX_BIGINT
"""SQLite refuses to look for more, and an address may hold any number."""


def shown_snapshot(user: User, pk: int) -> Snapshot | None:
    """What was submitted, if this person may see the result and sees it as it was submitted.

    Nothing leaves open whether there is work in progress to be seen: `shown_assessment` tells, and why not.
    """
    return FROZEN.first(person=user.pk, assessment=pk) if pk <= LARGEST_ID else None


def frozen_query() -> models.QuerySet[Any, Any]:
    """What `visible_to`, `rules.can_see_result` and `sees_frozen` say together."""
    person = cast("User", Person())
    is_member = Exists(Membership.objects.current().filter(user=person, station=OuterRef("station")))
    is_official = Exists(Appointment.objects.current().filter(user=person, division__path__in=paths_above()))
    is_undeclared = Exists(Sheet.objects.filter(assessment=OuterRef("pk"), rater=person, declared_at=None))
    to_members = Q(is_member) & Q(state__in=SETTLED) & ~Q(is_undeclared)
    to_officials = ~Q(is_member) & Q(is_official)
    kept = Assessment.objects.filter(pk=Slot("assessment", models.BigAutoField()), snapshot__isnull=False)
    return kept.filter(to_members | to_officials).order_by().values_list(*(f"snapshot__{name}" for name in FIELDS))


def paths_above() -> list[Substr]:
    """The paths of the station's division and of all that hold it; the deeper ones are its own once more."""
    longest = Division._meta.get_field("path").max_length or 0
    return [Substr(OuterRef("station__division__path"), 1, end) for end in range(STEP, longest + 1, STEP)]


def frozen_row(*values: Any) -> Snapshot:
    return partial(Snapshot, **dict(zip(FIELDS, values, strict=True)))


FIELDS = ("id", "digest", "context")
FROZEN = Prepared(frozen_query, frozen_row)

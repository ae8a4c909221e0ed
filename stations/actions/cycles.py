"""Opening an assessment cycle for all stations below a division."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from stations.actions import audit
from stations.actions.errors import ActionRefused
from stations.enums import CycleKind, EditionState
from stations.models import Assessment, Cycle, Division, Edition, Station
from swot_app.accounts.models import User


@transaction.atomic
def open_cycle(
    *,
    division: Division,
    edition: Edition,
    kind: CycleKind,
    year: int,
    quarter: int | None,
    opens_on: date,
    due_on: date,
    by: User,
) -> Cycle:
    """Make the cycle and an empty assessment for every station that is at work when it opens."""
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if locked.state != EditionState.PUBLISHED:
        raise ActionRefused(_("This edition of the factor library is not published. Choose a published one."))
    cycle = Cycle(
        division=division,
        edition=locked,
        kind=kind,
        year=year,
        quarter=quarter,
        opens_on=opens_on,
        due_on=due_on,
        opened_by=by,
    )
    try:
        cycle.full_clean()
    except ValidationError as error:
        # The form said so before; whoever comes here was overtaken by another reviewer.
        raise ActionRefused(" ".join(error.messages)) from error
    cycle.save()
    stations = Station.objects.below(division).open_on(opens_on)
    Assessment.objects.bulk_create(
        [Assessment(station=station, cycle=cycle, edition=locked) for station in stations], batch_size=500
    )
    audit.record(action="cycle.open", by=by, about=cycle)
    return cycle

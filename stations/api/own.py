"""What the outbox writes to: the person's own assessment, with the own sheet where there is one."""

from django.http import Http404

from stations.api.requests import LARGEST_ID
from stations.models import Assessment, Sheet
from stations.views.own import own_assessment
from swot_app.accounts.models import User


def own_sheet(user: User, pk: int) -> tuple[Assessment, Sheet | None]:
    """Raises Http404 where the assessment is invisible, PermissionDenied for those who may only look."""
    if pk > LARGEST_ID:
        # An address may hold any number; SQLite refuses to look for this one.
        raise Http404
    sheets = Sheet.objects.visible_to(user).select_related("assessment__station", "assessment__cycle")
    # There is one at most; the order of all sheets would join three tables.
    sheet = sheets.filter(assessment=pk).order_by("pk").first()
    return (sheet.assessment, sheet) if sheet else (own_assessment(user, pk), None)

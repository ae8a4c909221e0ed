"""What belongs to the person who asks: their station's assessment, for rating and submitting."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from stations.models import Assessment
from swot_app.accounts.models import User


class PersonRequest(HttpRequest):
    """A request behind the sign-in: somebody asks."""

    user: User


def own_assessment(user: User, pk: int) -> Assessment:
    """An assessment of the person's own station: 404 where it is invisible, 403 for those who may only look."""
    own = Assessment.objects.of_member(user).with_context().filter(pk=pk).first()
    if own is None:
        get_object_or_404(Assessment.objects.visible_to(user), pk=pk)
        raise PermissionDenied
    return own


def assessment_crumbs(assessment: Assessment) -> list[tuple[str, str]]:
    return [
        (str(assessment.station), assessment.station.get_absolute_url()),
        (str(assessment.cycle), reverse("assessment", args=[assessment.pk])),
    ]

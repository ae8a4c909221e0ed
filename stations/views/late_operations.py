"""Answers that arrived after the submission, on the page that works without JavaScript."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stations.actions import late_operations
from stations.actions.errors import ActionRefused
from stations.actions.ratings import EMPTY, Outcome, value_of
from stations.forms.late_operations import SeenForm
from stations.forms.ratings import describe
from stations.models import Assessment, LateOperation, Rating
from stations.views.own import PersonRequest
from swot_app.accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class LateRow:
    """A late answer beside the one that stands."""

    late: LateOperation
    arrived: str
    standing: str
    revision: int


def late_rows(user: User, assessment: Assessment) -> list[LateRow]:
    """The person's late answers that wait for a decision, oldest first."""
    waiting = LateOperation.objects.visible_to(user).waiting().filter(assessment=assessment).select_related("factor")
    own = Rating.objects.visible_to(user).filter(sheet__assessment=assessment)
    ratings = {rating.factor_id: rating for rating in own.filter(factor__in=[late.factor_id for late in waiting])}
    return [late_row(late, ratings.get(late.factor_id)) for late in waiting]


def late_row(late: LateOperation, rating: Rating | None) -> LateRow:
    return LateRow(
        late=late,
        arrived=describe(value_of(late), late.factor),
        standing=describe(value_of(rating) if rating else EMPTY, late.factor),
        revision=rating.revision if rating else 0,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def late_apply(request: PersonRequest, operation_id: str) -> HttpResponse:
    late = own_late(request, operation_id)
    if request.method != "POST":
        return redirect(late.assessment)
    form = SeenForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect(late.assessment)
    try:
        result = late_operations.apply(late=late, base_revision=form.base, by=request.user)
    except ActionRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect(late.assessment)
    if result.outcome == Outcome.CONFLICT:
        messages.warning(request, _("This answer was changed elsewhere meanwhile. Look at both again, then choose."))
    else:
        messages.success(request, _("The late answer is applied."))
    return redirect(late.assessment)


@require_http_methods(["GET", "HEAD", "POST"])
def late_discard(request: PersonRequest, operation_id: str) -> HttpResponse:
    late = own_late(request, operation_id)
    if request.method != "POST":
        return redirect(late.assessment)
    try:
        late_operations.discard(late=late, by=request.user)
    except ActionRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The late answer is discarded."))
    return redirect(late.assessment)


def own_late(request: PersonRequest, operation_id: str) -> LateOperation:
    own = LateOperation.objects.visible_to(request.user).select_related("assessment")
    return get_object_or_404(own, operation_id=operation_id)

"""A draft edition's weights, for curators: the choice, weights set directly, and what each choice would mean."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stations import rules
from stations.actions.errors import ActionRefused
from stations.actions.weight_gaps import weight_gaps
from stations.enums import Quadrant
from stations.forms.weights import DirectWeightsForm, ExpertForm, WeightingForm
from stations.models import Edition, Expert
from stations.views.library import crumbs
from stations.views.own import PersonRequest
from stations.views.weight_rows import comparison, panel_rows
from stations.weights import quadrant_weights


@require_safe
def weights(request: PersonRequest, edition: str) -> HttpResponse:
    row = editable_edition(request, edition)
    return render_overview(request, row)


@require_http_methods(["GET", "HEAD", "POST"])
def weights_choose(request: PersonRequest, edition: str) -> HttpResponse:
    row = editable_edition(request, edition)
    if request.method != "POST":
        return redirect("weights", row.code)
    form = WeightingForm(request.POST, edition=row)
    if not form.is_valid():
        return render_overview(request, row, choice=form, status=422)
    try:
        chosen = form.save(by=request.user)
    except ActionRefused as refusal:
        return turned_away(request, row, refusal)
    messages.success(request, _("Saved: %(weighting)s.") % {"weighting": chosen.get_weighting_display()})
    return redirect("weights", row.code)


@require_http_methods(["GET", "HEAD", "POST"])
def weights_direct(request: PersonRequest, edition: str) -> HttpResponse:
    row = editable_edition(request, edition)
    form = DirectWeightsForm(request.POST if request.method == "POST" else None, factors=list(row.factors.all()))
    if request.method == "POST" and form.is_valid():
        try:
            form.save(edition=row, by=request.user)
        except ActionRefused as refusal:
            return turned_away(request, row, refusal)
        messages.success(request, _("The weights are saved."))
        return redirect("weights", row.code)
    context = {"edition": row, "crumbs": weights_crumbs(row), "form": form, "quadrants": fields_by_quadrant(form)}
    return render(request, "stations/weights_direct.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def weights_expert_add(request: PersonRequest, edition: str) -> HttpResponse:
    row = editable_edition(request, edition)
    if request.method != "POST":
        return redirect("weights", row.code)
    form = ExpertForm(request.POST, edition=row)
    if form.is_valid():
        try:
            expert = form.add(by=request.user)
        except ActionRefused as refusal:
            form.add_error("label", str(refusal))
        else:
            return redirect("weights_expert", row.code, expert.pk)
    return render_overview(request, row, newcomer=form, status=422)


def editable_edition(request: PersonRequest, code: str) -> Edition:
    """A draft, for a curator: 404 where it is invisible, 403 where it may only be read."""
    edition: Edition = get_object_or_404(Edition.objects.visible_to(request.user), code=code)
    if not rules.can_edit_edition(request.user, edition):
        raise PermissionDenied
    return edition


def turned_away(request: HttpRequest, edition: Edition, refusal: ActionRefused) -> HttpResponse:
    """To the page that everybody may read, where somebody was quicker."""
    messages.error(request, str(refusal))
    return redirect(edition)


def weights_crumbs(edition: Edition, expert: Expert | None = None) -> list[tuple[str, str]]:
    """The way down from the library to the edition's weights, and to one expert."""
    steps = [*crumbs(edition), (_("Weights"), reverse("weights", args=[edition.code]))]
    return [*steps, (expert.label, reverse("weights_expert", args=[edition.code, expert.pk]))] if expert else steps


# The overview


def render_overview(
    request: HttpRequest,
    edition: Edition,
    *,
    choice: WeightingForm | None = None,
    newcomer: ExpertForm | None = None,
    status: int = 200,
) -> HttpResponse:
    parts = quadrant_weights(edition)
    context = {
        "edition": edition,
        "crumbs": crumbs(edition),
        "choice": choice or WeightingForm(edition=edition),
        "newcomer": newcomer or ExpertForm(edition=edition),
        "panel": panel_rows(parts),
        "comparisons": [comparison(part) for part in parts],
        "gaps": weight_gaps(edition),
    }
    return render(request, "stations/weights_detail.html", context, status=status)


def fields_by_quadrant(form: DirectWeightsForm) -> list[tuple[Quadrant, list[Any]]]:
    """The form's fields in four groups."""
    return [
        (quadrant, [form[form.name_of(factor)] for factor in form.factors if factor.quadrant == quadrant])
        for quadrant in Quadrant
    ]

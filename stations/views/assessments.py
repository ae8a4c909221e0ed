"""An assessment's page, and the steps that a lead or a reviewer takes."""

import json
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stations import rules
from stations.actions import assessments as actions
from stations.actions import operations
from stations.actions.errors import ActionRefused, Incomplete
from stations.enums import AssessmentState
from stations.forms.reviews import ReasonForm
from stations.models import Assessment, Membership, Sheet
from stations.views.crumbs import division_crumbs
from stations.views.evidence_rows import evidence_rows
from stations.views.late_operations import late_rows
from stations.views.own import PersonRequest, own_assessment
from stations.views.sheets import sections_of
from swot_app.accounts.methods import acts_by_post
from swot_app.accounts.models import User


@require_safe
def assessment(request: PersonRequest, pk: int) -> HttpResponse:
    """The task list for the station's people; the state and the review for officials."""
    found = get_object_or_404(Assessment.objects.visible_to(request.user).with_context(), pk=pk)
    return show(request, found)


def show(
    request: PersonRequest, found: Assessment, *, form: ReasonForm | None = None, status: int = 200
) -> HttpResponse:
    user = request.user
    is_member = rules.is_member(user, found.station)
    steps = list(found.transitions.all())
    context = {
        "assessment": found,
        "crumbs": [
            *division_crumbs(user, found.station.division),
            (str(found.station), found.station.get_absolute_url()),
        ],
        "is_member": is_member,
        "may_rate": is_member and rules.can_rate(user, found),
        "may_submit": rules.can_submit(user, found),
        "may_withdraw": rules.can_withdraw(user, found),
        "may_see_result": rules.can_see_result(user, found),
        "may_check": rules.can_check(user, found),
        "may_start_review": rules.can_start_review(user, found),
        "may_decide": rules.can_decide(user, found),
        "may_reopen": rules.can_reopen(user, found),
        "steps": steps,
        # Why it came back stands first: it is what the station has to act on.
        "came_back": steps[-1] if steps and found.state == AssessmentState.RETURNED else None,
        "is_open": found.is_open_on(timezone.localdate()),
        "is_overdue": found.is_overdue_on(timezone.localdate()),
        "late_rows": late_rows(user, found) if is_member else [],
        "evidence": evidence_rows(user, found, is_member=is_member),
        "form": form or ReasonForm(is_reopening=found.state == AssessmentState.APPROVED),
    } | own_sheet(user, found, is_member=is_member)
    return render(request, "stations/assessment_detail.html", context, status=status)


def own_sheet(user: User, found: Assessment, *, is_member: bool) -> dict[str, object]:
    """The person's own sheet and, counted without a look inside, those of the colleagues."""
    if not is_member:
        return dict.fromkeys(("sheet", "next_section", "next_gap")) | {
            "sections": [],
            "answered": 0,
            "total": 0,
            "declared_count": 0,
            "sheet_count": 0,
        }
    sheet = Sheet.objects.visible_to(user).filter(assessment=found).first()
    sections = sections_of(found, sheet)
    next_section = next((section for section in sections if section.gaps), None)
    return {
        "sheet": sheet,
        "sections": sections,
        "next_section": next_section,
        # Where nothing is answered yet, the section's own beginning is the place to start.
        "next_gap": next_section.gaps[0] if next_section and next_section.answered else None,
        "answered": sum(section.answered for section in sections),
        "total": sum(section.total for section in sections),
        "declared_count": found.sheets.declared().count(),
        "sheet_count": found.sheets.count(),
    }


def own_revisions(user: User, found: Assessment) -> dict[str, int]:
    return operations.revisions_of(Sheet.objects.visible_to(user).filter(assessment=found).first())


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: PersonRequest, pk: int) -> HttpResponse:
    """Before the lead confirms, the page names whose sheets are not declared and so do not count."""
    found = own_assessment(request.user, pk)
    if not rules.is_lead(request.user, found.station):
        raise PermissionDenied
    errors: list[str] = []
    if request.method == "POST":
        try:
            actions.submit(assessment=found, by=request.user)
        except Incomplete as refusal:
            errors = refusal.gaps
        except ActionRefused as refusal:
            messages.warning(request, str(refusal))
            return redirect(found)
        else:
            messages.success(request, _("The assessment is submitted. The county reviewer can see it now."))
            return redirect(found)
    # Asked for before the list is: what is declared in between counts as not seen.
    seen = {"seen": own_revisions(request.user, found), "seen_sheets": operations.sheet_versions(found)}
    sheets = found.sheets.select_related("rater")
    context = {
        "assessment": found,
        "may_submit": rules.can_submit(request.user, found),
        "without_sheet": Membership.objects.visible_to(request.user).without_sheet_on(found),
        "declared": [sheet for sheet in sheets if sheet.is_declared],
        "undeclared": [sheet for sheet in sheets if not sheet.is_declared],
        "gaps": actions.submission_gaps(found),
        "seen": json.dumps(seen),
        "errors": [("gaps", error) for error in errors],
    }
    return render(request, "stations/assessment_submit.html", context, status=422 if errors else 200)


@acts_by_post("assessment", "pk")
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    found = own_assessment(request.user, pk)
    if not rules.is_lead(request.user, found.station):
        raise PermissionDenied
    return step(request, found, lambda: actions.withdraw(assessment=found, by=request.user), _("Withdrawn."))


@acts_by_post("assessment", "pk")
def start_review(request: PersonRequest, pk: int) -> HttpResponse:
    found = reviewed_assessment(request.user, pk)
    return step(
        request, found, lambda: actions.start_review(assessment=found, by=request.user), _("The review has started.")
    )


@acts_by_post("assessment", "pk")
def approve(request: PersonRequest, pk: int) -> HttpResponse:
    found = reviewed_assessment(request.user, pk)
    return step(request, found, lambda: actions.approve(assessment=found, by=request.user), _("Approved."))


@acts_by_post("assessment", "pk")
def return_for_revision(request: PersonRequest, pk: int) -> HttpResponse:
    return with_reason(request, pk, actions.return_for_revision, _("Returned. The station can change its ratings now."))


@acts_by_post("assessment", "pk")
def reopen(request: PersonRequest, pk: int) -> HttpResponse:
    return with_reason(request, pk, actions.reopen, _("Reopened. The station can change its ratings now."))


def with_reason(request: PersonRequest, pk: int, action: Callable[..., Assessment], done: str) -> HttpResponse:
    """A step that has to say why; a missing reason is asked for again, and a refused one is shown again."""
    found = reviewed_assessment(request.user, pk)
    form = ReasonForm(request.POST, is_reopening=found.state == AssessmentState.APPROVED)
    if not form.is_valid():
        return show(request, found, form=form, status=422)
    try:
        action(assessment=found, reason=form.cleaned_data["reason"], by=request.user)
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return show(request, reviewed_assessment(request.user, pk), form=form, status=409)
    messages.success(request, done)
    return redirect(found)


def reviewed_assessment(user: User, pk: int) -> Assessment:
    """An assessment that the person reviews: 404 where it is invisible, 403 for those who may only look."""
    found = get_object_or_404(Assessment.objects.visible_to(user).with_context(), pk=pk)
    if not rules.is_reviewer_of(user, found.station.division):
        raise PermissionDenied
    return found


def step(request: PersonRequest, found: Assessment, action: Callable[[], Assessment], done: str) -> HttpResponse:
    """Take a step and say what came of it; where somebody was faster, their step stands and the person is told."""
    try:
        action()
    except ActionRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(found)

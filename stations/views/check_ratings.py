"""A reviewer's check ratings: one page with all factors, a plain form that works without JavaScript."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stations import rules, scorecards
from stations.actions.check_ratings import ReviewClosed
from stations.actions.errors import ActionRefused
from stations.forms.check_ratings import NO_OPINION, CheckRatingsForm
from stations.models import Assessment, CheckRating, Evidence, Factor
from stations.reports.blocks import Section
from stations.reports.page import check_section
from stations.views.assessments import reviewed_assessment
from stations.views.check_rating_rows import check_sections, error_links
from stations.views.crumbs import division_crumbs
from stations.views.own import PersonRequest, assessment_crumbs
from stations.views.ratings import cut_off_sentence, unknown_sentence


@require_http_methods(["GET", "HEAD", "POST"])
def check_ratings(request: PersonRequest, pk: int) -> HttpResponse:
    """POST saves every sound check rating and shows the others again, as they were typed."""
    assessment = reviewed_assessment(request.user, pk)
    if rules.is_party(request.user, assessment):
        raise PermissionDenied
    is_open = rules.can_check(request.user, assessment)
    if request.method == "POST":
        return save(request, assessment) if is_open else refuse(request, assessment, ReviewClosed())
    if not is_open:
        messages.warning(request, str(ReviewClosed()))
        return redirect(assessment)
    return show(request, assessment, form_of(request, assessment))


def save(request: PersonRequest, assessment: Assessment) -> HttpResponse:
    form = form_of(request, assessment)
    if form.unknown_codes:
        return show(request, assessment, form, problems=[unknown_sentence(form.unknown_codes)], status=422)
    try:
        form.save(by=request.user)
    except ActionRefused as refusal:
        return refuse(request, assessment, refusal)
    problems = [cut_off_sentence()] if form.is_cut_off else []
    if problems or form.has_errors:
        return show(request, assessment, form, problems=problems, status=422)
    messages.success(request, _("Your check ratings are saved. The station’s figures stand beside them now."))
    return redirect(assessment if "back" in request.POST else f"{request.path}#comparison")


def refuse(request: PersonRequest, assessment: Assessment, refusal: ActionRefused) -> HttpResponse:
    """Nothing can be saved now; what was typed is shown, so that it can be copied."""
    return show(request, assessment, form_of(request, assessment), problems=[str(refusal)], status=HTTPStatus.CONFLICT)


def form_of(request: PersonRequest, assessment: Assessment) -> CheckRatingsForm:
    factors = list(Factor.objects.filter(edition=assessment.edition))
    prefetch_related_objects(factors, "anchors")
    return CheckRatingsForm(
        assessment=assessment,
        reviewer=request.user,
        factors=factors,
        data=request.POST if request.method == "POST" else None,
    )


def show(
    request: PersonRequest,
    assessment: Assessment,
    form: CheckRatingsForm,
    *,
    problems: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    # The submission may be gone by the time the form is sent; then there is nothing to compare with.
    record = scorecards.record_from(assessment.snapshot) if assessment.snapshot else None
    evidence = Evidence.objects.visible_to(request.user).in_order().filter(assessment=assessment)
    sections = check_sections(form, record.scorecard if record else None, list(evidence))
    context = {
        "assessment": assessment,
        "crumbs": [*division_crumbs(request.user, assessment.station.division), *assessment_crumbs(assessment)],
        "sections": sections,
        "given": sum(part.standing.degree is not None for part in form.forms),
        "total": len(form.forms),
        "comparison": record and comparison_of(request, assessment, record),
        "no_opinion": NO_OPINION,
        "errors": [("form", problem) for problem in problems or []] + error_links(sections),
        "may_save": status != HTTPStatus.CONFLICT,
    }
    return render(request, "stations/check_ratings.html", context, status=status)


def comparison_of(request: PersonRequest, assessment: Assessment, record: scorecards.Record) -> Section | None:
    """What was submitted beside the person's own check ratings, as the report will say it."""
    own = CheckRating.objects.visible_to(request.user).filter(assessment=assessment).select_related("factor")
    checks = scorecards.check_sheets(own.standing())
    return check_section(record, checks, assessment.edition, get_language() or settings.LANGUAGE_CODE)

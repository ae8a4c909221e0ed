"""Evidence: the list of factors, the page that adds a file to one of them, the file itself, and its removal."""

import logging
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from stations import rules
from stations.actions import evidence as actions
from stations.actions.errors import ActionRefused, closed_sentence
from stations.actions.evidence import FILES_PER_ASSESSMENT, FILES_PER_FACTOR
from stations.api import limits
from stations.files import parts, store
from stations.files.kinds import MAX_BYTES, Refusal
from stations.forms.evidence import EvidenceForm
from stations.models import Assessment, Evidence, Factor
from stations.views.downloads import download
from stations.views.evidence_rows import evidence_rows
from stations.views.own import PersonRequest, assessment_crumbs, own_assessment
from swot_app.accounts.negotiation import wants_json
from swot_app.uploads import OneFile

logger = logging.getLogger(__name__)
FILES_PER_MINUTE = 20


@require_safe
def evidence_index(request: PersonRequest, pk: int) -> HttpResponse:
    """The factors, each with the number of its files, to choose one."""
    assessment = own_assessment(request.user, pk)
    rows = evidence_rows(request.user, assessment, is_member=True)
    counts = [row.evidence.factor_id for row in rows]
    context = {
        "assessment": assessment,
        "crumbs": assessment_crumbs(assessment),
        "factors": [(factor, counts.count(factor.pk)) for factor in Factor.objects.filter(edition=assessment.edition)],
        "may_add": rules.can_rate(request.user, assessment),
    }
    return render(request, "stations/evidence_index.html", context)


# The inner view checks the token, once it is known that this person may send files here.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_add(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    """One factor's files, and a form for one more."""
    assessment = own_assessment(request.user, pk)
    factor = get_object_or_404(Factor, edition=assessment.edition_id, code=code)
    if not rules.can_rate(request.user, assessment):
        return turned_away(request, assessment)
    taker = OneFile(request, largest=MAX_BYTES)
    request.upload_handlers = [taker]
    return add_checked(request, assessment, factor, taker)


@csrf_protect
def add_checked(request: PersonRequest, assessment: Assessment, factor: Factor, taker: OneFile) -> HttpResponse:
    if request.method != "POST":
        return show(request, assessment, factor, EvidenceForm(by=request.user))
    posted = request.POST
    form = EvidenceForm(posted, request.FILES, by=request.user, is_too_large=taker.is_too_large)
    try:
        limits.spend(request.user, 1, purse="files", most=FILES_PER_MINUTE)
    except limits.TooMany as refusal:
        form.add_error(None, too_many_files())
        response = refused(request, assessment, factor, form, status=429)
        response.headers["Retry-After"] = str(refusal.seconds)
        return response
    if form.is_valid() and form.lacks_pieces:
        return JsonResponse({"received": parts.received(request.user.pk, form.upload_id)}, status=409)
    if not form.is_valid() or form.save(assessment=assessment, factor=factor) is None:
        return refused(request, assessment, factor, form, status=503 if form.may_be_repeated else 422)
    messages.success(request, _("The file is saved."))
    url = reverse("evidence_add", args=[assessment.pk, factor.code])
    return JsonResponse({"location": url}, status=201) if wants_json(request) else redirect(url)


def turned_away(request: PersonRequest, assessment: Assessment) -> HttpResponse:
    """The assessment is not open; a script is told so, a person finds the reason on the assessment's page."""
    sentence = closed_sentence(assessment)
    if wants_json(request):
        return JsonResponse({"detail": sentence}, status=409)
    messages.warning(request, sentence)
    return redirect(assessment)


def refused(
    request: PersonRequest, assessment: Assessment, factor: Factor, form: EvidenceForm, *, status: int
) -> HttpResponse:
    if wants_json(request):
        sentences = [str(sentence) for errors in form.errors.values() for sentence in errors]
        return JsonResponse({"detail": " ".join(sentences)}, status=status)
    return show(request, assessment, factor, form, status=status)


def too_many_files() -> str:
    return _("You have sent many files within a minute. Wait a minute, then go on.")


def show(
    request: PersonRequest, assessment: Assessment, factor: Factor, form: EvidenceForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "assessment": assessment,
        "crumbs": [
            *assessment_crumbs(assessment),
            (_("Supporting evidence"), reverse("evidence_index", args=[assessment.pk])),
        ],
        "factor": factor,
        "form": form,
        "rows": evidence_rows(request.user, assessment, is_member=True, factor=factor),
        "per_factor": FILES_PER_FACTOR,
        "per_assessment": FILES_PER_ASSESSMENT,
        "largest": MAX_BYTES,
        # The script puts the upload's own number in the place of this one.
        "pieces": reverse("evidence_upload", args=[assessment.pk, UUID(int=0)]),
        "too_large": actions.refusal_sentence(Refusal.TOO_LARGE),
    }
    return render(request, "stations/evidence_add.html", context, status=status)


@require_safe
def evidence_file(request: PersonRequest, pk: int) -> HttpResponse:
    """The file to take away: whatever it holds, no browser opens it as a page of ours."""
    evidence = get_object_or_404(Evidence.objects.visible_to(request.user), pk=pk)
    try:
        content = store.read(evidence.assessment_id, evidence.sha256)
    except store.Lost:
        logger.exception("Evidence %d cannot be read.", evidence.pk)
        raise Http404 from None
    response = download(content, evidence.media_type, evidence.download_name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Asks once more, for what was never submitted is deleted for good."""
    visible = Evidence.objects.visible_to(request.user).select_related("factor", "assessment__cycle")
    evidence = get_object_or_404(visible, pk=pk)
    assessment = own_assessment(request.user, evidence.assessment_id)
    if not rules.can_rate(request.user, assessment):
        return turned_away(request, assessment)
    if not rules.can_remove_evidence(request.user, evidence):
        raise PermissionDenied(_("Whoever added a file removes it, or the station lead."))
    if request.method == "POST":
        try:
            actions.remove(evidence=evidence, by=request.user)
        except ActionRefused as refusal:
            messages.warning(request, str(refusal))
            return redirect(assessment)
        messages.success(request, _("The file is removed."))
        return redirect("evidence_add", assessment.pk, evidence.factor.code)
    crumbs = assessment_crumbs(assessment)
    return render(
        request, "stations/evidence_remove.html", {"evidence": evidence, "assessment": assessment, "crumbs": crumbs}
    )

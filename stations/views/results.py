"""The result of an assessment: where the station stands, why, and how that was computed."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from stations import rules, scoring
from stations.models import Assessment
from stations.reports.page import result_page
from stations.reports.spreadsheet import XLSX, workbook_for
from stations.scorecards import Record, record_from, record_of
from stations.views.crumbs import division_crumbs
from stations.views.downloads import download
from stations.views.own import PersonRequest, assessment_crumbs
from swot_app.accounts.models import User


@require_safe
def result(request: PersonRequest, pk: int) -> HttpResponse:
    assessment, record = shown_result(request.user, pk)
    context = {
        "assessment": assessment,
        "crumbs": division_crumbs(request.user, assessment.station.division) + assessment_crumbs(assessment),
        "record": record,
        "page": result_page(record, assessment.edition, get_language() or settings.LANGUAGE_CODE),
    }
    return render(request, "stations/result_detail.html", context)


@require_safe
def result_json(request: PersonRequest, pk: int) -> HttpResponse:
    """Inputs and result for one's own program; stations/scoring/SCHEMA.md describes the layout."""
    assessment, record = shown_result(request.user, pk)
    plain = scoring.assessment_to_plain(record.panel, record.scorecard, record.check_comparisons)
    return download(scoring.canonical_json(plain).encode(), "application/json", f"{export_name(assessment)}.json")


@require_safe
def result_xlsx(request: PersonRequest, pk: int) -> HttpResponse:
    assessment, record = shown_result(request.user, pk)
    content = workbook_for(record, assessment.edition, get_language() or settings.LANGUAGE_CODE)
    return download(content, XLSX, f"{export_name(assessment)}.xlsx")


def shown_result(user: User, pk: int) -> tuple[Assessment, Record]:
    """An assessment and the record that this person may see of it."""
    assessment = shown_assessment(user, pk)
    return assessment, record_for(user, assessment)


def shown_assessment(user: User, pk: int) -> Assessment:
    """An assessment whose result this person may see: 404 where it is invisible, 403 before its time."""
    assessment = get_object_or_404(Assessment.objects.visible_to(user).with_context(), pk=pk)
    if not rules.can_see_result(user, assessment):
        raise PermissionDenied
    return assessment


def export_name(assessment: Assessment) -> str:
    return f"{assessment.station.code}-{assessment.cycle}"


def record_for(user: User, assessment: Assessment) -> Record:
    """What a person is shown: what was frozen, or work in progress as it stands."""
    if assessment.snapshot is not None and sees_frozen(user, assessment):
        return record_from(assessment.snapshot)
    return record_of(assessment, at=timezone.now())


def sees_frozen(user: User, assessment: Assessment) -> bool:
    """The station's people see work in progress as it stands, everybody else what was submitted last."""
    is_own_work = assessment.is_writable and rules.is_member(user, assessment.station)
    return assessment.snapshot_id is not None and not is_own_work

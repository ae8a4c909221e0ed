"""The feasibility report as a file to download."""

from django.conf import settings
from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from stations.reports import shelf
from stations.reports.report import filename_for, report_for
from stations.scorecards import context_from_plain, record_of
from stations.views.downloads import download
from stations.views.frozen import shown_snapshot
from stations.views.own import PersonRequest
from stations.views.results import shown_assessment

PDF = "application/pdf"


@require_safe
def report(request: PersonRequest, pk: int, language: str) -> HttpResponseBase:
    """Submitted work from its snapshot, which is printed once; a draft afresh, marked as a draft."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    if snapshot := shown_snapshot(request.user, pk):
        filename = filename_for(context_from_plain(snapshot.context), language)
        return download(shelf.printed(snapshot, language), PDF, filename)
    assessment = shown_assessment(request.user, pk)
    made = report_for(record_of(assessment, at=timezone.now()), assessment.edition, language)
    return download(made.content, PDF, made.filename)

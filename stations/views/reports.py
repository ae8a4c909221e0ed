"""The feasibility report as a file to download."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from stations.reports.report import report_for
from stations.views.downloads import download
from stations.views.own import PersonRequest
from stations.views.results import shown_result


@require_safe
def report(request: PersonRequest, pk: int, language: str) -> HttpResponse:
    """Submitted work from its snapshot; a draft afresh, marked as a draft."""
    assessment, record = shown_result(request.user, pk)
    if language not in dict(settings.LANGUAGES):
        raise Http404
    made = report_for(record, assessment.edition, language)
    return download(made.content, "application/pdf", made.filename)

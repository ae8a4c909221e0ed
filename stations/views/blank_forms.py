"""The form on paper to download: for an assessment of one's own station, or for an edition in general."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stations.models import Assessment, Edition
from stations.reports.blank_form import blank_form_pdf
from stations.reports.filenames import safe
from stations.views.downloads import download
from stations.views.library import visible_edition
from stations.views.own import PersonRequest, own_assessment


@require_safe
def assessment_blank(request: PersonRequest, pk: int, language: str) -> HttpResponse:
    """With station and cycle at its head, for those who rate."""
    assessment = own_assessment(request.user, pk)
    return blank(assessment.edition, language, assessment)


@require_safe
def library_blank(request: PersonRequest, edition: str, language: str) -> HttpResponse:
    """With lines for station and cycle, for whoever takes paper along."""
    return blank(visible_edition(request, edition), language)


def blank(edition: Edition, language: str, assessment: Assessment | None = None) -> HttpResponse:
    if language not in dict(settings.LANGUAGES):
        raise Http404
    content = blank_form_pdf(edition, language, assessment)
    return download(content, "application/pdf", filename_for(edition, language, assessment))


def filename_for(edition: Edition, language: str, assessment: Assessment | None) -> str:
    with translation.override(language):
        if assessment is None:
            return _("Rating sheet - %(edition)s.pdf") % {"edition": edition.code}
        names = {
            "station": safe(assessment.station.name_in(language)),
            "cycle": assessment.cycle.name_in(language),
        }
        return _("%(station)s - rating sheet - %(cycle)s.pdf") % names

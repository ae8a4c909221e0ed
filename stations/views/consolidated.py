"""The consolidated report of a county's cycle as a file to download."""

from django.conf import settings
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from stations.models import Cycle
from stations.reports import shelf
from stations.reports.consolidated.report import filename_for, order_for
from stations.views.downloads import download
from stations.views.own import PersonRequest
from stations.views.rollups import seen_division

PDF = "application/pdf"


@require_safe
def consolidated_report(request: PersonRequest, pk: int, cycle: int, language: str) -> HttpResponseBase:
    """Printed once for each state of the county's results; whoever may open the county may open each of its stations."""
    division = seen_division(request, pk)
    chosen = get_object_or_404(
        Cycle.objects.visible_to(request.user).reaching(division).select_related("edition"), pk=cycle
    )
    if language not in dict(settings.LANGUAGES) or not division.is_county:
        raise Http404
    order = order_for(division, chosen)
    return download(shelf.consolidated(order, language), PDF, filename_for(order, language))

"""The pages for what went wrong; scripts are told the same in JSON."""

import logging

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

from swot_app.accounts.negotiation import wants_json
from swot_app.requests import spoken_id

log = logging.getLogger(__name__)

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    # The request itself is at fault, perhaps its very host name: the page asks it nothing.
    if isinstance(exception, TOO_LARGE):
        return content_too_large(request)
    sentence = _("The server could not understand this request.")
    return JsonResponse({"detail": sentence}, status=400) if wants_json(request) else bare_page("400.html", 400)


def content_too_large(request: HttpRequest) -> HttpResponse:
    sentence = _("This is more than the server takes at once, so nothing was saved.")
    answer = JsonResponse({"detail": sentence}, status=413) if wants_json(request) else bare_page("413.html", 413)
    # One line, and no traceback: whoever sends much must not fill the log as well.
    log.warning("Content too large.")
    return answer


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """With the sentence of whoever refused, where there is one."""
    sentence = str(exception) or _("You do not have permission to see this page or to do this.")
    return answer(request, "403.html", sentence, 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, "404.html", _("The page does not exist or has moved."), 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return answer(request, "403_csrf.html", _("This page was open for too long, so nothing was sent."), 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Whatever broke may be the database: the page is made without it, and without the person."""
    sentence = _("The system is busy. Try again in a little while. Nothing that you filled in is lost.")
    if wants_json(request):
        return JsonResponse({"detail": sentence}, status=500)
    return bare_page("500.html", 500, {"request_id": spoken_id()})


def answer(request: HttpRequest, template: str, sentence: str, status: int) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"detail": sentence}, status=status)
    return render(request, template, {"sentence": sentence}, status=status)


def bare_page(template: str, status: int, context: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(loader.get_template(template).render(context), status=status)

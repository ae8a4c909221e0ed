"""A request's id, told to the logs, to the browser and to whoever has to read a page of failure; and one line for each."""

import logging
import re
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from swot_app.logs import request_id

logger = logging.getLogger(__name__)
HEADER = "X-Request-Id"
SOUND = re.compile(r"[A-Za-z0-9-]{8,64}")
# What a person reads out over the telephone; with the time of day it is enough to find the line.
SPOKEN = 8


def request_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give the request an id and write its line: the route, never the address; nobody's name, key or machine."""

    def middleware(request: HttpRequest) -> HttpResponse:
        token = request_id.set(id_of(request))
        begun = time.perf_counter()
        try:
            response = get_response(request)
            response[HEADER] = request_id.get()
            note(request, response, begun)
            return response
        finally:
            request_id.reset(token)

    return middleware


def id_of(request: HttpRequest) -> str:
    """The id that our own proxy gave, or a new one: what a stranger sends would not tell requests apart."""
    given = request.headers.get(HEADER, "") if settings.PROXY_COUNT else ""
    return given if SOUND.fullmatch(given) else secrets.token_hex(16)


def spoken_id() -> str:
    """The beginning of the id of the request at work."""
    return request_id.get()[:SPOKEN]


def note(request: HttpRequest, response: HttpResponse, begun: float) -> None:
    fields = {
        "method": method_of(request),
        "route": route_of(request),
        "status": response.status_code,
        "ms": round((time.perf_counter() - begun) * 1000),
    }
    logger.info("%(method)s %(route)s %(status)s %(ms)s ms", fields, extra=fields)


def method_of(request: HttpRequest) -> str:
    """The method, where it is one; a client may send any word for it."""
    known = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"}
    return request.method if request.method in known else "OTHER"


def route_of(request: HttpRequest) -> str:
    """The name of the address, which says what was asked for and not about whom."""
    if request.resolver_match is None:
        return "static" if request.path_info.startswith(f"/{settings.STATIC_URL.strip('/')}/") else "none"
    return request.resolver_match.view_name or "unnamed"

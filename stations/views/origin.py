"""Where a request comes from, told to the audit log."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from stations.actions.audit import origin


def origin_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Hold the request's network address for as long as the request is answered."""

    def middleware(request: HttpRequest) -> HttpResponse:
        token = origin.set(address_of(request))
        try:
            return get_response(request)
        finally:
            origin.reset(token)

    return middleware


def address_of(request: HttpRequest) -> str | None:
    """The client's address; behind so many proxies of our own, the one that the outermost of them saw.

    Whatever stands further left in X-Forwarded-For was written by the client and may be a lie.
    """
    hops = [request.META.get("REMOTE_ADDR", "")]
    if settings.PROXY_COUNT:
        hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")[-settings.PROXY_COUNT :]
    return valid_address(hops[0].strip())


def valid_address(text: str) -> str | None:
    """The address, or nothing where there is none: a server behind a Unix socket has no peer address."""
    try:
        return str(ip_address(text.partition("%")[0]))
    except ValueError:
        return None

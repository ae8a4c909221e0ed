"""Where a person may be sent: pages of this site alone."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def is_local(request: HttpRequest, url: str) -> bool:
    return url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}, require_https=request.is_secure())


def local_or_home(request: HttpRequest, url: str) -> str:
    """The URL where it belongs to this site, else the first page."""
    return url if is_local(request, url) else resolve_url("home")


def current_page(request: HttpRequest) -> str:
    """What to come back to: this page, or the one before where this one was only written to."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    before = request.headers.get("Referer", "")
    if not is_local(request, before):
        return resolve_url("home")
    return urlsplit(before)._replace(scheme="", netloc="").geturl()

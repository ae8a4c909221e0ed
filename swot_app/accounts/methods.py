"""Addresses that act by POST alone, and where they lead whoever comes by GET: after a reload, or from a bookmark."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponse]


def acts_by_post(page: str, *names: str) -> Callable[[View], View]:
    """Lead a GET to the page of that name instead of a bare “method not allowed”; nothing is done.

    `names` are the parts of the address that the page's own address has too.
    """

    def lead_back(view: View) -> View:
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def act(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponse:
            if request.method == "POST":
                return view(request, *args, **parts)
            page_of_the_thing: HttpResponse = redirect(page, **{name: parts[name] for name in names})
            return page_of_the_thing

        return act

    return lead_back

"""The API's addresses, each under the same protection against forged requests as every page."""

from collections.abc import Iterator

from django.urls import URLPattern, path

from stations.api import late_operations, operations, sheets
from stations.api.description import openapi
from stations.api.interface import api

# Each has registered its addresses when it was imported.
REGISTERED = (operations, late_operations, sheets)


def protected() -> Iterator[URLPattern]:
    """Ninja's own addresses, but for its page at the top, which tells developers where a documentation would be.

    Ninja exempts them from Django's check and leaves it to a key of its own; ours are signed in by the session.
    """
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern) and pattern.name != "api-root":
            vars(pattern.callback)["csrf_exempt"] = False
            yield pattern


urlpatterns = [
    path("openapi.json", openapi, name="api_openapi"),
    *protected(),
]

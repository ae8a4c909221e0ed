"""Whether a client wants a page or data."""

from django.http import HttpRequest


def wants_json(request: HttpRequest) -> bool:
    """The client sent JSON, or prefers it to a page."""
    if request.content_type == "application/json":
        return True
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"

"""Pages travel compressed, for a township's line is slow."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

KINDS = ("text/html", "application/json")


class PageCompressionMiddleware(GZipMiddleware):
    """Compress what is looked at, and nothing else.

    A compressed answer tells by its length how much of a guess it repeats (the BREACH attack). The one secret of our
    pages is the token against forged requests, which Django masks anew in each answer, and its middleware adds bytes by
    chance to each. Answers to a POST, as those that show a one-time link, stay as they are; so do small ones to a tap.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_page = request.method == "GET" and response.headers.get("Content-Type", "").startswith(KINDS)
        if not is_page or response.streaming:
            return response
        return super().process_response(request, response)

"""The entry point of WSGI servers."""

import os
from contextlib import suppress
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest, HttpResponseBase
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "swot_app.settings")

MEGABYTE = 1024 * 1024
# A little more than nginx lets through.
MOST_READ_OUT = 32 * MEGABYTE


class Utf8Request(WSGIRequest):
    """A request is read as UTF-8, whatever charset it claims: some that Python knows cannot carry a form."""

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))

    def read_out(self) -> None:
        """Read and forget what is left of the body: a server that closes on unread bytes resets the connection,
        and the answer that says what was wrong is lost on its way.
        """
        with suppress(OSError):  # whoever sent it is gone
            for _megabyte in range(0, MOST_READ_OUT, MEGABYTE):
                if not self._stream.read(MEGABYTE):
                    return


class Utf8Handler(WSGIHandler):
    request_class = Utf8Request

    def get_response(self, request: HttpRequest) -> HttpResponseBase:
        answer = super().get_response(request)
        if isinstance(request, Utf8Request):
            request.read_out()
        return answer


django.setup(set_prefix=False)
application = Utf8Handler()

"""What is refused before the body is read: another form than JSON, and more than any sound request holds."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from stations.api.interface import refuse
from stations.api.requests import BATCH_SIZE
from stations.models.rating import NOTE_LENGTH, REASON_LENGTH

# Any batch whose texts keep their limits fits: four bytes a character, and what stands around them.
BODY_BYTES = BATCH_SIZE * 4 * (NOTE_LENGTH + REASON_LENGTH + 500)

View = Callable[..., HttpResponse]


def json_alone(view: View) -> View:
    @wraps(view)
    def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.content_type != "application/json":
            return refuse(request, 415, _("The server takes JSON alone here."))
        # Django reads no more of a body than its length says.
        if length_of(request) > BODY_BYTES:
            return too_large(request)
        return view(request, *args, **kwargs)

    return gate


def length_of(request: HttpRequest) -> int:
    text = request.headers.get("Content-Length", "")
    return int(text) if text.isascii() and text.isdigit() else 0


def too_large(request: HttpRequest) -> HttpResponse:
    return refuse(request, 413, _("This is more than the server takes at once, so nothing was saved."))

"""The one instance of the API: how it refuses, and in which words."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer

from stations.api.answers import Problem, Refusal
from stations.api.limits import TooMany
from stations.api.requests import places


class Renderer(JSONRenderer):
    # Chinese takes half the bytes when it is not escaped.
    json_dumps_params = {"ensure_ascii": False}


class Api(NinjaAPI):
    """Nothing that it answers is kept by a browser or a proxy."""

    def create_response(self, request: HttpRequest, data: Any, **options: Any) -> HttpResponse:
        response = super().create_response(request, data, **options)
        response.headers["Cache-Control"] = "no-store"
        return response


api = Api(
    title="SWOT assessment: the form's outbox",
    version="1",
    description="Operations are applied once, by their id. Signed in by the session's cookie; writing needs X-CSRFToken.",
    # We serve the description ourselves, and the page that shows it would come from another host.
    openapi_url=None,
    docs_url=None,
    renderer=Renderer(),
    openapi_extra={"security": [{"session": [], "csrf": []}]},
)


def refuse(request: HttpRequest, status: int, detail: str, fields: list[str] | None = None) -> HttpResponse:
    errors = [Problem(field=field, detail=unreadable_field()) for field in fields or []]
    return api.create_response(request, Refusal(detail=detail, errors=errors).model_dump(), status=status)


def somebody_else(request: HttpRequest) -> HttpResponse:
    """As to somebody who is not signed in: one person's answers never get onto another's sheet."""
    sentence = _("Somebody else is signed in on this device now. Sign in again to send what you entered.")
    return api.create_response(request, {"detail": sentence, "sign_in": reverse("sign_in")}, status=401)


def unreadable() -> str:
    return _("The server could not read this entry. Load the page again, then enter it anew.")


def forbidden() -> str:
    return _("You do not have permission to see this page or to do this.")


def unreadable_field() -> str:
    return _("This part is missing or cannot be read.")


@api.exception_handler(ValidationError)
def refuse_shape(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return refuse(request, 422, unreadable(), list(places(error.errors)))


@api.exception_handler(HttpError)
def refuse_text(request: HttpRequest, error: HttpError) -> HttpResponse:
    """The only one that ninja raises here: the body is no JSON."""
    return refuse(request, 422, unreadable(), [""])


@api.exception_handler(Http404)
def refuse_address(request: HttpRequest, error: Http404) -> HttpResponse:
    return refuse(request, 404, _("The page does not exist or has moved."))


@api.exception_handler(PermissionDenied)
def refuse_person(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return refuse(request, 403, forbidden())


@api.exception_handler(TooMany)
def refuse_haste(request: HttpRequest, error: TooMany) -> HttpResponse:
    response = refuse(request, 429, str(error))
    response.headers["Retry-After"] = str(error.seconds)
    return response


@api.exception_handler(Exception)
def leave_to_django(request: HttpRequest, error: Exception) -> HttpResponse:
    """Ninja would print a traceback when DEBUG is on; 413 and 500 have our own answers."""
    raise error

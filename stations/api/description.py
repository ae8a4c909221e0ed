"""GET /api/openapi.json: the API as its types describe it."""

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from stations.api.interface import api

SECURITY = {
    "session": {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME},
    "csrf": {"type": "apiKey", "in": "header", "name": "X-CSRFToken"},
}


@require_safe
def openapi(request: HttpRequest) -> JsonResponse:
    schema = api.get_openapi_schema(path_prefix=reverse("api_openapi").removesuffix("openapi.json"))
    schema["components"]["securitySchemes"] = SECURITY
    response = JsonResponse(schema, json_dumps_params={"ensure_ascii": False})
    response.headers["Cache-Control"] = "no-store"
    return response

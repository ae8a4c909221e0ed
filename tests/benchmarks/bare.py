"""The application with one view more, for measuring alone: behind the same middlewares it writes one row, or none."""

import json

import django

django.setup()

from django.http import HttpRequest, JsonResponse  # noqa: E402 -- after the set-up, as all below
from django.urls import path  # noqa: E402
from django.utils import timezone  # noqa: E402

from stations.models import Operation  # noqa: E402
from swot_app import urls  # noqa: E402
from swot_app.wsgi import application  # noqa: E402

__all__ = ["application"]


def bare(request: HttpRequest) -> JsonResponse:
    if request.method == "GET":
        return JsonResponse({"written": False})
    sent = json.loads(request.body)
    Operation.objects.create(
        operation_id=sent["op_id"],
        kind="mark",
        assessment_id=sent["assessment"],
        by=request.user,
        applied_at=timezone.now(),
    )
    return JsonResponse({"written": True})


urls.urlpatterns.insert(0, path("bare/", bare))

"""Everything needs a sign-in unless a view says otherwise; scripts are told so in a way that they understand."""

from collections.abc import Callable

from django.contrib.auth import middleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from swot_app.accounts.negotiation import wants_json
from swot_app.accounts.views import sign_in_again


class LoginRequiredMiddleware(middleware.LoginRequiredMiddleware):
    def handle_no_permission(  # type: ignore[override]  # the stubs know of redirects alone
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        if wants_json(request):
            return sign_in_needed()
        if request.method in {"GET", "HEAD"}:
            return super().handle_no_permission(request, view_func)
        return sign_in_again(request)


def sign_in_needed() -> HttpResponse:
    """A redirect to a page would look to a script like an answer."""
    sentence = _("Your sign-in has expired. Sign in again.")
    return JsonResponse({"detail": sentence, "sign_in": reverse("sign_in")}, status=401)

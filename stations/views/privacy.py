"""The privacy page: which personal data is kept and why, who sees it, for how long."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    authorities = settings.SUPERVISING_AUTHORITY
    return render(
        request,
        "stations/privacy.html",
        {
            "authority": authorities["en" if get_language() == "en" else "zh-hans"],
            "session_days": settings.SESSION_COOKIE_AGE // (24 * 60 * 60),
        },
    )

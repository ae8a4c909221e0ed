"""What a device needs to start without a network: the service worker with its list of files, and the manifest."""

import json
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

STYLES = ("tokens", "base", "forms", "components", "rating", "entry", "print")
SCRIPTS = [
    "entry",
    "keys",
    "lock",
    "outbox",
    "question",
    "queue",
    "rating",
    "sender",
    "server",
    "sheet",
    "sign_in",
    "site",
    "status",
    "steps",
    "store",
    "values",
]
SHELL = (
    "img/mark.svg",
    "js-lib-bootstrap5/css/bootstrap-reboot.min.css",
    *(f"css/{name}.css" for name in STYLES),
    *(f"js/{name}.js" for name in SCRIPTS),
)


@require_safe
@login_not_required
@never_cache
def service_worker(request: HttpRequest) -> HttpResponse:
    """A script at the top of the site, for a worker rules over what stands below its own address.

    Where it is switched off, the same address ends the workers that were installed before.
    """
    files = [static(name) for name in SHELL] if settings.SERVICE_WORKER else []
    worker = static("js/worker.js")
    build = sha256(json.dumps([worker, files]).encode()).hexdigest()[:12]
    words = {"build": build, "files": files}
    script = f"self.SHELL = {json.dumps(words)};\nimportScripts({json.dumps(worker)});\n"
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@require_safe
@login_not_required
def manifest(request: HttpRequest) -> JsonResponse:
    """With which a phone puts the application among its own."""
    icons = [
        {"src": static(f"img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"} for size in (192, 512)
    ]
    content = {
        "name": _("SWOT self-assessment of township social work stations"),
        "short_name": _("Station SWOT"),
        "start_url": reverse("home"),
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#f5f7f6",
        "theme_color": "#0a4348",
        "icons": icons,
    }
    return JsonResponse(content, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})

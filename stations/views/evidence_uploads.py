"""A file that arrives in pieces: over a line that breaks, each attempt goes on where the one before ended."""

import logging
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from stations import rules
from stations.actions.errors import closed_sentence
from stations.actions.evidence import StoreFailed, refusal_sentence
from stations.api import limits
from stations.api.gate import length_of
from stations.files import parts
from stations.files.kinds import MAX_BYTES, Refused
from stations.views.own import PersonRequest, own_assessment

logger = logging.getLogger(__name__)
PIECE_BYTES = 256 * 1024
PIECES_PER_MINUTE = 600


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_upload(request: PersonRequest, pk: int, upload: UUID) -> HttpResponse:
    """How much has arrived; POST brings the piece that begins at `offset`, as plain bytes."""
    assessment = own_assessment(request.user, pk)
    if request.method != "POST":
        return told(received=parts.received(request.user.pk, upload))
    if not rules.can_rate(request.user, assessment):
        return told(detail=closed_sentence(assessment), status=409)
    offset = offset_of(request)
    if offset is None or request.content_type != "application/octet-stream":
        return told(detail=_("The server could not understand this request."), status=400)
    if length_of(request) > PIECE_BYTES:
        return told(detail=_("This is more than the server takes at once, so nothing was saved."), status=413)
    try:
        limits.spend(request.user, 1, purse="pieces", most=PIECES_PER_MINUTE)
    except limits.TooMany as refusal:
        response = told(detail=_("The server is asked to wait a little; the upload goes on by itself."), status=429)
        response.headers["Retry-After"] = str(refusal.seconds)
        return response
    return taken(request, upload, offset)


def taken(request: PersonRequest, upload: UUID, offset: int) -> HttpResponse:
    try:
        size = parts.add(request.user.pk, upload, offset=offset, content=request.body)
    except Refused as refused:
        return told(detail=refusal_sentence(refused.refusal), status=422)
    except OSError:
        logger.exception("A piece of a file could not be kept.")
        return told(detail=str(StoreFailed()), status=503)
    # A piece that would leave a gap was not taken: the answer says where to go on.
    return told(received=size, status=409 if offset > size else 200)


def offset_of(request: PersonRequest) -> int | None:
    text = request.GET.get("offset", "")
    return int(text) if text.isascii() and text.isdigit() and int(text[:12]) <= MAX_BYTES else None


def told(*, status: int = 200, **words: str | int) -> HttpResponse:
    return JsonResponse(words, status=status)

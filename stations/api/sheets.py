"""GET /api/assessments/<pk>/sheet/: the person's own sheet as the outbox needs it."""

from hashlib import sha256

from django.http import HttpResponseBase
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.cache import get_conditional_response

from stations import rules
from stations.actions.errors import closed_sentence
from stations.actions.operations import sheet_versions
from stations.api.answers import Late, OwnSheet, Refusal, SectionAnswer, SheetAnswer, Standing, Submission
from stations.api.interface import api
from stations.api.own import own_sheet
from stations.models import Assessment, LateOperation
from stations.views.own import PersonRequest
from stations.views.sheets import Section, sections_of
from swot_app.accounts.models import User

RESPONSES = {200: OwnSheet, frozenset({401, 403, 404}): Refusal}


@api.api_operation(["GET", "HEAD"], "/assessments/{int:pk}/sheet/", response=RESPONSES, url_name="api_sheet")
def read_sheet(request: PersonRequest, pk: int) -> HttpResponseBase | None:
    """The own sheet with its revisions; If-None-Match with the ETag of the last answer saves the body."""
    assessment, sheet = own_sheet(request.user, pk)
    sections = sections_of(assessment, sheet)
    is_open = assessment.is_open_on(timezone.localdate())
    content = OwnSheet(
        user=request.user.pk,
        assessment=assessment.pk,
        state=assessment.state,
        is_open=is_open,
        closed_because="" if is_open else closed_sentence(assessment),
        sheet=SheetAnswer.of(sheet) if sheet else None,
        ratings=standing(sections),
        sections=[SectionAnswer.of(section) for section in sections],
        late=waiting(request.user, assessment),
        submission=submission(request.user, assessment),
    )
    return with_etag(request, content)


def standing(sections: list[Section]) -> dict[str, Standing]:
    answers = [answer for section in sections for answer in section.answers]
    return {factor.code: Standing.of(rating) for factor, rating in answers if rating is not None}


def waiting(user: User, assessment: Assessment) -> list[Late]:
    own = LateOperation.objects.visible_to(user).waiting().filter(assessment=assessment).select_related("factor")
    return [Late.of(late) for late in own]


def submission(user: User, assessment: Assessment) -> Submission | None:
    if not rules.is_lead(user, assessment.station):
        return None
    return Submission(may_submit=assessment.is_writable, sheets=sheet_versions(assessment))


def with_etag(request: PersonRequest, content: OwnSheet) -> HttpResponseBase | None:
    # The outbox, which may have been opened offline, needs the cookie that its next writing is checked against.
    get_token(request)
    response = api.create_response(request, content.model_dump(), status=200)
    etag = f'"{sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response)

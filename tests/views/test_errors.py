"""The pages for what went wrong."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client
from django.urls import path
from django.utils import translation

from swot_app.urls import handler400, handler403, handler404, handler500  # noqa: F401 -- Django reads them from here
from swot_app.urls import urlpatterns as own

JSON = {"Accept": "application/json"}


def raising(error: Exception):
    @login_not_required
    def view(request):
        raise error

    return view


urlpatterns = [
    path("broken/", raising(RuntimeError("a secret detail"))),
    path("denied/", raising(PermissionDenied())),
    path("denied-with-words/", raising(PermissionDenied("This assessment is under review."))),
    path("suspicious/", raising(SuspiciousOperation("a secret detail"))),
    *own,
]

pytestmark = [pytest.mark.urls("tests.views.test_errors"), pytest.mark.filterwarnings("ignore::ResourceWarning")]


@pytest.fixture
def english(client) -> Client:
    client.cookies["django_language"] = "en"
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/denied/", 403, "You do not have permission to see this page or to do this."),
        ("/denied-with-words/", 403, "This assessment is under review."),
        ("/nowhere/", 404, "The page does not exist or has moved."),
        ("/suspicious/", 400, "The server could not understand this request."),
        ("/broken/", 500, "The system is busy. Try again in a little while. Nothing that you filled in is lost."),
    ],
)
def test_error_says_the_same_on_the_page_and_to_a_script(english, db, address, status, sentence):
    page = english.get(address)
    data = english.get(address, headers=JSON)

    assert (page.status_code, data.status_code) == (status, status)
    assert sentence in page.content.decode()
    assert data.json() == {"detail": sentence}


@pytest.mark.parametrize("address", ["/suspicious/", "/broken/"])
def test_error_tells_nothing_of_its_cause(english, db, address):
    assert "a secret detail" not in english.get(address).content.decode()


@pytest.mark.parametrize("headers", [{}, JSON])
def test_server_error_needs_no_database(english, headers):
    # Without the `db` fixture a query would raise.
    assert english.get("/broken/", headers=headers).status_code == 500


def test_unknown_host_is_answered_without_asking_for_it(english):
    assert english.get("/privacy/", headers={"Host": "elsewhere.example"}).status_code == 400


def test_form_without_its_token_says_what_to_do(db):
    client = Client(enforce_csrf_checks=True)
    client.cookies["django_language"] = "en"

    page = client.post("/account/sign-in/", {})
    data = client.post("/account/sign-in/", {}, headers=JSON)

    assert (page.status_code, data.status_code) == (403, 403)
    assert "load the page again, and send once more." in page.content.decode()
    assert data.json() == {"detail": "This page was open for too long, so nothing was sent."}


@pytest.mark.parametrize(
    ("english_sentence", "chinese"),
    [
        ("The page does not exist or has moved.", "页面不存在或已被移动。"),
        (
            "The system is busy. Try again in a little while. Nothing that you filled in is lost.",
            "系统繁忙，请稍后再试。您填写的内容不会丢失。",
        ),
    ],
)
def test_error_says_the_glossary_sentence_in_chinese(english_sentence, chinese):
    with translation.override("zh-hans"):
        assert translation.gettext(english_sentence) == chinese

"""A request's id and its line in the log; and that the logs of a whole visit tell nothing about the visitor."""

import io
import json
import logging
import re

import pytest
from django.contrib.auth.decorators import login_not_required
from django.test import Client
from django.urls import path

from swot_app.logs import JsonFormatter
from swot_app.urls import handler400, handler403, handler404, handler500  # noqa: F401 -- Django reads them from here
from swot_app.urls import urlpatterns as own
from tests.worlds import make_user

NAME, PHONE, ADDRESS, LINK = "zhangsanfeng", "13800138000", "203.0.113.77", "MTIz-abcdef"
PERSONAL = (NAME, PHONE, ADDRESS, LINK, "Zhang", "wrong horse", "elsewhere.example")
HEX = re.compile(r"[0-9a-f]{32}")


@login_not_required
def broken(request):
    raise RuntimeError(f"{request.GET} of {NAME}")


urlpatterns = [path("broken/", broken, name="broken"), *own]

pytestmark = [pytest.mark.urls("tests.test_requests"), pytest.mark.filterwarnings("ignore::ResourceWarning")]


@pytest.fixture
def log():
    """What would be written, as JSON."""
    stream, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(stream), root.level
    handler.setFormatter(JsonFormatter())
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def visitor(db) -> Client:
    return Client(raise_request_exception=False, REMOTE_ADDR=ADDRESS, headers={"user-agent": NAME})


def lines(log):
    return [json.loads(line) for line in log.getvalue().splitlines()]


def requests(log):
    return [line for line in lines(log) if line["logger"] == "swot_app.requests"]


def test_request_is_told_by_its_route(visitor, log):
    answer = visitor.get(f"/privacy/?next={PHONE}")

    (line,) = requests(log)
    assert {name: line[name] for name in ("method", "route", "status", "request_id")} == {
        "method": "GET",
        "route": "privacy",
        "status": 200,
        "request_id": answer.headers["X-Request-Id"],
    }
    assert line["ms"] >= 0
    assert HEX.fullmatch(line["request_id"])


def test_every_request_has_an_id_of_its_own(visitor):
    assert visitor.get("/privacy/").headers["X-Request-Id"] != visitor.get("/privacy/").headers["X-Request-Id"]


@pytest.mark.parametrize(
    ("proxies", "given", "is_taken"),
    [
        (1, "0123456789abcdef0123456789abcdef", True),
        (1, "short", False),
        (1, "a" * 65, False),
        (1, "0123456789\r\nevil", False),
        (1, f"{NAME} was here", False),
        (0, "0123456789abcdef0123456789abcdef", False),
    ],
)
def test_only_our_own_proxy_names_a_request(visitor, settings, proxies, given, is_taken):
    settings.PROXY_COUNT = proxies

    answer = visitor.get("/privacy/", headers={"X-Request-Id": given})

    assert (answer.headers["X-Request-Id"] == given) is is_taken


def test_page_of_failure_shows_the_beginning_of_the_id(visitor, log):
    answer = visitor.get("/broken/")

    identity = answer.headers["X-Request-Id"]
    assert answer.status_code == 500
    assert f">{identity[:8]}</strong>" in answer.content.decode()
    (failure,) = [line for line in lines(log) if "exception" in line]
    assert failure["request_id"] == identity
    assert failure["exception"][0]["class"] == "builtins.RuntimeError"


def test_logs_of_a_visit_tell_nothing_about_the_visitor(visitor, log):
    user = make_user(NAME, name="Zhang", work_phone=PHONE)
    for _attempt in range(7):  # until the lock-out and beyond
        visitor.post("/account/sign-in/", {"username": NAME, "password": "wrong horse"})
    visitor.get(f"/account/link/{LINK}/{LINK}/")
    visitor.get(f"/nowhere/{NAME}/?phone={PHONE}")
    visitor.get(f"/broken/?phone={PHONE}")
    visitor.get("/privacy/", headers={"host": "elsewhere.example"})
    visitor.generic(NAME.upper(), "/privacy/")
    Client(enforce_csrf_checks=True, REMOTE_ADDR=ADDRESS).post("/account/sign-in/", {"username": NAME})
    visitor.force_login(user)
    visitor.get("/")

    text = log.getvalue()
    assert [word for word in PERSONAL if word.lower() in text.lower()] == []
    assert [line["route"] for line in requests(log)][:7] == ["sign_in"] * 7
    assert {line["status"] for line in requests(log)} >= {200, 400, 403, 404, 500}
    assert len(lines(log)) > len(requests(log))

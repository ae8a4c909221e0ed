"""Where a person may be sent."""

import pytest
from django.test import RequestFactory

from swot_app.accounts.paths import current_page, is_local, local_or_home

request = RequestFactory(headers={"host": "testserver"})


@pytest.mark.parametrize("url", ["/", "/profile/?a=1#b", "profile/", "http://testserver/profile/"])
def test_page_of_this_site_is_local(url):
    assert is_local(request.get("/"), url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://elsewhere.example/",
        "//elsewhere.example/",
        "///elsewhere.example/",
        "/\\elsewhere.example/",
        "\\\\elsewhere.example/",
        "http:///elsewhere.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://testserver@elsewhere.example/",
        "http://testserver.elsewhere.example/",
        "\x08//elsewhere.example",
    ],
)
def test_everything_else_is_not_local(url):
    assert not is_local(request.get("/"), url)
    assert local_or_home(request.get("/"), url) == "/"


def test_insecure_address_is_not_local_to_a_secure_page():
    assert not is_local(request.get("/", secure=True), "http://testserver/")


def test_current_page_is_the_address_with_its_query():
    assert current_page(request.get("/divisions/1/?page=2")) == "/divisions/1/?page=2"


def test_current_page_after_a_post_is_the_one_before():
    written = request.post("/account/x/", headers={"referer": "http://testserver/divisions/1/?page=2"})

    assert current_page(written) == "/divisions/1/?page=2"


@pytest.mark.parametrize("referer", ["", "https://elsewhere.example/divisions/1/"])
def test_current_page_after_a_post_from_nowhere_is_the_first(referer):
    assert current_page(request.post("/account/x/", headers={"referer": referer})) == "/"

"""The language of the pages: a cookie, and the account."""

import pytest

from tests.accounts.conftest import PASSWORD


def language_of(response):
    return response["Content-Language"]


def test_first_visit_is_in_chinese(client, db):
    assert language_of(client.get("/account/sign-in/")) == "zh-hans"


def test_switch_is_kept_in_the_browser(client, db):
    response = client.post("/account/language/", {"language": "en", "next": "/account/sign-in/"})

    assert response.url == "/account/sign-in/"
    assert language_of(client.get("/account/sign-in/")) == "en"


def test_switch_is_kept_on_the_account(alice, client):
    client.force_login(alice)

    client.post("/account/language/", {"language": "zh-hans", "next": "/profile/"})

    alice.refresh_from_db()
    assert alice.language == "zh-hans"


def test_language_of_the_account_wins_at_sign_in(alice, client):
    client.cookies["django_language"] = "zh-hans"

    client.post("/account/sign-in/", {"username": "alice", "password": PASSWORD})

    assert language_of(client.get("/profile/")) == "en"


def test_unknown_language_changes_nothing(alice, client):
    client.force_login(alice)

    response = client.post("/account/language/", {"language": "tlh", "next": "/profile/"})

    assert response.url == "/profile/"
    assert "django_language" not in response.cookies
    alice.refresh_from_db()
    assert alice.language == "en"


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example/x", "/\\elsewhere.example", ""])
def test_switch_leads_to_no_other_site(client, db, address):
    assert client.post("/account/language/", {"language": "en", "next": address}).url == "/"


def test_switch_by_a_link_leads_home_and_switches_nothing(client, db):
    response = client.get("/account/language/?language=en")

    assert (response.status_code, response.url) == (302, "/")
    assert "django_language" not in response.cookies


def test_page_offers_the_other_language_and_the_way_back(client, db):
    page = client.get("/account/sign-in/?next=/profile/").content.decode()

    assert '<input type="hidden" name="next" value="/account/sign-in/?next=/profile/">' in page
    assert 'value="en" lang="en"' in page

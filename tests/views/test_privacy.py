"""The privacy page."""

import pytest


@pytest.mark.parametrize(("language", "words"), [("en", "county civil affairs bureau"), ("zh-hans", "某县民政局")])
def test_privacy_is_public_and_names_the_authority(client, db, settings, language, words):
    settings.SUPERVISING_AUTHORITY = {"zh-hans": "某县民政局", "en": "county civil affairs bureau"}
    client.cookies["django_language"] = language

    response = client.get("/privacy/")

    assert response.status_code == 200
    assert words in response.content.decode()


def test_privacy_says_how_long_a_session_lasts(client, db, settings):
    settings.SESSION_COOKIE_AGE = 3 * 24 * 60 * 60
    client.cookies["django_language"] = "en"

    assert "signed in for up to 3 days" in client.get("/privacy/").content.decode()


def test_privacy_is_linked_from_every_page(client, db):
    assert 'href="/privacy/"' in client.get("/account/sign-in/").content.decode()

"""The one-time link by which a person sets a new password."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.test import RequestFactory

from stations.models import AuditEvent
from swot_app.accounts.links import one_time_link

NEW = "staple battery horse"
SET = {"new_password1": NEW, "new_password2": NEW}
DEAD = "This link no longer works"


@pytest.fixture
def link(alice):
    return one_time_link(RequestFactory().get("/"), alice)


@pytest.fixture
def path(link):
    return urlsplit(link).path


def test_link_names_the_site(link):
    assert link.startswith("http://testserver/account/link/")


def test_link_sets_a_password(alice, english, path):
    form = english.get(path).url

    response = english.post(form, SET)

    assert response.url == "/account/sign-in/"
    alice.refresh_from_db()
    assert alice.check_password(NEW)


def test_link_moves_its_token_out_of_the_address(english, path):
    response = english.get(path)

    assert response.url.endswith("/set-password/")
    assert english.get(response.url)["Referrer-Policy"] == "same-origin"


def test_link_shows_whose_account_it_is(english, path):
    assert "For the account alice." in english.get(path, follow=True).content.decode()


def test_link_page_loads_nothing_from_elsewhere_and_is_not_cached(english, path):
    response = english.get(path, follow=True)

    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


def test_link_works_once(english, client, path):
    english.post(english.get(path).url, SET)

    response = english.get(path)

    assert response.status_code == 410
    assert DEAD in response.content.decode()


def test_link_is_used_up_by_the_form_that_was_open_elsewhere(alice, english, path):
    form = english.get(path).url
    english.post(form, SET)

    response = english.post(form, {"new_password1": "another long one", "new_password2": "another long one"})

    assert response.status_code == 410
    alice.refresh_from_db()
    assert alice.check_password(NEW)


@pytest.mark.parametrize(("age", "status"), [(timedelta(seconds=-5), 302), (timedelta(seconds=5), 410)])
def test_link_expires(english, path, monkeypatch, age, status):
    now = datetime.now()  # noqa: DTZ005 -- Django counts a token's age in naive local time
    later = now + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT) + age
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: later)

    assert english.get(path).status_code == status


def test_link_with_another_token_is_dead(english, path):
    tampered = path[:-2] + ("a" if path[-2] != "a" else "b") + "/"

    assert english.get(tampered).status_code == 410


def test_link_for_another_account_is_dead(english, path):
    from tests.worlds import make_user  # noqa: PLC0415 -- after alice, so that the key differs

    other = urlsplit(one_time_link(RequestFactory().get("/"), make_user("bob"))).path

    mixed = "/".join([*other.split("/")[:4], path.split("/")[4], ""])

    assert english.get(mixed).status_code == 410


@pytest.mark.parametrize("key", ["!!", "MTIzNDU2", "eA"])
def test_link_for_no_account_is_dead(english, db, key):
    assert english.get(f"/account/link/{key}/abc-def/").status_code == 410


def test_link_of_a_closed_account_is_dead(alice, english, path):
    alice.is_active = False
    alice.save()

    assert english.get(path).status_code == 410


def test_newer_link_ends_the_one_before_and_works(alice, english, path):
    newer = urlsplit(one_time_link(RequestFactory().get("/"), alice)).path

    assert english.get(path).status_code == 410
    assert english.get(newer, follow=True).status_code == 200


def test_password_chosen_by_a_link_is_on_record(alice, english, path):
    english.post(english.get(path).url, SET)

    (event,) = AuditEvent.objects.filter(action="account.password")
    assert (event.actor, event.object_id, event.detail) == (alice, str(alice.pk), {})


def test_link_is_dead_after_the_next_sign_in(alice, sign_in, english, path):
    sign_in()
    english.logout()

    assert english.get(path).status_code == 410


def test_link_refuses_a_weak_password(alice, english, path):
    response = english.post(english.get(path).url, {"new_password1": "1234567890", "new_password2": "1234567890"})

    assert response.status_code == 200
    assert "There is a problem" in response.content.decode()
    alice.refresh_from_db()
    assert not alice.check_password("1234567890")


def test_link_opens_the_lock(alice, sign_in, english, path):
    for _ in range(5):
        sign_in(password="not this")
    english.post(english.get(path).url, SET)

    assert sign_in(password=NEW).status_code == 302

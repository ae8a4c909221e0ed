"""When a session ends."""

import pytest
from django.test import Client

NEW = "staple battery horse"


@pytest.fixture
def office(alice) -> Client:
    client = Client()
    client.force_login(alice)
    return client


@pytest.fixture
def phone(alice) -> Client:
    client = Client()
    client.force_login(alice)
    return client


def is_signed_in(client: Client) -> bool:
    return client.get("/profile/").status_code == 200


def change_password(client: Client, old="correct horse battery", new=NEW):
    return client.post("/account/password/", {"old_password": old, "new_password1": new, "new_password2": new})


def test_session_ends_when_the_account_is_closed(alice, phone):
    assert is_signed_in(phone)

    alice.is_active = False
    alice.save()

    assert not is_signed_in(phone)


def test_changed_password_ends_the_other_sessions(alice, office, phone):
    response = change_password(office)

    assert response.url == "/profile/"
    assert (is_signed_in(office), is_signed_in(phone)) == (True, False)


def test_password_set_by_an_administrator_ends_every_session(alice, office, phone):
    alice.set_password(NEW)
    alice.save()

    assert (is_signed_in(office), is_signed_in(phone)) == (False, False)


def test_password_change_needs_the_old_password(alice, office):
    response = change_password(office, old="not this")

    assert response.status_code == 200
    alice.refresh_from_db()
    assert alice.check_password("correct horse battery")


@pytest.mark.parametrize("weak", ["short", "12345678901", "password123"])
def test_password_change_refuses_a_weak_password(alice, office, weak):
    change_password(office, new=weak)

    alice.refresh_from_db()
    assert alice.check_password("correct horse battery")


def test_password_change_needs_a_sign_in(client, db):
    assert client.get("/account/password/").url == "/account/sign-in/?next=/account/password/"

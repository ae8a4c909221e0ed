"""Signing in and out."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

WRONG = "The user name or the password is wrong."
JSON = {"Accept": "application/json"}


def signed_in_as(client):
    return client.session.get("_auth_user_id")


def test_sign_in_opens_the_first_page(alice, sign_in, english):
    response = sign_in()

    assert response.url == "/"
    assert signed_in_as(english) == str(alice.pk)


def test_sign_in_opens_the_page_that_was_asked_for(alice, sign_in):
    assert sign_in(next="/profile/").url == "/profile/"


def test_sign_in_never_leads_back_to_itself(alice, sign_in, english):
    sign_in()

    response = english.get("/account/sign-in/?next=/account/sign-in/")

    assert (response.status_code, response.url) == (302, "/")


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_sign_in_leads_to_no_other_site(alice, sign_in, address):
    assert sign_in(next=address).url == "/"


@pytest.mark.parametrize(
    ("username", "password"), [("alice", "not this"), ("nobody", "not this"), ("alice", ""), ("ALICE ", "not this")]
)
def test_wrong_name_and_wrong_password_look_alike(alice, sign_in, english, username, password):
    response = sign_in(username, password or " ")

    assert WRONG in response.content.decode()
    assert signed_in_as(english) is None


def test_wrong_password_keeps_the_typed_name(alice, sign_in):
    assert 'value="alice"' in sign_in(password="not this").content.decode()


def test_wrong_password_is_not_sent_back(alice, sign_in):
    assert "not this at all" not in sign_in(password="not this at all").content.decode()


def test_inactive_account_looks_like_a_wrong_password(alice, sign_in, english):
    alice.is_active = False
    alice.save()

    response = sign_in()

    assert WRONG in response.content.decode()
    assert signed_in_as(english) is None


def test_missing_field_is_named(alice, sign_in):
    response = sign_in(password="")

    assert '<a href="#id_password">This field is required.</a>' in response.content.decode()


def test_sign_in_says_the_glossary_sentence_in_chinese():
    with translation.override("zh-hans"):
        assert translation.gettext(WRONG) == "用户名或密码不正确。"


def test_signed_in_person_is_led_on_from_the_sign_in_page(alice, client):
    client.force_login(alice)

    assert client.get("/account/sign-in/").url == "/"


def test_sign_in_for_a_script(alice, sign_in, english):
    response = sign_in(headers=JSON)

    assert response.status_code == 200
    assert response.json() == {"user": alice.pk, "name": "Alice", "csrf_token": response.json()["csrf_token"]}
    assert signed_in_as(english) == str(alice.pk)


def test_sign_in_for_a_script_gives_a_token_that_works(alice):
    client = Client(enforce_csrf_checks=True)
    page = client.get("/account/sign-in/")
    form = {"username": "alice", "password": "correct horse battery", "csrfmiddlewaretoken": page.context["csrf_token"]}
    token = client.post("/account/sign-in/", form, headers=JSON).json()["csrf_token"]

    response = client.post("/account/language/", {"language": "en", "next": "/"}, headers={"X-CSRFToken": token})

    assert response.status_code == 302


def test_sign_in_for_a_script_that_gives_the_wrong_password(alice, sign_in):
    response = sign_in(password="not this", headers=JSON)

    assert response.status_code == 400
    assert response.json() == {"detail": WRONG}


def test_sign_in_for_a_script_works_over_another_sign_in(alice, sign_in, english):
    english.force_login(alice)

    assert sign_in(headers=JSON).json()["user"] == alice.pk


def test_sign_in_needs_its_token(alice):
    client = Client(enforce_csrf_checks=True)

    response = client.post("/account/sign-in/", {"username": "alice", "password": "correct horse battery"})

    assert response.status_code == 403
    assert signed_in_as(client) is None


def test_sign_in_page_is_not_cached(client, db):
    assert "no-store" in client.get("/account/sign-in/")["Cache-Control"]


def test_sign_out_ends_the_session(alice, client):
    client.force_login(alice)

    response = client.post("/account/sign-out/")

    assert response.url == reverse("sign_in")
    assert signed_in_as(client) is None


def test_sign_out_by_a_link_does_nothing(alice, client):
    client.force_login(alice)

    assert client.get("/account/sign-out/").url == "/"
    assert signed_in_as(client) == str(alice.pk)


def test_sign_out_when_already_signed_out_leads_to_the_sign_in_page(client, db):
    assert client.post("/account/sign-out/").url == reverse("sign_in")


def test_management_has_no_sign_in_page_of_its_own(client, db):
    response = client.get("/admin/", follow=True)

    assert response.redirect_chain[-1][0] == "/account/sign-in/?next=/admin/"

"""What happens without a sign-in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.accounts.conftest import PASSWORD

JSON = {"Accept": "application/json"}
EXPIRED = "Your sign-in has expired. Sign in again."


def test_page_leads_to_the_sign_in_page(client, db):
    assert client.get("/profile/?a=1").url == "/account/sign-in/?next=/profile/%3Fa%3D1"


@pytest.mark.parametrize("method", ["get", "post"])
def test_script_is_told_in_json(english, db, method):
    response = getattr(english, method)("/profile/", headers=JSON)

    assert response.status_code == 401
    assert response.json() == {"detail": EXPIRED, "sign_in": "/account/sign-in/"}


def test_json_body_is_answered_in_json(english, db):
    response = english.post("/profile/", {"name": "x"}, content_type="application/json")

    assert response.status_code == 401


@pytest.mark.parametrize("accept", ["", "*/*", "text/html,application/xhtml+xml,*/*;q=0.8"])
def test_browser_is_answered_with_a_page(client, db, accept):
    assert client.get("/profile/", headers={"Accept": accept}).status_code == 302


def test_form_sent_without_a_sign_in_is_held_and_sent_again(alice, english):
    sent = {"name": "Alice <Liddell>", "work_phone": "0731 1234", "language": "en"}
    asked = english.post("/profile/", sent)
    held = asked.context["held"]

    again = english.post(
        "/account/sign-in/", {"username": "alice", "password": PASSWORD, "next": "/profile/", "held": held}
    )
    english.post(again.context["path"], dict(again.context["pairs"]))

    assert asked.status_code == 401
    assert "What you filled in is kept." in asked.content.decode()
    assert "Alice &lt;Liddell&gt;" in again.content.decode()
    alice.refresh_from_db()
    assert (alice.name, alice.work_phone) == ("Alice <Liddell>", "0731 1234")


def test_held_form_survives_a_wrong_password(alice, english):
    held = english.post("/profile/", {"name": "Alice Liddell"}).context["held"]

    response = english.post(
        "/account/sign-in/", {"username": "alice", "password": "not this", "next": "/profile/", "held": held}
    )

    assert response.context["held"] == held
    assert "Alice Liddell" in response.content.decode()


def test_held_form_keeps_every_value_of_a_name(english, db):
    held = english.post("/profile/", {"choice": ["a", "b"], "csrfmiddlewaretoken": "x"}).context["held"]

    assert held == '[["choice", "a"], ["choice", "b"]]'


def test_held_form_is_sent_to_this_site_alone(alice, english):
    response = english.post(
        "/account/sign-in/",
        {"username": "alice", "password": PASSWORD, "next": "https://elsewhere.example/", "held": '[["a", "b"]]'},
    )

    assert response.context["path"] == "/"


@pytest.mark.parametrize("held", ["", "{", "17", '{"a": "b"}', '[["a"]]', '[["a", 1]]', "null"])
def test_held_nonsense_is_let_go(alice, english, held):
    response = english.post("/account/sign-in/", {"username": "alice", "password": PASSWORD, "held": held})

    assert response.url == "/"


def test_password_is_never_held(english, db):
    response = english.post("/account/password/", {"old_password": "secret horse", "new_password1": "x"})

    assert response.context["held"] == ""
    assert "secret horse" not in response.content.decode()


def test_file_is_not_held_and_the_person_comes_back_to_its_page(english, db):
    response = english.post(
        "/profile/",
        {"file": SimpleUploadedFile("a.txt", b"a")},
        headers={"Referer": "http://testserver/assessments/1/?a=1"},
    )

    assert response.context["held"] == ""
    assert response.context["next"] == "/assessments/1/?a=1"

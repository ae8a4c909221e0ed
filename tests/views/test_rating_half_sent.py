"""A form of which only a part arrived: what arrived is saved, what did not stays as it was, and the person is told."""

from urllib.parse import urlencode

import pytest

from tests.views.pages import sent_by
from tests.views.test_rating_section import answers, save, section
from tests.worlds import degree

CUT_OFF = "The form did not arrive whole. What arrived is saved; check it, then save again."
CUT_TEXT = "This text may not have arrived whole. Check it, then save again."
FULL = {"S1_answer": "4", "S1_importance": "5", "S1_note": "两名持证社工", "S2_answer": "2", "S2_note": "台账齐全"}


@pytest.fixture
def url(world):
    return section(world, "S")


@pytest.fixture
def bob(world, visit, url):
    """Bob's browser, after he saved an answer and a note on both factors."""
    browser = visit(world.bob)
    save(browser, url, **FULL)
    return browser


def saved():
    return {"S1": degree(4, importance=5, note="两名持证社工"), "S2": degree(2, note="台账齐全")}


def test_form_without_its_end_saves_what_arrived_and_says_so(world, bob, url):
    page = bob.post(url, {"S1-base_revision": "1", "S1-answer": "5"})

    assert (page.status_code, page.context["errors"]) == (422, [("form", CUT_OFF)])
    assert answers(world.bob) == saved() | {"S1": degree(5, importance=5, note="两名持证社工")}


def test_form_without_its_end_shows_the_rest_as_it_stands(bob, url):
    before = sent_by(bob.get(url))

    page = bob.post(url, {"S1-base_revision": "1", "S1-answer": "5"})

    assert sent_by(page) == before | {"S1-answer": "5", "S1-base_revision": "2"}


def test_empty_form_changes_nothing_and_says_so(world, bob, url):
    page = bob.post(url, {})

    assert (page.status_code, page.context["errors"]) == (422, [("form", CUT_OFF)])
    assert answers(world.bob) == saved()


def test_form_without_its_end_leaves_the_completed_mark_alone(bob, url):
    save(bob, url, done="1")

    bob.post(url, {"S1-base_revision": "1", "S1-answer": "5"})

    assert sent_by(bob.get(url))["done"] == "1"


@pytest.mark.parametrize("field", ["answer", "importance", "reason", "note"])
def test_missing_field_leaves_what_was_there(world, bob, url, field):
    fields = sent_by(bob.get(url))
    fields.pop(f"S1-{field}")

    response = bob.post(url, fields)

    assert response.status_code == 302
    assert answers(world.bob) == saved()


def test_missing_factor_leaves_what_was_there(world, bob, url):
    response = bob.post(url, {"S2-base_revision": "1", "S2-answer": "5", "end": "1"})

    assert response.status_code == 302
    assert answers(world.bob) == saved() | {"S2": degree(5, note="台账齐全")}


def test_form_of_nothing_but_its_end_changes_nothing(world, bob, url):
    response = bob.post(url, {"end": "1"})

    assert response.status_code == 302
    assert answers(world.bob) == saved()


@pytest.mark.parametrize("note", ["", "台账齐全，另有三份", "台"])
def test_text_in_which_the_form_was_cut_is_shown_and_not_saved(world, bob, url, note):
    fields = {"S1-base_revision": "1", "S1-answer": "5", "S2-base_revision": "1", "S2-answer": "2", "S2-note": note}

    page = bob.post(url, fields)

    assert page.context["errors"] == [("form", CUT_OFF), ("factor-S2", f"S2: {CUT_TEXT}")]
    assert answers(world.bob) == saved() | {"S1": degree(5, importance=5, note="两名持证社工")}
    assert sent_by(page)["S2-note"] == note


def test_form_cut_in_a_fields_name_changes_nothing_there(world, bob, url):
    body = b"S1-base_revision=1&S1-answer=5&S2-base_revision=1&S2-answer=2&S2-note"

    bob.post(url, body, content_type="application/x-www-form-urlencoded")

    assert answers(world.bob)["S2"] == saved()["S2"]


@pytest.mark.parametrize("part", range(20))
def test_form_cut_anywhere_never_clears_anything(world, bob, url, part):
    fields = sent_by(bob.get(url), S1_answer="5")
    whole = urlencode(fields)
    cut = whole.index("&end") * part // 20

    page = bob.post(url, whole[:cut], content_type="application/x-www-form-urlencoded")

    assert page.status_code == 422
    now = answers(world.bob)
    assert now["S2"] == saved()["S2"]
    assert now["S1"] in (saved()["S1"], degree(5, importance=5, note="两名持证社工"))

"""Two devices, one sheet: a newer answer is never overwritten unseen, and nobody is bothered where nothing differs."""

import pytest

from stations.enums import AnswerKind
from stations.models import RatingChange
from tests.views.pages import sent_by
from tests.views.test_rating_section import answers, save, section
from tests.worlds import degree


@pytest.fixture
def url(world):
    return section(world, "S")


@pytest.fixture
def phone(world, visit, url):
    """Bob's telephone, on which he answered the first factor."""
    browser = visit(world.bob)
    save(browser, url, S1_answer="3", S1_note="初稿")
    return browser


@pytest.fixture
def laptop(world, visit):
    return visit(world.bob)


def conflict(code, theirs):
    sentence = (
        f"Since you opened this page, this answer was changed elsewhere to “{theirs}”. "
        "Yours is still chosen here. Choose the one that is right, then save again."
    )
    return (f"factor-{code}", f"{code}: {sentence}")


def test_older_page_with_another_answer_is_told_the_newer_one(world, phone, laptop, url):
    old_page = phone.get(url)
    save(laptop, url, S1_answer="5")

    page = phone.post(url, sent_by(old_page, S1_answer="1"))

    assert (page.status_code, page.context["errors"]) == (422, [conflict("S1", "5 Fully · note: 初稿")])
    assert answers(world.bob) == {"S1": degree(5, note="初稿")}
    assert sent_by(page)["S1-answer"] == "1"


def test_saving_again_after_a_conflict_wins(world, phone, laptop, url):
    old_page = phone.get(url)
    save(laptop, url, S1_answer="5")
    page = phone.post(url, sent_by(old_page, S1_answer="1"))

    response = phone.post(url, sent_by(page, next="1"))

    assert response.status_code == 302
    assert answers(world.bob) == {"S1": degree(1, note="初稿")}


def test_choosing_theirs_after_a_conflict_changes_nothing(world, phone, laptop, url):
    old_page = phone.get(url)
    save(laptop, url, S1_answer="5")
    page = phone.post(url, sent_by(old_page, S1_answer="1"))

    phone.post(url, sent_by(page, S1_answer="5"))

    assert answers(world.bob) == {"S1": degree(5, note="初稿")}
    assert RatingChange.objects.count() == 2


def test_conflict_over_a_note_alone_shows_the_other_note(world, phone, laptop, url):
    old_page = phone.get(url)
    save(laptop, url, S1_note="笔记本上补充", S1_importance="4")

    page = phone.post(url, sent_by(old_page, S1_note="手机上补充"))

    theirs = "3 Partly · importance 4 · note: 笔记本上补充"
    assert page.context["errors"] == [conflict("S1", theirs)]
    assert answers(world.bob)["S1"].note == "笔记本上补充"
    assert sent_by(page)["S1-note"] == "手机上补充"


def test_conflict_with_an_answer_that_has_no_degree_names_its_reason(world, phone, laptop, url):
    old_page = phone.get(url)
    save(laptop, url, S1_answer="cannot_judge", S1_reason="刚到岗")

    page = phone.post(url, sent_by(old_page, S1_answer="1"))

    assert page.context["errors"] == [conflict("S1", "Cannot judge · reason: 刚到岗 · note: 初稿")]


def test_conflict_on_one_factor_saves_the_others(world, phone, laptop, url):
    old_page = phone.get(url)
    save(laptop, url, S1_answer="5")

    phone.post(url, sent_by(old_page, S1_answer="1", S2_answer="2"))

    assert answers(world.bob) == {"S1": degree(5, note="初稿"), "S2": degree(2)}


def test_unchanged_answers_of_an_older_page_are_no_conflict(world, phone, laptop, url):
    old_page = phone.get(url)
    save(laptop, url, S1_answer="5")

    response = phone.post(url, sent_by(old_page, S2_answer="2"))

    assert response.status_code == 302
    assert answers(world.bob) == {"S1": degree(5, note="初稿"), "S2": degree(2)}


def test_same_answer_from_two_devices_is_no_conflict(world, phone, laptop, url):
    old_page = phone.get(url)
    save(laptop, url, S1_answer="5")

    response = phone.post(url, sent_by(old_page, S1_answer="5"))

    assert response.status_code == 302
    assert RatingChange.objects.count() == 2


def test_first_answers_on_two_devices_conflict_too(world, phone, laptop, url):
    old_page = phone.get(url)
    save(laptop, url, S2_answer="5")

    page = phone.post(url, sent_by(old_page, S2_answer="1"))

    assert page.context["errors"] == [conflict("S2", "5 Fully")]
    assert answers(world.bob)["S2"] == degree(5)


def test_clearing_on_an_older_page_is_told_the_newer_answer(world, phone, laptop, url):
    old_page = phone.get(url)
    save(laptop, url, S1_answer="5")

    page = phone.post(url, sent_by(old_page, clear="S1"))

    assert page.context["errors"] == [conflict("S1", "5 Fully · note: 初稿")]
    assert answers(world.bob)["S1"].degree == 5


def test_answer_cleared_elsewhere_is_named_as_such(world, phone, laptop, url):
    old_page = phone.get(url)
    save(laptop, url, clear="S1")

    page = phone.post(url, sent_by(old_page, S1_answer="1"))

    assert page.context["errors"] == [conflict("S1", "Not answered")]
    assert answers(world.bob)["S1"].kind == AnswerKind.NOT_ANSWERED


def test_older_page_marked_completed_counts_answers_given_elsewhere(world, phone, laptop, url):
    old_page = phone.get(url)
    save(laptop, url, S2_answer="5")

    response = phone.post(url, sent_by(old_page, done="1"))

    assert response.status_code == 302


def test_same_form_sent_twice_is_saved_once(world, phone, url):
    fields = sent_by(phone.get(url), S1_answer="4", S2_answer="2")
    phone.post(url, fields)

    response = phone.post(url, fields)

    assert response.status_code == 302
    assert RatingChange.objects.count() == 3


def test_back_button_and_another_answer_asks_once_and_then_saves(world, phone, url):
    page_in_history = phone.get(url)
    phone.post(url, sent_by(page_in_history, S1_answer="4"))

    page = phone.post(url, sent_by(page_in_history, S1_answer="5"))

    assert page.context["errors"] == [conflict("S1", "4 Largely · note: 初稿")]
    assert phone.post(url, sent_by(page)).status_code == 302
    assert answers(world.bob)["S1"].degree == 5


@pytest.mark.parametrize("forged", ["99", "-1", "one", "9" * 40, "１", "1e3", " "])
def test_forged_revision_never_overwrites_unseen(world, phone, laptop, url, forged):
    save(laptop, url, S1_answer="5")

    page = phone.post(url, {"S1-base_revision": forged, "S1-answer": "1", "end": "1"})

    assert page.status_code == 422
    assert answers(world.bob)["S1"].degree == 5

"""What the form of a quadrant refuses, in words at the question, while everything typed stays and the rest is saved."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from stations.models import Cycle, Factor, Rating, RatingChange, SectionMark, Sheet
from stations.models.rating import NOTE_LENGTH, REASON_LENGTH
from tests.views.pages import sent_by, told
from tests.views.test_rating_section import CLOSED, answers, save, section
from tests.worlds import degree, fill, submit

NEEDS_REASON = "Say in a few words why you give no degree."
UNKNOWN_ANSWER = "Choose one of the answers shown here."
UNSTORABLE = "This text holds a character that cannot be stored. Delete it, or type the text again."


@pytest.fixture
def bob(world, visit):
    return visit(world.bob)


@pytest.fixture
def url(world):
    return section(world, "S")


def errors_at(page, code):
    """The sentences beside one question; the summary above the form holds the same."""
    row = next(row for row in page.context["rows"] if row.factor.code == code)
    places = {"reason": f"{code}-reason"}
    found = [(places.get(name, f"factor-{code}"), text) for name, texts in row.errors.items() for text in texts]
    assert {(place, f"{code}: {text}") for place, text in found} <= set(page.context["errors"])
    return [text for _place, text in found]


@pytest.mark.parametrize("forged", ["6", "0", "-1", "4.5", "４", "five", "degree", "not_answered", "\x00"])
def test_answer_that_is_not_offered_is_refused_and_the_others_saved(world, bob, url, forged):
    page = save(bob, url, S1_answer=forged, S1_note="备注", S2_answer="2")

    assert (page.status_code, errors_at(page, "S1")) == (422, [UNKNOWN_ANSWER])
    assert answers(world.bob) == {"S2": degree(2)}
    assert sent_by(page)["S1-note"] == "备注"


@pytest.mark.parametrize("forged", ["6", "0", "high"])
def test_importance_that_is_not_offered_is_refused(world, bob, url, forged):
    page = save(bob, url, S1_answer="4", S1_importance=forged)

    assert errors_at(page, "S1") == ["Choose one of the importances shown here."]
    assert answers(world.bob) == {}


@pytest.mark.parametrize("answer", ["not_applicable", "cannot_judge"])
@pytest.mark.parametrize("reason", ["", "   "])
def test_no_degree_without_a_reason_is_refused_and_the_others_saved(world, bob, url, answer, reason):
    page = save(bob, url, S1_answer=answer, S1_reason=reason, S1_note="已问过村委", S2_answer="2")

    assert (page.status_code, errors_at(page, "S1")) == (422, [NEEDS_REASON])
    assert answers(world.bob) == {"S2": degree(2)}
    assert (sent_by(page)["S1-answer"], sent_by(page)["S1-note"]) == (answer, "已问过村委")
    assert page.context["answered"] == 1


def test_refused_page_can_be_mended_and_saved(world, bob, url):
    page = save(bob, url, S1_answer="cannot_judge", S2_answer="2")

    response = bob.post(url, sent_by(page, S1_reason="刚到岗", next="1"))

    assert response.url == section(world, "W")
    assert answers(world.bob)["S1"].reason == "刚到岗"
    assert RatingChange.objects.count() == 2


def test_reason_cannot_be_taken_away_from_an_answer_that_needs_it(world, bob, url):
    save(bob, url, S1_answer="cannot_judge", S1_reason="刚到岗")

    page = save(bob, url, S1_reason="")

    assert errors_at(page, "S1") == [NEEDS_REASON]
    assert answers(world.bob)["S1"].reason == "刚到岗"


@pytest.mark.parametrize("code", ["X9", "W1", "s1", "99999999999"])
def test_factor_of_another_section_is_refused_and_nothing_saved(world, bob, url, code):
    page = save(bob, url, S1_answer="4", **{f"{code}_answer": "5"})

    sentence = (
        f"The form names factors that this section does not have ({code[:8]}). Nothing was saved. Load the page again."
    )
    assert (page.status_code, page.context["errors"]) == (422, [("form", sentence)])
    assert not Rating.objects.exists()
    assert sent_by(page)["S1-answer"] == "4"


def test_clearing_a_factor_of_another_section_is_refused(world, bob, url):
    fill(world.assessment, world.bob)

    page = save(bob, url, clear="W1")

    assert page.status_code == 422
    assert answers(world.bob)["W1"] == degree(3)


def test_factor_of_another_edition_cannot_be_named(world, bob, url):
    key = str(Factor.objects.get(edition=world.edition, code="T1").pk)

    page = save(bob, url, **{f"{key}_answer": "5"})

    assert page.status_code == 422


def test_assessment_of_another_station_is_missing(world, visit, url):
    fields = sent_by(visit(world.bob).get(url), S1_answer="4")

    assert visit(world.charlie).post(url, fields).status_code == 404
    assert not Sheet.objects.exists()


@pytest.mark.parametrize("official", ["county_reviewer", "prefecture_viewer"])
def test_officials_may_not_rate(world, visit, url, official):
    fields = sent_by(visit(world.bob).get(url), S1_answer="4")

    assert visit(getattr(world, official)).post(url, fields).status_code == 403
    assert not Sheet.objects.exists()


def test_closed_assessment_shows_what_was_typed_and_changes_nothing(world, bob, url):
    fields = sent_by(bob.get(url), S1_answer="4", S1_note="提交前写的")
    submit(world)

    page = bob.post(url, fields)

    assert (page.status_code, page.context["errors"]) == (409, [("form", CLOSED)])
    assert (sent_by(page)["S1-answer"], sent_by(page)["S1-note"]) == ("4", "提交前写的")
    assert answers(world.bob) == {}
    assert not page.context["may_save"]


def test_closed_assessment_takes_no_completed_mark(world, bob, url):
    fill(world.assessment, world.bob)
    fields = sent_by(bob.get(url), done="1")
    submit(world)

    assert bob.post(url, fields).status_code == 409
    assert not SectionMark.objects.exists()


def test_assessment_before_its_opening_day_shows_what_was_typed(world, bob, url):
    fields = sent_by(bob.get(url), S1_answer="4")
    Cycle.objects.update(opens_on=timezone.localdate() + timedelta(days=3))

    page = bob.post(url, fields)

    assert page.status_code == 409
    assert page.context["errors"] == [("form", "This assessment has not opened yet. Come back on its opening day.")]
    assert sent_by(page)["S1-answer"] == "4"
    assert not Sheet.objects.exists()


@pytest.mark.parametrize(("field", "limit"), [("note", NOTE_LENGTH), ("reason", REASON_LENGTH)])
def test_text_of_one_megabyte_is_refused_in_words_and_kept(world, bob, url, field, limit):
    text = "材" * (1024 * 1024 // 3)

    page = save(bob, url, S1_answer="4", S2_answer="2", **{f"S1_{field}": text})

    sentence = f"This text has {len(text)} characters; at most {limit} fit. Shorten it, then save again."
    assert (page.status_code, errors_at(page, "S1")) == (422, [sentence])
    assert sent_by(page)[f"S1-{field}"] == text
    assert answers(world.bob) == {"S2": degree(2)}


def test_text_that_fills_its_field_is_saved_with_its_line_breaks(world, bob, url):
    lines = "一行\r\n" * (NOTE_LENGTH // 3)

    save(bob, url, S1_answer="4", S1_note=lines + "余")

    assert answers(world.bob)["S1"].note == lines.replace("\r\n", "\n") + "余"


@pytest.mark.parametrize("field", ["note", "reason"])
def test_null_character_is_refused_in_words_and_the_others_saved(world, bob, url, field):
    page = save(bob, url, S1_answer="4", S2_answer="2", **{f"S1_{field}": "a\x00b"})

    assert (page.status_code, errors_at(page, "S1")) == (422, [UNSTORABLE])
    assert answers(world.bob) == {"S2": degree(2)}


@pytest.mark.parametrize(
    "text",
    [
        "👨‍👩‍👧‍👦 三代同堂",
        "مركز العمل الاجتماعي",
        "𠮷野家旁边的社工站",
        '<script>alert(1)</script> & "引号" {{ 7 }}',
        "\ufeff零宽\u200b字符",
    ],
)
def test_unusual_text_comes_back_as_it_was_typed(world, bob, url, text):
    save(bob, url, S1_answer="4", S1_note=text)

    assert answers(world.bob)["S1"].note == text
    assert sent_by(bob.get(url))["S1-note"] == text


@pytest.mark.parametrize("raw", [b"%ED%A0%80", b"%FF%FE", b"%E4%B8"])
def test_bytes_that_are_no_text_are_stored_as_their_replacement(world, bob, url, raw):
    body = b"S1-base_revision=0&S1-answer=4&S1-note=" + raw + b"&end=1"

    response = bob.post(url, body, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 302
    assert set(answers(world.bob)["S1"].note) == {"\ufffd"}


@pytest.mark.parametrize("character", ["\x01", "\x08", "\x0b", "\x1b", "\x7f", "\ufffe", "\uffff"])
def test_control_character_in_a_note_is_refused_in_words(world, bob, url, character):
    page = save(bob, url, S1_answer="4", S1_note=f"第一行{character}第二行")

    assert page.status_code == 422
    assert "This text holds a character that cannot be stored." in page.content.decode()
    assert answers(world.bob) == {}


def test_lines_and_tabs_of_a_note_are_kept(world, bob, url):
    save(bob, url, S1_answer="4", S1_note="第一行\r\n\t第二行")

    assert answers(world.bob)["S1"].note == "第一行\n\t第二行"


def test_marks_of_direction_are_left_out_and_the_person_is_told(world, bob, url):
    response = save(bob, url, S1_answer="4", S1_note="\u202d010-1234\u202c 与\u2066他\u2069")

    assert answers(world.bob)["S1"].note == "010-1234 与他"
    assert "Invisible marks that turn the direction of writing were left out." in told(response)


def test_request_beyond_the_servers_limit_is_told_in_words(world, bob, url, caplog):
    page = save(bob, url, S1_answer="4", S1_note="x" * (5 * 1024 * 1024))

    logged = [(record.getMessage(), record.exc_info) for record in caplog.records if record.levelname == "WARNING"]
    assert logged == [("Content too large.", None)]
    assert page.status_code == 413
    assert "This is more than the server takes at once, so nothing was saved." in page.content.decode()
    assert answers(world.bob) == {}


@override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=50)
def test_request_of_too_many_fields_is_told_in_words(world, bob, url):
    page = save(bob, url, S1_answer="4", **{f"field{number}": "1" for number in range(60)})

    assert page.status_code == 413
    assert "This is more than the server takes at once, so nothing was saved." in page.content.decode()
    assert answers(world.bob) == {}


def test_request_beyond_the_limit_is_told_to_a_script_in_json(bob, url):
    response = bob.post(url, {"S1-note": "x" * (5 * 1024 * 1024)}, headers={"accept": "application/json"})

    assert response.status_code == 413
    assert response.json() == {"detail": "This is more than the server takes at once, so nothing was saved."}


def test_form_without_its_token_is_refused_in_words(world, visit, url):
    browser = visit(world.bob)
    browser.handler.enforce_csrf_checks = True

    page = browser.post(url, {"S1-answer": "4", "end": "1"})

    assert page.status_code == 403
    assert "Go back to the page before: what you typed still stands there." in page.content.decode()


def test_address_of_the_form_takes_no_other_method(world, bob, url):
    assert bob.delete(url).status_code == 405
    assert reverse("rate_section", args=[world.assessment.pk, "S"]) == url

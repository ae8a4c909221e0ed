"""One quadrant of the own sheet: what a person fills in is saved, and nothing else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from stations.actions.ratings import value_of
from stations.enums import AnswerKind
from stations.models import Cycle, Rating, RatingChange, SectionMark, Sheet
from tests.views.pages import sent_by, told
from tests.worlds import declare, degree, open_cycle, submit

NOT_ANSWERED = AnswerKind.NOT_ANSWERED
CLOSED = (
    "This assessment has been submitted and can no longer be changed. "
    "If it must be changed, ask the county reviewer to return it."
)


@pytest.fixture
def bob(world, visit):
    return visit(world.bob)


@pytest.fixture
def url(world):
    return section(world, "S")


def section(world, quadrant):
    return reverse("rate_section", args=[world.assessment.pk, quadrant])


def save(browser, url, **changes):
    """Open the page, change these fields, and send the form."""
    return browser.post(url, sent_by(browser.get(url), **changes))


def answers(user):
    ratings = Rating.objects.filter(sheet__rater=user).select_related("factor")
    return {rating.factor.code: value_of(rating) for rating in ratings}


def test_fresh_page_has_every_question_and_no_answer(bob, url):
    page = bob.get(url)

    assert [row.factor.code for row in page.context["rows"]] == ["S1", "S2"]
    assert sent_by(page) == {
        "S1-base_revision": "0",
        "S1-reason": "",
        "S1-note": "",
        "S2-base_revision": "0",
        "S2-reason": "",
        "S2-note": "",
        "end": "1",
    }
    assert not Sheet.objects.exists()


def test_save_keeps_every_answer_and_leads_to_the_next_section(world, bob, url):
    response = save(
        bob,
        url,
        S1_answer="4",
        S1_importance="5",
        S1_note="两名持证社工",
        S2_answer="not_applicable",
        S2_reason="没有易地搬迁户",
        next="1",
    )

    assert response.url == section(world, "W")
    assert answers(world.bob)["S1"] == degree(4, importance=5, note="两名持证社工")
    assert answers(world.bob)["S2"].kind == AnswerKind.NOT_APPLICABLE
    assert answers(world.bob)["S2"].reason == "没有易地搬迁户"


def test_saved_page_shows_what_was_saved(bob, url):
    save(bob, url, S1_answer="4", S1_importance="5", S1_note="第一行\r\n\r\n第二行", S2_answer="2")

    assert sent_by(bob.get(url)) == {
        "S1-base_revision": "1",
        "S1-answer": "4",
        "S1-importance": "5",
        "S1-reason": "",
        "S1-note": "第一行\r\n\r\n第二行",
        "S2-base_revision": "1",
        "S2-answer": "2",
        "S2-reason": "",
        "S2-note": "",
        "end": "1",
    }


def test_save_writes_history_for_changed_answers_alone(world, bob, url):
    save(bob, url, S1_answer="4", S2_answer="2")

    save(bob, url, S2_answer="3")

    changes = RatingChange.objects.order_by("pk").values_list("rating__factor__code", "revision", "degree")
    assert list(changes) == [("S1", 1, 4), ("S2", 1, 2), ("S2", 2, 3)]


def test_save_of_an_unchanged_page_writes_no_history(bob, url):
    save(bob, url, S1_answer="4", S1_note="第一行\r\n第二行", S2_answer="cannot_judge", S2_reason="刚到岗")

    response = save(bob, url)

    assert response.status_code == 302
    assert RatingChange.objects.count() == 2


def test_save_of_a_note_alone_is_not_yet_an_answer(world, bob, url):
    save(bob, url, S1_note="等资料到了再评")

    assert answers(world.bob)["S1"].kind == NOT_ANSWERED
    assert bob.get(url).context["answered"] == 0


@pytest.mark.parametrize(
    ("quadrant", "button", "target"),
    [
        ("S", "next", "W"),
        ("W", "next", "O"),
        ("O", "next", "T"),
        ("T", "next", "sheet_check"),
        ("S", "later", "assessment"),
    ],
)
def test_save_leads_where_the_button_says(world, bob, quadrant, button, target):
    response = save(bob, section(world, quadrant), **{button: "1"})

    urls = {name: reverse(name, args=[world.assessment.pk]) for name in ("sheet_check", "assessment")}
    assert response.url == (urls.get(target) or section(world, target))


def test_importance_can_be_taken_back(world, bob, url):
    save(bob, url, S1_answer="4", S1_importance="5")

    save(bob, url, S1_importance="none")

    assert answers(world.bob)["S1"] == degree(4)


def test_clear_un_chooses_one_answer_and_saves_the_others(world, bob, url):
    save(bob, url, S1_answer="4", S1_note="备注", S2_answer="2")

    response = save(bob, url, S2_answer="5", clear="S1")

    assert response.url == f"{url}#factor-S1"
    assert answers(world.bob)["S1"].kind == NOT_ANSWERED
    assert answers(world.bob)["S2"] == degree(5)
    assert bob.get(url).context["answered"] == 1


def test_clear_is_kept_in_the_history(bob, url):
    save(bob, url, S1_answer="4")

    save(bob, url, clear="S1")

    assert list(RatingChange.objects.order_by("revision").values_list("kind", "degree")) == [
        (AnswerKind.DEGREE, 4),
        (NOT_ANSWERED, None),
    ]


def test_section_is_marked_completed_when_nothing_is_missing(world, bob, url):
    response = save(bob, url, S1_answer="4", S2_answer="2", done="1")

    assert response.status_code == 302
    assert SectionMark.objects.get().quadrant == "S"
    assert sent_by(bob.get(url))["done"] == "1"


def test_completed_mark_can_be_taken_back(bob, url):
    save(bob, url, S1_answer="4", S2_answer="2", done="1")
    fields = sent_by(bob.get(url))
    del fields["done"]

    bob.post(url, fields)

    assert not SectionMark.objects.exists()


def test_completed_mark_with_a_missing_answer_names_the_factor(world, bob, url):
    page = save(bob, url, S1_answer="4", done="1")

    sentence = "S2 has no answer yet. Answer it, or take back the mark that this section is completed."
    assert (page.status_code, page.context["errors"]) == (422, [("form", sentence)])
    assert answers(world.bob) == {"S1": degree(4)}
    assert page.context["answered"] == 1
    assert sent_by(page)["done"] == "1"


def states(world, browser):
    sections = browser.get(reverse("sheet_check", args=[world.assessment.pk])).context["sections"]
    return [str(section.state) for section in sections]


def test_section_with_a_mark_and_a_missing_answer_is_a_problem(world, bob, url):
    page = save(bob, url, S1_answer="4", done="1")

    assert page.status_code == 422
    assert states(world, bob) == ["problem", "not_started", "not_started", "not_started"]


def test_clearing_takes_the_mark_back_and_says_so(world, bob, url):
    save(bob, url, S1_answer="4", S2_answer="2", done="1")

    response = save(bob, url, clear="S2")

    assert (response.status_code, response.url) == (302, f"{url}#factor-S2")
    assert told(response) == ["S2 is cleared, so this section is no longer marked as completed."]
    assert states(world, bob) == ["in_progress", "not_started", "not_started", "not_started"]


def test_declared_sheet_has_completed_sections_until_an_answer_is_taken_back(world, bob, url):
    declare(world.assessment, world.bob)
    before = states(world, bob)

    save(bob, url, clear="S2")

    assert before == ["completed"] * 4
    assert states(world, bob) == ["problem", "completed", "completed", "completed"]


def test_going_on_with_open_questions_names_them_with_links(bob, url):
    response = save(bob, url, S1_answer="4", next="1")

    assert response.url == url.replace("/S/", "/W/")
    assert told(response) == [f'Saved. Strengths: 1 factor has no answer yet: <a href="{url}#factor-S2">S2</a>']
    assert f'<a href="{url}#factor-S2">S2</a>' in bob.get(response.url).content.decode()


def test_going_on_with_everything_answered_says_nothing(bob, url):
    assert told(save(bob, url, S1_answer="4", S2_answer="2", next="1")) == []


def test_going_on_from_the_last_section_leaves_it_to_the_check_page(world, bob):
    response = save(bob, section(world, "T"), next="1")

    assert response.url == reverse("sheet_check", args=[world.assessment.pk])
    assert told(response) == []


def test_page_before_the_opening_day_leads_back_with_a_sentence(world, bob, url):
    Cycle.objects.update(opens_on=timezone.localdate() + timedelta(days=3))

    response = bob.get(url)

    assert response.url == world.assessment.get_absolute_url()
    assert told(response) == ["This assessment has not opened yet. Come back on its opening day."]


def test_page_of_submitted_work_leads_back_with_a_sentence(world, bob, url):
    submit(world)

    response = bob.get(url)

    assert response.url == world.assessment.get_absolute_url()
    assert told(response) == [CLOSED]


@pytest.mark.parametrize("quadrant", ["s", "X", "SW", "%00"])
def test_quadrant_that_does_not_exist_is_missing(world, bob, quadrant):
    assert bob.get(f"/assessments/{world.assessment.pk}/rate/{quadrant}/").status_code == 404


def test_last_cycles_own_degree_is_shown_after_this_one_is_given(world, bob, url):
    earlier = open_cycle(world, world.county, year=2024)
    declare(world.station.assessments.get(cycle=earlier), world.bob, 2)

    save(bob, url, S1_answer="4")

    assert [row.last_degree for row in bob.get(url).context["rows"]] == [2, None]


def test_last_cycles_degree_of_a_colleague_is_never_shown(world, bob, url):
    earlier = open_cycle(world, world.county, year=2024)
    declare(world.station.assessments.get(cycle=earlier), world.alice, 2)

    save(bob, url, S1_answer="4")

    assert [row.last_degree for row in bob.get(url).context["rows"]] == [None, None]


def test_colleagues_each_write_on_their_own_sheet(world, visit, url):
    save(visit(world.alice), url, S1_answer="1")

    save(visit(world.bob), url, S1_answer="5")

    assert (answers(world.alice), answers(world.bob)) == ({"S1": degree(1)}, {"S1": degree(5)})
    assert [sheet.number for sheet in Sheet.objects.all()] == [1, 2]


def test_change_after_the_declaration_is_marked_on_the_sheet(world, bob, url):
    sheet = declare(world.assessment, world.bob)

    save(bob, url, S1_answer="5")

    sheet.refresh_from_db()
    assert sheet.changed_after_at is not None

"""The check page of the own sheet, and its declaration."""

import pytest
from django.urls import reverse

from stations.actions import assessments
from stations.enums import Weighting
from stations.models import AuditEvent
from stations.views.sheets import lone_importances, sections_of
from tests.views.pages import told
from tests.views.test_rating_section import save, section
from tests.worlds import declare, fill, submit


@pytest.fixture
def bob(world, visit):
    return visit(world.bob)


def check_url(world):
    return reverse("sheet_check", args=[world.assessment.pk])


def press_declare(browser, world):
    return browser.post(reverse("sheet_declare", args=[world.assessment.pk]))


def test_check_page_before_the_first_answer_has_nothing_to_declare(world, bob):
    page = bob.get(check_url(world))

    assert (page.context["answered"], page.context["total"]) == (0, 8)
    assert "There is nothing to declare yet: rate the factors first." in page.content.decode()


def test_check_page_shows_every_kind_of_answer(world, bob):
    save(
        bob,
        section(world, "S"),
        S1_answer="4",
        S1_importance="5",
        S2_answer="not_applicable",
        S2_reason="没有易地搬迁户",
        S2_note="问过村委",
    )

    page = bob.get(check_url(world)).content.decode()

    for words in ("4 Largely", "Importance 5 Decisive", "Not applicable: 没有易地搬迁户", "问过村委", "Not answered"):
        assert words in page


def test_check_page_shows_the_state_of_each_section(world, bob):
    save(bob, section(world, "S"), S1_answer="4", S2_answer="4", done="1")
    save(bob, section(world, "W"), W1_answer="4")
    save(bob, section(world, "O"), O1_answer="4", done="1")

    sections = bob.get(check_url(world)).context["sections"]

    assert [section.state for section in sections] == ["completed", "in_progress", "problem", "not_started"]


def test_declare_makes_the_sheet_count(world, bob):
    sheet = fill(world.assessment, world.bob)

    response = press_declare(bob, world)

    sheet.refresh_from_db()
    assert response.url == world.assessment.get_absolute_url()
    assert told(response) == ["Your sheet is declared complete. It counts from now on."]
    assert sheet.is_declared


def test_declare_with_missing_answers_says_how_many(world, bob):
    save(bob, section(world, "S"), S1_answer="4")

    page = press_declare(bob, world)

    sentence = "7 factors have no answer yet. Answer them before you declare the sheet complete."
    assert (page.status_code, page.context["errors"]) == (422, [("gaps", sentence)])
    assert not world.assessment.sheets.declared().exists()


def test_check_page_lists_what_is_open_first_with_links(world, bob):
    save(bob, section(world, "S"), S1_answer="4")

    page = bob.get(check_url(world))

    assert [(str(quadrant), factor.code) for quadrant, factor in page.context["gaps"]][:2] == [("S", "S2"), ("W", "W1")]
    content = page.content.decode()
    assert content.index(f'href="{section(world, "S")}#factor-S2">S2') < content.index('id="sections"')


def test_check_page_of_a_whole_sheet_lists_no_gap(world, bob):
    fill(world.assessment, world.bob)

    assert 'id="gaps"' not in bob.get(check_url(world)).content.decode()


def test_check_page_says_that_a_lone_importance_changes_nothing(world, bob):
    fill(world.assessment, world.bob)
    save(bob, section(world, "S"), S1_importance="5")

    alone = bob.get(check_url(world)).context["lone_importances"]
    save(bob, section(world, "S"), S2_importance="1")

    assert [sentence[:46] for sentence in alone] == ["Among the Strengths you gave an importance to "]
    assert bob.get(check_url(world)).context["lone_importances"] == []


def test_lone_importance_is_nothing_to_say_where_the_edition_weighs(world, bob):
    fill(world.assessment, world.bob)
    save(bob, section(world, "S"), S1_importance="5")
    assessment = world.assessment
    sections = sections_of(assessment, assessment.sheets.get(rater=world.bob))
    assessment.edition.weighting = Weighting.EQUAL

    assert lone_importances(assessment, sections) == []


def test_check_page_tells_who_began_after_a_submission(world, bob):
    submit(world)
    assessments.return_for_revision(assessment=world.assessment, reason="请补充。", by=world.county_reviewer)
    fill(world.assessment, world.bob)

    assert bob.get(check_url(world)).context["is_begun_after"] is True


def test_sheet_begun_before_the_submission_is_not_marked(world, bob):
    fill(world.assessment, world.bob)
    submit(world)
    assessments.return_for_revision(assessment=world.assessment, reason="请补充。", by=world.county_reviewer)

    assert bob.get(check_url(world)).context["is_begun_after"] is False


def test_check_page_puts_chinese_punctuation_before_a_reason(world, bob):
    save(bob, section(world, "S"), S2_answer="not_applicable", S2_reason="没有搬迁户")
    bob.cookies["django_language"] = "zh-hans"

    assert "不适用：没有搬迁户" in bob.get(check_url(world)).content.decode()


def test_declare_after_submission_says_that_it_is_too_late(world, bob):
    fill(world.assessment, world.bob)
    submit(world)

    page = press_declare(bob, world)

    assert page.status_code == 409
    assert world.assessment.sheets.declared().count() == 1


def test_second_press_of_declare_changes_nothing(world, bob):
    sheet = declare(world.assessment, world.bob)
    declared_at = sheet.declared_at

    press_declare(bob, world)

    sheet.refresh_from_db()
    assert sheet.declared_at == declared_at
    assert AuditEvent.objects.filter(action="sheet.declare").count() == 1


def test_declare_without_a_sheet_is_missing(world, bob):
    assert press_declare(bob, world).status_code == 404


def test_declare_is_for_the_own_sheet_alone(world, visit):
    fill(world.assessment, world.bob)
    fill(world.assessment, world.alice)

    press_declare(visit(world.alice), world)

    assert [sheet.rater for sheet in world.assessment.sheets.declared()] == [world.alice]


def test_check_page_after_submission_offers_no_change(world, bob):
    fill(world.assessment, world.bob)
    submit(world)

    page = bob.get(check_url(world))

    assert not page.context["may_rate"]
    assert section(world, "S") not in page.content.decode()

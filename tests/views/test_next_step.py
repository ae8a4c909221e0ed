"""An assessment's page names one next step, and says in plain words where the assessment stands."""

import pytest
from django.urls import reverse

from stations.actions import assessments
from stations.models import Sheet
from tests.views.test_rating_section import save, section
from tests.worlds import approve, declare, fill, submit


@pytest.fixture
def bob(world, visit):
    return visit(world.bob)


@pytest.fixture
def reviewer(world, visit):
    return visit(world.county_reviewer)


def shown(browser, url):
    """What the page shows, its white space collapsed; the scripts' own templates stand behind it."""
    return " ".join(browser.get(url).content.decode().partition("<template")[0].split())


def page(world, browser):
    return shown(browser, world.assessment.get_absolute_url())


def returned(world):
    submit(world)
    return assessments.return_for_revision(assessment=world.assessment, reason="请补充。", by=world.county_reviewer)


def test_fresh_sheet_starts_with_the_strengths(world, bob):
    content = page(world, bob)

    assert "Start with: Strengths" in content
    assert f'href="{section(world, "S")}"' in content
    assert content.count("btn-primary") == 1


def test_begun_sheet_goes_on_at_the_first_open_question(world, bob):
    save(bob, section(world, "S"), S1_answer="4")

    content = page(world, bob)

    assert "Go on: Strengths" in content
    assert f'href="{section(world, "S")}#factor-S2"' in content
    assert content.count("btn-primary") == 1


def test_filled_sheet_goes_on_to_the_check_page(world, bob):
    fill(world.assessment, world.bob)

    content = page(world, bob)

    assert "Go on:" not in content
    primary = content.index("btn-primary")
    assert reverse("sheet_check", args=[world.assessment.pk]) in content[primary : primary + 80]


def test_lead_whose_sheet_is_declared_goes_on_to_submit(world, visit):
    declare(world.assessment, world.alice)

    content = page(world, visit(world.alice))

    primary = content.index("btn-primary")
    assert content.count("btn-primary") == 1
    assert reverse("assessment_submit", args=[world.assessment.pk]) in content[primary : primary + 80]


def test_review_begins_with_one_button_and_folds_the_decision_away(world, reviewer):
    submit(world)

    content = page(world, reviewer)

    assert "Submitted, awaiting review" in content
    assert content.count("btn-primary") == 1
    assert content.index(reverse("review_start", args=[world.assessment.pk])) < content.index("<summary>Decide at once")
    assert content.index("<summary>Decide at once") < content.index(
        reverse("review_approve", args=[world.assessment.pk])
    )


def test_review_that_has_begun_is_said_in_the_state_on_every_page(world, reviewer):
    submit(world)
    assessments.start_review(assessment=world.assessment, by=world.county_reviewer)

    own, list_ = page(world, reviewer), shown(reviewer, world.county.get_absolute_url())

    assert ["Under review</span>" in content for content in (own, list_)] == [True, True]
    assert "Decide at once" not in own


@pytest.mark.parametrize(("after", "label"), [(submit, "Reason for the return"), (approve, "Reason for reopening")])
def test_reason_is_asked_for_by_its_name(world, reviewer, after, label):
    after(world)

    assert label in page(world, reviewer)


def test_official_is_told_that_figures_are_of_the_version_before_the_return(world, reviewer):
    returned(world)

    own, list_ = page(world, reviewer), shown(reviewer, world.county.get_absolute_url())
    result = shown(reviewer, reverse("result", args=[world.assessment.pk]))

    assert "These figures are of the version submitted before the return." in own
    assert f'<a href="{reverse("result", args=[world.assessment.pk])}">Version before the return</a>' in list_
    assert "This is the version submitted before the return." in result


def test_station_whose_result_is_computed_afresh_is_not_told_so(world, visit):
    returned(world)

    result = visit(world.alice).get(reverse("result", args=[world.assessment.pk])).content.decode()

    assert "before the return" not in result


def test_one_persons_result_is_marked_in_both_lists(world, visit, reviewer):
    submit(world)

    station = visit(world.alice).get(world.station.get_absolute_url()).content.decode()
    county = shown(reviewer, world.county.get_absolute_url())

    assert [content.count("(provisional, for reference only)") for content in (station, county)] == [1, 1]


def test_english_link_names_the_station_in_latin_letters_or_tells_the_language(world, reviewer):
    submit(world)
    in_latin = page(world, reviewer)
    world.station.name_latin = ""
    world.station.save()

    in_chinese = page(world, reviewer)

    assert 'English<span class="visually-hidden"> report: 990101001 Station' in in_latin
    assert f'report: <span lang="zh-Hans">{world.station.name}</span> </span>' in in_chinese


def test_before_the_start_it_is_said_that_the_page_saves_itself_and_who_will_see_it(world, bob):
    content = page(world, bob)

    assert "It saves itself as you go" in content
    assert "Who sees it:" in content
    assert "20 to 30 minutes" in content
    assert not Sheet.objects.exists()

"""A reviewer's check ratings in a browser without JavaScript: saved one by one, never swayed, never lost."""

import pytest
from django.urls import reverse

from stations.actions import assessments
from stations.enums import AppointmentRole, MembershipRole
from stations.models import CheckRating, Membership
from tests.views.pages import sent_by, told, writes_nothing
from tests.worlds import declare, give_checks, make_official, review

pytestmark = pytest.mark.django_db
MEDIAN = "The station: median"


@pytest.fixture
def url(world):
    review(world, {"S": 4, "W": 2, "O": 4, "T": 2})
    return reverse("check_ratings", args=[world.assessment.pk])


@pytest.fixture
def browser(world, visit):
    return visit(world.county_reviewer)


def save(browser, url, page=None, **fields):
    typed = {name.replace("_", "-", 1): value for name, value in fields.items()}
    return browser.post(url, sent_by(page or browser.get(url)) | typed)


def standing(reviewer):
    rows = CheckRating.objects.filter(reviewer=reviewer).select_related("factor")
    return {row.factor.code: (row.degree, row.note) for row in rows.standing()}


def text(response):
    return response.content.decode()


# Saving


def test_what_is_given_is_saved(world, browser, url):
    response = save(browser, url, S1_degree="2", W1_degree="5", W1_note="看了台账。")

    assert response.url == f"{url}#comparison"
    assert told(response) == ["Your check ratings are saved. The station’s figures stand beside them now."]
    assert standing(world.county_reviewer) == {"S1": (2, ""), "W1": (5, "看了台账。")}


def test_other_button_leads_back(world, browser, url):
    assert save(browser, url, S1_degree="2", back="1").url == world.assessment.get_absolute_url()


def test_page_shows_what_is_saved_and_saving_it_again_changes_nothing(browser, url):
    save(browser, url, S1_degree="2", S1_note="看了台账。")

    page = browser.get(url)

    assert sent_by(page)["S1-degree"] == "2"
    assert sent_by(page)["S1-note"] == "看了台账。"
    with writes_nothing():
        browser.post(url, sent_by(page))


def test_opinion_is_taken_back(world, browser, url):
    save(browser, url, S1_degree="2")
    save(browser, url, S1_degree="none")

    assert standing(world.county_reviewer) == {"S1": (None, "")}
    assert CheckRating.objects.count() == 2


def test_nothing_is_chosen_beforehand(browser, url):
    assert [name for name in sent_by(browser.get(url)) if name.endswith("-degree")] == []


# Unswayed


def test_stations_figures_come_after_the_own_degree(browser, url):
    assert MEDIAN not in text(browser.get(url))

    save(browser, url, S1_degree="2")

    page = text(browser.get(url))
    assert "The station: median 4.0, mean 4.0. Your check rating of 2: much weaker." in page
    assert page.count(MEDIAN) == 1


def test_note_alone_shows_no_figure(browser, url):
    save(browser, url, S1_note="还没有去看。")

    assert MEDIAN not in text(browser.get(url))


def test_degree_that_is_not_saved_shows_no_figure(browser, url):
    page = save(browser, url, S1_degree="7", W1_degree="3")

    assert page.status_code == 422
    assert text(page).count(MEDIAN) == 1


# Mistakes


def test_mistake_in_one_factor_loses_nothing_in_another(world, browser, url):
    page = save(browser, url, S1_degree="7", W1_degree="3", W1_note="看了台账。", S2_note="x" * 2001)

    assert page.status_code == 422
    assert [anchor for anchor, _sentence in page.context["errors"]] == ["factor-S1", "factor-S2"]
    assert standing(world.county_reviewer) == {"W1": (3, "看了台账。")}
    assert sent_by(page)["S2-note"] == "x" * 2001


def test_form_that_came_back_goes_on_where_it_stood(world, browser, url):
    """What was saved beside a mistake can be changed on the same page."""
    page = save(browser, url, S1_degree="7", W1_degree="3")

    assert save(browser, url, page, S1_degree="4", W1_degree="5").status_code == 302
    assert standing(world.county_reviewer) == {"S1": (4, ""), "W1": (5, "")}


def test_unknown_factor_saves_nothing(browser, url):
    page = save(browser, url, S1_degree="4", S9_degree="4")

    assert page.status_code == 422
    assert not CheckRating.objects.exists()


def test_cut_off_form_keeps_what_came_whole(world, browser, url):
    fields = sent_by(browser.get(url)) | {"S1-degree": "4"}
    del fields["end"]

    page = browser.post(url, fields)

    assert page.status_code == 422
    assert standing(world.county_reviewer) == {"S1": (4, "")}


# Two pages, two reviewers


def test_older_page_is_told_the_newer_word(world, browser, url):
    old_page = browser.get(url)
    save(browser, url, S1_degree="5", S1_note="看了台账。")

    page = save(browser, url, old_page, S1_degree="2", W1_degree="3")

    (error,) = page.context["errors"]
    assert error[0] == "factor-S1"
    assert "changed elsewhere to “5 Fully · note: 看了台账。”" in error[1]
    assert standing(world.county_reviewer) == {"S1": (5, "看了台账。"), "W1": (3, "")}
    assert sent_by(page)["S1-degree"] == "2"


def test_saving_again_after_a_conflict_wins_and_keeps_both(world, browser, url):
    old_page = browser.get(url)
    save(browser, url, S1_degree="5")
    page = save(browser, url, old_page, S1_degree="2")

    assert save(browser, url, page).status_code == 302
    assert list(CheckRating.objects.order_by("pk").values_list("degree", flat=True)) == [5, 2]


def test_older_page_does_not_take_back_what_it_did_not_touch(world, browser, url):
    old_page = browser.get(url)
    save(browser, url, S1_degree="5", S1_note="看了台账。")

    assert save(browser, url, old_page, W1_degree="3").status_code == 302
    assert standing(world.county_reviewer) == {"S1": (5, "看了台账。"), "W1": (3, "")}


def test_two_reviewers_do_not_see_one_another(world, browser, url, visit):
    other = make_official("above", world.prefecture, AppointmentRole.REVIEWER)
    save(browser, url, S1_degree="5", S1_note="只有我知道。")

    page = visit(other).get(url)

    assert "只有我知道" not in text(page)
    assert "S1-degree" not in sent_by(page)


# Who and when


def test_decision_meanwhile_loses_nothing_that_was_typed(world, browser, url):
    page = browser.get(url)
    assessments.approve(assessment=world.assessment, by=world.county_reviewer)

    response = save(browser, url, page, S1_degree="2", S1_note="看了台账。")

    assert response.status_code == 409
    assert sent_by(response)["S1-note"] == "看了台账。"
    assert not response.context["may_save"]
    assert not CheckRating.objects.exists()


def test_reviewer_who_works_at_the_station_has_no_outside_view(world, browser, url):
    Membership.objects.create(user=world.county_reviewer, station=world.station, role=MembershipRole.WORKER)

    assert browser.get(url).status_code == 403
    assert browser.get(world.assessment.get_absolute_url()).context["may_check"] is False


def test_reviewer_who_once_rated_there_has_none_either(world, visit):
    membership = Membership.objects.create(
        user=world.county_reviewer, station=world.station, role=MembershipRole.WORKER
    )
    declare(world.assessment, world.county_reviewer)
    review(world)
    Membership.objects.filter(pk=membership.pk).update(ended_at="2026-01-01T00:00Z")

    assert visit(world.county_reviewer).get(reverse("check_ratings", args=[world.assessment.pk])).status_code == 403


# Where they are shown


def shown_to(visit, user, world, name="result"):
    return text(visit(user).get(reverse(name, args=[world.assessment.pk])))


SECTION = "Self-assessment against check ratings"


def test_before_the_approval_nobody_finds_them_in_the_result(world, url, visit):
    give_checks(world.assessment, world.county_reviewer, {"S1": 1}, note="看了台账。")

    for user in (world.alice, world.county_reviewer, world.prefecture_viewer):
        for name in ("result", "result_json"):
            page = shown_to(visit, user, world, name)
            assert [word for word in ("看了台账", SECTION, "check_ratings") if word in page] == []


def test_after_the_approval_station_and_officials_read_them(world, url, visit):
    give_checks(world.assessment, world.county_reviewer, {"S1": 1}, note="看了台账。")
    assessments.approve(assessment=world.assessment, by=world.county_reviewer)

    for user in (world.alice, world.prefecture_viewer):
        page = shown_to(visit, user, world)
        assert SECTION in page
        assert "reviewer 1 (county level)" in page
        assert "much weaker" in page
        assert world.county_reviewer.name not in page.replace("County level", "")


def test_returned_work_tells_the_raters_nothing(world, url, visit):
    """Who rates again must not be led by the reviewer's degrees."""
    give_checks(world.assessment, world.county_reviewer, {"S1": 1}, note="看了台账。")
    assessments.return_for_revision(assessment=world.assessment, reason="请补充。", by=world.county_reviewer)

    assert SECTION not in shown_to(visit, world.alice, world)
    assert "看了台账" not in text(visit(world.alice).get(world.assessment.get_absolute_url()))


def test_reopened_work_no_longer_shows_them_to_the_raters(world, url, visit):
    give_checks(world.assessment, world.county_reviewer, {"S1": 1})
    assessments.approve(assessment=world.assessment, by=world.county_reviewer)
    assessments.reopen(assessment=world.assessment, reason="请补充。", by=world.county_reviewer)

    assert SECTION not in shown_to(visit, world.alice, world)
    assert SECTION in shown_to(visit, world.prefecture_viewer, world)

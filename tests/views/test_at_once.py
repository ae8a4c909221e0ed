"""Two people who press at the same moment: one of them is first, and the other is told so."""

from datetime import timedelta
from itertools import count

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from stations.actions.assessments import start_review
from stations.models import Assessment, CheckRating, Cycle, Rating, RatingChange, Sheet, Station, Transition
from stations.scorecards import record_from
from swot_app.accounts.models import User
from tests.views.arena import apart, at_once
from tests.views.pages import sent_by, told
from tests.worlds import declare, open_cycle, submit_for

YEARS = count(2000)
SUBMITTED = "The assessment is submitted. The county reviewer can see it now."
NO_LONGER = "This assessment is now “{}”. Load the page again to see where it stands."


@pytest.fixture(scope="module")
def arena(django_db_setup, django_db_blocker):
    """A database of this module's own with the small world, at work for as long as cycles are opened here."""
    with django_db_blocker.unblock(), django_db_setup.separate("world") as name:
        apart(name, lambda: Station.objects.update(opened_on=None))
        yield name, django_db_setup.get("world")


@pytest.fixture
def assessment(arena):
    """The first station's assessment in a cycle of this test's own."""
    name, world = arena
    return apart(name, lambda: world.station.assessments.get(cycle=open_cycle(world, world.county, year=next(YEARS))))


def browser(username):
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(username=username))
    return client


def press(username, name, assessment, **data):
    """Press a button and read what the next page says."""

    def work():
        response = browser(username).post(reverse(name, args=[assessment.pk]), data)
        return told(response) or list(response.context["form"].non_field_errors())

    return work


def steps(assessment):
    return list(Transition.objects.filter(assessment=assessment).values_list("step", flat=True))


def test_two_presses_of_submit_are_one_submission(arena, assessment):
    name, world = arena
    apart(name, lambda: declare(assessment, world.alice))
    button = press("alice", "assessment_submit", assessment)

    answers = at_once(name, button, button)

    assert sorted(answers) == sorted([[SUBMITTED], [NO_LONGER.format("Submitted")]])
    assert apart(name, lambda: steps(assessment)) == ["submit"]


def test_one_approves_and_one_returns_and_one_of_them_is_told(arena, assessment):
    name, world = arena
    apart(name, lambda: submit_for(assessment, world.alice))

    answers = at_once(
        name,
        press("county", "review_approve", assessment),
        press("county", "review_return", assessment, reason="请补充。"),
    )

    assert answers in (
        [["Approved."], [NO_LONGER.format("Approved")]],
        [[NO_LONGER.format("Returned for revision")], ["Returned. The station can change its ratings now."]],
    )
    assert len(apart(name, lambda: steps(assessment))) == 2


def test_withdrawing_and_starting_the_review_are_one_of_both(arena, assessment):
    name, world = arena
    apart(name, lambda: submit_for(assessment, world.alice))

    at_once(name, press("alice", "assessment_withdraw", assessment), press("county", "review_start", assessment))

    row = apart(name, lambda: Assessment.objects.get(pk=assessment.pk))
    assert (row.state, row.review_started_at is None) in {("draft", True), ("submitted", False)}
    assert len(apart(name, lambda: steps(assessment))) == 2


def test_two_reviewers_open_the_same_cycle_once(arena):
    name, world = arena
    today = timezone.localdate()
    terms = {
        "edition": world.edition.pk,
        "kind": "final",
        "year": today.year,
        "opens_on": today.isoformat(),
        "due_on": (today + timedelta(days=30)).isoformat(),
    }

    def open_it():
        page = browser("county").post(reverse("cycle_open", args=[world.county.pk]), terms)
        return page.status_code

    assert sorted(at_once(name, open_it, open_it)) == [302, 422]
    assert apart(name, Cycle.objects.filter(kind="final").count) == 1


def rate(assessment, **changes):
    """Bob's page, and later what became of sending it."""

    def open_page():
        client = browser("bob")
        url = reverse("rate_section", args=[assessment.pk, "S"])
        return client, url, sent_by(client.get(url), **changes)

    return open_page


def send(page):
    client, url, fields = page
    return lambda: client.post(url, fields).status_code


def test_first_answers_from_two_devices_are_one_sheet_and_one_conflict(arena, assessment):
    name, _world = arena
    pages = [apart(name, rate(assessment, S1_answer=degree)) for degree in ("1", "5")]

    assert sorted(at_once(name, *map(send, pages))) == [302, 422]

    assert apart(name, Sheet.objects.filter(assessment=assessment).count) == 1
    changes = RatingChange.objects.filter(rating__sheet__assessment=assessment)
    assert apart(name, lambda: list(changes.values_list("revision", flat=True))) == [1]


def test_answers_on_different_factors_from_two_devices_are_both_kept(arena, assessment):
    name, _world = arena
    pages = [apart(name, rate(assessment, **{f"{code}_answer": "4"})) for code in ("S1", "S2")]

    assert at_once(name, *map(send, pages)) == [302, 302]

    ratings = Rating.objects.filter(sheet__assessment=assessment, degree=4)
    assert apart(name, lambda: sorted(ratings.values_list("factor__code", flat=True))) == ["S1", "S2"]


def test_answer_that_arrives_with_the_submission_is_frozen_or_refused(arena, assessment):
    name, world = arena
    apart(name, lambda: declare(assessment, world.bob))
    page = apart(name, rate(assessment, S1_answer="5"))

    status, _told = at_once(name, send(page), press("alice", "assessment_submit", assessment))

    def frozen_and_standing():
        row = Assessment.objects.select_related("snapshot").get(pk=assessment.pk)
        frozen = record_from(row.snapshot).panel.sheets[0].answers["S1"].degree
        return frozen, Rating.objects.get(sheet__assessment=row, factor__code="S1").degree

    assert apart(name, frozen_and_standing) == {302: (5, 5), 409: (3, 3)}[status]


@pytest.fixture
def reviewed(arena, assessment):
    """Submitted, and under the county's review."""
    name, world = arena
    apart(name, lambda: start_review(assessment=submit_for(assessment, world.alice), by=world.county_reviewer))
    return assessment


def give_check(assessment, degree):
    """Save a first check rating of one factor, and read which answer the page gives."""

    def work():
        url = reverse("check_ratings", args=[assessment.pk])
        return browser("county").post(url, {"S1-base_revision": "0", "S1-degree": str(degree), "end": "1"}).status_code

    return work


def checks(assessment):
    return list(CheckRating.objects.filter(assessment=assessment).values_list("revision", "degree"))


def test_two_tabs_of_a_reviewer_are_one_word_and_one_conflict(arena, reviewed):
    name, _world = arena

    answers = at_once(name, give_check(reviewed, 2), give_check(reviewed, 5))

    assert sorted(answers) == [302, 422]
    (found,) = apart(name, lambda: checks(reviewed))
    assert found in {(1, 2), (1, 5)}


def test_check_rating_at_the_moment_of_the_approval_is_in_it_or_refused(arena, reviewed):
    name, _world = arena

    answer, _told = at_once(name, give_check(reviewed, 2), press("county", "review_approve", reviewed))

    frozen = apart(name, lambda: record_from(Assessment.objects.get(pk=reviewed.pk).snapshot).context.checks)
    assert (answer, [sheet.degrees for sheet in frozen]) in [(302, [{"S1": 2}]), (409, [])]
    assert len(apart(name, lambda: checks(reviewed))) == len(frozen)

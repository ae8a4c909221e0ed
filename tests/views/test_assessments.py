"""An assessment's page, and the steps that a lead or a reviewer takes from it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from stations.actions import assessments
from stations.enums import AssessmentState
from stations.models import Cycle, Transition
from tests.views.pages import told
from tests.worlds import approve, declare, fill, submit

NO_LONGER = "This assessment is now “{}”. Load the page again to see where it stands."


def post(browser, world, name, **data):
    return browser.post(reverse(name, args=[world.assessment.pk]), data)


@pytest.fixture
def lead(world, visit):
    return visit(world.alice)


@pytest.fixture
def reviewer(world, visit):
    return visit(world.county_reviewer)


# Submitting


def test_submit_hands_the_assessment_to_the_reviewers(world, lead):
    declare(world.assessment, world.alice)

    response = post(lead, world, "assessment_submit")

    assert response.url == world.assessment.get_absolute_url()
    assert told(response) == ["The assessment is submitted. The county reviewer can see it now."]
    assert world.assessment.state == AssessmentState.SUBMITTED


def test_submit_without_a_declared_sheet_says_what_is_missing(world, lead):
    fill(world.assessment, world.alice)

    page = post(lead, world, "assessment_submit")

    assert (page.status_code, page.context["errors"]) == (
        422,
        [("gaps", "Nobody has declared a sheet complete yet.")],
    )
    assert world.assessment.state == AssessmentState.DRAFT


def test_submit_page_has_no_button_while_something_is_missing(world, lead):
    page = lead.get(reverse("assessment_submit", args=[world.assessment.pk])).content.decode()

    assert '<form method="post">' not in page


def test_second_press_of_submit_is_told_that_it_is_submitted(world, lead):
    submit(world)

    response = post(lead, world, "assessment_submit")

    assert told(response) == [NO_LONGER.format("Submitted")]
    assert Transition.objects.count() == 1


def test_submit_page_of_submitted_work_says_so(world, lead):
    submit(world)

    page = lead.get(reverse("assessment_submit", args=[world.assessment.pk])).content.decode()

    assert "This assessment has already been submitted." in page


def test_withdraw_gives_the_ratings_back(world, lead):
    submit(world)

    response = post(lead, world, "assessment_withdraw")

    assert told(response) == ["Withdrawn."]
    assert world.assessment.state == AssessmentState.DRAFT


def test_withdraw_after_the_review_began_is_told_why_not(world, lead):
    submit(world)
    assessments.start_review(assessment=world.assessment, by=world.county_reviewer)

    response = post(lead, world, "assessment_withdraw")

    assert told(response) == ["The review has started, so the submission can no longer be withdrawn."]
    assert world.assessment.state == AssessmentState.SUBMITTED


# Reviewing


def test_start_of_the_review_is_told_and_kept(world, reviewer):
    submit(world)

    response = post(reviewer, world, "review_start")

    assert told(response) == ["The review has started."]
    assert world.assessment.review_started_at is not None


def test_second_reviewer_is_told_that_the_review_has_begun(world, reviewer):
    submit(world)
    post(reviewer, world, "review_start")

    response = post(reviewer, world, "review_start")

    assert told(response)[-1:] == ["The review of this assessment has already been started."]
    assert Transition.objects.filter(step="start_review").count() == 1


def test_approve_settles_the_assessment(world, reviewer):
    submit(world)

    response = post(reviewer, world, "review_approve")

    assert told(response) == ["Approved."]
    assert world.assessment.state == AssessmentState.APPROVED


def test_second_press_of_approve_is_told_that_it_is_approved(world, reviewer):
    approve(world)

    response = post(reviewer, world, "review_approve")

    assert told(response) == [NO_LONGER.format("Approved")]
    assert Transition.objects.filter(step="approve").count() == 1


@pytest.mark.parametrize(
    ("name", "before", "sentence"),
    [
        ("review_return", submit, "Returned. The station can change its ratings now."),
        ("review_reopen", approve, "Reopened. The station can change its ratings now."),
    ],
)
def test_going_back_keeps_the_reason(world, reviewer, name, before, sentence):
    before(world)

    response = post(reviewer, world, name, reason="  请补充依据。 ")

    assert told(response) == [sentence]
    assert world.assessment.state == AssessmentState.RETURNED
    assert world.assessment.transitions.last().reason == "请补充依据。"


@pytest.mark.parametrize(("name", "before"), [("review_return", submit), ("review_reopen", approve)])
@pytest.mark.parametrize("reason", ["", "  \n "])
def test_going_back_without_a_reason_asks_for_it(world, reviewer, name, before, reason):
    before(world)
    state = world.assessment.state

    page = post(reviewer, world, name, reason=reason)

    assert page.status_code == 422
    assert page.context["form"].errors == {"reason": ["Say why, so that the station knows what to do."]}
    assert world.assessment.state == state


def test_too_long_a_reason_is_shown_again(world, reviewer):
    submit(world)

    page = post(reviewer, world, "review_return", reason="长" * 1001)

    assert page.status_code == 422
    assert "长" * 1001 in page.content.decode()
    assert world.assessment.state == AssessmentState.SUBMITTED


@pytest.mark.parametrize("other", ["approve", "return_for_revision"])
def test_reviewer_who_was_overtaken_reads_the_own_reason_again(world, reviewer, other):
    submit(world)
    reason = {"reason": "先退回。"} if other == "return_for_revision" else {}
    getattr(assessments, other)(assessment=world.assessment, by=world.county_reviewer, **reason)

    typed = "请补充第三项的依据。"
    page = post(reviewer, world, "review_return", reason=typed)

    assert page.status_code == 409
    assert f">\n{typed}</textarea>" in page.content.decode()
    assert Transition.objects.filter(step="return").count() == (other == "return_for_revision")


def test_overtaken_reviewer_is_told_the_state(world, reviewer):
    approve(world)

    page = post(reviewer, world, "review_return", reason="请补充。")

    assert page.context["form"].non_field_errors() == [NO_LONGER.format("Approved")]


def test_returned_reason_is_shown_to_the_station(world, lead):
    submit(world)
    assessments.return_for_revision(assessment=world.assessment, reason="请补充第三项。", by=world.county_reviewer)

    assert "请补充第三项。" in lead.get(world.assessment.get_absolute_url()).content.decode()


# The page


@pytest.mark.parametrize(
    ("person", "before", "offered"),
    [
        ("alice", lambda world: None, {"may_rate", "may_submit"}),
        ("bob", lambda world: None, {"may_rate"}),
        ("county_reviewer", lambda world: None, set()),
        ("alice", submit, {"may_withdraw", "may_see_result"}),
        ("bob", submit, {"may_see_result"}),
        ("county_reviewer", submit, {"may_start_review", "may_decide", "may_see_result"}),
        ("prefecture_viewer", submit, {"may_see_result"}),
        ("alice", approve, {"may_see_result"}),
        ("county_reviewer", approve, {"may_reopen", "may_see_result"}),
    ],
)
def test_page_offers_the_steps_that_the_person_may_take(world, visit, person, before, offered):
    before(world)

    context = visit(getattr(world, person)).get(world.assessment.get_absolute_url()).context

    steps = ["rate", "submit", "withdraw", "see_result", "start_review", "decide", "reopen"]
    assert {f"may_{step}" for step in steps if context[f"may_{step}"]} == offered


def test_page_counts_the_own_answers_and_the_declared_sheets(world, visit):
    declare(world.assessment, world.alice)

    context = visit(world.bob).get(world.assessment.get_absolute_url()).context

    figures = [context[name] for name in ("answered", "total", "declared_count", "sheet_count")]
    assert figures == [0, 8, 1, 1]


def test_page_says_that_a_late_assessment_is_overdue(world, lead):
    Cycle.objects.update(due_on=timezone.localdate() - timedelta(days=1))

    assert lead.get(world.assessment.get_absolute_url()).context["is_overdue"]


def test_settled_assessment_is_not_overdue(world, lead):
    submit(world)
    Cycle.objects.update(due_on=timezone.localdate() - timedelta(days=1))

    assert not lead.get(world.assessment.get_absolute_url()).context["is_overdue"]


def test_steps_are_told_without_names(world, reviewer):
    approve(world)

    page = reviewer.get(world.assessment.get_absolute_url())

    assert [step.get_step_display() for step in page.context["steps"]] == ["Submitted", "Approved"]
    assert "Alice" not in page.content.decode()

"""Late answers, applied or discarded by a script: once, only by their owner, and never over something unseen."""

import pytest
from django.urls import reverse

from stations.actions import assessments
from stations.actions.ratings import value_of
from stations.models import AuditEvent, LateOperation, Rating, RatingChange
from tests.api.outbox import degree, outcomes, rate, read_sheet, send_one
from tests.worlds import degree as given
from tests.worlds import fill, submit


@pytest.fixture
def late(world, bob):
    """An answer of Bob's, who had rated everything with 3, that came after Alice's submission."""
    fill(world.assessment, world.bob)
    submit(world)
    return send_one(bob, rate(world, value=degree(5, note="晚到"), base_rev=1))["late"]


@pytest.fixture
def returned(world, late):
    assessments.return_for_revision(assessment=world.assessment, reason="请补充。", by=world.county_reviewer)


def decide(browser, late, verb, body=None):
    url = reverse(f"api_late_{verb}", args=[late["op_id"]])
    return browser.post(url, {} if body is None else body, content_type="application/json")


def apply(browser, late, base_rev=1):
    response = decide(browser, late, "apply", {"base_rev": base_rev})
    assert response.status_code == 200, response.content
    return response.json()


def discard(browser, late):
    response = decide(browser, late, "discard")
    assert response.status_code == 200, response.content
    return response.json()


def standing(world, user):
    return value_of(Rating.objects.get(sheet__rater=user, factor__code="S1"))


def deeds():
    return list(AuditEvent.objects.filter(object_kind="lateoperation").order_by("pk").values_list("action", flat=True))


def test_returned_assessment_takes_the_late_answer(world, bob, late, returned):
    result = apply(bob, late)

    assert (result["outcome"], result["revision"], result["late"]["state"]) == ("applied", 2, "applied")
    assert standing(world, world.bob) == given(5, note="晚到")
    assert str(RatingChange.objects.get(revision=2).operation_id) == late["op_id"]
    assert read_sheet(bob, world.assessment)["late"] == []
    assert deeds() == ["late_operation.keep", "late_operation.apply"]


def test_applying_again_is_a_duplicate(world, bob, late, returned):
    apply(bob, late)
    send_one(bob, rate(world, value=degree(1), base_rev=2))

    result = apply(bob, late)

    assert (result["outcome"], result["current"]["value"]) == ("duplicate", degree(1))
    assert RatingChange.objects.filter(rating__factor__code="S1", rating__sheet__rater=world.bob).count() == 3


def test_late_answer_that_says_what_stands_is_settled_without_a_change(world, bob, late, returned):
    send_one(bob, rate(world, value=degree(5, note="晚到"), base_rev=1))

    result = apply(bob, late, base_rev=1)

    assert (result["outcome"], result["late"]["state"]) == ("unchanged", "applied")
    assert apply(bob, late)["outcome"] == "duplicate"


def test_conflict_changes_nothing_and_leaves_it_waiting(world, bob, late, returned):
    send_one(bob, rate(world, value=degree(1), base_rev=1))

    result = apply(bob, late, base_rev=1)

    assert (result["outcome"], result["mine"], result["current"]["value"]) == ("conflict", late["value"], degree(1))
    assert result["late"]["state"] == "waiting"
    assert standing(world, world.bob) == given(1)


def test_late_answer_is_applied_over_what_the_person_saw(world, bob, late, returned):
    send_one(bob, rate(world, value=degree(1), base_rev=1))

    result = apply(bob, late, base_rev=2)

    assert (result["outcome"], result["revision"]) == ("applied", 3)


def test_late_answer_of_somebody_without_a_sheet_opens_one(world, bob):
    submit(world)
    late = send_one(bob, rate(world))["late"]
    assessments.return_for_revision(assessment=world.assessment, reason="请补充。", by=world.county_reviewer)

    assert apply(bob, late, base_rev=0)["outcome"] == "applied"


def test_late_answer_waits_while_the_assessment_is_closed(world, bob, late):
    result = apply(bob, late)

    assert (result["outcome"], result["code"], result["late"]["state"]) == ("refused", "closed", "waiting")
    assert standing(world, world.bob) == given(3)


def test_discarded_answer_is_gone_and_its_row_stays(world, bob, late):
    result = discard(bob, late)

    assert (result["outcome"], result["late"]["state"]) == ("applied", "discarded")
    assert discard(bob, late)["outcome"] == "unchanged"
    assert value_of(LateOperation.objects.get()) == given(5, note="晚到")
    assert deeds() == ["late_operation.keep", "late_operation.discard"]


def test_discarded_answer_is_not_applied(world, bob, late, returned):
    discard(bob, late)

    result = apply(bob, late)

    assert (result["outcome"], result["code"]) == ("refused", "closed")
    assert result["detail"].startswith("You discarded this answer before.")


def test_applied_answer_is_not_discarded(world, bob, late, returned):
    apply(bob, late)

    result = discard(bob, late)

    assert (result["outcome"], result["code"], result["late"]["state"]) == ("refused", "closed", "applied")
    assert standing(world, world.bob) == given(5, note="晚到")


@pytest.mark.parametrize(("verb", "state"), [("apply", "applied"), ("discard", "discarded")])
def test_outbox_that_sends_it_once_more_is_told_its_state(world, bob, late, returned, verb, state):
    decide(bob, late, verb, {"base_rev": 1} if verb == "apply" else {})

    result = send_one(bob, rate(world, value=late["value"], base_rev=1, op_id=late["op_id"]))

    assert (result["outcome"], result["late"]["state"]) == ("late", state)


def test_late_answer_in_a_returned_form_still_waits_for_a_decision(world, bob, late, returned):
    again = rate(world, value=late["value"], base_rev=1, op_id=late["op_id"])

    assert outcomes([send_one(bob, again)]) == ["late"]
    assert standing(world, world.bob) == given(3)


@pytest.mark.parametrize("verb", ["apply", "discard"])
@pytest.mark.parametrize(
    "who", ["alice", "charlie", "county_reviewer", "prefecture_viewer", "curator", "administrator", "auditor", "nobody"]
)
def test_late_answer_exists_for_its_owner_alone(world, visit, late, who, verb):
    response = decide(visit(world.cast[who]), late, verb, {"base_rev": 1} if verb == "apply" else {})

    assert response.status_code == 404
    assert LateOperation.objects.get().is_waiting


def test_person_who_left_the_station_has_no_late_answers(world, bob, late):
    world.bob.memberships.update(ended_at="2026-01-01T00:00:00Z")

    assert decide(bob, late, "discard").status_code == 404


@pytest.mark.parametrize(
    "body", [{}, {"base_rev": -1}, {"base_rev": None}, {"base_rev": 10**30}, [], {"base_rev": 1, "x": 1}]
)
def test_decision_of_another_shape_is_refused(bob, late, body):
    assert decide(bob, late, "apply", body).status_code == 422

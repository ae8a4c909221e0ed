"""Marks, declarations and submissions from the outbox: once each, and only of what the person saw."""

import pytest

from stations.actions import assessments
from stations.enums import AssessmentState
from stations.models import AuditEvent, LateOperation, Operation, SectionMark, Sheet, Transition
from tests.api.outbox import EMPTY, degree, mark, operation, rate, read_sheet, seen, send, send_one
from tests.worlds import declare, fill, submit

GAP = "{code} Factor {code} has no answer."


def declaration(world, browser, **fields):
    """The declaration of what the person's browser shows now."""
    return operation(world, "declare", seen=seen(browser, world.assessment), **fields)


def submission(world, browser, **fields):
    sheet = read_sheet(browser, world.assessment)
    shown = {code: rating["revision"] for code, rating in sheet["ratings"].items()}
    return operation(world, "submit", seen=shown, seen_sheets=sheet["submission"]["sheets"], **fields)


# Marks


def test_mark_of_a_whole_section_completes_it(world, bob):
    send(bob, rate(world, "S1"), rate(world, "S2"))

    result = send_one(bob, mark(world))

    assert (result["outcome"], result["section"]) == (
        "applied",
        {"quadrant": "S", "is_marked": True, "state": "completed", "answered": 2, "total": 2, "missing": []},
    )


def test_mark_of_a_section_with_gaps_is_a_problem(world, bob):
    send(bob, rate(world, "S1"), rate(world, "S2", {**EMPTY, "note": "待补"}))

    result = send_one(bob, mark(world))

    assert (result["outcome"], result["section"]) == (
        "applied",
        {"quadrant": "S", "is_marked": True, "state": "problem", "answered": 1, "total": 2, "missing": ["S2"]},
    )


def test_mark_again_is_a_duplicate_even_after_it_was_taken_back(world, bob):
    first = mark(world)
    applied = send_one(bob, first)
    send_one(bob, mark(world, done=False))

    result = send_one(bob, first)

    assert (result["outcome"], result["saved_at"]) == ("duplicate", applied["saved_at"])
    assert result["section"]["is_marked"] is False
    assert not SectionMark.objects.exists()


@pytest.mark.parametrize("done", [True, False])
def test_mark_that_stands_already_is_unchanged(world, bob, done):
    send_one(bob, mark(world, done=done))

    assert send_one(bob, mark(world, done=done))["outcome"] == "unchanged"


@pytest.mark.parametrize("fields", [{"quadrant": "X"}, {"quadrant": ""}, {"done": 1}, {"done": "true"}, {"done": None}])
def test_mark_of_another_shape_is_malformed(world, bob, fields):
    assert send_one(bob, mark(world) | fields)["code"] == "malformed"


def test_mark_after_the_submission_is_closed(world, alice, bob):
    submit(world)

    results = send(alice, mark(world)) + send(bob, mark(world))

    assert [(result["outcome"], result["code"]) for result in results] == [("refused", "closed")] * 2
    assert results[0]["detail"].startswith("This assessment has been submitted")


# Declarations


def test_declaration_of_what_was_seen_is_applied(world, bob):
    fill(world.assessment, world.bob)

    result = send_one(bob, declaration(world, bob))

    assert result["outcome"] == "applied"
    assert Sheet.objects.get().is_declared
    assert result["sheet"]["number"] == 1
    assert result["sheet"]["declared_at"] is not None
    assert result["sheet"]["changed_after_at"] is None


def test_declaration_again_is_a_duplicate(world, bob):
    fill(world.assessment, world.bob)
    sent = declaration(world, bob)
    applied = send_one(bob, sent)
    send_one(bob, rate(world, value=degree(1), base_rev=1))

    result = send_one(bob, sent)

    assert (result["outcome"], result["saved_at"]) == ("duplicate", applied["saved_at"])
    assert AuditEvent.objects.filter(action="sheet.declare").count() == 1


def test_declaration_of_a_declared_sheet_is_unchanged(world, bob):
    declare(world.assessment, world.bob)

    assert send_one(bob, operation(world, "declare", seen={}))["outcome"] == "unchanged"


def test_declaration_of_what_has_changed_since_is_a_conflict(world, bob):
    fill(world.assessment, world.bob)
    sent = declaration(world, bob)
    send_one(bob, rate(world, value=degree(1), base_rev=1))

    result = send_one(bob, sent)

    assert (result["outcome"], result["revisions"]) == ("conflict", sent["seen"] | {"S1": 2})
    assert result["detail"] == (
        "Something was changed on another page or device since you looked. Nothing was done: look again first."
    )
    assert not Sheet.objects.declared().exists()


def test_untouched_factors_may_be_named_with_revision_zero(world, bob):
    send(bob, rate(world, "S1"))

    result = send_one(bob, operation(world, "declare", seen={"S1": 1, "S2": 0}))

    assert (result["outcome"], result["code"]) == ("refused", "incomplete")


def test_declaration_of_a_sheet_with_gaps_names_them(world, bob):
    fill(world.assessment, world.bob)
    send(bob, rate(world, "S1", EMPTY, base_rev=1), rate(world, "T2", EMPTY, base_rev=1))

    result = send_one(bob, declaration(world, bob))

    assert (result["outcome"], result["code"]) == ("refused", "incomplete")
    assert result["errors"] == [{"field": "", "detail": GAP.format(code=code)} for code in ("S1", "T2")]


def test_declaration_before_the_first_answer_is_not_found(world, bob):
    assert send_one(bob, operation(world, "declare", seen={}))["code"] == "not_found"


def test_declaration_after_the_submission_is_closed(world, bob):
    fill(world.assessment, world.bob)
    submit(world)

    results = [send_one(bob, declaration(world, bob)), send_one(bob, operation(world, "declare", seen={}))]

    assert [result["code"] for result in results] == ["closed", "closed"]
    assert not LateOperation.objects.exists()


# Submissions


def test_submission_of_what_was_seen_is_applied(world, alice):
    declare(world.assessment, world.alice)

    result = send_one(alice, submission(world, alice))

    assert (result["outcome"], result["state"]) == ("applied", "submitted")
    assert world.assessment.state == AssessmentState.SUBMITTED


def test_submission_again_is_a_duplicate_even_after_it_was_withdrawn(world, alice):
    declare(world.assessment, world.alice)
    sent = submission(world, alice)
    applied = send_one(alice, sent)
    assessments.withdraw(assessment=world.assessment, by=world.alice)

    result = send_one(alice, sent)

    assert (result["outcome"], result["saved_at"], result["state"]) == ("duplicate", applied["saved_at"], "draft")
    assert Transition.objects.count() == 2


def test_submission_without_an_own_sheet_names_the_declared_ones(world, alice):
    declare(world.assessment, world.bob)

    sent = submission(world, alice)

    assert (sent["seen"], sent["seen_sheets"]) == ({}, {"1": 8})
    assert send_one(alice, sent)["outcome"] == "applied"


def test_submission_after_a_colleague_changed_a_declared_sheet_is_a_conflict(world, alice, bob):
    declare(world.assessment, world.bob)
    sent = submission(world, alice)
    send_one(bob, rate(world, value=degree(1), base_rev=1))

    result = send_one(alice, sent)

    assert (result["outcome"], result["revisions"], result["sheets"]) == ("conflict", {}, {"1": 9})
    assert world.assessment.state == AssessmentState.DRAFT


def test_submission_after_another_sheet_was_declared_is_a_conflict(world, alice):
    declare(world.assessment, world.alice)
    sent = submission(world, alice)
    declare(world.assessment, world.bob)

    result = send_one(alice, sent)

    assert (result["outcome"], result["sheets"]) == ("conflict", {"1": 8, "2": 8})
    assert not Transition.objects.exists()


def test_submission_after_the_own_undeclared_sheet_changed_is_a_conflict(world, alice):
    declare(world.assessment, world.bob)
    send_one(alice, rate(world))
    sent = submission(world, alice)
    send_one(alice, rate(world, value=degree(1), base_rev=1))

    assert send_one(alice, sent)["outcome"] == "conflict"


def test_undeclared_sheet_of_a_colleague_may_change_meanwhile(world, alice, bob):
    declare(world.assessment, world.alice)
    sent = submission(world, alice)
    send_one(bob, rate(world))

    assert send_one(alice, sent)["outcome"] == "applied"


def test_submission_without_a_declared_sheet_is_incomplete(world, alice):
    result = send_one(alice, submission(world, alice))

    assert (result["outcome"], result["code"]) == ("refused", "incomplete")
    assert result["errors"] == [{"field": "", "detail": "Nobody has declared a sheet complete yet."}]


def test_submission_by_somebody_who_does_not_lead_is_forbidden(world, bob):
    declare(world.assessment, world.bob)

    result = send_one(bob, operation(world, "submit", seen={}, seen_sheets={}))

    assert (result["outcome"], result["code"]) == ("refused", "forbidden")


def test_submission_of_what_is_submitted_is_closed(world, alice):
    submit(world)

    result = send_one(alice, submission(world, alice))

    assert (result["outcome"], result["code"]) == ("refused", "closed")
    assert result["detail"].startswith("This assessment is now “Submitted”.")


@pytest.mark.parametrize(
    "fields",
    [{"seen": None}, {"seen": {"S1": -1}}, {"seen_sheets": {"one": 1}}, {"seen_sheets": [1]}, {"seen": {"\x00": 1}}],
)
def test_submission_of_another_shape_is_malformed(world, alice, fields):
    assert send_one(alice, operation(world, "submit", seen={}, seen_sheets={}) | fields)["code"] == "malformed"


def test_id_of_another_step_is_refused(world, alice):
    declare(world.assessment, world.alice)
    marked = mark(world)
    send_one(alice, marked)

    result = send_one(alice, submission(world, alice, op_id=marked["op_id"]))

    assert (result["outcome"], result["code"]) == ("refused", "malformed")
    assert Operation.objects.count() == 1


def test_id_of_a_colleagues_step_is_refused(world, alice, bob):
    marked = mark(world)
    send_one(alice, marked)

    assert send_one(bob, marked)["code"] == "malformed"
    assert SectionMark.objects.count() == 1

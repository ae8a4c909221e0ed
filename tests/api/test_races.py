"""Two devices, two people or one impatient script at the same moment, each with a connection of its own."""

import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier, Event
from uuid import uuid4

import pytest
from django.db import connection, transaction

from stations.actions import assessments
from stations.models import LateOperation, Operation, Rating, RatingChange, Transition
from tests.api.outbox import degree, mark, operation, outcomes, rate, seen, send_one
from tests.api.test_late import apply, decide
from tests.worlds import declare, fill, open_cycle, submit

AT_ONCE = 4


@pytest.fixture
def world(separate_world):
    """The small world, written for all to see."""
    return separate_world


def together(*calls):
    """What the calls return, each made in a thread of its own at the same moment."""
    barrier = Barrier(len(calls))

    def wait_and(call):
        try:
            barrier.wait(timeout=30)
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(wait_and, calls))


def sent_at_once(visit, user, sent):
    return together(*[partial(send_one, visit(user), sent) for _ in range(AT_ONCE)])


def applied_once(results):
    return sorted(outcomes(results)) == ["applied"] + ["duplicate"] * (len(results) - 1)


def test_one_rating_sent_many_times_at_once_is_applied_once(world, visit):
    results = sent_at_once(visit, world.bob, rate(world))

    assert applied_once(results)
    assert {result["revision"] for result in results} == {1}
    assert RatingChange.objects.count() == 1


def test_one_mark_sent_many_times_at_once_is_applied_once(world, visit):
    assert applied_once(sent_at_once(visit, world.bob, mark(world)))
    assert Operation.objects.count() == 1


def test_one_declaration_sent_many_times_at_once_is_applied_once(world, visit):
    fill(world.assessment, world.bob)
    sent = operation(world, "declare", seen=seen(visit(world.bob), world.assessment))

    assert applied_once(sent_at_once(visit, world.bob, sent))


def test_one_submission_sent_many_times_at_once_is_applied_once(world, visit):
    declare(world.assessment, world.bob)
    sent = operation(world, "submit", seen={}, seen_sheets={"1": 8})

    assert applied_once(sent_at_once(visit, world.alice, sent))
    assert Transition.objects.count() == 1


def test_one_late_answer_sent_many_times_at_once_is_kept_once(world, visit):
    submit(world)

    assert outcomes(sent_at_once(visit, world.bob, rate(world))) == ["late"] * AT_ONCE
    assert LateOperation.objects.count() == 1


def test_one_late_answer_applied_many_times_at_once_is_applied_once(world, visit):
    submit(world)
    late = send_one(visit(world.bob), rate(world))["late"]
    assessments.return_for_revision(assessment=world.assessment, reason="请补充。", by=world.county_reviewer)

    results = together(*[partial(apply, visit(world.bob), late, 0) for _ in range(AT_ONCE)])

    assert applied_once(results)
    assert Rating.objects.filter(sheet__rater=world.bob).count() == 1


def test_late_answer_applied_and_discarded_at_once_is_either(world, visit):
    submit(world)
    late = send_one(visit(world.bob), rate(world))["late"]
    assessments.return_for_revision(assessment=world.assessment, reason="请补充。", by=world.county_reviewer)
    phone, laptop = visit(world.bob), visit(world.bob)

    results = together(lambda: apply(phone, late, 0), lambda: decide(laptop, late, "discard").json())

    assert sorted(outcomes(results)) == ["applied", "refused"]
    is_applied = LateOperation.objects.get().state == "applied"
    assert Rating.objects.filter(sheet__rater=world.bob).exists() == is_applied


def one_after_the_other(visit, first, second):
    """Two people's results, the second of whom sends while what the first sent is written but not yet committed."""
    is_written = Event()

    def write_slowly():
        with transaction.atomic():
            result = send_one(visit(first[0]), first[1])
            is_written.set()
            time.sleep(0.5)
        return result

    def come_second():
        browser = visit(second[0])
        assert is_written.wait(timeout=30)
        return send_one(browser, second[1])

    return together(write_slowly, come_second)


def test_one_id_from_two_people_belongs_to_the_faster(world, visit):
    theirs = {**rate(world), "op_id": str(uuid4())}
    elsewhere = {**theirs, "assessment": world.foreign_assessment.pk}

    first, second = one_after_the_other(visit, (world.bob, theirs), (world.charlie, elsewhere))

    assert (first["outcome"], second["outcome"], second["code"]) == ("applied", "refused", "malformed")
    assert Rating.objects.count() == 1


def test_one_step_id_from_two_people_belongs_to_the_faster(world, visit):
    theirs = mark(world)
    elsewhere = {**theirs, "assessment": world.foreign_assessment.pk}

    first, second = one_after_the_other(visit, (world.bob, theirs), (world.charlie, elsewhere))

    assert (first["outcome"], second["outcome"], second["code"]) == ("applied", "refused", "malformed")


def test_two_answers_over_the_same_revision_are_one_change_and_one_conflict(world, visit):
    phone, laptop = visit(world.bob), visit(world.bob)
    send_one(phone, rate(world))

    results = together(
        lambda: send_one(phone, rate(world, value=degree(1), base_rev=1)),
        lambda: send_one(laptop, rate(world, value=degree(5), base_rev=1)),
    )

    assert sorted(outcomes(results)) == ["applied", "conflict"]
    assert RatingChange.objects.count() == 2


def test_two_first_answers_are_one_change_and_one_conflict(world, visit):
    phone, laptop = visit(world.bob), visit(world.bob)

    results = together(
        lambda: send_one(phone, rate(world, value=degree(1))), lambda: send_one(laptop, rate(world, value=degree(5)))
    )

    assert sorted(outcomes(results)) == ["applied", "conflict"]


def test_answer_and_submission_at_once_never_pass_each_other_unseen(world, visit):
    """Either the answer came first and the submission says that something changed, or it came late and is kept."""
    phone, laptop = visit(world.alice), visit(world.alice)
    for year in range(2021, 2026):
        assessment = world.station.assessments.get(cycle=open_cycle(world, world.county, year=year))
        declare(assessment, world.alice)
        changed = {**rate(world, value=degree(5), base_rev=1), "assessment": assessment.pk}
        submission = {
            **operation(world, "submit", seen=seen(laptop, assessment), seen_sheets={"1": 8}),
            "assessment": assessment.pk,
        }

        results = together(partial(send_one, phone, changed), partial(send_one, laptop, submission))

        assert outcomes(results) in (["applied", "conflict"], ["late", "applied"])
        assert LateOperation.objects.filter(assessment=assessment).exists() == (results[0]["outcome"] == "late")


def test_many_people_save_at_once(world, visit):
    """On their own sheets of one assessment, whose row they all hold in turn."""
    browsers = [visit(user) for user in (world.alice, world.bob)] * 2
    sent = [rate(world, code) for code in ("S1", "S1", "W1", "W1")]

    results = together(*map(partial, [send_one] * 4, browsers, sent))

    assert outcomes(results) == ["applied"] * 4
    assert Rating.objects.count() == 4

"""How often saving asks the database; not counted are the session with its user, and savepoints, as in the pages' tests."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.api.outbox import EMPTY, degree, mark, outcomes, rate, send, send_one
from tests.worlds import declare, make_edition, open_cycle, submit

NOT_COUNTED = re.compile(r'^(SAVEPOINT|RELEASE SAVEPOINT)|"django_session"|FROM "accounts_user" WHERE')


def queries(act, *arguments):
    with CaptureQueriesContext(connection) as captured:
        result = act(*arguments)
    return result, [query["sql"] for query in captured if not NOT_COUNTED.search(query["sql"])]


@pytest.fixture
def saved(world, bob):
    """Bob answered one factor, so that his sheet is open."""
    send_one(bob, rate(world))


def test_first_answer_of_a_factor_asks_fewer_than_ten_times(world, bob, saved):
    result, asked = queries(send_one, bob, rate(world, "S2"))

    assert (result["outcome"], len(asked) < 10) == ("applied", True), asked


def test_changed_answer_asks_fewer_than_ten_times(world, bob, saved):
    result, asked = queries(send_one, bob, rate(world, value=degree(1), base_rev=1))

    assert (result["outcome"], len(asked) < 10) == ("applied", True), asked


def test_changed_answer_of_a_declared_sheet_asks_fewer_than_ten_times(world, bob):
    declare(world.assessment, world.bob)

    result, asked = queries(send_one, bob, rate(world, value=degree(1), base_rev=1))

    assert (result["outcome"], len(asked) < 10) == ("applied", True), asked


def test_duplicate_conflict_and_nothing_new_ask_fewer_than_ten_times(world, bob):
    first = rate(world)
    send_one(bob, first)

    asked = [queries(send_one, bob, sent) for sent in (first, rate(world, value=degree(1)), rate(world))]

    assert outcomes(result for result, _queries in asked) == ["duplicate", "conflict", "unchanged"]
    assert [len(sql) < 10 for _result, sql in asked] == [True] * 3


def test_cleared_answer_asks_at_most_ten_times(world, bob, saved):
    send_one(bob, mark(world))

    result, asked = queries(send_one, bob, rate(world, value=EMPTY, base_rev=1))

    assert (result["outcome"], len(asked) <= 10) == ("applied", True), asked


def test_fifty_answers_ask_in_proportion(world, bob):
    edition = make_edition("2099-1", factors=13)
    assessment = world.station.assessments.get(cycle=open_cycle(world, world.county, year=2021, edition=edition))
    codes = [f"{quadrant}{number}" for quadrant in "SWOT" for number in range(1, 14)]
    first, *others = [{**rate(world, code), "assessment": assessment.pk} for code in codes[:51]]
    _result, once = queries(send_one, bob, first)

    results, asked = queries(send, bob, *others)

    assert outcomes(results) == ["applied"] * 50
    assert len(asked) < 10 * 50
    assert len(once) < 20


@pytest.mark.parametrize("names", [("alice", "bob"), ("bob", "alice")])
def test_sheet_asks_as_often_for_three_of_everything_as_for_one(world, visit, names):
    users = [world.cast[name] for name in names]
    browser, counts = visit(users[0]), set()
    for factors in (1, 3):
        edition = make_edition(f"2098-{factors}", factors=factors)
        cycle = open_cycle(world, world.county, year=2026 - factors, edition=edition)
        assessment = world.station.assessments.get(cycle=cycle)
        for user in users[:factors]:
            declare(assessment, user)
        _response, asked = queries(browser.get, reverse("api_sheet", args=[assessment.pk]))
        counts.add(len(asked))

    assert len(counts) == 1


def test_late_answers_ask_as_often_for_three_as_for_one(world, bob):
    submit(world)
    url = reverse("api_sheet", args=[world.assessment.pk])
    send(bob, rate(world, "S1"))
    _response, once = queries(bob.get, url)

    send(bob, rate(world, "S2"), rate(world, "W1"))
    _response, thrice = queries(bob.get, url)

    assert len(thrice) == len(once)

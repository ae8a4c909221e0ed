"""Answers written in one statement while somebody else's writing on the same rows is not yet committed."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from stations.actions import assessments, at_once, operations, sheets
from stations.actions.late_operations import RatingOperation
from stations.actions.ratings import Outcome
from stations.models import LateOperation, Rating
from tests.actions.test_at_once import given, own_sheet
from tests.worlds import declare, degree, fill

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")


@pytest.fixture
def world(separate_world):
    """The small world, written for all to see."""
    return separate_world


def meanwhile(first, second):
    """What the second returns, which begins when the first has written and before that is committed."""
    is_written = Event()

    def write_slowly():
        with transaction.atomic():
            first()
            is_written.set()
            time.sleep(0.5)
        connection.close()

    def come_second():
        assert is_written.wait(timeout=30)
        try:
            return second()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        slow, result = pool.submit(write_slowly), pool.submit(come_second)
        slow.result()
        return result.result()


def rate_own(sent):
    sent = dict(sent)
    sheet = sent.pop("sheet")
    return operations.rate(operation=RatingOperation(**sent, assessment=sheet.assessment), sheet=sheet, is_late=False)


def test_answer_that_waits_for_a_submission_is_late(world):
    declare(world.assessment, world.alice)
    sent = given(own_sheet(world))

    done = meanwhile(lambda: assessments.submit(assessment=world.assessment, by=world.alice), lambda: rate_own(sent))

    assert isinstance(done, LateOperation)
    assert not Rating.objects.filter(sheet=sent["sheet"]).exists()


def test_answer_that_waits_for_a_declaration_is_marked_as_changed_after_it(world):
    fill(world.assessment, world.bob)
    sheet = own_sheet(world)
    sent = given(sheet, value=degree(5), base_revision=1)

    done = meanwhile(lambda: sheets.declare(sheet=sheet, by=world.bob), lambda: rate_own(sent))

    sheet.refresh_from_db()
    assert (done.result.outcome, sheet.changed_after_at) == (Outcome.APPLIED, done.saved_at)


def test_people_of_one_station_do_not_wait_for_each_other(world):
    first, second = given(own_sheet(world, world.alice)), given(own_sheet(world, world.bob))
    is_written, is_second_done = Event(), Event()

    def come_first():
        """Whether the second was done before the first was committed."""
        try:
            with transaction.atomic():
                at_once.rate(**first)
                is_written.set()
                return is_second_done.wait(timeout=30)
        finally:
            connection.close()

    def come_second():
        assert is_written.wait(timeout=30)
        try:
            return at_once.rate(**second).revision
        finally:
            is_second_done.set()
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        results = pool.submit(come_first), pool.submit(come_second)
        assert [result.result() for result in results] == [True, 1]
    assert Rating.objects.count() == 2

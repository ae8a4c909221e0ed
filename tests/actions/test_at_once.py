"""Answers written in one statement: the rows that the steps would have written, and nothing where something is in the way."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from stations.actions import at_once, operations, ratings, sheets
from stations.actions.late_operations import RatingOperation
from stations.actions.ratings import EMPTY, AnswerValue, Outcome
from stations.enums import AnswerKind
from stations.models import Cycle, Factor, Rating, RatingChange, Sheet
from tests.worlds import degree, make_edition, submit

pytestmark = pytest.mark.django_db
postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes no two tables at once")

WHEN = datetime(2026, 11, 5, 6, 2, tzinfo=UTC)
# One after the other, each over the revision before.
ANSWERS = [
    degree(4, importance=5, note="两名持证社工"),
    degree(1),
    AnswerValue(kind=AnswerKind.NOT_APPLICABLE, reason="本站不承担。"),
    AnswerValue(kind=AnswerKind.CANNOT_JUDGE, importance=2, reason="到岗不久。", note="n" * 2000),
    degree(5, note="100%（含周末）"),
]


def given(sheet, code="S1", value=None, **fields):
    return {
        "sheet": sheet,
        "factor": Factor.objects.get(edition=sheet.assessment.edition_id, code=code),
        "value": value or degree(4),
        "base_revision": 0,
        "operation_id": uuid4(),
        "by": sheet.rater,
        "client_time": WHEN,
        **fields,
    }


def own_sheet(world, user=None):
    return sheets.open_sheet(assessment=world.assessment, by=user or world.bob)


def rows(sheet):
    """All that stands on a sheet and how it came, but for keys, people and times of writing."""
    own = {"id", "sheet_id", "rating_id", "operation_id", "changed_by_id", "changed_at"}
    found = [*Rating.objects.filter(sheet=sheet).order_by("factor").values()]
    found += RatingChange.objects.filter(rating__sheet=sheet).order_by("rating__factor", "revision").values()
    return [{name: value for name, value in row.items() if name not in own} for row in found]


def test_every_row_is_what_the_steps_would_have_written(world):
    swift, stepwise = own_sheet(world, world.alice), own_sheet(world, world.bob)
    for base, value in enumerate(ANSWERS):
        for code in ("S1", "T1"):
            fields = {"code": code, "value": value, "base_revision": base}
            operation = {**given(swift, **fields), "assessment": world.assessment}
            done = operations.rate_own(operation.pop("sheet"), RatingOperation(**operation))
            assert done.result.outcome == ratings.rate(**given(stepwise, **fields)).outcome == Outcome.APPLIED

    assert rows(swift) == rows(stepwise)
    assert len(rows(swift)) == 2 + 2 * len(ANSWERS)


@postgresql
def test_plain_answers_are_written_at_once(world):
    sheet = own_sheet(world)

    for base, value in enumerate(ANSWERS):
        sent = given(sheet, value=value, base_revision=base)
        result = at_once.rate(**sent)
        rating, change = Rating.objects.get(), RatingChange.objects.latest("revision")
        assert (result.outcome, result.revision, result.value) == (Outcome.APPLIED, base + 1, value)
        assert rating.changed_at == change.changed_at == result.changed_at
        assert (change.rating, change.operation_id, change.changed_by) == (rating, sent["operation_id"], world.bob)


@postgresql
def test_plain_answer_asks_once(world, django_assert_num_queries):
    sent = given(own_sheet(world))

    with django_assert_num_queries(1):
        assert at_once.rate(**sent).revision == 1


@pytest.mark.skipif(connection.vendor == "postgresql", reason="PostgreSQL can")
def test_elsewhere_nothing_is_written_at_once(world):
    assert at_once.rate(**given(own_sheet(world))) is None
    assert not Rating.objects.exists()


def taken_back(world, sheet):
    return given(sheet, value=EMPTY, base_revision=1)


def same_again(world, sheet):
    return given(sheet, value=degree(3), base_revision=1)


def over_another_revision(world, sheet):
    return given(sheet, base_revision=2)


def without_the_answer_that_stands(world, sheet):
    return given(sheet, base_revision=0)


def known_operation(world, sheet):
    return given(sheet, "S2", operation_id=RatingChange.objects.get().operation_id)


def factor_of_another_edition(world, sheet):
    return given(sheet, base_revision=1) | {"factor": make_edition("2098-1").factors.first()}


def declared(world, sheet):
    Sheet.objects.filter(pk=sheet.pk).update(declared_at=timezone.now())
    return given(sheet, base_revision=1)


def submitted(world, sheet):
    submit(world)
    return given(sheet, base_revision=1)


def not_open_yet(world, sheet):
    tomorrow = timezone.localdate() + timedelta(days=1)
    Cycle.objects.filter(pk=sheet.assessment.cycle_id).update(opens_on=tomorrow, due_on=tomorrow)
    return given(sheet, base_revision=1)


@postgresql
@pytest.mark.parametrize(
    "obstacle",
    [
        taken_back,
        same_again,
        over_another_revision,
        without_the_answer_that_stands,
        known_operation,
        factor_of_another_edition,
        declared,
        submitted,
        not_open_yet,
    ],
)
def test_nothing_is_written_where_something_is_in_the_way(world, obstacle):
    sheet = own_sheet(world)
    ratings.rate(**given(sheet, value=degree(3)))
    sent = obstacle(world, sheet)
    before = rows(sheet)

    assert at_once.rate(**sent) is None
    assert rows(sheet) == before

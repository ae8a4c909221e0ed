"""Rating a factor: once per operation, never over somebody's newer answer, and kept for ever."""

from uuid import uuid4

import pytest

from stations.actions import assessments, sheets
from stations.actions.errors import AssessmentClosed, UnknownFactor
from stations.actions.ratings import EMPTY, AnswerValue, Outcome, rate, value_of
from stations.enums import AnswerKind
from stations.models import Factor, Rating, RatingChange
from tests.worlds import declare, degree, make_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(world):
    return sheets.open_sheet(assessment=world.assessment, by=world.bob)


def factor(world, code="S1"):
    return Factor.objects.get(edition=world.edition, code=code)


def put(world, sheet, value, *, base=0, operation=None, code="S1"):
    return rate(
        sheet=sheet,
        factor=factor(world, code),
        value=value,
        base_revision=base,
        operation_id=operation or uuid4(),
        by=world.bob,
    )


def test_rate_first_answer_is_applied_with_its_history(world, sheet):
    result = put(world, sheet, degree(4, importance=5, note="两名持证社工"))

    assert (result.outcome, result.revision) == (Outcome.APPLIED, 1)
    rating = Rating.objects.get()
    assert value_of(rating) == degree(4, importance=5, note="两名持证社工")
    assert [value_of(change) for change in rating.changes.all()] == [value_of(rating)]


def test_rate_same_operation_again_is_applied_once(world, sheet):
    operation = uuid4()
    put(world, sheet, degree(4), operation=operation)
    put(world, sheet, degree(2), base=1)

    again = put(world, sheet, degree(4), operation=operation)

    assert (again.outcome, again.revision, again.value) == (Outcome.DUPLICATE, 2, degree(2))
    assert RatingChange.objects.count() == 2


def test_rate_over_a_newer_answer_is_a_conflict_and_changes_nothing(world, sheet):
    put(world, sheet, degree(4))
    put(world, sheet, degree(2), base=1)

    result = put(world, sheet, degree(5), base=1)

    assert (result.outcome, result.revision, result.value) == (Outcome.CONFLICT, 2, degree(2))
    assert Rating.objects.get().degree == 2


def test_rate_the_same_answer_from_two_devices_is_no_conflict(world, sheet):
    put(world, sheet, degree(4))

    result = put(world, sheet, degree(4), base=0)

    assert (result.outcome, result.revision) == (Outcome.UNCHANGED, 1)


def test_rate_nothing_on_a_fresh_factor_writes_nothing(world, sheet):
    assert put(world, sheet, EMPTY).outcome == Outcome.UNCHANGED
    assert not Rating.objects.exists()


def test_rate_clearing_keeps_the_row_and_its_history(world, sheet):
    put(world, sheet, degree(4))

    result = put(world, sheet, EMPTY, base=1)

    assert (result.outcome, result.revision) == (Outcome.APPLIED, 2)
    assert not Rating.objects.answered().exists()
    assert list(RatingChange.objects.values_list("degree", flat=True)) == [4, None]


def test_rate_after_submission_is_refused(world, sheet):
    declare(world.assessment, world.alice)
    assessments.submit(assessment=world.assessment, by=world.alice)

    with pytest.raises(AssessmentClosed):
        put(world, sheet, degree(4))

    assert not Rating.objects.filter(sheet=sheet).exists()


def test_rate_factor_of_another_edition_is_refused(world, sheet):
    other = make_edition("2027-1")

    with pytest.raises(UnknownFactor):
        rate(
            sheet=sheet,
            factor=Factor.objects.get(edition=other, code="S1"),
            value=degree(3),
            base_revision=0,
            operation_id=uuid4(),
            by=world.bob,
        )


def test_rate_after_the_declaration_marks_the_sheet(world):
    sheet = declare(world.assessment, world.bob)
    assert sheet.changed_after_at is None

    put(world, sheet, degree(5), base=1)

    sheet.refresh_from_db()
    assert sheet.changed_after_at is not None


@pytest.mark.parametrize(
    "value",
    [
        AnswerValue(kind=AnswerKind.NOT_APPLICABLE, reason="本乡没有易地搬迁户。"),
        AnswerValue(kind=AnswerKind.CANNOT_JUDGE, reason="刚到岗两周。", importance=2),
        AnswerValue(kind=AnswerKind.NOT_ANSWERED, note="等资料到了再评。"),
    ],
)
def test_rate_every_kind_of_answer_comes_back_as_it_went_in(world, sheet, value):
    assert put(world, sheet, value).outcome == Outcome.APPLIED
    assert value_of(Rating.objects.get()) == value

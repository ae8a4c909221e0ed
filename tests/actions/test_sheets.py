"""A rater's sheet: opened once, marked section by section, declared when nothing is missing."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone, translation

from stations.actions import ratings, sheets
from stations.actions.errors import AssessmentClosed, Incomplete
from stations.actions.ratings import EMPTY
from stations.enums import Quadrant
from stations.models import AuditEvent, Cycle, Factor, SectionMark, Sheet
from tests.worlds import declare, degree, fill, submit

pytestmark = pytest.mark.django_db


def open_for(world, user):
    return sheets.open_sheet(assessment=world.assessment, by=user)


def put(sheet, code, value, base):
    factor = Factor.objects.get(edition=sheet.assessment.edition, code=code)
    ratings.rate(sheet=sheet, factor=factor, value=value, base_revision=base, operation_id=uuid4(), by=sheet.rater)


def test_open_sheet_twice_is_the_same_sheet(world):
    assert open_for(world, world.bob) == open_for(world, world.bob)
    assert Sheet.objects.count() == 1


def test_open_sheet_numbers_the_raters_in_order(world):
    numbers = [open_for(world, user).number for user in (world.bob, world.alice, world.bob)]

    assert numbers == [1, 2, 1]


def test_open_sheet_before_the_opening_day_is_refused(world):
    Cycle.objects.update(opens_on=timezone.localdate() + timedelta(days=1))

    with translation.override("en"), pytest.raises(AssessmentClosed, match=r"^This assessment has not opened yet\."):
        open_for(world, world.bob)


def test_open_sheet_after_submission_is_refused(world):
    submit(world)

    with translation.override("en"), pytest.raises(AssessmentClosed, match=r"^This assessment has been submitted"):
        open_for(world, world.bob)


def test_sheet_that_exists_is_found_after_submission_too(world):
    sheet = fill(world.assessment, world.bob)
    submit(world)

    assert open_for(world, world.bob) == sheet


def test_mark_section_is_kept_once_and_taken_back(world):
    sheet = open_for(world, world.bob)

    for done in (True, True, False, False):
        sheets.mark_section(sheet=sheet, quadrant=Quadrant.STRENGTHS, done=done)
        assert SectionMark.objects.count() == done


def test_taking_an_answer_back_takes_the_mark_of_its_section_back(world):
    sheet = fill(world.assessment, world.bob)
    for quadrant in Quadrant:
        sheets.mark_section(sheet=sheet, quadrant=quadrant, done=True)

    put(sheet, "S1", EMPTY, base=1)

    assert set(SectionMark.objects.values_list("quadrant", flat=True)) == {"W", "O", "T"}


def test_unanswered_are_the_factors_without_an_answer(world):
    sheet = open_for(world, world.bob)
    put(sheet, "S1", degree(4), base=0)
    put(sheet, "S2", ratings.AnswerValue(kind=EMPTY.kind, note="稍后"), base=0)

    assert [factor.code for factor in sheets.unanswered(sheet)] == ["S2", "W1", "W2", "O1", "O2", "T1", "T2"]


def test_declare_makes_the_sheet_count_and_is_logged(world):
    sheet = declare(world.assessment, world.bob)

    event = AuditEvent.objects.get(action="sheet.declare")
    assert list(Sheet.objects.declared()) == [sheet]
    assert (event.actor, event.object_kind, event.object_id) == (world.bob, "sheet", str(sheet.pk))


def test_declare_twice_keeps_the_first_time(world):
    sheet = declare(world.assessment, world.bob)

    sheets.declare(sheet=sheet, by=world.bob)

    assert Sheet.objects.get().declared_at == sheet.declared_at
    assert AuditEvent.objects.filter(action="sheet.declare").count() == 1


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (1, "1 factor has no answer yet. Answer it before you declare the sheet complete."),
        (2, "2 factors have no answer yet. Answer them before you declare the sheet complete."),
    ],
)
def test_declare_with_missing_answers_says_how_many_and_which(world, count, sentence):
    sheet = fill(world.assessment, world.bob)
    for code in ("S1", "T2")[:count]:
        put(sheet, code, EMPTY, base=1)

    with translation.override("en"), pytest.raises(Incomplete) as refusal:
        sheets.declare(sheet=sheet, by=world.bob)

    gaps = ["S1 Factor S1 has no answer.", "T2 Factor T2 has no answer."]
    assert (str(refusal.value), refusal.value.gaps) == (sentence, gaps[:count])
    assert not Sheet.objects.declared().exists()


def test_declare_after_submission_is_refused(world):
    sheet = fill(world.assessment, world.bob)
    submit(world)

    with pytest.raises(AssessmentClosed):
        sheets.declare(sheet=sheet, by=world.bob)

    assert Sheet.objects.declared().count() == 1

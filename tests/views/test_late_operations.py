"""Late answers on the page that works without JavaScript: beside what stands, with two buttons."""

from uuid import uuid4

import pytest
from django.urls import reverse

from stations.actions import assessments, operations, ratings
from stations.actions.late_operations import RatingOperation
from stations.actions.ratings import value_of
from stations.models import Factor, LateOperation, Rating
from tests.views.pages import told
from tests.worlds import degree, fill, submit


@pytest.fixture
def sheet(world):
    sheet = fill(world.assessment, world.bob)
    submit(world)
    return sheet


@pytest.fixture
def late(world, sheet):
    return keep(world, sheet, "S1", degree(5, note="晚到"))


@pytest.fixture
def returned(world, late):
    assessments.return_for_revision(assessment=world.assessment, reason="请补充。", by=world.county_reviewer)


def keep(world, sheet, code, value):
    return operations.rate(
        operation=RatingOperation(
            operation_id=uuid4(),
            assessment=world.assessment,
            factor=Factor.objects.get(edition=world.edition, code=code),
            value=value,
            base_revision=1,
            by=world.bob,
        ),
        sheet=sheet,
    )


def page(world, browser):
    return browser.get(world.assessment.get_absolute_url())


def press(browser, late, verb, **data):
    return browser.post(reverse(f"late_{verb}", args=[late.operation_id]), data)


def standing(world):
    return value_of(Rating.objects.get(sheet__rater=world.bob, factor__code="S1"))


def test_page_shows_the_late_answer_beside_the_one_that_stands(world, visit, late):
    keep(world, late.assessment.sheets.get(rater=world.bob), "T2", degree(1))

    rows = page(world, visit(world.bob)).context["late_rows"]

    assert [(row.late.factor.code, row.arrived, row.standing, row.revision) for row in rows] == [
        ("S1", "5 Fully · note: 晚到", "3 Partly", 1),
        ("T2", "1 Hardly present", "3 Moderate", 1),
    ]


def test_page_offers_to_apply_only_while_the_form_is_open(world, visit, late):
    browser = visit(world.bob)
    closed = page(world, browser).content.decode()
    assessments.return_for_revision(assessment=world.assessment, reason="请补充。", by=world.county_reviewer)

    opened = page(world, browser).content.decode()

    applying, discarding = (reverse(f"late_{verb}", args=[late.operation_id]) for verb in ("apply", "discard"))
    assert [applying in closed, discarding in closed] == [False, True]
    assert [applying in opened, discarding in opened] == [True, True]


@pytest.mark.parametrize("who", ["alice", "county_reviewer"])
def test_page_shows_nobody_elses_late_answers(world, visit, late, who):
    assert page(world, visit(world.cast[who])).context["late_rows"] == []


def test_applied_answer_stands_and_leaves_the_list(world, visit, late, returned):
    browser = visit(world.bob)

    response = press(browser, late, "apply", base_revision="1")

    assert (response.status_code, response.url) == (302, world.assessment.get_absolute_url())
    assert told(response) == ["The late answer is applied."]
    assert standing(world) == degree(5, note="晚到")
    assert page(world, browser).context["late_rows"] == []


def test_answer_that_changed_meanwhile_is_shown_again(world, visit, late, returned, sheet):
    ratings.rate(sheet=sheet, factor=late.factor, value=degree(1), base_revision=1, operation_id=uuid4(), by=world.bob)

    response = press(visit(world.bob), late, "apply", base_revision="1")

    assert told(response) == ["This answer was changed elsewhere meanwhile. Look at both again, then choose."]
    assert standing(world) == degree(1)
    (row,) = page(world, visit(world.bob)).context["late_rows"]
    assert (row.standing, row.revision) == ("1 Hardly at all", 2)


def test_discarded_answer_leaves_the_list(world, visit, late):
    browser = visit(world.bob)

    response = press(browser, late, "discard")

    assert told(response) == ["The late answer is discarded."]
    assert page(world, browser).context["late_rows"] == []


def test_answer_of_a_closed_form_is_not_applied(world, visit, late):
    (sentence,) = told(press(visit(world.bob), late, "apply", base_revision="1"))

    assert sentence.startswith("This assessment has been submitted")
    assert LateOperation.objects.get().is_waiting


def test_answer_that_was_applied_elsewhere_is_not_discarded(world, visit, late, returned):
    press(visit(world.bob), late, "apply", base_revision="1")

    (sentence,) = told(press(visit(world.bob), late, "discard"))

    assert sentence.startswith("You applied this answer before.")


@pytest.mark.parametrize("base_revision", ["", "-1", "one", "9" * 40, "１"])
def test_forged_revision_applies_nothing(world, visit, late, returned, base_revision):
    response = press(visit(world.bob), late, "apply", base_revision=base_revision)

    assert told(response) == ["Load this page again, then choose once more."]
    assert LateOperation.objects.get().is_waiting


def test_page_asks_as_often_for_three_late_answers_as_for_one(
    world, visit, late, sheet, django_assert_num_queries, django_assert_max_num_queries
):
    browser = visit(world.bob)
    with django_assert_max_num_queries(100) as once:
        page(world, browser)

    for code in ("S2", "T1"):
        keep(world, sheet, code, degree(1))

    with django_assert_num_queries(len(once)):
        page(world, browser)

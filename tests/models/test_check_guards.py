"""The database's own guards of check ratings, asked with raw writes: given under review alone, and never changed."""

import pytest

from stations.actions import assessments
from stations.models import CheckRating, Factor
from stations.models.guards import Rule
from tests.models.guarded import refused
from tests.models.rows import again
from tests.worlds import give_checks, make_edition, review

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(world):
    give_checks(review(world), world.county_reviewer, {"S1": 4})
    return CheckRating.objects.all()


@pytest.mark.parametrize("change", [{"degree": 1}, {"degree": None}, {"note": "x"}, {"revision": 7}])
def test_check_rating_never_changes(one, change):
    with refused(Rule.APPEND_ONLY):
        one.update(**change)


def test_check_rating_is_never_deleted(one):
    with refused(Rule.APPEND_ONLY):
        one._raw_delete("default")


def test_check_rating_is_added_while_the_review_lasts(one):
    again(one.get(), revision=2, degree=5).save(force_insert=True)

    assert [row.degree for row in CheckRating.objects.standing()] == [5]


def test_nothing_is_added_after_the_decision(world, one):
    row = again(one.get(), revision=2)
    assessments.approve(assessment=world.assessment, by=world.county_reviewer)

    with refused(Rule.UNDER_REVIEW):
        row.save(force_insert=True)


def test_nothing_is_added_once_it_is_returned_and_submitted_again(world, one):
    """The review of the second submission has not begun."""
    row = again(one.get(), revision=2)
    assessments.return_for_revision(assessment=world.assessment, reason="补充。", by=world.county_reviewer)
    assessments.submit(assessment=world.assessment, by=world.alice)

    with refused(Rule.UNDER_REVIEW):
        row.save(force_insert=True)


def test_nothing_is_added_to_a_draft(world, one):
    row = again(one.get(), assessment=world.foreign_assessment)

    with refused(Rule.UNDER_REVIEW):
        row.save(force_insert=True)


def test_factor_of_another_edition_is_refused(one):
    make_edition("other")
    row = again(one.get(), factor=Factor.objects.get(edition__code="other", code="S1"))

    with refused(Rule.UNDER_REVIEW):
        row.save(force_insert=True)

"""Check ratings: kept one beside another, never in the station's figures, and frozen by the approval."""

import hashlib
import json
from dataclasses import replace

import pytest

from stations import scorecards, scoring
from stations.actions import assessments
from stations.actions.check_ratings import (
    CheckChange,
    CheckValue,
    ReviewClosed,
    give_check_ratings,
)
from stations.actions.errors import UnknownFactor
from stations.enums import AppointmentRole
from stations.models import AuditEvent, CheckRating, Evidence, Factor, Result
from tests.worlds import attach, declare, give_checks, make_edition, make_official, review, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewed(world):
    return review(world)


@pytest.fixture
def prefecture_reviewer(world):
    return make_official("prefecture_reviewer", world.prefecture, AppointmentRole.REVIEWER)


def change(world, code, degree, *, note="", base=0):
    factor = Factor.objects.get(edition=world.edition, code=code)
    return CheckChange(factor=factor, value=CheckValue(degree=degree, note=note), base_revision=base)


def give(world, *changes, by=None):
    return give_check_ratings(assessment=world.assessment, changes=changes, by=by or world.county_reviewer)


def kept():
    rows = CheckRating.objects.order_by("pk")
    return list(rows.values_list("reviewer__username", "factor__code", "revision", "degree", "note"))


def record(world):
    return scorecards.record_from(world.assessment.snapshot)


# Giving


def test_every_word_is_kept(world, reviewed):
    give(world, change(world, "S1", 4))
    give(world, change(world, "S1", 2, note="看了台账。", base=1))
    give(world, change(world, "S1", None, base=2))

    assert kept() == [("county", "S1", 1, 4, ""), ("county", "S1", 2, 2, "看了台账。"), ("county", "S1", 3, None, "")]


def test_saying_the_same_again_adds_nothing(world, reviewed):
    give(world, change(world, "S1", 4), change(world, "W1", None))
    give(world, change(world, "S1", 4))

    assert kept() == [("county", "S1", 1, 4, "")]


def test_older_page_is_told_and_overwrites_nothing(world, reviewed):
    give(world, change(world, "S1", 4))
    give(world, change(world, "S1", 5, base=1))

    conflicts = give(world, change(world, "S1", 2, base=1), change(world, "W1", 3))

    assert conflicts == {Factor.objects.get(edition=world.edition, code="S1").pk}
    assert [row[1:4] for row in kept()] == [("S1", 1, 4), ("S1", 2, 5), ("W1", 1, 3)]


def test_two_reviewers_have_their_own(world, reviewed, prefecture_reviewer):
    give(world, change(world, "S1", 4))
    give(world, change(world, "S1", 2), by=prefecture_reviewer)

    assert kept() == [("county", "S1", 1, 4, ""), ("prefecture_reviewer", "S1", 1, 2, "")]
    assert list(CheckRating.objects.order_by("pk").values_list("level", flat=True)) == ["county", "prefecture"]


@pytest.mark.parametrize("begin", [submit, lambda world: declare(world.assessment, world.alice)])
def test_before_the_review_none_is_taken(world, begin):
    begin(world)

    with pytest.raises(ReviewClosed):
        give(world, change(world, "S1", 4))


@pytest.mark.parametrize("decide", [assessments.approve, assessments.return_for_revision])
def test_after_the_decision_none_is_taken(world, reviewed, decide):
    decide(assessment=reviewed, reason="补充。", by=world.county_reviewer)

    with pytest.raises(ReviewClosed):
        give(world, change(world, "S1", 4))


def test_factor_of_another_edition_is_refused(world, reviewed):
    other = Factor.objects.get(edition=make_edition("other"), code="S1")

    with pytest.raises(UnknownFactor):
        give(world, replace(change(world, "S1", 4), factor=other))


def test_log_tells_how_many_and_none_of_the_words(world, reviewed):
    give(world, change(world, "S1", 4, note="看了台账。"), change(world, "W1", 2))

    event = AuditEvent.objects.get(action="assessment.check")
    assert (event.actor, event.object_id, event.detail) == (
        world.county_reviewer,
        str(world.assessment.pk),
        {"factors": 2},
    )


# The approval


def test_approval_without_check_ratings_leaves_the_snapshot(world, reviewed):
    before = world.assessment.snapshot

    assessments.approve(assessment=reviewed, by=world.county_reviewer)

    assert world.assessment.snapshot == before
    assert "checks" not in before.context


def test_check_ratings_taken_back_leave_the_snapshot_too(world, reviewed):
    give(world, change(world, "S1", 4))
    give(world, change(world, "S1", None, base=1))
    before = world.assessment.snapshot

    assessments.approve(assessment=reviewed, by=world.county_reviewer)

    assert world.assessment.snapshot == before


def test_approval_freezes_them_beside_the_same_figures(world, prefecture_reviewer):
    attach(world.assessment, world.bob)
    submitted = review(world).snapshot
    give_checks(world.assessment, prefecture_reviewer, {"W2": 5})
    give_checks(world.assessment, world.county_reviewer, {"W1": 5, "S1": 2}, note="看了台账。")

    assessments.approve(assessment=world.assessment, by=world.county_reviewer, reason="材料齐全。")

    found = world.assessment.snapshot
    assert (found.number, found.inputs, found.result) == (2, submitted.inputs, submitted.result)
    assert list(found.evidence.all()) == list(Evidence.objects.all())
    sheets = [
        (s.reviewer, s.level, [(e.factor, e.degree, e.note) for e in s.entries]) for s in record(world).context.checks
    ]
    assert sheets == [
        ("C1", "prefecture", [("W2", 5, "")]),
        ("C2", "county", [("S1", 2, "看了台账。"), ("W1", 5, "看了台账。")]),
    ]
    steps = [(step.step, step.reason) for step in record(world).context.steps]
    assert steps == [("submit", ""), ("start_review", ""), ("approve", "材料齐全。")]


def test_digest_of_the_approved_record_is_that_of_its_content(world, reviewed):
    give(world, change(world, "S1", 4))
    assessments.approve(assessment=reviewed, by=world.county_reviewer)
    snapshot = world.assessment.snapshot

    plain = {"context": snapshot.context, "inputs": snapshot.inputs, "result": snapshot.result}

    assert hashlib.sha256(scoring.canonical_json(plain).encode()).hexdigest() == snapshot.digest


def test_results_for_lists_are_those_of_the_submission(world, reviewed):
    figures = ["strengths", "weaknesses", "opportunities", "threats", "strength_coefficient", "rater_count"]
    before = Result.objects.values_list(*figures).get(assessment=reviewed)
    give(world, change(world, "S1", 1), change(world, "W1", 5))

    assessments.approve(assessment=reviewed, by=world.county_reviewer)

    assert Result.objects.values_list(*figures).get(assessment=reviewed) == before


def test_next_submission_is_the_stations_alone(world, reviewed):
    """What a reviewer said stays, and stands beside the second submission when that is approved."""
    give(world, change(world, "S1", 1))
    assessments.return_for_revision(assessment=reviewed, reason="补充。", by=world.county_reviewer)
    assessments.submit(assessment=world.assessment, by=world.alice)
    assert record(world).context.checks == ()

    assessments.start_review(assessment=world.assessment, by=world.county_reviewer)
    assessments.approve(assessment=world.assessment, by=world.county_reviewer)

    assert [sheet.degrees for sheet in record(world).context.checks] == [{"S1": 1}]


def test_nobody_is_named(world, reviewed):
    give(world, change(world, "S1", 1))
    assessments.approve(assessment=reviewed, by=world.county_reviewer)

    text = json.dumps(world.assessment.snapshot.context["checks"], ensure_ascii=False)

    assert world.county_reviewer.name not in text
    assert f'"{world.county_reviewer.username}"' not in text.replace('"level": "county"', "")

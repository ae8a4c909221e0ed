"""What every queryset shows to every kind of person: one table for all that have `visible_to`."""

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from stations.actions import assessments, report_batches
from stations.actions.assessments import return_for_revision
from stations.actions.evidence import remove
from stations.models import (
    Appointment,
    Assessment,
    AuditEvent,
    CheckRating,
    Cycle,
    Division,
    Edition,
    Evidence,
    LateOperation,
    Membership,
    Rating,
    ReportBatch,
    Result,
    Sheet,
    Snapshot,
    Station,
)
from tests.states import state
from tests.worlds import attach, be_late, declare, fill, give_checks, make_edition, open_cycle, submit, submit_for

PUBLISHED = ["2026-1"]
ALL_EDITIONS = ["2026-1", "draft"]
HERE, THERE = ["SW990101001"], ["SW990102001"]
COUNTY = ["SW990101001", "SW990101002"]
EVERYWHERE = [*COUNTY, *THERE]

# model: (what names a row, {group of people: the rows that they see}); whoever is not named sees none.
TABLE = {
    Division: (
        "name",
        {
            "county_reviewer": ["甲县", "东乡", "西乡"],
            "foreign_reviewer": ["乙县", "南乡"],
            "prefecture_viewer": ["示例市", "甲县", "东乡", "西乡", "乙县", "南乡"],
            "administrator": ["示例省", "示例市", "甲县", "东乡", "西乡", "乙县", "南乡"],
        },
    ),
    Station: (
        "code",
        {
            "alice bob": HERE,
            "charlie foreign_reviewer": THERE,
            "county_reviewer": COUNTY,
            "prefecture_viewer administrator": EVERYWHERE,
        },
    ),
    Membership: (
        "user__username",
        {"alice bob": ["alice", "bob"], "charlie": ["charlie"], "administrator": ["alice", "bob", "charlie"]},
    ),
    Appointment: (
        "user__username",
        {
            "county_reviewer": ["county"],
            "prefecture_viewer": ["prefecture"],
            "foreign_reviewer": ["foreign"],
            "administrator": ["county", "foreign", "prefecture"],
        },
    ),
    Edition: (
        "code",
        {
            "alice bob charlie county_reviewer prefecture_viewer foreign_reviewer administrator auditor nobody": PUBLISHED,
            "curator": ALL_EDITIONS,
        },
    ),
    Cycle: (
        "division__name",
        {
            "alice bob charlie county_reviewer": ["示例市"],
            "prefecture_viewer": ["乙县", "示例市"],
            "foreign_reviewer": ["乙县", "示例市"],
        },
    ),
    Assessment: (
        "station__code",
        {
            "alice bob": HERE,
            "charlie foreign_reviewer": THERE,
            "county_reviewer": COUNTY,
            "prefecture_viewer": EVERYWHERE,
        },
    ),
    Sheet: ("rater__username", {"alice": ["alice"], "bob": ["bob"], "charlie": ["charlie"]}),
    Rating: ("sheet__rater__username", {"alice": ["alice"], "bob": ["bob"], "charlie": ["charlie"]}),
    Evidence: (
        "name",
        {
            "alice bob county_reviewer": ["here.pdf"],
            "charlie foreign_reviewer": ["there.pdf"],
            "prefecture_viewer": ["here.pdf", "there.pdf"],
        },
    ),
    LateOperation: ("by__username", {"bob": ["bob"]}),
    # Each reviewer's own alone, for reviewers too judge independently.
    CheckRating: ("reviewer__username", {"county_reviewer": ["county"], "foreign_reviewer": ["foreign"]}),
    Snapshot: (
        "assessment__station__code",
        {
            "alice bob county_reviewer": HERE,
            "charlie foreign_reviewer": THERE,
            "prefecture_viewer": [*HERE, *THERE],
        },
    ),
    Result: (
        "station__code",
        {
            "alice bob county_reviewer": HERE,
            "charlie foreign_reviewer": THERE,
            "prefecture_viewer": [*HERE, *THERE],
        },
    ),
    ReportBatch: ("ordered_by__username", {"county_reviewer": ["county"]}),
    AuditEvent: (
        "action",
        {
            "auditor": [
                "assessment.check",
                "assessment.start_review",
                "assessment.submit",
                "cycle.open",
                "evidence.add",
                "evidence.remove",
                "reports.order",
                "sheet.declare",
            ]
        },
    ),
}


def test_table_holds_every_queryset_that_a_person_can_reach():
    models = apps.get_app_config("stations").get_models()

    assert set(TABLE) == {model for model in models if hasattr(model._default_manager, "visible_to")}


def make_busy(world):
    """Two stations have submitted, Bob has a sheet of his own, and the other county a cycle of its own."""
    make_edition("draft", published=False)
    fill(world.assessment, world.bob)
    attach(world.assessment, world.bob, name="here.pdf")
    remove(evidence=attach(world.assessment, world.bob, b"%PDF-2", name="removed.pdf"), by=world.bob)
    submit(world)
    be_late(world, world.bob)
    attach(world.foreign_assessment, world.charlie, name="there.pdf")
    submit_for(world.foreign_assessment, world.charlie)
    for assessment, reviewer in (
        (world.assessment, world.county_reviewer),
        (world.foreign_assessment, world.foreign_reviewer),
    ):
        give_checks(assessments.start_review(assessment=assessment, by=reviewer), reviewer, {"S1": 4})
    report_batches.order(division=world.county, cycle=world.cycle, language="en", by=world.county_reviewer)
    open_cycle(world, world.other_county, year=2024).assessments.all().delete()
    return world


busy = state("busy", make_busy, beneath="world")


def seen(model, user):
    field, _rows = TABLE[model]
    return sorted(set(model.objects.visible_to(user).values_list(field, flat=True)))


@pytest.mark.parametrize("model", TABLE)
def test_every_person_sees_the_rows_of_the_table(busy, model):
    _field, groups = TABLE[model]
    named = {name: sorted(rows) for group, rows in groups.items() for name in group.split()}

    shown = {name: seen(model, user) for name, user in busy.cast.items()}

    assert shown == {name: named.get(name, []) for name in busy.cast}


@pytest.mark.parametrize("model", TABLE)
def test_rows_are_never_shown_twice(busy, model):
    open_cycle(busy, busy.county, year=2023)

    for user in busy.cast.values():
        keys = list(model.objects.visible_to(user).values_list("pk", flat=True))
        assert len(keys) == len(set(keys))


@pytest.mark.parametrize("model", TABLE)
def test_nobody_signed_in_sees_nothing(busy, model):
    assert not model.objects.visible_to(AnonymousUser()).exists()


@pytest.mark.parametrize("model", TABLE)
@pytest.mark.parametrize("person", ["bob", "county_reviewer", "curator", "administrator", "auditor"])
def test_deactivated_person_sees_nothing(busy, model, person):
    user = getattr(busy, person)
    user.is_active = False

    assert not model.objects.visible_to(user).exists()


def test_member_who_left_sees_nothing_of_the_own_sheet(busy):
    busy.bob.memberships.update(ended_at="2026-01-01T00:00Z")

    assert not Sheet.objects.visible_to(busy.bob).exists()
    assert not Rating.objects.visible_to(busy.bob).exists()


def test_new_membership_elsewhere_does_not_open_the_old_sheet(busy):
    busy.bob.memberships.update(ended_at="2026-01-01T00:00Z")
    Membership.objects.create(user=busy.bob, station=busy.neighbour)

    assert not Sheet.objects.visible_to(busy.bob).exists()


def test_officials_see_no_evidence_of_a_draft(world):
    attach(world.assessment, world.bob)

    assert seen(Evidence, world.county_reviewer) == []


def test_officials_go_on_seeing_the_evidence_that_they_returned(busy):
    return_for_revision(assessment=busy.assessment, reason="补充。", by=busy.county_reviewer)
    remove(evidence=Evidence.objects.get(name="here.pdf"), by=busy.bob)
    attach(busy.assessment, busy.bob, b"%PDF-3", name="new.pdf")

    assert seen(Evidence, busy.county_reviewer) == ["here.pdf"]
    assert seen(Evidence, busy.bob) == ["new.pdf"]


def test_officials_see_the_evidence_of_the_newest_submission_alone(busy):
    return_for_revision(assessment=busy.assessment, reason="补充。", by=busy.county_reviewer)
    remove(evidence=Evidence.objects.get(name="here.pdf"), by=busy.bob)
    attach(busy.assessment, busy.bob, b"%PDF-3", name="new.pdf")

    assessments.submit(assessment=busy.assessment, by=busy.alice)

    assert seen(Evidence, busy.county_reviewer) == ["new.pdf"]


def test_officials_see_no_evidence_of_withdrawn_work(world):
    attach(world.assessment, world.bob)
    submit(world)
    assessments.withdraw(assessment=world.assessment, by=world.alice)

    assert seen(Evidence, world.county_reviewer) == []


def test_declared_sheets_are_still_ones_own_alone(busy):
    declare(busy.neighbour.assessments.get(), busy.bob)

    assert seen(Sheet, busy.alice) == ["alice"]

"""Rows of every table that are not saved yet, each like one that stands in the small world, to be broken at will."""

from copy import copy
from uuid import uuid4

from django.db import models
from django.utils import timezone

from stations.actions import report_batches
from stations.models import (
    Appointment,
    AuditEvent,
    CheckRating,
    Effect,
    Expert,
    Factor,
    Judgement,
    Membership,
    Operation,
    RatingChange,
    Result,
    SectionMark,
    Snapshot,
    Transition,
)
from tests.worlds import attach, be_late, declare, fill, give_checks, make_edition, review, submit


def again(row, **changes):
    """The same row once more, with these changes, not yet saved."""
    twin = copy(row)
    twin._state = models.base.ModelState()
    twin.pk = None
    for name, value in changes.items():
        setattr(twin, name, value)
    return twin


def user(world, **fields):
    return again(world.nobody, username="somebody", **fields)


def division(world, **fields):
    return again(world.county, **{"code": "990199"} | fields)


def station(world, **fields):
    return again(world.station, **{"code": "SW990101999"} | fields)


def membership(world, **fields):
    return again(Membership.objects.get(user=world.bob), **fields)


def appointment(world, **fields):
    return again(Appointment.objects.get(user=world.prefecture_viewer), **fields)


def cycle(world, **fields):
    return again(world.cycle, **{"year": 2030} | fields)


def same_cycle(world, **fields):
    return again(world.cycle, **fields)


def same_quarter(world):
    cycle(world, kind="quarterly", quarter=2).save()
    return cycle(world, kind="quarterly", quarter=2)


def assessment(world, **fields):
    return again(world.assessment, **fields)


def sheet(world, **fields):
    return again(declare(world.assessment, world.bob), **{"rater": world.alice, "number": 2} | fields)


def same_rater(world):
    return sheet(world, rater=world.bob)


def section_mark(world, **fields):
    SectionMark.objects.create(sheet=fill(world.assessment, world.bob), quadrant="S")
    return again(SectionMark.objects.get(), **fields)


def rating(world, **fields):
    """Bob's answer of 3 on a factor that he has not rated yet."""
    strange = Factor.objects.get(edition=make_edition("strange"), code="S1")
    return again(fill(world.assessment, world.bob).ratings.first(), **{"factor": strange} | fields)


def same_factor(world):
    return again(fill(world.assessment, world.bob).ratings.first())


def rating_change(world, **fields):
    fill(world.assessment, world.bob)
    return again(RatingChange.objects.first(), **{"operation_id": uuid4(), "revision": 2} | fields)


def late_operation(world, **fields):
    return again(be_late(world, world.bob), operation_id=uuid4(), **fields)


def an_order(world):
    submit(world)
    return report_batches.order(division=world.county, cycle=world.cycle, language="en", by=world.county_reviewer)


def report_batch(world, **fields):
    return again(an_order(world), **fields)


def batch_report(world, **fields):
    """The first report of the order, once more."""
    return again(an_order(world).reports.get(), **fields)


def check_rating(world, **fields):
    give_checks(review(world), world.county_reviewer, {"S1": 3})
    return again(CheckRating.objects.get(), **{"revision": 2} | fields)


def operation(world, **fields):
    return Operation(
        operation_id=uuid4(), assessment=world.assessment, by=world.bob, applied_at=timezone.now(), **fields
    )


def audit_event(world, **fields):
    return AuditEvent(**{"at": timezone.now(), "action": "demo.load"} | fields)


def same_evidence(world, **fields):
    return again(attach(world.assessment, world.bob), **{"upload_id": uuid4()} | fields)


def evidence(world, **fields):
    return same_evidence(world, **{"sha256": "1" * 64} | fields)


def transition(world, **fields):
    submit(world)
    return again(Transition.objects.get(), **fields)


def snapshot(world, **fields):
    submit(world)
    return again(Snapshot.objects.get(), **{"digest": "0" * 64} | fields)


def assessment_of_its_own(world, **fields):
    """Of a station that takes part in no cycle yet."""
    newcomer = station(world)
    newcomer.save()
    return again(world.assessment, station=newcomer, **fields)


def result(world, **fields):
    submit(world)
    return again(Result.objects.get(), **{"assessment": world.foreign_assessment} | fields)


def edition(world, **fields):
    return again(make_edition("draft", published=False), **{"code": "new"} | fields)


def effect_on_another_factor(world, **fields):
    row = of_draft(Effect)(world, **fields)
    row.factor = Factor.objects.get(edition=row.countermeasure.edition, code="S2")
    return row


def of_draft(model):
    """A row of an edition that may still be changed, once more."""

    def row(world, **fields):
        make_edition("draft", models=1, published=False)
        return again(model.objects.latest("pk"), **fields)

    return row


def expert(world):
    edition = make_edition("draft", published=False)
    return again(Expert.objects.create(edition=edition, label="Expert 1"))


def judgement(world, **fields):
    """Of the draft's first two factors, by an expert who has judged nothing yet."""
    edition = make_edition("draft", published=False)
    panel = [Expert.objects.create(edition=edition, label=f"Expert {number}") for number in (1, 2)]
    first, second = edition.factors.order_by("pk")[:2]
    row = Judgement.objects.create(expert=panel[0], first=first, second=second, value=3)
    return again(row, **{"expert": panel[1]} | fields)


def same_pair(world):
    row = judgement(world)
    row.expert = row.expert.edition.experts.get(label="Expert 1")
    return row


def pair_turned_round(world):
    row = judgement(world)
    row.first, row.second = row.second, row.first
    return row

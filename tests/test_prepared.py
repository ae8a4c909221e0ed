"""Prepared queries find what their querysets find, whatever is asked for and in whatever order."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from stations.enums import OperationKind
from stations.models import Assessment, Operation
from swot_app.prepared import Change, Insertion, Prepared, Slot, partial

pytestmark = pytest.mark.django_db

BY_STATE = Prepared(
    lambda: (
        Assessment.objects.filter(state=Slot("state", models.CharField()), pk__gt=Slot("above", models.BigAutoField()))
        .order_by("pk")
        .values_list("pk", "created_at")
    ),
    lambda pk, created_at: (pk, created_at),
)
ADD, STATE = Insertion(Operation), Change(Assessment, "state", "review_started_at")


def add(world, **fields):
    given = {
        "operation_id": uuid4(),
        "kind": OperationKind.MARK,
        "assessment_id": world.assessment.pk,
        "by_id": world.bob.pk,
        "applied_at": timezone.now(),
    }
    return ADD(**given | fields)


def test_prepared_query_finds_what_its_queryset_finds(world):
    expected = list(Assessment.objects.filter(state="draft").order_by("pk").values_list("pk", "created_at"))

    assert BY_STATE(state="draft", above=0) == expected
    assert BY_STATE(above=expected[0][0], state="draft") == expected[1:]
    assert BY_STATE(state="approved", above=0) == []
    assert (BY_STATE.first(state="draft", above=0), BY_STATE.first(state="none", above=0)) == (expected[0], None)


def test_partial_row_fetches_what_is_missing(world):
    found = partial(Assessment, state="draft", id=world.assessment.pk)

    assert (found.pk, found.state) == (world.assessment.pk, "draft")
    assert found.station == world.station


def test_row_is_added(world):
    when = timezone.now()

    pk = add(world, applied_at=when)

    row = Operation.objects.get()
    assert (row.pk, row.by, row.assessment, row.applied_at) == (pk, world.bob, world.assessment, when)


def test_row_is_changed_and_no_other(world):
    when = timezone.now()

    STATE(world.assessment.pk, state="returned", review_started_at=when)

    changed = Assessment.objects.filter(state="returned", review_started_at=when)
    assert list(changed) == [world.assessment]


def test_broken_rule_is_an_error_as_everywhere(world):
    same = uuid4()
    add(world, operation_id=same)

    with pytest.raises(IntegrityError), transaction.atomic():
        add(world, operation_id=same)

    assert Operation.objects.count() == 1

"""The database's own guards of evidence, asked with raw writes: kept as it was sent, frozen with its assessment."""

import pytest
from django.utils import timezone

from stations.models import Evidence
from stations.models.guards import Rule
from tests.models.guarded import refused
from tests.models.rows import again
from tests.worlds import attach, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(world):
    return Evidence.objects.filter(pk=attach(world.assessment, world.bob).pk)


def removal(world):
    return {"removed_by": world.bob, "removed_at": timezone.now()}


@pytest.mark.parametrize("change", [{"name": "other.pdf"}, {"sha256": "0" * 64}, {"caption": "x"}, {"size": 7}])
def test_evidence_never_changes(one, change):
    with refused(Rule.EVIDENCE_KEPT):
        one.update(**change)


def test_evidence_is_never_deleted(one):
    with refused(Rule.EVIDENCE_KEPT):
        one._raw_delete("default")


def test_evidence_is_removed_once(world, one):
    one.update(**removal(world))

    with refused(Rule.EVIDENCE_KEPT):
        one.update(removed_by=None, removed_at=None)


def test_submitted_evidence_is_not_removed(world, one):
    submit(world)

    with refused(Rule.EVIDENCE_FROZEN):
        one.update(**removal(world))


def test_nothing_is_added_to_submitted_work(world, one):
    row = again(one.get(), upload_id="00000000-0000-4000-8000-000000000000", sha256="1" * 64)
    submit(world)

    with refused(Rule.EVIDENCE_FROZEN):
        row.save(force_insert=True)


def test_what_a_submission_held_is_never_forgotten(world, one):
    submit(world)

    with refused(Rule.APPEND_ONLY):
        Evidence.snapshots.through.objects.all()._raw_delete("default")

"""The audit log as auditors read it, and that every deed has a name there."""

import re
from pathlib import Path

import pytest
from django.utils import timezone

import stations
from stations.admin.deeds import DEEDS
from stations.enums import AssessmentStep
from stations.models import AuditEvent
from tests.admin.forms import admin_url, list_url, told

pytestmark = pytest.mark.django_db
SOURCES = Path(stations.__file__).parent


def test_log_is_read_and_never_written(world, auditing):
    event = AuditEvent.objects.create(at=timezone.now(), action="edition.publish", actor=world.curator)
    assert auditing.get(admin_url(event)).context["adminform"].form.fields == {}

    added = auditing.post(list_url(AuditEvent, "add"), {"action": "forged"})
    changed = auditing.post(admin_url(event), {"action": "forged"})
    deleted = auditing.post(admin_url(event, "delete"), {"post": "yes"})

    for response in (added, changed, deleted):
        assert told(response)[-1] == "This can no longer be changed, so nothing was saved."
    assert not AuditEvent.objects.filter(action="forged").exists()
    assert AuditEvent.objects.filter(pk=event.pk).exists()


def test_log_is_searched_and_filtered(world, auditing):
    AuditEvent.objects.create(at=timezone.now(), action="edition.publish", actor=world.curator)
    url = list_url(AuditEvent)

    by_person = auditing.get(url, {"q": "curator"}).context["cl"].queryset
    by_kind = auditing.get(url, {"kind": "cycle"}).context["cl"].queryset

    assert [event.action for event in by_person] == ["edition.publish"]
    assert {event.action for event in by_kind} == {"cycle.open"}


def test_log_shows_deeds_and_objects_by_name(world, auditing):
    content = auditing.get(list_url(AuditEvent)).content.decode()

    assert "Assessment cycle opened" in content
    assert f"assessment cycle {world.cycle.pk}" in content


def test_log_takes_as_many_queries_for_many_rows(world, auditing):
    from tests.views.test_library import queries  # noqa: PLC0415 -- the one way in which queries are counted

    few = queries(auditing, list_url(AuditEvent))
    for user in world.cast.values():
        AuditEvent.objects.create(at=timezone.now(), action="account.sign_in", actor=user)

    assert queries(auditing, list_url(AuditEvent)) == few


def test_every_deed_that_the_house_records_has_a_name():
    """Names are written out in the sources, but for the steps of an assessment and the admin's own three verbs."""
    written = set()
    for source in SOURCES.rglob("*.py"):
        text = source.read_text(encoding="utf-8")
        if "audit" in text:
            written |= set(re.findall(r'(?:action=|LOADED = )"([a-z_.]+)"', text))
    written |= {f"assessment.{step}" for step in AssessmentStep.values}

    assert written - set(DEEDS) == {"store_true"} & written

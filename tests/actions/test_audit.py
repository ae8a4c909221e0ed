"""The audit log: who did what to which object, from where."""

import pytest
from django.test import RequestFactory

from stations.actions import audit
from stations.enums import AuditOutcome
from stations.models import AuditEvent
from stations.views.origin import origin_middleware
from tests.worlds import make_user

pytestmark = pytest.mark.django_db


def test_event_names_actor_action_object_and_outcome():
    user = make_user("bob")

    event = audit.record(action="thing.do", by=user, about=user, outcome=AuditOutcome.REFUSED, detail={"count": 1})

    event.refresh_from_db()
    assert (event.actor, event.action, event.object_kind, event.object_id) == (user, "thing.do", "user", str(user.pk))
    assert (event.outcome, event.detail, event.address) == (AuditOutcome.REFUSED, {"count": 1}, None)


def test_event_holds_the_address_of_the_request_at_work():
    def view(request):
        audit.record(action="thing.do", by=None)

    origin_middleware(view)(RequestFactory().get("/", REMOTE_ADDR="192.0.2.7"))
    audit.record(action="later", by=None)

    assert list(AuditEvent.objects.order_by("pk").values_list("address", flat=True)) == ["192.0.2.7", None]


def test_sign_in_and_sign_out_are_on_record(client):
    user = make_user("bob")

    client.login(username="bob", password="correct horse battery", request=RequestFactory().post("/"))
    client.logout()

    assert [(e.action, e.actor) for e in AuditEvent.objects.order_by("pk")] == [
        ("account.sign_in", user),
        ("account.sign_out", user),
    ]


def test_failed_sign_in_names_the_account_if_there_is_one_and_never_what_was_typed(client):
    user = make_user("bob")

    for username in ("bob", "my secret password"):
        client.login(username=username, password="wrong", request=RequestFactory().post("/"))

    events = AuditEvent.objects.order_by("pk")
    assert [(e.object_id, e.outcome, e.actor, e.detail) for e in events] == [
        (str(user.pk), "refused", None, {}),
        ("", "refused", None, {}),
    ]

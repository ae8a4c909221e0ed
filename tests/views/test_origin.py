"""Where a request comes from: what the audit log is told, behind proxies and without."""

import pytest
from django.urls import reverse

from stations.models import AuditEvent
from stations.views.origin import address_of
from tests.worlds import fill


@pytest.fixture
def request_from(rf):
    def request(peer, forwarded=None):
        headers = {"x-forwarded-for": forwarded} if forwarded is not None else None
        return rf.get("/", headers=headers, REMOTE_ADDR=peer)

    return request


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "address"),
    [
        (0, "203.0.113.5", None, "203.0.113.5"),
        (0, "203.0.113.5", "198.51.100.7", "203.0.113.5"),
        (0, "2001:db8::5", None, "2001:db8::5"),
        (0, "fe80::1%eth0", None, "fe80::1"),
        (0, "", None, None),
        (1, "127.0.0.1", "198.51.100.7", "198.51.100.7"),
        (1, "127.0.0.1", "10.9.9.9, 198.51.100.7", "198.51.100.7"),
        (2, "127.0.0.1", "10.9.9.9, 198.51.100.7, 192.0.2.1", "198.51.100.7"),
        (1, "127.0.0.1", "", None),
        (1, "127.0.0.1", None, None),
        (1, "127.0.0.1", "unknown", None),
        (1, "127.0.0.1", "' OR 1=1 --", None),
    ],
)
def test_address_is_the_one_that_our_outermost_proxy_saw(settings, request_from, proxies, peer, forwarded, address):
    settings.PROXY_COUNT = proxies

    assert address_of(request_from(peer, forwarded)) == address


def test_deed_is_logged_with_the_address_and_the_next_without_it(world, visit):
    sheet = fill(world.assessment, world.bob)
    visit(world.bob).post(reverse("sheet_declare", args=[world.assessment.pk]), REMOTE_ADDR="203.0.113.5")
    fill(world.foreign_assessment, world.charlie)

    event = AuditEvent.objects.get(action="sheet.declare")

    assert (event.address, event.actor, event.object_id) == ("203.0.113.5", world.bob, str(sheet.pk))
    assert AuditEvent.objects.get(action="cycle.open").address is None

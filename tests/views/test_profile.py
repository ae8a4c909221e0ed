"""A person's own account."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stations.enums import AppointmentRole, DivisionLevel, MembershipRole
from stations.models import Appointment, AuditEvent, Division, Membership, Station
from swot_app.accounts.models import User
from tests.worlds import make_user


@pytest.fixture
def alice(client, db) -> User:
    user = make_user("alice", language="en")
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user


def make_station(code: str = "1") -> Station:
    division = Division.objects.plant(
        name=f"镇{code}", name_latin=f"Town {code}", code=code, level=DivisionLevel.TOWNSHIP
    )
    return Station.objects.create(name=f"站{code}", name_latin=f"Station {code}", code=code, division=division)


def test_profile_shows_places_and_roles(alice, client):
    station = make_station()
    Membership.objects.create(user=alice, station=station, role=MembershipRole.LEAD)
    Appointment.objects.create(user=alice, division=station.division, role=AppointmentRole.VIEWER)

    response = client.get("/profile/")

    assert response.context["places"] == [("Station 1", "Station lead"), ("Town 1", "Viewer")]


def test_profile_leaves_out_what_has_ended(alice, client):
    place = Membership.objects.create(user=alice, station=make_station())
    Membership.objects.filter(pk=place.pk).update(ended_at=place.started_at)

    assert client.get("/profile/").context["places"] == []


def test_profile_shows_duties(client, alice):
    User.objects.filter(pk=alice.pk).update(is_curator=True)

    assert client.get("/profile/").context["duties"] == ["Library curator"]


def test_profile_is_saved_and_speaks_the_new_language_at_once(alice, client):
    response = client.post("/profile/", {"name": "艾丽丝", "work_phone": "0731-1234", "language": "zh-hans"})

    assert response.url == "/profile/"
    assert client.get("/profile/")["Content-Language"] == "zh-hans"
    alice.refresh_from_db()
    assert (alice.name, alice.work_phone, alice.language) == ("艾丽丝", "0731-1234", "zh-hans")


def test_profile_refused_leaves_the_account_and_the_head_of_the_page(alice, client):
    response = client.post("/profile/", {"name": "Somebody", "work_phone": "call me", "language": "en"})

    assert 'href="#id_work_phone"' in response.content.decode()
    assert response.context["user"].name == "Alice"
    alice.refresh_from_db()
    assert alice.name == "Alice"


@pytest.mark.parametrize("field", ["username", "is_administrator", "is_curator", "is_auditor"])
def test_profile_gives_no_rights(alice, client, field):
    before = getattr(alice, field)

    client.post("/profile/", {"name": "Alice", "language": "en", field: "on"})

    alice.refresh_from_db()
    assert getattr(alice, field) == before


def test_profile_queries_do_not_grow_with_places(alice, client):
    Membership.objects.create(user=alice, station=make_station("1"))
    with CaptureQueriesContext(connection) as one:
        client.get("/profile/")
    for code in ("2", "3"):
        Membership.objects.create(user=alice, station=make_station(code))

    with CaptureQueriesContext(connection) as three:
        client.get("/profile/")

    assert len(three) == len(one)


def test_saved_profile_is_on_record_by_the_fields_and_without_the_words(alice, client):
    client.post("/profile/", {"name": "Alice Chen", "work_phone": "", "language": "en"})

    (event,) = AuditEvent.objects.filter(action="account.profile")
    assert (event.actor, event.object_id, event.detail) == (alice, str(alice.pk), {"changed": ["name"]})


def test_refused_profile_is_not_on_record(alice, client):
    client.post("/profile/", {"name": "", "language": "en"})

    assert not AuditEvent.objects.filter(action="account.profile").exists()


def test_changed_password_is_on_record(alice, client):
    new = "staple battery horse"

    client.post(
        "/account/password/",
        {"old_password": "correct horse battery", "new_password1": new, "new_password2": new},
    )

    assert [event.actor for event in AuditEvent.objects.filter(action="account.password")] == [alice]

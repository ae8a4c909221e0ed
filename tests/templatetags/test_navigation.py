"""The main navigation, by person."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from stations.enums import DivisionLevel
from stations.models import Appointment, Division, Membership, Station
from stations.templatetags.navigation import navigation_links
from tests.worlds import make_user


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def links(user, path="/"):
    request = RequestFactory().get(path)
    request.user = user
    return navigation_links(request)


def join(user, code: str) -> Station:
    division = Division.objects.plant(
        name=f"镇{code}", name_latin=f"Town {code}", code=code, level=DivisionLevel.TOWNSHIP
    )
    station = Station.objects.create(name=f"站{code}", name_latin=f"Station {code}", code=code, division=division)
    Membership.objects.create(user=user, station=station)
    return station


def test_nobody_has_no_navigation():
    assert links(AnonymousUser()) == []


def test_worker_sees_the_station_and_the_library(db):
    alice = make_user("alice")
    station = join(alice, "1")

    assert [(link.label, link.url) for link in links(alice)] == [
        ("My station", f"/stations/{station.pk}/"),
        ("Factor library", "/library/"),
    ]


def test_official_sees_the_division(db):
    olga = make_user("olga")
    division = Division.objects.plant(name="县", code="1", level=DivisionLevel.COUNTY)
    Appointment.objects.create(user=olga, division=division)

    assert [link.label for link in links(olga)] == ["My division", "Factor library"]


@pytest.mark.parametrize("duty", ["is_curator", "is_auditor"])
def test_person_with_a_duty_sees_the_management(db, duty):
    assert [link.label for link in links(make_user("mei", **{duty: True}))] == ["Factor library", "Management"]


def test_administrator_sees_the_registers_too(db):
    labels = [link.label for link in links(make_user("mei", is_administrator=True))]

    assert labels == ["Factor library", "Registers", "Management"]


def test_several_stations_are_named(db):
    alice = make_user("alice")
    join(alice, "1"), join(alice, "2")

    assert [link.label for link in links(alice)] == ["Station 1", "Station 2", "Factor library"]


def test_many_stations_share_one_link(db):
    alice = make_user("alice")
    for code in "1234":
        join(alice, code)

    assert [(link.label, link.url) for link in links(alice)] == [("My stations", "/"), ("Factor library", "/library/")]


def test_ended_place_is_gone(db):
    alice = make_user("alice")
    join(alice, "1")
    Membership.objects.update(ended_at="2026-01-01T00:00Z")

    assert [link.label for link in links(alice)] == ["Factor library"]


def test_link_of_the_page_and_of_the_page_above_is_current(db):
    alice = make_user("alice")
    station = join(alice, "1")

    assert [link.is_current for link in links(alice, f"/stations/{station.pk}/")] == [True, False]
    assert [link.is_current for link in links(alice, "/library/2026-1/S1/")] == [False, True]


def test_navigation_needs_two_queries_however_many_places(db):
    alice = make_user("alice")
    for code in "12345":
        join(alice, code)

    with CaptureQueriesContext(connection) as queries:
        links(alice)

    assert len(queries) == 2

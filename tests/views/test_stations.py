"""A station's page, and the first page that leads there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from stations.actions import assessments
from stations.enums import AppointmentRole
from stations.models import Appointment, Cycle, Membership
from tests.worlds import approve, declare, fill, open_cycle, submit, submit_for


def page_of(browser, station):
    return browser.get(reverse("station", args=[station.pk]))


def test_station_page_shows_open_work_and_the_own_sheet(world, visit):
    sheet = fill(world.assessment, world.bob)

    context = page_of(visit(world.bob), world.station).context

    assert context["current"] == [(world.assessment, sheet)]
    assert context["past"] == []


def test_station_page_shows_no_colleagues_sheet(world, visit):
    declare(world.assessment, world.alice)

    assert page_of(visit(world.bob), world.station).context["current"] == [(world.assessment, None)]


def test_station_page_lists_results_newest_cycle_first(world, visit):
    earlier = open_cycle(world, world.county, year=2024)
    submit_for(world.station.assessments.get(cycle=earlier), world.alice)
    approve(world)

    context = page_of(visit(world.bob), world.station).context

    assert [assessment.cycle for assessment in context["past"]] == [world.cycle, earlier]
    assert context["current"] == []


def test_returned_work_is_open_and_no_result(world, visit):
    submit(world)
    assessments.return_for_revision(assessment=world.assessment, reason="补充。", by=world.county_reviewer)

    context = page_of(visit(world.bob), world.station).context

    assert ([assessment for assessment, _sheet in context["current"]], context["past"]) == ([world.assessment], [])


def test_colleagues_are_named_to_the_stations_people_alone(world, visit):
    members = page_of(visit(world.bob), world.station)
    official = page_of(visit(world.county_reviewer), world.station)

    assert [place.user.name for place in members.context["colleagues"]] == ["Alice", "Bob"]
    assert official.context["colleagues"] == []
    assert "Alice" not in official.content.decode()


def test_colleague_who_left_is_no_longer_named(world, visit):
    world.bob.memberships.update(ended_at=timezone.now())

    colleagues = page_of(visit(world.alice), world.station).context["colleagues"]

    assert [place.user.name for place in colleagues] == ["Alice"]


def test_work_that_has_not_opened_is_announced(world, visit):
    opens_on = timezone.localdate() + timedelta(days=3)
    Cycle.objects.update(opens_on=opens_on)

    page = page_of(visit(world.bob), world.station).content.decode()

    assert f"Opens on {opens_on.day} " in page
    assert "Start rating" not in page


@pytest.mark.parametrize(
    ("person", "links"),
    [("bob", []), ("county_reviewer", ["甲县"]), ("prefecture_viewer", ["示例市", "甲县"]), ("administrator", [])],
)
def test_way_down_to_the_station_holds_the_pages_that_the_person_may_open(world, visit, person, links):
    browser = visit(getattr(world, person))

    crumbs = page_of(browser, world.station).context["crumbs"]

    assert [label for label, _url in crumbs] == [*links, *(["东乡"] if links else [])]
    assert {browser.get(url).status_code for _label, url in crumbs} <= {200}


# The first page


@pytest.mark.parametrize("person", ["alice", "bob"])
def test_first_page_of_the_stations_people_is_the_station(world, visit, person):
    assert visit(getattr(world, person)).get("/").url == world.station.get_absolute_url()


def test_first_page_of_an_official_is_the_division(world, visit):
    assert visit(world.county_reviewer).get("/").url == world.county.get_absolute_url()


@pytest.mark.parametrize("person", ["curator", "administrator", "auditor"])
def test_first_page_of_a_desk_is_the_management(world, visit, person):
    assert visit(getattr(world, person)).get("/").url == "/admin/"


def test_whoever_has_several_places_chooses(world, visit):
    Membership.objects.create(user=world.bob, station=world.neighbour)
    Appointment.objects.create(user=world.bob, division=world.county, role=AppointmentRole.VIEWER)

    context = visit(world.bob).get("/").context

    assert context["stations"] == [world.station, world.neighbour]
    assert context["divisions"] == [world.county]


def test_whoever_has_no_place_is_told_whom_to_ask(world, visit):
    page = visit(world.nobody).get("/").content.decode()

    assert "Ask your administrator to add you to a station or a division." in page

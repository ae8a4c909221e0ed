"""What was submitted, and its report on the shelf: one query knows as well as the rules do who is shown it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from stations.actions import assessments
from stations.enums import AppointmentRole, MembershipRole
from stations.models import Appointment, Division, Membership
from stations.reports import shelf
from stations.reports.seals import BLANK, sealed
from stations.views.frozen import LARGEST_ID, shown_snapshot
from stations.views.results import sees_frozen, shown_assessment
from tests.views.pages import status_of
from tests.worlds import approve, declare, fill, make_member, make_official, review, submit

MADE_BEFORE = b"%PDF-1.7 made before" + BLANK
REASON = "请补充。"


@pytest.fixture
def files(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    return tmp_path


def withdraw(world):
    assessments.withdraw(assessment=submit(world), by=world.alice)


def return_it(world):
    assessments.return_for_revision(assessment=submit(world), reason=REASON, by=world.county_reviewer)


def reopen(world):
    assessments.reopen(assessment=approve(world), reason=REASON, by=world.county_reviewer)


STATES = {
    "draft": lambda world: declare(world.assessment, world.alice),
    "submitted": submit,
    "withdrawn": withdraw,
    "under review": review,
    "returned": return_it,
    "approved": approve,
    "reopened": reopen,
}


def everybody(world):
    """The cast, and people who stand to the station in every other way; Bob's sheet is not declared."""
    fill(world.assessment, world.bob)
    former = make_member("former", world.station, MembershipRole.WORKER)
    Membership.objects.filter(user=former).update(ended_at=timezone.now())
    dismissed = make_official("dismissed", world.county, AppointmentRole.REVIEWER)
    Appointment.objects.filter(user=dismissed).update(ended_at=timezone.now())
    both = [make_member(name, world.station, MembershipRole.WORKER) for name in ("silent", "busy", "ready")]
    for person in both:
        Appointment.objects.create(user=person, division=world.county, role=AppointmentRole.VIEWER)
    fill(world.assessment, both[1])
    declare(world.assessment, both[2])
    officials = [
        make_official(f"level{number}", division, AppointmentRole.VIEWER)
        for number, division in enumerate([*Division.objects.above(world.station.division), world.neighbour.division])
    ]
    return [*world.cast.values(), former, dismissed, *both, *officials]


def by_the_rules(user, assessment):
    try:
        shown = shown_assessment(user, assessment.pk)
    except (Http404, PermissionDenied):
        return None
    return shown.snapshot if sees_frozen(user, shown) else None


@pytest.mark.parametrize("state", STATES)
def test_query_knows_what_the_rules_say_of_everybody(world, state):
    people = everybody(world)
    STATES[state](world)

    for assessment in (world.assessment, world.foreign_assessment):
        expected = {user.username: by_the_rules(user, assessment) for user in people}
        assert {user.username: shown_snapshot(user, assessment.pk) for user in people} == expected
    if state in {"submitted", "under review", "approved"}:
        shown = {user.username for user in people if by_the_rules(user, world.assessment)}
        assert {"alice", "ready", "silent", "county", "level0", "level3"} <= shown
        assert shown.isdisjoint({"bob", "busy", "former", "dismissed", "foreign", "level4", "administrator", "nobody"})


def put(world, language="en"):
    content = sealed(MADE_BEFORE, shelf.newest_secret())
    shelf.put(shelf.place_of(world.assessment.snapshot.digest, language), content)
    return content


def test_report_that_was_made_is_handed_over_under_its_name(submitted_world, visit, files):
    content = put(submitted_world)

    answer = visit(submitted_world.county_reviewer).get(reverse("report", args=[submitted_world.assessment.pk, "en"]))

    assert answer.content == content
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "990101001 Station - feasibility report - " in answer.headers["Content-Disposition"]


def test_handing_it_over_takes_two_queries_beside_those_of_the_sign_in(submitted_world, visit, files):
    put(submitted_world)
    browser, url = visit(submitted_world.alice), reverse("report", args=[submitted_world.assessment.pk, "en"])
    browser.get(url)

    with CaptureQueriesContext(connection) as captured:
        browser.get(url)

    asked = [query["sql"].split(" FROM ")[1].split()[0].strip('"') for query in captured]
    assert asked == ["django_session", "accounts_user", "stations_assessment", "stations_reportkey"]


def test_report_is_refused_from_the_moment_at_which_access_ends(submitted_world, visit, files):
    put(submitted_world)
    browser, url = visit(submitted_world.bob), reverse("report", args=[submitted_world.assessment.pk, "en"])
    assert status_of(browser.get(url)) == 200

    Membership.objects.filter(user=submitted_world.bob).update(ended_at=timezone.now())

    assert status_of(browser.get(url)) == 404


def test_language_that_the_product_does_not_speak_has_no_report(submitted_world, visit, files):
    put(submitted_world, "fr")

    assert (
        visit(submitted_world.alice).get(reverse("report", args=[submitted_world.assessment.pk, "fr"])).status_code
        == 404
    )


def test_number_that_no_assessment_can_have_finds_nothing(submitted_world):
    assert shown_snapshot(submitted_world.alice, LARGEST_ID) is None
    assert shown_snapshot(submitted_world.alice, LARGEST_ID + 1) is None

"""People's places: who may hold which together, how they end, and that each beginning and end is on record."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.utils import translation

from stations.actions import people
from stations.actions.errors import ActionRefused
from stations.enums import AppointmentRole, MembershipRole
from stations.models import Appointment, AuditEvent, Membership, Rating, Station
from swot_app.accounts.models import User
from tests.worlds import fill, make_user

pytestmark = pytest.mark.django_db
REVIEWER, VIEWER = AppointmentRole.REVIEWER, AppointmentRole.VIEWER
WORKER, LEAD = MembershipRole.WORKER, MembershipRole.LEAD


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def last_event():
    event = AuditEvent.objects.first()
    return event.action, event.actor, event.object_kind, event.object_id, event.detail


def places(user):
    return [(m.station.code, m.role) for m in Membership.objects.current().filter(user=user)]


# Accounts


def test_new_account_has_no_usable_password(world):
    user = people.save_account(user=User(username="new", name="New", is_auditor=True), by=world.administrator)

    assert not user.has_usable_password()
    assert last_event() == ("account.create", world.administrator, "user", str(user.pk), {"duties": ["auditor"]})


def test_change_of_an_account_records_fields_and_duties_but_no_personal_data(world):
    world.nobody.name, world.nobody.work_phone, world.nobody.is_curator = "Somebody Else", "123456", True

    people.save_account(user=world.nobody, by=world.administrator)

    assert User.objects.get(pk=world.nobody.pk).name == "Somebody Else"
    detail = {"changed": ["name", "work_phone", "is_curator"], "duties": ["curator"]}
    assert last_event() == ("account.change", world.administrator, "user", str(world.nobody.pk), detail)


@pytest.mark.parametrize("duty", ["is_curator", "is_administrator", "is_auditor"])
def test_reviewer_gets_no_system_duty(world, duty):
    setattr(world.county_reviewer, duty, True)

    with pytest.raises(ActionRefused):
        people.save_account(user=world.county_reviewer, by=world.administrator)

    assert not User.objects.get(pk=world.county_reviewer.pk).has_system_duty


@pytest.mark.parametrize("holder", ["bob", "county_reviewer", "prefecture_viewer"])
@pytest.mark.parametrize("duty", people.DUTIES)
def test_nobody_with_a_place_gets_a_system_duty(world, holder, duty):
    user = getattr(world, holder)
    setattr(user, duty, True)

    with pytest.raises(ActionRefused, match="End their places first"):
        people.save_account(user=user, by=world.administrator)

    assert not User.objects.get(pk=user.pk).has_system_duty


def test_former_reviewer_may_get_a_system_duty(world):
    people.end_appointment(appointment=world.county_reviewer.appointments.get(), by=world.administrator)
    world.county_reviewer.is_curator = True

    assert people.save_account(user=world.county_reviewer, by=world.administrator).is_curator


def test_only_administrator_keeps_the_duty(world):
    world.administrator.is_administrator = False

    with pytest.raises(ActionRefused):
        people.save_account(user=world.administrator, by=world.administrator)
    with pytest.raises(ActionRefused):
        people.deactivate(user=world.administrator, by=world.administrator)


def test_one_of_two_administrators_may_leave(world):
    make_user("second", is_administrator=True)

    people.deactivate(user=world.administrator, by=world.administrator)

    assert not User.objects.get(pk=world.administrator.pk).is_active


def test_deactivation_ends_every_place_and_keeps_the_ratings(world):
    fill(world.assessment, world.bob)
    people.appoint(user=world.bob, division=world.county, role=VIEWER, by=world.administrator)
    count = Rating.objects.filter(sheet__rater=world.bob).count()

    people.deactivate(user=world.bob, by=world.administrator)

    assert not Membership.objects.current().filter(user=world.bob).exists()
    assert not Appointment.objects.current().filter(user=world.bob).exists()
    assert Rating.objects.filter(sheet__rater=world.bob).count() == count > 0
    detail = {"memberships": 1, "appointments": 1, "duties": []}
    assert last_event() == ("account.deactivate", world.administrator, "user", str(world.bob.pk), detail)


def test_deactivation_takes_system_duties_away(world):
    people.deactivate(user=world.curator, by=world.administrator)

    assert not User.objects.get(pk=world.curator.pk).has_system_duty


def test_sessions_die_at_once_and_stay_dead(world):
    client = Client()
    client.force_login(world.bob)

    people.deactivate(user=world.bob, by=world.administrator)
    during = client.get("/admin/").wsgi_request.user
    people.reactivate(user=world.bob, by=world.administrator)
    after = client.get("/admin/").wsgi_request.user

    assert (during.is_authenticated, after.is_authenticated) == (False, False)
    assert SESSION_KEY not in client.session


def test_reactivated_person_has_no_place(world):
    people.deactivate(user=world.bob, by=world.administrator)

    people.reactivate(user=world.bob, by=world.administrator)

    bob = User.objects.get(pk=world.bob.pk)
    assert (bob.is_active, bob.has_usable_password(), places(bob)) == (True, False, [])


def test_one_time_link_is_on_record_without_its_secret(world):
    path = people.one_time_link_path(user=world.bob, by=world.administrator)

    assert path.startswith("/account/link/")
    assert last_event() == ("account.link", world.administrator, "user", str(world.bob.pk), {})


def test_closed_account_gets_no_link_and_no_place(world):
    people.deactivate(user=world.bob, by=world.administrator)

    for refused in (
        lambda: people.one_time_link_path(user=world.bob, by=world.administrator),
        lambda: people.join_station(user=world.bob, station=world.station, role=WORKER, by=world.administrator),
        lambda: people.appoint(user=world.bob, division=world.county, role=VIEWER, by=world.administrator),
    ):
        with pytest.raises(ActionRefused):
            refused()


# Stations


def test_joining_a_station(world):
    membership = people.join_station(user=world.nobody, station=world.station, role=WORKER, by=world.administrator)

    detail = {"user": world.nobody.pk, "station": world.station.code, "role": "worker"}
    assert places(world.nobody) == [(world.station.code, "worker")]
    assert last_event() == ("membership.begin", world.administrator, "membership", str(membership.pk), detail)


def test_joining_the_same_station_twice_is_refused(world):
    with pytest.raises(ActionRefused):
        people.join_station(user=world.bob, station=world.station, role=LEAD, by=world.administrator)


def test_ended_membership_ends_access_and_can_begin_anew(world):
    people.end_membership(membership=world.bob.memberships.get(), by=world.administrator)
    assert not Station.objects.visible_to(world.bob).exists()
    assert last_event()[0] == "membership.end"

    people.join_station(user=world.bob, station=world.station, role=WORKER, by=world.administrator)
    assert Station.objects.visible_to(world.bob).get() == world.station


def test_ending_twice_keeps_the_first_date(world):
    first = people.end_membership(membership=world.bob.memberships.get(), by=world.administrator)
    events = AuditEvent.objects.count()

    second = people.end_membership(membership=first, by=world.administrator)

    assert (second.ended_at, AuditEvent.objects.count()) == (first.ended_at, events)


def test_lead_hands_over_and_stays_as_a_worker(world):
    people.hand_over(station=world.station, from_user=world.alice, to_user=world.bob, by=world.administrator)

    assert places(world.alice) == [(world.station.code, "worker")]
    assert places(world.bob) == [(world.station.code, "lead")]


def test_lead_may_hand_over_to_somebody_new(world):
    people.hand_over(station=world.station, from_user=world.alice, to_user=world.nobody, by=world.administrator)

    assert places(world.nobody) == [(world.station.code, "lead")]


def test_hand_over_is_refused_without_a_lead_or_a_successor(world):
    people.deactivate(user=world.charlie, by=world.administrator)

    for giver, taker in ((world.bob, world.alice), (world.alice, world.alice), (world.alice, world.charlie)):
        with pytest.raises(ActionRefused):
            people.hand_over(station=world.station, from_user=giver, to_user=taker, by=world.administrator)

    assert places(world.alice) == [(world.station.code, "lead")]


# Divisions


def test_appointing_an_official(world):
    appointment = people.appoint(user=world.nobody, division=world.county, role=REVIEWER, by=world.administrator)

    detail = {"user": world.nobody.pk, "division": world.county.code, "role": "reviewer"}
    assert last_event() == ("appointment.begin", world.administrator, "appointment", str(appointment.pk), detail)


@pytest.mark.parametrize("holder", ["curator", "administrator", "auditor"])
def test_holder_of_a_system_duty_gets_no_place(world, holder):
    user, by = getattr(world, holder), world.administrator

    for role in (REVIEWER, VIEWER):
        with pytest.raises(ActionRefused, match="may have no place"):
            people.appoint(user=user, division=world.county, role=role, by=by)
    for role in MembershipRole:
        with pytest.raises(ActionRefused, match="may have no place"):
            people.join_station(user=user, station=world.station, role=role, by=by)
    with pytest.raises(ActionRefused, match="may have no place"):
        people.hand_over(station=world.station, from_user=world.alice, to_user=user, by=by)

    assert not user.appointments.exists()
    assert not user.memberships.exists()


def test_administrator_gives_oneself_no_place(world):
    me = world.administrator

    with pytest.raises(ActionRefused):
        people.appoint(user=me, division=world.county, role=VIEWER, by=me)
    with pytest.raises(ActionRefused):
        people.join_station(user=me, station=world.station, role=MembershipRole.LEAD, by=me)


def test_duty_given_a_moment_before_counts(world):
    """The row is read again under its lock, whatever the caller still holds in hand."""
    stale = User.objects.get(pk=world.nobody.pk)
    User.objects.filter(pk=world.nobody.pk).update(is_curator=True)

    with pytest.raises(ActionRefused):
        people.appoint(user=stale, division=world.county, role=REVIEWER, by=world.administrator)


def test_second_appointment_to_the_same_division_is_refused(world):
    with pytest.raises(ActionRefused):
        people.appoint(user=world.county_reviewer, division=world.county, role=VIEWER, by=world.administrator)


def test_ended_appointment_ends_access(world):
    appointment = people.end_appointment(appointment=world.county_reviewer.appointments.get(), by=world.administrator)
    again = people.end_appointment(appointment=appointment, by=world.administrator)

    assert not Station.objects.visible_to(world.county_reviewer).exists()
    assert again.ended_at == appointment.ended_at
    assert last_event()[0] == "appointment.end"

"""Accounts and places in the admin: made, ended, handed over, never deleted, always on record."""

import pytest
from django.urls import reverse

from stations.actions import people
from stations.enums import AppointmentRole
from stations.models import Appointment, AuditEvent, Division, Membership, Station
from swot_app.accounts.models import User
from tests.admin.forms import admin_url, errors, list_url, sent_by, told


def actions():
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


# Accounts


def test_account_is_made_without_a_password(world, administering):
    page = administering.get(list_url(User, "add"))
    assert "password" not in page.context["adminform"].form.fields

    administering.post(list_url(User, "add"), sent_by(page, username="new", name="新人"))

    user = User.objects.get(username="new")
    assert not user.has_usable_password()
    assert actions()[-1] == "account.create"
    assert AuditEvent.objects.first().actor == world.administrator


def test_account_is_changed_and_that_is_on_record_once(world, administering):
    page = administering.get(admin_url(world.nobody))
    before = len(actions())

    administering.post(admin_url(world.nobody), sent_by(page, name="Renamed", is_curator="on"))

    world.nobody.refresh_from_db()
    assert (world.nobody.name, world.nobody.is_curator) == ("Renamed", True)
    assert actions()[before:] == ["account.change"]


@pytest.mark.parametrize("duty", people.DUTIES)
def test_reviewer_is_refused_a_system_duty_beside_the_form(world, administering, duty):
    page = administering.get(admin_url(world.county_reviewer))

    response = administering.post(admin_url(world.county_reviewer), sent_by(page, **{duty: "on"}))

    assert errors(response) == [
        (
            "This person has a place at a station or a division, so they cannot be curator, administrator or auditor. "
            "End their places first."
        )
    ]


def test_administrator_and_auditor_exclude_one_another(world, administering):
    page = administering.get(admin_url(world.nobody))

    response = administering.post(admin_url(world.nobody), sent_by(page, is_administrator="on", is_auditor="on"))

    assert errors(response) == ["One person cannot be both system administrator and auditor. Choose one."]


def test_only_administrator_keeps_the_duty(world, administering):
    page = administering.get(admin_url(world.administrator))
    fields = sent_by(page)
    del fields["is_administrator"]

    response = administering.post(admin_url(world.administrator), fields)

    assert told(response) == ["This is the only system administrator. Make another one first."]
    assert User.objects.get(pk=world.administrator.pk).is_administrator


def test_password_and_activity_are_not_for_typing(world, administering):
    page = administering.get(admin_url(world.bob))
    password = world.bob.password

    administering.post(admin_url(world.bob), sent_by(page, password="mine", is_active="", username="bob2"))

    world.bob.refresh_from_db()
    assert (world.bob.username, world.bob.password, world.bob.is_active) == ("bob2", password, True)


def test_one_time_link_is_shown_once_and_lets_the_person_in(world, administering, client):
    page = administering.post(admin_url(world.bob, "link"))

    link = page.context["link"]
    assert link.startswith("http://testserver/account/link/")
    assert link in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert actions()[-1] == "account.link"
    form = client.get(link, follow=True)
    new = "a password of my own 7"
    client.post(form.request["PATH_INFO"], {"new_password1": new, "new_password2": new})
    world.bob.refresh_from_db()
    assert world.bob.check_password(new)


def test_looking_at_the_link_page_makes_none(world, administering):
    response = administering.get(admin_url(world.bob, "link"))

    assert response.url == admin_url(world.bob)
    assert "account.link" not in actions()


def test_leaving_shows_what_ends_and_ends_it(world, administering, visit):
    session = visit(world.alice)
    page = administering.get(admin_url(world.alice, "deactivate"))
    assert [membership.station for membership in page.context["memberships"]] == [world.station]
    assert User.objects.get(pk=world.alice.pk).is_active

    administering.post(admin_url(world.alice, "deactivate"))

    assert not User.objects.get(pk=world.alice.pk).is_active
    assert session.get("/").status_code == 302
    assert not User.objects.get(pk=world.alice.pk).has_usable_password()


def test_closed_account_is_read_and_can_be_opened_again(world, administering):
    people.deactivate(user=world.bob, by=world.administrator)
    page = administering.get(admin_url(world.bob))
    assert page.context["adminform"].form.fields == {}
    assert [tool.label for tool in page.context["tools"]] == ["Open the account again"]

    refused = administering.post(admin_url(world.bob, "link"))
    administering.post(admin_url(world.bob, "reactivate"))

    assert told(refused) == ["This account is closed. Open it again first."]
    assert refused.url == admin_url(world.bob)
    assert User.objects.get(pk=world.bob.pk).is_active


@pytest.mark.parametrize("row", ["bob", "station", "county"])
def test_what_has_a_history_is_not_deleted(world, administering, row):
    obj = getattr(world, row)

    response = administering.post(admin_url(obj, "delete"), {"post": "yes"})

    assert told(response) == ["This can no longer be changed, so nothing was saved."]
    assert type(obj).objects.filter(pk=obj.pk).exists()


# Places


def test_person_joins_a_station(world, administering):
    page = administering.get(list_url(Membership, "add"))

    administering.post(
        list_url(Membership, "add"), sent_by(page, user=world.nobody.pk, station=world.station.pk, role="worker")
    )

    assert Membership.objects.current().get(user=world.nobody).station == world.station
    assert actions()[-1] == "membership.begin"


def test_second_membership_at_the_same_station_is_refused(world, administering):
    page = administering.get(list_url(Membership, "add"))

    response = administering.post(
        list_url(Membership, "add"), sent_by(page, user=world.bob.pk, station=world.station.pk, role="lead")
    )

    assert "already works at this station" in " ".join([*errors(response)] if response.context else told(response))
    assert Membership.objects.filter(user=world.bob).count() == 1


NO_PLACE = "Curators, administrators and auditors may have no place at a station or a division. Choose another person."


@pytest.mark.parametrize("role", ["reviewer", "viewer"])
@pytest.mark.parametrize("person", ["curator", "administrator", "auditor"])
def test_holder_of_a_system_duty_is_not_appointed(world, administering, person, role):
    user = getattr(world, person)
    page = administering.get(list_url(Appointment, "add"))

    response = administering.post(
        list_url(Appointment, "add"), sent_by(page, user=user.pk, division=world.county.pk, role=role)
    )

    assert errors(response) == [NO_PLACE]
    assert not Appointment.objects.filter(user=user).exists()


@pytest.mark.parametrize("person", ["curator", "administrator", "auditor"])
def test_holder_of_a_system_duty_joins_no_station(world, administering, person):
    user = getattr(world, person)
    page = administering.get(list_url(Membership, "add"))

    response = administering.post(
        list_url(Membership, "add"), sent_by(page, user=user.pk, station=world.station.pk, role="lead")
    )

    assert errors(response) == [NO_PLACE]
    assert not Membership.objects.filter(user=user).exists()


def test_official_is_appointed(world, administering):
    page = administering.get(list_url(Appointment, "add"))

    administering.post(
        list_url(Appointment, "add"), sent_by(page, user=world.nobody.pk, division=world.county.pk, role="viewer")
    )

    assert Appointment.objects.current().get(user=world.nobody).role == AppointmentRole.VIEWER


@pytest.mark.parametrize(("person", "places"), [("bob", "memberships"), ("county_reviewer", "appointments")])
def test_place_is_ended_by_its_button_and_by_nothing_else(world, administering, person, places):
    place = getattr(getattr(world, person), places).get()
    administering.get(admin_url(place, "end"))
    administering.post(admin_url(place), {"role": "viewer"})
    place.refresh_from_db()
    assert place.ended_at is None

    administering.post(admin_url(place, "end"))

    place.refresh_from_db()
    assert place.ended_at is not None
    assert administering.get(admin_url(place)).context["tools"] == []


def test_lists_are_filtered_by_what_is_current(world, administering):
    people.end_membership(membership=world.bob.memberships.get(), by=None)

    lists = {
        answer: {
            row.user for row in administering.get(list_url(Membership), {"current": answer}).context["cl"].queryset
        }
        for answer in ("yes", "no")
    }

    assert lists == {"yes": {world.alice, world.charlie}, "no": {world.bob}}


def test_station_is_handed_over(world, administering):
    page = administering.get(admin_url(world.station, "hand_over"))
    assert list(page.context["form"].fields["from_user"].queryset) == [world.alice]

    administering.post(admin_url(world.station, "hand_over"), {"from_user": world.alice.pk, "to_user": world.bob.pk})

    assert Membership.objects.current().get(station=world.station, role="lead").user == world.bob


def test_hand_over_to_oneself_is_refused(world, administering):
    response = administering.post(
        admin_url(world.station, "hand_over"), {"from_user": world.alice.pk, "to_user": world.alice.pk}
    )

    assert told(response) == ["Choose another person to hand the station over to."]


def test_only_people_who_may_sign_in_are_offered_for_a_place(world, administering):
    people.deactivate(user=world.bob, by=world.administrator)
    query = {"app_label": "stations", "model_name": "membership", "field_name": "user", "term": "b"}

    found = administering.get(reverse("admin:autocomplete"), query).json()["results"]

    assert str(world.bob.pk) not in [row["id"] for row in found]
    assert str(world.nobody.pk) in [row["id"] for row in found]


def test_station_without_a_history_can_be_deleted(world, administering):
    station = Station.objects.create(division=world.county, code="mistake", name="误")

    administering.post(admin_url(station, "delete"), {"post": "yes"})

    assert not Station.objects.filter(pk=station.pk).exists()
    assert actions()[-1] == "station.delete"


# Divisions


def add_division(administering, **fields):
    page = administering.get(list_url(Division, "add"))
    return administering.post(list_url(Division, "add"), sent_by(page, **fields))


def test_division_is_planted_below_its_parent(world, administering):
    add_division(administering, parent=world.county.pk, code="990101999", level="township", name="新镇")

    division = Division.objects.get(code="990101999")
    assert world.county.contains(division)
    assert division.path.startswith(world.county.path)
    assert actions()[-1] == "division.create"


@pytest.mark.parametrize(
    ("parent", "level", "sentence"),
    [
        ("county", "prefecture", "A division belongs to one of a higher level."),
        ("county", "county", "A division belongs to one of a higher level."),
        (None, "county", "A province may belong to no division; every division below it belongs to one."),
        ("county", "province", "A division belongs to one of a higher level."),
    ],
)
def test_division_belongs_to_one_of_a_higher_level(world, administering, parent, level, sentence):
    key = getattr(world, parent).pk if parent else ""

    response = add_division(administering, parent=key, code="999999", level=level, name="新")

    assert errors(response) == [sentence]


def test_division_stays_at_its_place(world, administering):
    page = administering.get(admin_url(world.county))
    path = world.county.path

    administering.post(admin_url(world.county), sent_by(page, parent="", name="甲新县"))

    world.county.refresh_from_db()
    assert (world.county.name, world.county.parent, world.county.path) == ("甲新县", world.prefecture, path)


@pytest.mark.parametrize("model", [User, Division, Station, Membership, Appointment])
def test_lists_take_as_many_queries_for_many_rows(world, administering, model):
    from tests.views.test_library import queries  # noqa: PLC0415 -- the one way in which queries are counted

    administering.get(list_url(model))
    few = queries(administering, list_url(model))
    for number in range(3):
        user = User.objects.create_user(f"user{number}", name="新")
        township = Division.objects.plant(parent=world.county, code=f"99010180{number}", level="township", name="镇")
        station = Station.objects.create(division=township, code=f"new{number}", name="站")
        Membership.objects.create(user=user, station=station)
        Appointment.objects.create(user=user, division=township)

    assert queries(administering, list_url(model)) == few

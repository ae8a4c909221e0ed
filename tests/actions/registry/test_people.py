"""People from a table: accounts that nobody knows a password of, places, and slips with one-time links."""

import pytest
from django.test import Client

from stations.actions.people import deactivate
from stations.actions.registry.differences import Deed, Refused
from stations.actions.registry.people import apply_people, plan_people
from stations.models import Appointment, AuditEvent, Membership
from swot_app.accounts.models import User
from tests.tables import people

ZHANG = ("zhang.min", "张敏", "0990-5550101", "站长", "SW990101001")


def told(plan):
    return [(step.deed, step.code) for step in plan.steps]


def apply(*rows, by=None):
    return apply_people(table=people(*rows), by=by)


def sentences(*rows):
    return [error.sentence for error in plan_people(people(*rows)).errors]


def test_new_person_gets_an_account_a_place_and_a_slip(world):
    plan, slips = apply(ZHANG)

    user = User.objects.get(username="zhang.min")
    assert told(plan) == [(Deed.ADD, "zhang.min"), (Deed.BEGIN, "zhang.min")]
    assert (user.name, user.work_phone, user.has_usable_password()) == ("张敏", "0990-5550101", False)
    assert Membership.objects.get(user=user).role == "lead"
    assert [(slip.username, slip.places) for slip in slips] == [("zhang.min", ("Station lead · 990101001 Station",))]


def test_link_on_the_slip_lets_the_person_choose_a_password(world):
    slip = apply(ZHANG)[1][0]

    assert Client().get(slip.path, follow=True).status_code == 200


def test_same_table_twice_is_no_difference_and_makes_the_slip_again_until_there_is_a_password(world):
    apply(ZHANG)
    plan, slips = apply(ZHANG)
    assert (plan.steps, plan.unchanged, len(slips)) == ((), 1, 1)

    User.objects.filter(username="zhang.min").update(password="md5$x$y")

    assert apply(ZHANG)[1] == []


def test_person_with_two_places_has_two_rows_and_one_account(world):
    plan, slips = apply(ZHANG, ("zhang.min", "张敏", "0990-5550101", "查阅员", "990102"))

    assert [step.deed for step in plan.steps] == [Deed.ADD, Deed.BEGIN, Deed.BEGIN]
    assert slips[0].places == ("Station lead · 990101001 Station", "Viewer · 示例省 · 示例市 · 乙县")


def test_another_role_at_the_same_place_ends_the_first(world):
    plan, _slips = apply(("bob", "Bob", "", "lead", "SW990101001"))

    assert told(plan) == [(Deed.LEAVE, "bob"), (Deed.BEGIN, "bob")]
    assert [place.role for place in Membership.objects.current().filter(user=world.bob)] == ["lead"]
    assert Membership.objects.filter(user=world.bob).count() == 2


def test_another_role_in_a_division_ends_the_first(world):
    apply(("prefecture", "Prefecture", "", "reviewer", "990100"))

    assert [place.role for place in Appointment.objects.current().filter(user=world.prefecture_viewer)] == ["reviewer"]


def test_name_of_an_account_is_changed_and_shown(world):
    plan, _slips = apply(("bob", "鲍勃", "", "worker", "SW990101001"))

    assert [(change.field, change.before, change.after) for change in plan.steps[0].changes] == [
        ("name", "Bob", "鲍勃")
    ]
    assert User.objects.get(pk=world.bob.pk).name == "鲍勃"


def test_who_is_not_in_the_file_stays(world):
    apply(ZHANG)

    assert Membership.objects.current().filter(user=world.bob).exists()


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("", "张敏", "", "lead", "SW990101001"), "This cell is empty."),
        (("zhang min", "张敏", "", "lead", "SW990101001"), "Enter a valid username"),
        (("zhang", "张敏", "call me", "lead", "SW990101001"), "Write a phone number"),
        (("zhang", "张敏", "", "boss", "SW990101001"), "write one of Social worker / Station lead / Reviewer / Viewer"),
        (("zhang", "张敏", "", "lead", "990101"), "No station has the code 990101."),
        (("zhang", "张敏", "", "reviewer", "SW990101001"), "No division in force has the code SW990101001."),
        (("curator", "Curator", "", "reviewer", "990101"), "may not review"),
    ],
)
def test_line_that_cannot_be_is_told_in_words(world, row, sentence):
    found = sentences(row)

    assert len(found) == 1
    assert sentence in found[0]


def test_closed_account_is_told(world):
    deactivate(user=world.bob, by=None)

    assert sentences(("bob", "Bob", "", "worker", "SW990101001")) == ["This account is closed. Open it again first."]


def test_two_names_for_one_user_name_are_told(world):
    assert "Line 2 has another name" in sentences(ZHANG, ("zhang.min", "张明", "", "查阅员", "990102"))[0]


def test_two_roles_at_one_place_are_told(world):
    assert "An earlier line" in sentences(ZHANG, ("zhang.min", "张敏", "0990-5550101", "社工", "SW990101001"))[0]


def test_one_error_keeps_everything_out(world):
    with pytest.raises(Refused):
        apply(ZHANG, ("li", "李", "", "lead", "SW1"))

    assert not User.objects.filter(username="zhang.min").exists()


def test_every_deed_is_on_record_and_no_link_is(world):
    _plan, slips = apply(ZHANG, by=world.administrator)

    events = AuditEvent.objects.filter(actor=world.administrator).order_by("pk")
    assert [event.action for event in events] == ["account.create", "membership.begin", "account.link"]
    assert all(slips[0].path not in str(event.detail) for event in events)


def test_asks_as_often_for_thirty_people_as_for_one(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(18):
        apply(*[(f"user{n}", f"人{n}", "", "worker", "SW990101001") for n in range(30)])

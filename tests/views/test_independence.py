"""Everybody judges alone, officials never learn a rater's name, and whoever has left sees nothing more."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from stations.actions import assessments
from stations.enums import AppointmentRole
from stations.models import Appointment
from tests.views.pages import status_of
from tests.worlds import declare, fill, submit

RESULTS = ["result", "report"]


def ask(browser, world, name):
    args = [world.assessment.pk, "zh-hans"] if name == "report" else [world.assessment.pk]
    return status_of(browser.get(reverse(name, args=args)))


def pages_of(world):
    """The pages on which an official meets a station's work."""
    return [
        reverse("station", args=[world.station.pk]),
        reverse("division", args=[world.county.pk]),
        reverse("assessment", args=[world.assessment.pk]),
    ]


def without_tokens(response):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


# Raters


@pytest.mark.parametrize("name", RESULTS)
@pytest.mark.parametrize("rater", ["alice", "bob"])
def test_no_rater_sees_a_result_before_declaring_the_own_sheet(world, visit, name, rater):
    rater = getattr(world, rater)
    colleague = world.bob if rater == world.alice else world.alice
    declare(world.assessment, colleague)
    fill(world.assessment, rater)

    assert ask(visit(rater), world, name) == 403


@pytest.mark.parametrize("name", RESULTS)
def test_rater_sees_the_draft_result_after_declaring(world, visit, name):
    declare(world.assessment, world.bob)

    assert ask(visit(world.bob), world, name) == 200


@pytest.mark.parametrize("name", RESULTS)
def test_colleague_without_a_sheet_sees_no_result_of_a_draft(world, visit, name):
    declare(world.assessment, world.alice)

    assert ask(visit(world.bob), world, name) == 403


def test_colleague_without_a_sheet_sees_the_result_after_submission(world, visit):
    submit(world)

    assert ask(visit(world.bob), world, "result") == 200


def test_colleague_whose_sheet_was_left_out_does_not_see_the_result(world, visit):
    fill(world.assessment, world.bob)
    submit(world)

    assert ask(visit(world.bob), world, "result") == 403


def test_returned_work_hides_its_result_again_from_who_has_not_declared(world, visit):
    submit(world)
    assessments.return_for_revision(assessment=world.assessment, reason="补充。", by=world.county_reviewer)

    assert ask(visit(world.bob), world, "result") == 403
    assert ask(visit(world.alice), world, "result") == 200


def test_official_who_rates_at_the_station_declares_first(world, visit):
    Appointment.objects.create(user=world.bob, division=world.county, role=AppointmentRole.VIEWER)
    submit(world)
    assessments.return_for_revision(assessment=world.assessment, reason="补充。", by=world.county_reviewer)

    assert ask(visit(world.bob), world, "result") == 403


def test_check_page_shows_the_own_answers_alone(world, visit):
    declare(world.assessment, world.alice, 5)

    page = visit(world.bob).get(reverse("sheet_check", args=[world.assessment.pk]))

    assert (page.context["sheet"], page.context["answered"]) == (None, 0)


def test_lead_learns_from_the_submit_page_who_declared_and_nothing_of_what(world, visit):
    declare(world.assessment, world.bob, 5)
    fill(world.assessment, world.alice, 1)

    page = visit(world.alice).get(reverse("assessment_submit", args=[world.assessment.pk]))

    names = {kind: [sheet.rater.name for sheet in page.context[kind]] for kind in ("declared", "undeclared")}
    assert names == {"declared": ["Bob"], "undeclared": ["Alice"]}
    assert page.context["gaps"] == []


def test_task_list_is_the_same_whatever_a_colleague_answered(world, visit):
    browser, url = visit(world.alice), reverse("assessment", args=[world.assessment.pk])
    fill(world.assessment, world.bob, 1)
    before = without_tokens(browser.get(url))

    world.assessment.sheets.get().ratings.update(degree=5)

    assert without_tokens(browser.get(url)) == before


# Officials


def test_officials_see_of_a_draft_the_state_alone(world, visit):
    browser = visit(world.county_reviewer)
    before = [without_tokens(browser.get(url)) for url in pages_of(world)]

    declare(world.assessment, world.alice, {"S": 5, "W": 1, "O": 5, "T": 1})
    fill(world.assessment, world.bob)

    assert [without_tokens(browser.get(url)) for url in pages_of(world)] == before


@pytest.mark.parametrize("name", RESULTS)
@pytest.mark.parametrize("official", ["county_reviewer", "prefecture_viewer"])
def test_officials_see_no_result_of_a_draft(world, visit, name, official):
    declare(world.assessment, world.alice)

    assert ask(visit(getattr(world, official)), world, name) == 403


def test_officials_see_no_result_of_withdrawn_work(world, visit):
    submit(world)
    assessments.withdraw(assessment=world.assessment, by=world.alice)

    assert ask(visit(world.county_reviewer), world, "result") == 403


def test_officials_go_on_seeing_what_they_returned(world, visit):
    submit(world, {"S": 5, "W": 1, "O": 5, "T": 1})
    assessments.return_for_revision(assessment=world.assessment, reason="补充。", by=world.county_reviewer)
    declare(world.assessment, world.bob, 1)

    page = visit(world.county_reviewer).get(reverse("result", args=[world.assessment.pk]))

    assert not page.context["record"].is_draft
    assert [sheet.rater for sheet in page.context["record"].context.sheets] == ["R1"]


@pytest.mark.parametrize("official", ["county_reviewer", "prefecture_viewer"])
def test_officials_never_meet_a_raters_name(world, visit, official):
    declare(world.assessment, world.bob)
    submit(world)
    browser = visit(getattr(world, official))
    urls = [*pages_of(world), reverse("result", args=[world.assessment.pk])]

    for url in urls:
        page = browser.get(url).content.decode()
        assert [name for name in ("Alice", "Bob") if name in page] == []


def test_snapshot_holds_no_raters_name(world):
    declare(world.assessment, world.bob)
    snapshot = submit(world).snapshot

    frozen = f"{snapshot.context} {snapshot.inputs} {snapshot.result}"

    assert [name for name in ("Alice", "Bob", "alice", "bob") if name in frozen] == []


# Leaving


@pytest.mark.parametrize("name", ["station", "assessment", "rate_section", "sheet_check", "result"])
def test_member_who_left_loses_access_at_once(world, visit, name):
    declare(world.assessment, world.bob)
    browser = visit(world.bob)
    about = {"station": [world.station.pk], "rate_section": [world.assessment.pk, "S"]}
    url = reverse(name, args=about.get(name, [world.assessment.pk]))
    assert browser.get(url).status_code == 200

    world.bob.memberships.update(ended_at=timezone.now())

    assert browser.get(url).status_code == 404


def test_member_who_left_can_save_nothing_more(world, visit):
    browser, url = visit(world.bob), reverse("rate_section", args=[world.assessment.pk, "S"])
    world.bob.memberships.update(ended_at=timezone.now())

    response = browser.post(url, {"S1-answer": "4", "end": "1"})

    assert response.status_code == 404
    assert not world.assessment.sheets.exists()


def test_lead_who_became_a_worker_can_no_longer_submit(world, visit):
    declare(world.assessment, world.alice)
    world.alice.memberships.update(role="worker")

    response = visit(world.alice).post(reverse("assessment_submit", args=[world.assessment.pk]))

    assert (response.status_code, world.assessment.state) == (403, "draft")


@pytest.mark.parametrize("name", ["division", "assessment", "station"])
def test_official_whose_appointment_ended_loses_access_at_once(world, visit, name):
    about = {"division": world.county, "assessment": world.assessment, "station": world.station}
    browser, url = visit(world.county_reviewer), reverse(name, args=[about[name].pk])
    assert browser.get(url).status_code == 200

    world.county_reviewer.appointments.update(ended_at=timezone.now())

    assert browser.get(url).status_code == 404


@pytest.mark.parametrize("person", ["bob", "county_reviewer", "administrator", "curator", "auditor"])
def test_session_of_a_deactivated_person_ends_at_once(world, visit, person):
    user = getattr(world, person)
    browser = visit(user)
    assert browser.get(reverse("profile")).status_code == 200

    type(user).objects.filter(pk=user.pk).update(is_active=False)

    assert browser.get(reverse("profile")).url == f"{reverse('sign_in')}?next=/profile/"

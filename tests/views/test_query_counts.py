"""How often a page asks the database: as often for three rows as for one, and seldom where people wait.

Counted are the queries of the page itself: those that find the session and its user are the same everywhere, and the
savepoints are the beginning and the end of a transaction outside the tests.
"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from stations.actions import assessments
from stations.enums import AppointmentRole, MembershipRole
from stations.models import Appointment, Assessment, Membership
from stations.reports.document import document_of
from stations.reports.material import Material
from stations.reports.texts import texts_of
from stations.scorecards import record_of
from tests.views.pages import close_files, sent_by
from tests.views.test_rating_section import section
from tests.worlds import (
    approve,
    attach,
    declare,
    make_edition,
    make_member,
    make_station,
    open_cycle,
    resubmit,
    submit,
    submit_for,
)

NOT_COUNTED = re.compile(r'^(SAVEPOINT|RELEASE SAVEPOINT)|"django_session"|FROM "accounts_user" WHERE')


def queries(ask, url, data=None):
    """The queries of one request."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = ask(url, data)
    close_files(response)
    assert response.status_code in {200, 302}
    return [query["sql"] for query in captured if not NOT_COUNTED.search(query["sql"])]


def count(browser, url):
    return len(queries(browser.get, url))


@pytest.mark.parametrize("are_submitted", [False, True])
def test_station_page_asks_as_often_for_three_cycles_as_for_one(world, visit, are_submitted):
    browser, url = visit(world.alice), reverse("station", args=[world.station.pk])
    if are_submitted:
        submit(world)
    once = count(browser, url)

    for year in (2023, 2024):
        cycle = open_cycle(world, world.county, year=year)
        if are_submitted:
            submit_for(world.station.assessments.get(cycle=cycle), world.alice)

    assert count(browser, url) == once


def test_station_page_asks_as_often_for_three_colleagues_as_for_one(world, visit):
    browser, url = visit(world.charlie), reverse("station", args=[world.foreign_station.pk])
    once = count(browser, url)

    for name in ("dora", "emil"):
        make_member(name, world.foreign_station, MembershipRole.WORKER)

    assert count(browser, url) == once


@pytest.mark.parametrize("are_submitted", [False, True])
def test_division_page_asks_as_often_for_three_stations_as_for_one(world, visit, are_submitted):
    browser, url = visit(world.foreign_reviewer), reverse("division", args=[world.other_county.pk])
    if are_submitted:
        submit_for(world.foreign_assessment, world.charlie)
    once = count(browser, url)

    for code in ("990102002", "990102003"):
        station = make_station(world.other_county, code, code)
        assessment = Assessment.objects.create(station=station, cycle=world.cycle, edition=world.edition)
        if are_submitted:
            submit_for(assessment, make_member(code, station, MembershipRole.LEAD))

    assert count(browser, url) == once


def test_division_page_asks_as_often_for_three_cycles_as_for_one(world, visit):
    browser, url = visit(world.county_reviewer), reverse("division", args=[world.county.pk])
    once = count(browser, url)

    for year in (2023, 2024):
        open_cycle(world, world.county, year=year)

    assert count(browser, url) == once


def test_first_page_asks_as_often_for_four_places_as_for_two(world, visit):
    browser, url = visit(world.nobody), reverse("home")
    join(world.nobody, [world.station], [world.county])
    twice = count(browser, url)

    join(world.nobody, [world.neighbour], [world.other_county])

    assert count(browser, url) == twice


def join(user, stations, divisions):
    for station in stations:
        Membership.objects.create(user=user, station=station)
    for division in divisions:
        Appointment.objects.create(user=user, division=division, role=AppointmentRole.VIEWER)


@pytest.mark.parametrize("are_declared", [False, True])
def test_submit_page_asks_as_often_for_three_sheets_as_for_one(world, visit, are_declared):
    browser, url = visit(world.alice), reverse("assessment_submit", args=[world.assessment.pk])
    declare(world.assessment, world.alice)
    once = count(browser, url)

    for name in ("dora", "emil"):
        colleague = make_member(name, world.station, MembershipRole.WORKER)
        sheet = declare(world.assessment, colleague)
        if not are_declared:
            type(sheet).objects.filter(pk=sheet.pk).update(declared_at=None)

    assert count(browser, url) == once


def test_assessment_page_asks_as_often_for_three_steps_as_for_one(world, visit):
    browser, url = visit(world.county_reviewer), reverse("assessment", args=[world.assessment.pk])
    submit(world)
    once = count(browser, url)

    resubmit(world)

    assert world.assessment.transitions.count() == 3
    assert count(browser, url) == once


@pytest.mark.parametrize("who", ["bob", "county_reviewer"])
@pytest.mark.parametrize("name", ["assessment", "evidence_add", "evidence_index"])
def test_pages_ask_as_often_for_three_files_as_for_one(world, visit, name, who, settings, tmp_path):
    if who == "county_reviewer" and name != "assessment":
        pytest.skip("Officials see the assessment's page alone.")
    settings.FILES_DIR = tmp_path
    args = [world.assessment.pk, "S1"] if name == "evidence_add" else [world.assessment.pk]
    attach(world.assessment, world.bob)
    if who == "county_reviewer":
        submit(world)
    once = count(visit(world.cast[who]), reverse(name, args=args))

    if who == "county_reviewer":
        assessments.return_for_revision(assessment=world.assessment, reason="补充。", by=world.county_reviewer)
    attach(world.assessment, world.bob, b"%PDF-2")
    attach(world.assessment, world.alice, b"%PDF-3")
    if who == "county_reviewer":
        assessments.submit(assessment=world.assessment, by=world.alice)

    page = visit(world.cast[who]).get(reverse("assessment", args=[world.assessment.pk]))
    assert len(page.context["evidence"]) == 3
    assert count(visit(world.cast[who]), reverse(name, args=args)) == once


@pytest.mark.parametrize("name", ["rate_section", "sheet_check", "assessment"])
def test_sheets_pages_ask_as_often_for_three_factors_as_for_one(world, visit, name):
    counts = set()
    for factors in (1, 3):
        edition = make_edition(f"2027-{factors}", factors=factors)
        cycle = open_cycle(world, world.county, year=2026 - factors, edition=edition)
        assessment = world.station.assessments.get(cycle=cycle)
        declare(assessment, world.alice)
        args = [assessment.pk, "S"] if name == "rate_section" else [assessment.pk]
        counts.add(count(visit(world.alice), reverse(name, args=args)))

    assert len(counts) == 1


def test_saving_the_first_answer_of_a_factor_asks_fewer_than_ten_times(world, visit):
    browser, url = visit(world.bob), section(world, "S")
    browser.post(url, sent_by(browser.get(url), S1_answer="3"))

    asked = queries(browser.post, url, sent_by(browser.get(url), S2_answer="4"))

    assert len(asked) < 10, asked


def test_saving_one_changed_answer_asks_fewer_than_ten_times(world, visit):
    browser, url = visit(world.bob), section(world, "S")
    browser.post(url, sent_by(browser.get(url), S1_answer="3", S2_answer="3"))

    asked = queries(browser.post, url, sent_by(browser.get(url), S2_answer="4"))

    assert len(asked) < 10, asked


def test_saving_on_a_completed_section_asks_fewer_than_ten_times(world, visit):
    browser, url = visit(world.bob), section(world, "S")
    browser.post(url, sent_by(browser.get(url), S1_answer="3", S2_answer="3", done="1"))

    asked = queries(browser.post, url, sent_by(browser.get(url), S2_answer="4"))

    assert len(asked) < 10, asked


def test_saving_on_a_declared_sheet_asks_at_most_ten_times(world, visit):
    declare(world.assessment, world.bob)
    browser, url = visit(world.bob), section(world, "S")

    asked = queries(browser.post, url, sent_by(browser.get(url), S2_answer="4"))

    assert len(asked) <= 10, asked


def test_results_list_does_not_load_the_frozen_records(world, visit):
    approve(world)

    asked = queries(visit(world.alice).get, reverse("station", args=[world.station.pk]))

    assert [sql for sql in asked if '"stations_snapshot"."result"' in sql] == []


def test_report_of_a_submission_takes_few_queries(world, visit):
    submit(world)

    asked = queries(visit(world.county_reviewer).get, reverse("report", args=[world.assessment.pk, "zh-hans"]))

    assert len(asked) < 15, asked


def test_record_and_document_of_a_draft_take_few_queries(world):
    declare(world.assessment, world.alice)
    assessment = Assessment.objects.with_context().get(pk=world.assessment.pk)

    with CaptureQueriesContext(connection) as captured:
        record, texts = record_of(assessment, at=timezone.now()), texts_of(assessment.edition, "zh-hans")
        document_of(Material(record=record, texts=texts, language="zh-hans"))

    # One of them reads the evidence.
    assert len(captured) <= 16, [query["sql"] for query in captured]

"""The consolidated report as an official fetches it: where it is found, for whom, and how often it is really made."""

from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from stations.enums import AppointmentRole
from stations.reports import shelf
from stations.reports.consolidated.report import order_for
from stations.reports.report import Report
from stations.reports.seals import BLANK, sealed
from tests.views.pages import status_of, writes_nothing
from tests.views.test_query_counts import count
from tests.worlds import make_member, make_official, make_station, open_cycle, submit, submit_for


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES_DIR = tmp_path


@pytest.fixture
def presses(monkeypatch):
    """Every report that was really printed."""
    calls = []

    def print_report(order, language):
        calls.append((len(order.roster.settled), language))
        return Report(filename="", content=sealed(b"%PDF" + BLANK, order.secret))

    monkeypatch.setattr(shelf, "consolidated_report", print_report)
    return calls


@pytest.fixture
def reviewer(world, visit):
    return visit(world.county_reviewer)


def address(division, cycle, language="en"):
    return reverse("consolidated_report", args=[division.pk, cycle.pk, language])


def content_of(answer):
    return answer.content


def test_official_fetches_a_pdf_with_a_name(world, reviewer):
    submit(world)

    with writes_nothing():
        answer = reviewer.get(address(world.county, world.cycle, "zh-hans"))

    assert content_of(answer).startswith(b"%PDF-1.7")
    assert answer["Content-Type"] == "application/pdf"
    assert f"甲县社工站评估专项报告（{world.cycle.name_in('zh-hans')}）.pdf" in unquote(answer["Content-Disposition"])
    assert "no-store" in answer["Cache-Control"]


def test_report_is_printed_once_for_each_state_and_language(world, reviewer, presses):
    for language in ("en", "en", "zh-hans"):
        reviewer.get(address(world.county, world.cycle, language))
    submit(world)
    reviewer.get(address(world.county, world.cycle))

    assert presses == [(0, "en"), (0, "zh-hans"), (1, "en")]


def test_head_tells_what_get_would(world, reviewer, presses):
    told, got = (ask(address(world.county, world.cycle)) for ask in (reviewer.head, reviewer.get))

    for name in ("Content-Type", "Content-Length", "Content-Disposition", "Cache-Control"):
        assert told[name] == got[name]
    assert status_of(told) == status_of(got) == 200


def test_county_takes_part_in_what_its_province_opened(world, reviewer, presses):
    own = open_cycle(world, world.county)

    assert status_of(reviewer.get(address(world.county, own))) == 200
    assert status_of(reviewer.get(address(world.county, world.cycle))) == 200


def test_what_there_is_no_report_of_is_missing(world, visit, presses):
    viewer, elsewhere = visit(world.prefecture_viewer), open_cycle(world, world.other_county)

    asked = [
        address(world.prefecture, world.cycle),
        address(world.station.division, world.cycle),
        address(world.county, elsewhere),
        address(world.county, world.cycle, "fr"),
        reverse("consolidated_report", args=[world.county.pk, 999_999, "en"]),
    ]

    assert {status_of(viewer.get(url)) for url in asked} == {404}
    assert presses == []


def test_official_of_a_township_sees_no_county(world, visit):
    official = make_official("town", world.station.division, AppointmentRole.REVIEWER)

    assert status_of(visit(official).get(address(world.county, world.cycle))) == 404


def test_report_asks_as_often_for_seven_stations_as_for_one(world, reviewer):
    submit(world)
    once = count(reviewer, address(world.county, world.cycle))
    for number in range(3, 9):
        station = make_station(world.county, f"99010100{number}", f"站{number}")
        own = world.cycle.assessments.create(station=station, edition=world.edition)
        submit_for(own, make_member(f"lead{number}", station, "lead"))

    assert count(reviewer, address(world.county, world.cycle)) == once
    assert count(reviewer, address(world.county, world.cycle)) < once


# Where it is found


def test_pages_of_the_county_lead_to_it(world, reviewer):
    earlier = open_cycle(world, world.prefecture, year=2024)

    page = reviewer.get(world.county.get_absolute_url()).content.decode()
    cycles = reviewer.get(reverse("division_cycles", args=[world.county.pk])).content.decode()

    for language in ("zh-hans", "en"):
        assert address(world.county, world.cycle, language) in page
        assert address(world.county, earlier, language) not in page
        assert address(world.county, world.cycle, language) in cycles
        assert address(world.county, earlier, language) in cycles


def test_pages_of_a_prefecture_do_not(world, visit):
    viewer = visit(world.prefecture_viewer)

    for url in (world.prefecture.get_absolute_url(), reverse("division_cycles", args=[world.prefecture.pk])):
        assert "/report/" not in viewer.get(url).content.decode()


def test_cycles_page_asks_as_often_for_three_cycles_as_for_one(world, reviewer):
    url = reverse("division_cycles", args=[world.county.pk])
    once = count(reviewer, url)
    for year in (2023, 2024):
        open_cycle(world, world.prefecture, year=year)

    assert count(reviewer, url) == once


# Checking it


def words(response):
    return " ".join(response.content.decode().split())


def test_anybody_checks_its_code(world, visit):
    submit(world)
    code = order_for(world.county, world.cycle).digits

    current = words(
        visit().get(reverse("verify"), {"code": "-".join(code[i : i + 4] for i in range(0, 28, 4))}, follow=True)
    )
    submit_for(world.neighbour.assessments.get(cycle=world.cycle), make_member("dora", world.neighbour, "lead"))
    superseded = words(visit().get(reverse("verify_code", args=[code])))

    assert "This report is genuine and current." in current
    assert "Consolidated report of" in current
    assert "Since then another station has submitted its result" in superseded
    assert "alice" not in current + superseded


def test_anybody_checks_its_file(world, reviewer, visit):
    submit(world)
    content = content_of(reviewer.get(address(world.county, world.cycle)))

    page = words(
        visit().post(reverse("verify_file"), {"file": SimpleUploadedFile("a.pdf", content, "application/pdf")})
    )

    assert "has not been changed" in page
    assert "Consolidated report of" in page
    assert str(timezone.localdate().year) in page

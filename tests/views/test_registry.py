"""The administrator's pages for registers: choose a table, look at the difference, confirm exactly that."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from stations.actions.registry.columns import Registry, table_of
from stations.actions.registry.tables import lines_in
from stations.forms import registry as forms
from stations.models import AuditEvent, Station
from swot_app.accounts.models import User
from tests.tables import DIVISION_HEAD, PEOPLE_HEAD, STATION_HEAD, csv_file, xlsx_file
from tests.worlds import make_user

NEW = (STATION_HEAD, ("SW9", "新站", "990101001"))


@pytest.fixture
def administrator(world, visit):
    return visit(world.administrator)


def compare(browser, content, registry="stations"):
    upload = SimpleUploadedFile("table.csv", content)
    return browser.post(reverse("registry_compare", args=[registry]), {"file": upload})


def confirm(browser, page, registry="stations", **changes):
    data = {"content": page.context["content"], "shown": page.context["shown"]} | changes
    return browser.post(reverse("registry_apply", args=[registry]), data, follow=True)


@pytest.mark.parametrize("file", [csv_file, xlsx_file])
def test_difference_is_shown_and_nothing_written(administrator, file):
    page = compare(administrator, file(*NEW)).content.decode()

    assert "Added · 1" in page
    assert "示例省 · 示例市 · 甲县 · 东乡" in page
    assert not Station.objects.filter(code="SW9").exists()


def test_confirmed_difference_is_written(world, administrator):
    page = confirm(administrator, compare(administrator, csv_file(*NEW)))

    assert "Everything was written." in page.content.decode()
    assert Station.objects.filter(code="SW9").exists()
    assert AuditEvent.objects.get(action="registry.stations").actor == world.administrator


def test_difference_that_has_changed_since_is_shown_again_instead(world, administrator):
    shown = compare(administrator, csv_file(*NEW))
    Station.objects.create(code="SW9", name="另一站", division=world.station.division)

    page = confirm(administrator, shown)

    assert page.status_code == 409
    assert "The register has changed since this difference was shown" in page.content.decode()
    assert "Changed · 1" in page.content.decode()
    assert Station.objects.get(code="SW9").name == "另一站"


def test_another_table_than_the_shown_one_is_not_written(administrator):
    shown = compare(administrator, csv_file(*NEW))
    other = forms.held(csv_file(STATION_HEAD, ("SW8", "别站", "990101001")))

    assert confirm(administrator, shown, content=other).status_code == 409
    assert not Station.objects.filter(code__in=["SW8", "SW9"]).exists()


@pytest.mark.parametrize("content", ["", "!!!", "eJw=", "a" * 101])
def test_table_that_did_not_come_back_is_told(administrator, content):
    shown = compare(administrator, csv_file(*NEW))

    page = confirm(administrator, shown, content=content)

    assert "did not come back whole" in page.content.decode()


def test_table_that_would_unpack_to_too_much_is_refused(administrator, monkeypatch):
    shown = compare(administrator, csv_file(*NEW))
    monkeypatch.setattr(forms, "MOST_BYTES", 10)

    assert "did not come back whole" in confirm(administrator, shown).content.decode()


@pytest.mark.parametrize("name", ["MOST_BYTES", "MOST_HELD"])
def test_file_too_large_for_the_page_is_told(administrator, monkeypatch, name):
    monkeypatch.setattr(forms, name, 10)

    page = compare(administrator, csv_file(*NEW))

    assert page.status_code == 422
    assert "too large for the page" in page.content.decode()


def test_file_too_large_to_be_held_is_told(administrator, monkeypatch):
    monkeypatch.setattr("stations.views.registry.MOST_BYTES", 10)

    page = compare(administrator, csv_file(*NEW))

    assert page.status_code == 422
    assert "too large for the page" in page.content.decode()


def test_table_without_its_token_is_refused(world):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.administrator)

    assert compare(browser, csv_file(*NEW)).status_code == 403


@pytest.mark.parametrize("content", [b"\x00", b"PK\x03\x04", b"colour\nred\n"])
def test_file_that_is_no_such_table_is_told(administrator, content):
    page = compare(administrator, content)

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["file"]


def test_errors_are_told_line_by_line_and_cannot_be_confirmed(administrator):
    page = compare(administrator, csv_file(STATION_HEAD, ("SW9", "新站", "7"))).content.decode()

    assert "Line 2, Division code: No division has the code 7." in page
    assert "Added" not in page
    assert "Write all of this" not in page


def test_no_difference_is_told(administrator):
    page = compare(administrator, csv_file(STATION_HEAD, ("SW990101001", "东乡社工站", "990101001"))).content.decode()

    assert "The register already says what the file says." in page
    assert "Write all of this" not in page


def test_merger_shows_which_stations_move(administrator):
    rows = (DIVISION_HEAD, ("990101001", "东乡", "990101", "", "2025-12-31", "990101002"))

    page = compare(administrator, csv_file(*rows), "divisions").content.decode()

    assert "Station moves · 1" in page
    assert "Division code 990101001 → 990101002" in page
    assert "示例省 · 示例市 · 甲县 · 西乡" in page


def test_hostile_names_are_shown_as_text(administrator):
    rows = (STATION_HEAD, ("SW9", "<script>alert(1)</script>", "990101001"))

    assert "<script>alert" not in compare(administrator, csv_file(*rows)).content.decode()


# Slips


def test_new_people_get_slips_that_are_shown_once(world, administrator, visit):
    rows = (PEOPLE_HEAD, ("zhang.min", "张敏", "", "lead", "SW990101001"))

    page = confirm(administrator, compare(administrator, csv_file(*rows), "people"), "people")

    text = page.content.decode()
    link = re.search(r"http://testserver(/account/link/[^<\s]+)", text).group(1)
    assert ("张敏" in text, "no-store" in page["Cache-Control"], text.count("slip-code")) == (True, True, 1)
    assert visit().get(link, follow=True).status_code == 200
    assert User.objects.get(username="zhang.min").has_usable_password() is False


def test_slips_can_be_made_again_until_there_is_a_password(world, administrator):
    make_user("li")
    rows = (PEOPLE_HEAD, ("li", "Li", "", "worker", "SW990101001"))
    shown = compare(administrator, csv_file(*rows), "people")
    assert shown.context["slip_count"] == 0
    confirm(administrator, shown, "people")
    User.objects.filter(username="li").update(password="!")

    again = compare(administrator, csv_file(*rows), "people")

    assert (again.context["groups"], again.context["may_confirm"]) == ([], True)
    assert "Show the slips" in again.content.decode()


# Templates and names


@pytest.mark.parametrize("registry", Registry)
def test_empty_table_is_a_workbook_with_the_headings(administrator, registry):
    page = administrator.get(reverse("registry_template", args=[registry]))

    assert table_of(registry, lines_in(BytesIO(page.content).getvalue())).rows == ()


def test_unknown_register_does_not_exist(administrator):
    assert administrator.get(reverse("registry_template", args=["cycles"])).status_code == 404
    assert compare(administrator, b"", "cycles").status_code == 404

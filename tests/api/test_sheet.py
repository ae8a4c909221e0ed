"""The own sheet as the outbox reads it."""

import pytest
from django.urls import reverse

from stations.models import Sheet
from tests.api.outbox import EMPTY, degree, mark, rate, read_sheet, send, send_one
from tests.worlds import approve, declare, fill, open_cycle, submit


def url(world):
    return reverse("api_sheet", args=[world.assessment.pk])


def section(quadrant, **fields):
    untouched = {"is_marked": False, "state": "not_started", "answered": 0, "total": 2}
    return {"quadrant": quadrant, **untouched, "missing": [f"{quadrant}1", f"{quadrant}2"], **fields}


def test_sheet_before_the_first_answer_is_empty(world, bob):
    assert read_sheet(bob, world.assessment) == {
        "user": world.bob.pk,
        "assessment": world.assessment.pk,
        "state": "draft",
        "is_open": True,
        "closed_because": "",
        "sheet": None,
        "ratings": {},
        "sections": [section(quadrant) for quadrant in "SWOT"],
        "late": [],
        "submission": None,
    }
    assert not Sheet.objects.exists()


def test_sheet_holds_what_was_saved(world, bob):
    applied, _marked = send(bob, rate(world, "W2", degree(2, importance=3, note="注")), mark(world, "W"))

    sheet = read_sheet(bob, world.assessment)

    assert sheet["ratings"] == {"W2": applied["current"]}
    assert sheet["sections"][1] == section("W", is_marked=True, state="problem", answered=1, missing=["W1"])
    assert sheet["sheet"] == {"number": 1, "declared_at": None, "changed_after_at": None}


def test_cleared_answer_keeps_its_revision(world, bob):
    send(bob, rate(world), rate(world, value=EMPTY, base_rev=1))

    assert {code: (r["revision"], r["value"]) for code, r in read_sheet(bob, world.assessment)["ratings"].items()} == {
        "S1": (2, EMPTY)
    }


def test_colleagues_answers_are_not_there(world, alice, bob):
    fill(world.assessment, world.bob)

    assert read_sheet(alice, world.assessment)["ratings"] == {}


def test_lead_reads_the_declared_sheets_versions(world, alice, bob):
    declare(world.assessment, world.bob)
    fill(world.assessment, world.alice)

    assert read_sheet(alice, world.assessment)["submission"] == {"may_submit": True, "sheets": {"1": 8}}
    assert read_sheet(bob, world.assessment)["submission"] is None


@pytest.mark.parametrize("settle", [submit, approve])
def test_settled_assessment_is_closed(world, alice, settle):
    settle(world)

    sheet = read_sheet(alice, world.assessment)

    assert (sheet["state"], sheet["is_open"]) == (world.assessment.state, False)
    assert sheet["closed_because"].startswith("This assessment has been submitted")
    assert sheet["submission"]["may_submit"] is False


def test_assessment_that_has_not_opened_says_so(world, bob):
    cycle = open_cycle(world, world.county, year=2099)

    sheet = read_sheet(bob, world.station.assessments.get(cycle=cycle))

    assert (sheet["is_open"], sheet["closed_because"]) == (
        False,
        "This assessment has not opened yet. Come back on its opening day.",
    )


def test_late_answers_of_ones_own_are_listed_in_their_order(world, alice, bob):
    submit(world)
    mine = [send_one(bob, rate(world, code))["late"] for code in ("T1", "S1")]
    send_one(alice, rate(world, "W1", degree(1)))

    assert read_sheet(bob, world.assessment)["late"] == mine


def test_sheet_that_has_not_changed_is_not_sent_again(world, bob):
    send_one(bob, rate(world))
    first = bob.get(url(world))

    again = bob.get(url(world), headers={"if-none-match": first.headers["ETag"]})
    send_one(bob, rate(world, "S2"))
    changed = bob.get(url(world), headers={"if-none-match": first.headers["ETag"]})

    assert (again.status_code, again.content, again.headers["Cache-Control"]) == (304, b"", "no-store")
    assert (changed.status_code, sorted(changed.json()["ratings"])) == (200, ["S1", "S2"])


def test_head_has_the_headers_alone(world, bob):
    response = bob.head(url(world))

    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["ETag"] == bob.get(url(world)).headers["ETag"]


@pytest.mark.parametrize(
    ("who", "status"),
    [("alice", 200), ("bob", 200), ("charlie", 404), ("county_reviewer", 403), ("prefecture_viewer", 403)]
    + [(who, 404) for who in ("foreign_reviewer", "curator", "administrator", "auditor", "nobody")],
)
def test_sheet_is_for_the_stations_people(world, visit, who, status):
    response = visit(world.cast[who]).get(url(world))

    assert response.status_code == status
    assert "detail" in response.json() or status == 200


def test_address_beyond_all_numbers_is_not_found(bob):
    assert bob.get(f"/api/assessments/{10**40}/sheet/").status_code == 404

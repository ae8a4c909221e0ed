"""The demonstration world: a fictional province with its people, written once into an empty database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from stations.actions import assessments, audit, cycles, editions
from stations.actions.check_ratings import CheckChange, CheckValue, give_check_ratings
from stations.actions.demo_sheets import amend, answers_of, moment, write_sheet
from stations.actions.errors import ActionRefused
from stations.actions.ratings import AnswerValue
from stations.enums import CycleKind, EditionState, StationKind
from stations.models import (
    Appointment,
    Assessment,
    AuditEvent,
    Division,
    Edition,
    Factor,
    Membership,
    Station,
)
from swot_app.accounts.models import User

World = dict[str, Any]  # what fixtures/demo_world.json holds; it says itself how to read it
LOADED = "demo.load"
STEPS: dict[str, Callable[..., Assessment]] = {
    "submit": assessments.submit,
    "start_review": assessments.start_review,
    "return": assessments.return_for_revision,
    "approve": assessments.approve,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who and what the world's texts name."""

    edition: Edition
    factors: dict[str, Factor]
    divisions: dict[str, Division]
    people: dict[str, User]
    stations: dict[str, Station]


@transaction.atomic
def load(*, world: World, passwords: dict[str, str]) -> bool:
    """Write the world, unless this was done before: then all stays as its visitors left it. Says whether it was written.

    `passwords` are those of the world's accounts by user name; its other people cannot sign in.
    """
    # The lock makes a second load, started at the same moment, wait for this one and see its mark.
    edition = Edition.objects.select_for_update().filter(code=world["edition"]).first()
    if is_loaded():
        return False
    if edition is None or edition.state != EditionState.PUBLISHED:
        raise ActionRefused(
            _("The demonstration needs the published edition %(code)s. Load the library first.")
            % {"code": world["edition"]}
        )
    require_room(world)
    cast = cast_of(world, edition, passwords)
    place_people(world, cast)
    for entry in world["cycles"]:
        run_cycle(entry, world, cast)
    copy_edition(world, cast)
    audit.record(action=LOADED, by=None, detail={"stations": len(cast.stations), "cycles": len(world["cycles"])})
    return True


def is_loaded() -> bool:
    """The audit log alone cannot be changed by visitors, so the mark stands there."""
    return AuditEvent.objects.filter(action=LOADED).exists()


@transaction.atomic
def reset_passwords(*, passwords: dict[str, str]) -> None:
    """Give the world's accounts these passwords, whatever their visitors chose."""
    hashes = hashes_of(passwords)
    for user in User.objects.filter(username__in=passwords):
        user.password = hashes[passwords[user.username]]
        user.save(update_fields=["password"])
        audit.record(action="demo.reset_password", by=None, about=user)


def hashes_of(passwords: dict[str, str]) -> dict[str, str]:
    """One hash for each different password: hashing is slow on purpose, and the published one is no secret."""
    return {password: make_password(password) for password in set(passwords.values())}


def require_room(world: World) -> None:
    """Invented stations and real ones do not share a database: its administrator, whose password is known, sees both."""
    names = [entry["username"] for entry in everybody(world)]
    if Division.objects.exists() or User.objects.filter(username__in=names).exists():
        raise ActionRefused(
            _("This database holds divisions or accounts of its own. Load the demonstration into an empty one.")
        )


def everybody(world: World) -> list[dict[str, Any]]:
    return [*world["accounts"], *world["others"]]


# Who and where


def cast_of(world: World, edition: Edition, passwords: dict[str, str]) -> Cast:
    divisions = plant_divisions(world)
    return Cast(
        edition=edition,
        factors={factor.code: factor for factor in Factor.objects.filter(edition=edition)},
        divisions=divisions,
        people=make_people(world, passwords),
        stations=make_stations(world, divisions),
    )


def plant_divisions(world: World) -> dict[str, Division]:
    """Parents stand before their children in the file."""
    divisions: dict[str, Division] = {}
    for entry in world["divisions"]:
        divisions[entry["code"]] = Division.objects.plant(
            parent=divisions[entry["parent"]] if "parent" in entry else None,
            code=entry["code"],
            level=entry["level"],
            name=entry["name"],
            name_latin=entry["latin"],
        )
    return divisions


def make_people(world: World, passwords: dict[str, str]) -> dict[str, User]:
    hashes = hashes_of(passwords)
    users = [
        User(
            username=entry["username"],
            name=entry["name"],
            password=hashes[passwords[entry["username"]]] if entry["username"] in passwords else make_password(None),
            date_joined=moment(entry["since"]),
            is_active="until" not in entry,
            **{f"is_{entry['duty']}": True} if "duty" in entry else {},
        )
        for entry in everybody(world)
    ]
    return {user.username: user for user in User.objects.bulk_create(users)}


def make_stations(world: World, divisions: dict[str, Division]) -> dict[str, Station]:
    stations = Station.objects.bulk_create(
        Station(
            division=divisions[entry["division"]],
            code=entry["code"],
            name=entry["name"],
            name_latin=entry["latin"],
            kind=entry.get("kind", StationKind.TOWNSHIP),
            opened_on=date.fromisoformat(entry["opened_on"]),
            host_organization=entry["host"],
            host_organization_latin=entry["host_latin"],
        )
        for entry in world["stations"]
    )
    return {entry["key"]: station for entry, station in zip(world["stations"], stations, strict=True)}


def place_people(world: World, cast: Cast) -> None:
    Membership.objects.bulk_create(
        Membership(station=cast.stations[entry["station"]], **place_of(entry, cast))
        for entry in everybody(world)
        if "station" in entry
    )
    Appointment.objects.bulk_create(
        Appointment(division=cast.divisions[entry["division"]], **place_of(entry, cast))
        for entry in everybody(world)
        if "division" in entry
    )


def place_of(entry: dict[str, Any], cast: Cast) -> dict[str, Any]:
    return {
        "user": cast.people[entry["username"]],
        "role": entry["as"],
        "started_at": moment(entry["since"]),
        "ended_at": moment(entry["until"]) if "until" in entry else None,
    }


def copy_edition(world: World, cast: Cast) -> None:
    """A draft for the curator to work on."""
    draft = world["draft_edition"]
    editions.copy_edition(
        edition=cast.edition,
        code=draft["code"],
        title_zh_hans=draft["title"]["zh_hans"],
        title_en=draft["title"]["en"],
        by=cast.people[draft["by"]],
    )


# Cycles


def run_cycle(entry: dict[str, Any], world: World, cast: Cast) -> None:
    """Open a cycle and live through it, station by station."""
    cycle = cycles.open_cycle(
        division=cast.divisions[entry["division"]],
        edition=cast.edition,
        kind=CycleKind.ANNUAL,
        year=entry["year"],
        quarter=None,
        opens_on=date.fromisoformat(entry["opens_on"]),
        due_on=date.fromisoformat(entry["due_on"]),
        by=cast.people[entry["by"]],
    )
    profiles = {station["key"]: station["profile"] for station in world["stations"]}
    for plan in entry["assessments"]:
        assessment = cycle.assessments.select_related("station", "cycle").get(station=cast.stations[plan["station"]])
        for number, sheet in enumerate(plan["sheets"], start=1):
            profile = world["profiles"][sheet.get("view", profiles[plan["station"]])]
            answers = answers_of(sheet, profile=profile, year=cycle.year, hand=world["hands"][sheet["hand"]])
            fill_in(sheet, assessment, number, answers, cast)
        for step in plan["steps"]:
            take(step, assessment, cast)


def fill_in(
    sheet: dict[str, Any], assessment: Assessment, number: int, answers: dict[str, AnswerValue], cast: Cast
) -> None:
    write_sheet(
        assessment=assessment,
        number=number,
        by=cast.people[sheet["rater"]],
        answers=answers,
        factors=cast.factors,
        last=moment(sheet["declared"] if "declared" in sheet else sheet["left"]),
        declared="declared" in sheet,
    )


def take(step: dict[str, Any], assessment: Assessment, cast: Cast) -> None:
    by, at = cast.people[step["by"]], moment(step["at"])
    if step["step"] == "amend":
        amend(assessment=assessment, by=by, factor=step["factor"], degree=step["degree"], note=step["note"], at=at)
        return
    if step["step"] == "check":
        check(step, assessment, cast)
        return
    reason = {"reason": step["reason"]} if "reason" in step else {}
    STEPS[step["step"]](assessment=assessment, by=by, at=at, **reason)


def check(step: dict[str, Any], assessment: Assessment, cast: Cast) -> None:
    """A reviewer's check ratings, as the action takes them from a form."""
    notes = step.get("notes", {})
    changes = [
        CheckChange(
            factor=cast.factors[code], value=CheckValue(degree=degree, note=notes.get(code, "")), base_revision=0
        )
        for code, degree in step["degrees"].items()
    ]
    give_check_ratings(assessment=assessment, changes=changes, by=cast.people[step["by"]], at=moment(step["at"]))

"""Stations from a table: what would be added and changed, and which stations move to another division."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from stations.actions import audit
from stations.actions.registry.cells import choice_in
from stations.actions.registry.columns import Registry, Table
from stations.actions.registry.differences import Change, Deed, RowError, Step, require_shown
from stations.actions.registry.division_rows import LONGEST_CODE, LONGEST_LATIN, LONGEST_NAME, Reader
from stations.actions.registry.divisions import written
from stations.actions.registry.known import known_divisions, lock_registries
from stations.actions.registry.register import Register, register_of
from stations.actions.registry.succession import move_stations
from stations.enums import StationKind
from stations.models import Station
from stations.models.division import place_of
from swot_app.accounts.models import User

LONGEST_STATION_CODE, LONGEST_HOST, LONGEST_HOST_LATIN = 20, 120, 160
BATCH = 2000
# What a file says of a station besides its division, each a field of the model.
PLAIN = ("name", "name_latin", "kind", "opened_on", "closed_on", "host_organization", "host_organization_latin")


@dataclass(frozen=True, slots=True, kw_only=True)
class StationRow:
    line: int
    code: str
    name: str
    name_latin: str
    kind: str
    division: str
    opened_on: date | None
    closed_on: date | None
    host_organization: str
    host_organization_latin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StationRevision:
    key: int
    row: StationRow
    changes: tuple[Change, ...]

    @property
    def moves(self) -> bool:
        return any(change.field == "division" for change in self.changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class StationPlan:
    added: tuple[StationRow, ...]
    revised: tuple[StationRevision, ...]
    register: Register
    errors: tuple[RowError, ...]
    unchanged: int
    unnamed: int

    @property
    def registry(self) -> Registry:
        return Registry.STATIONS

    @property
    def steps(self) -> tuple[Step, ...]:
        return (
            *(self.step(Deed.ADD, row, addition(row)) for row in self.added),
            *(self.step(Deed.MOVE if found.moves else Deed.CHANGE, found.row, found.changes) for found in self.revised),
        )

    def step(self, deed: Deed, row: StationRow, changes: tuple[Change, ...]) -> Step:
        place = place_of(self.register.names_above(row.division))
        return Step(deed=deed, line=row.line, code=row.code, name=row.name, place=place, changes=changes)


def addition(row: StationRow) -> tuple[Change, ...]:
    told = ("division", *PLAIN[1:])
    return tuple(Change(field, "", written(getattr(row, field))) for field in told if getattr(row, field))


def plan_stations(table: Table) -> StationPlan:
    """Compare a table with the database; nothing is written."""
    register = register_of([], known_divisions())
    rows, errors = station_rows(table, register)
    known = {station["code"]: station for station in Station.objects.values("pk", "code", "division__code", *PLAIN)}
    revised = [found for row in rows if row.code in known and (found := revision(row, known[row.code], table))]
    added = [row for row in rows if row.code not in known]
    return StationPlan(
        added=tuple(added),
        revised=tuple(revised),
        register=register,
        errors=tuple(sorted(errors, key=lambda error: error.line)),
        unchanged=len(rows) - len(added) - len(revised),
        unnamed=len(known.keys() - {row.code for row in rows}),
    )


@transaction.atomic
def apply_stations(*, table: Table, shown: str | None = None, by: User | None) -> StationPlan:
    """Do all that the plan says or nothing; where `shown` is given, only if it is the digest of what would be done."""
    lock_registries()
    plan = plan_stations(table)
    require_shown(plan, shown)
    Station.objects.bulk_create([station_of(row, plan.register) for row in plan.added], BATCH)
    change(plan, [field for field in PLAIN if field in table.fields])
    move(plan)
    if plan.steps:
        moved = [found.row.code for found in plan.revised if found.moves]
        detail = {"added": len(plan.added), "changed": len(plan.revised), "moved": moved}
        audit.record(action="registry.stations", by=by, detail=detail)
    return plan


def station_of(row: StationRow, register: Register) -> Station:
    values = {field: getattr(row, field) for field in PLAIN}
    return Station(code=row.code, division_id=division_key(row, register), **values)


def division_key(row: StationRow, register: Register) -> int:
    return register.standing[row.division].key_in({})


def change(plan: StationPlan, fields: list[str]) -> None:
    stations = [
        Station(pk=found.key, **{field: getattr(found.row, field) for field in fields}) for found in plan.revised
    ]
    if stations:
        Station.objects.bulk_update(stations, fields, batch_size=BATCH)


def move(plan: StationPlan) -> None:
    moves: dict[int, list[int]] = {}
    for found in plan.revised:
        if found.moves:
            moves.setdefault(division_key(found.row, plan.register), []).append(found.key)
    move_stations(moves)


# The rows


def station_rows(table: Table, register: Register) -> tuple[list[StationRow], list[RowError]]:
    found: list[StationRow] = []
    errors: list[RowError] = []
    codes: set[str] = set()
    for cells in table.rows:
        reader = Reader(cells)
        row = station_row(reader)
        errors += [*reader.errors, *contradictions(row, register, codes)]
        codes.add(row.code)
        found.append(row)
    return found, errors


def station_row(reader: Reader) -> StationRow:
    kind = reader.read("kind", lambda text: choice_in(text, StationKind)) or StationKind.TOWNSHIP
    return StationRow(
        line=reader.row.line,
        code=reader.code("code", longest=LONGEST_STATION_CODE, required=True),
        name=reader.text("name", longest=LONGEST_NAME, required=True),
        name_latin=reader.text("name_latin", longest=LONGEST_LATIN),
        kind=str(kind),
        division=reader.code("division", longest=LONGEST_CODE, required=True),
        opened_on=reader.date("opened_on"),
        closed_on=reader.date("closed_on"),
        host_organization=reader.text("host_organization", longest=LONGEST_HOST),
        host_organization_latin=reader.text("host_organization_latin", longest=LONGEST_HOST_LATIN),
    )


def contradictions(row: StationRow, register: Register, codes: set[str]) -> Iterator[RowError]:
    if row.code and row.code in codes:
        yield error(row, "code", _("This code stands in an earlier line already."))
    if row.division and row.division not in register.standing:
        yield error(row, "division", not_in_force(row.division, register))
    if row.opened_on and row.closed_on and row.opened_on > row.closed_on:
        yield error(row, "closed_on", _("A station cannot close before it opens."))


def not_in_force(code: str, register: Register) -> str:
    past = register.past.get(code)
    if past is None:
        return _("No division has the code %(code)s. Bring in the divisions first.") % {"code": code}
    return _("The division %(code)s has ended; its successor is %(successor)s.") % {
        "code": code,
        "successor": past.successor or "—",
    }


def error(row: StationRow, field: str, sentence: str) -> RowError:
    return RowError(line=row.line, field=field, sentence=sentence)


# What differs


def revision(row: StationRow, known: dict[str, object], table: Table) -> StationRevision | None:
    before = known | {"division": known["division__code"]}
    changes = tuple(
        Change(field, written(before[field]), written(getattr(row, field)))
        for field in ("division", *PLAIN)
        if field in table.fields and written(before[field]) != written(getattr(row, field))
    )
    return StationRevision(key=int(str(known["pk"])), row=row, changes=changes) if changes else None

"""Divisions from a table: what would be added, changed and ended, and which stations move to a successor."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from stations.actions import audit
from stations.actions.registry.columns import Registry, Table
from stations.actions.registry.differences import Change, Deed, RowError, Step, require_shown
from stations.actions.registry.division_checks import errors_of
from stations.actions.registry.division_rows import DivisionRow, division_rows
from stations.actions.registry.division_writes import add, appoint_heirs, change
from stations.actions.registry.known import KnownDivision, known_divisions, lock_registries
from stations.actions.registry.register import Register, register_of
from stations.actions.registry.succession import Succession, carry_out, succession_of
from stations.models.division import place_of
from swot_app.accounts.models import User

COMPARED = ("name", "name_latin", "valid_from", "valid_until", "successor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A division that is there already, and what the file says otherwise."""

    known: KnownDivision
    row: DivisionRow
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionPlan:
    added: tuple[DivisionRow, ...]
    revised: tuple[Revision, ...]
    succession: Succession
    register: Register
    errors: tuple[RowError, ...]
    unchanged: int
    unnamed: int
    """Divisions in force that the file does not name; they stay as they are."""

    @property
    def registry(self) -> Registry:
        return Registry.DIVISIONS

    @property
    def steps(self) -> tuple[Step, ...]:
        return (
            *(addition(row, self.register) for row in self.added),
            *(revision(found, self.register) for found in self.revised),
            *self.succession.steps,
        )


def plan_divisions(table: Table, *, today: date | None = None) -> DivisionPlan:
    """Compare a table with the database; nothing is written."""
    rows, errors = division_rows(table)
    known = known_divisions()
    register = register_of(rows, known)
    errors += errors_of(rows, register)
    added = tuple(row for row in rows if register.known_of(row) is None)
    revised = tuple(found for row in rows if (found := revision_of(row, register, table.fields)))
    return DivisionPlan(
        added=added,
        revised=revised,
        succession=Succession() if errors else succession_of(register, today or timezone.localdate()),
        register=register,
        errors=tuple(sorted(errors, key=lambda error: error.line)),
        unchanged=len(rows) - len(added) - len(revised),
        unnamed=register.unnamed,
    )


@transaction.atomic
def apply_divisions(*, table: Table, shown: str | None = None, by: User | None) -> DivisionPlan:
    """Do all that the plan says or nothing; where `shown` is given, only if it is the digest of what would be done."""
    lock_registries()
    plan = plan_divisions(table)
    require_shown(plan, shown)
    revised = [(found.known, found.row) for found in plan.revised]
    # What ends gives its code free before another takes it.
    change(revised, table.fields)
    keys = add(plan.added, plan.register)
    appoint_heirs(revised, keys, plan.register, table.fields)
    carry_out(plan.succession, keys, by=by)
    if plan.added or plan.revised or plan.succession.steps:
        audit.record(action="registry.divisions", by=by, detail=detail(plan))
    return plan


def detail(plan: DivisionPlan) -> dict[str, object]:
    return {
        "added": len(plan.added),
        "changed": len(plan.revised),
        "ended": [found.row.code for found in plan.revised if found.row.valid_until != found.known.valid_until],
        "stations_moved": len(plan.succession.moves),
        "appointments_ended": len(plan.succession.ended),
    }


# What differs


def revision_of(row: DivisionRow, register: Register, fields: Iterable[str]) -> Revision | None:
    known = register.known_of(row)
    if known is None:
        return None
    changes = tuple(
        Change(field, written(getattr(known, field)), written(getattr(row, field)))
        for field in COMPARED
        if field in fields and written(getattr(known, field)) != written(getattr(row, field))
    )
    return Revision(known=known, row=row, changes=changes) if changes else None


def written(value: object) -> str:
    return "" if value is None else str(value)


# How it is told


def addition(row: DivisionRow, register: Register) -> Step:
    told = ("level", "parent", "name_latin", "valid_from", "valid_until", "successor")
    changes = tuple(Change(field, "", written(getattr(row, field))) for field in told if getattr(row, field))
    place = place_of(register.names_above(row.parent))
    return Step(deed=Deed.ADD, line=row.line, code=row.code, name=row.name, place=place, changes=changes)


def revision(found: Revision, register: Register) -> Step:
    is_end = any(change.field == "valid_until" and change.after for change in found.changes)
    return Step(
        deed=Deed.END if is_end else Deed.CHANGE,
        line=found.row.line,
        code=found.row.code,
        name=found.known.name,
        place=place_of(register.names_above(found.known.parent)),
        changes=found.changes,
    )

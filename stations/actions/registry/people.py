"""People from a table: accounts made, places begun and changed; nobody's place ends because a file leaves it out."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from stations.actions.registry.columns import Registry, Table
from stations.actions.registry.differences import Change, Deed, RowError, Step, require_shown
from stations.actions.registry.known import lock_registries
from stations.actions.registry.people_rows import people_rows
from stations.actions.registry.people_writes import begin_places, end_places, make_accounts, rename_accounts
from stations.actions.registry.places import Holding, KnownPeople, PersonRow, known_people
from stations.actions.registry.slips import Slip, slips_for
from swot_app.accounts.models import User

ACCOUNT = ("name", "work_phone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Renaming:
    row: PersonRow
    key: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePlan:
    made: tuple[PersonRow, ...]
    """The first row of each person who has no account yet."""
    renamed: tuple[Renaming, ...]
    left: tuple[tuple[PersonRow, Holding], ...]
    """Roles that end because the file gives the person another one at the same place."""
    begun: tuple[PersonRow, ...]
    people: tuple[PersonRow, ...]
    """The first row of every person in the file."""
    known: KnownPeople
    errors: tuple[RowError, ...]
    unchanged: int

    @property
    def registry(self) -> Registry:
        return Registry.PEOPLE

    @property
    def unnamed(self) -> int:
        return len(self.known.users.keys() - {row.username for row in self.people})

    @property
    def without_password(self) -> tuple[str, ...]:
        """Everybody in the file who has never chosen a password: they get a slip."""
        return tuple(row.username for row in self.people if not self.has_password(row))

    def has_password(self, row: PersonRow) -> bool:
        user = self.known.users.get(row.username)
        return user is not None and user.has_password

    @property
    def steps(self) -> tuple[Step, ...]:
        return (
            *(self.step(Deed.ADD, row, addition(row)) for row in self.made),
            *(self.step(Deed.CHANGE, found.row, found.changes) for found in self.renamed),
            *(self.step(Deed.LEAVE, row, (Change("role", holding.role, ""),)) for row, holding in self.left),
            *(self.step(Deed.BEGIN, row, (Change("role", "", row.role.value),)) for row in self.begun),
        )

    def step(self, deed: Deed, row: PersonRow, changes: tuple[Change, ...]) -> Step:
        is_about_place = deed in {Deed.LEAVE, Deed.BEGIN}
        place = self.known.place_name(row) if is_about_place else ""
        return Step(deed=deed, line=row.line, code=row.username, name=row.name, place=place, changes=changes)


def addition(row: PersonRow) -> tuple[Change, ...]:
    return (Change("work_phone", "", row.work_phone),) if row.work_phone else ()


def plan_people(table: Table) -> PeoplePlan:
    """Compare a table with the database; nothing is written."""
    known = known_people()
    rows, errors = people_rows(table, known)
    if errors:
        return PeoplePlan(
            made=(),
            renamed=(),
            left=(),
            begun=(),
            people=(),
            known=known,
            errors=tuple(sorted(errors, key=lambda error: error.line)),
            unchanged=0,
        )
    people = {row.username: row for row in reversed(rows)}
    firsts = tuple(sorted(people.values(), key=lambda row: row.line))
    renamed = tuple(renamings(firsts, known, table))
    begun = tuple(row for row in rows if role_there(row, known) != row.role)
    touched = {row.line for row in begun} | {found.row.line for found in renamed}
    return PeoplePlan(
        made=tuple(row for row in firsts if row.username not in known.users),
        renamed=renamed,
        left=tuple((row, known.holdings[row.spot]) for row in begun if row.spot in known.holdings),
        begun=begun,
        people=firsts,
        known=known,
        errors=(),
        unchanged=sum(row.line not in touched for row in rows),
    )


def role_there(row: PersonRow, known: KnownPeople) -> str | None:
    holding = known.holdings.get(row.spot)
    return holding.role if holding else None


def renamings(rows: tuple[PersonRow, ...], known: KnownPeople, table: Table) -> Iterator[Renaming]:
    for row in rows:
        user = known.users.get(row.username)
        changes = tuple(
            Change(field, getattr(user, field), getattr(row, field))
            for field in ACCOUNT
            if user and field in table.fields and getattr(user, field) != getattr(row, field)
        )
        if user and changes:
            yield Renaming(row=row, key=user.key, changes=changes)


@transaction.atomic
def apply_people(*, table: Table, shown: str | None = None, by: User | None) -> tuple[PeoplePlan, list[Slip]]:
    """Do all that the plan says or nothing; with a slip for everybody who has never chosen a password."""
    lock_registries()
    plan = plan_people(table)
    require_shown(plan, shown)
    keys = {username: user.key for username, user in plan.known.users.items()}
    keys |= make_accounts(plan.made, by=by)
    rename_accounts({found.key: found.row for found in plan.renamed}, by=by)
    end_places([(row.is_at_station, holding.key) for row, holding in plan.left], by=by)
    begin_places(plan.begun, keys, plan.known, by=by)
    return plan, slips_for(plan.without_password, by=by)

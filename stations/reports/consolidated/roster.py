"""Who takes part in a cycle and whose result counts now: all that tells one consolidated report from another.

A consolidated report is of a moment, so it is known by the snapshots it is made of: as soon as one of them is replaced
or taken back, or another comes to them, the report of that moment is superseded.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime

from stations.models import Assessment, Cycle, Division
from stations.models.assessment import SETTLED
from stations.models.division import place_in_text
from stations.scorecards import CycleEntry, DivisionEntry, Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A station that takes part; without a snapshot where nothing is submitted that counts."""

    code: str
    name: Name
    snapshot: int | None
    digest: str
    taken_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The stations of a division in a cycle, in the order of their codes."""

    division: int
    cycle: int
    divisions: tuple[DivisionEntry, ...]
    """From the province down to the division itself."""
    names: CycleEntry
    opened_at: datetime
    entries: tuple[Entry, ...]

    @property
    def settled(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.snapshot is not None)

    @property
    def missing(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.snapshot is None)

    @property
    def own(self) -> DivisionEntry:
        return self.divisions[-1]

    @property
    def as_of(self) -> datetime:
        """When the newest of its results was submitted."""
        return max((entry.taken_at for entry in self.entries if entry.taken_at), default=self.opened_at)

    @property
    def results_digest(self) -> str:
        """SHA-256 of the division, the cycle and the snapshots; what a station is called today plays no part."""
        return sha256_of([self.division, self.cycle, sorted(entry.digest for entry in self.settled)])

    @property
    def digest(self) -> str:
        """SHA-256 of everything here: with the language and the software, all that the file follows from."""
        return sha256_of(asdict(self))


def sha256_of(value: object) -> str:
    return hashlib.sha256(json.dumps(value, default=str, sort_keys=True).encode()).hexdigest()


def roster_of(division: Division, cycle: Cycle) -> Roster:
    """Two queries, whatever the number of stations; the cycle comes with its division."""
    return Roster(
        division=division.pk,
        cycle=cycle.pk,
        divisions=tuple(division_entry(each) for each in Division.objects.above(division)),
        names=CycleEntry(
            kind=cycle.kind,
            year=cycle.year,
            quarter=cycle.quarter,
            opens_on=cycle.opens_on,
            due_on=cycle.due_on,
            opener=cycle.division.level,
        ),
        opened_at=cycle.created_at,
        entries=tuple(entries_of(division, cycle)),
    )


def division_entry(division: Division) -> DivisionEntry:
    return DivisionEntry(
        code=division.code, level=division.level, name=Name(zh_hans=division.name, en=division.name_latin)
    )


def entries_of(division: Division, cycle: Cycle) -> list[Entry]:
    rows = Assessment.objects.below(division).filter(cycle=cycle).order_by("station__code")
    found = rows.values_list(
        "station__code",
        "station__name",
        "station__name_latin",
        "state",
        "snapshot",
        "snapshot__digest",
        "snapshot__taken_at",
    )
    return [
        Entry(code=code, name=Name(zh_hans=name, en=latin), snapshot=key, digest=digest, taken_at=at)
        if state in SETTLED
        else Entry(code=code, name=Name(zh_hans=name, en=latin), snapshot=None, digest="", taken_at=None)
        for code, name, latin, state, key, digest, at in found
    ]


def place_of(roster: Roster, language: str) -> str:
    """The division with those that hold it."""
    return place_in_text(roster.divisions, language)

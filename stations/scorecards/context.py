"""The names of the day on which an assessment was recorded, as frozen values and as plain JSON."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from stations.formats import cycle_name
from stations.models.division import PLACEHOLDERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in both languages; the Chinese one is official."""

    zh_hans: str
    en: str = ""

    def in_language(self, language: str | None) -> str:
        return self.en if language == "en" and self.en else self.zh_hans


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionEntry:
    code: str
    level: str
    name: Name

    @property
    def is_placeholder(self) -> bool:
        return self.name.zh_hans in PLACEHOLDERS

    def name_in(self, language: str | None) -> str:
        return self.name.in_language(language)


@dataclass(frozen=True, slots=True, kw_only=True)
class StationEntry:
    code: str
    kind: str
    name: Name
    host: Name
    opened_on: date | None
    divisions: tuple[DivisionEntry, ...]
    """From the province down to the division that the station lies in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleEntry:
    kind: str
    year: int
    quarter: int | None
    opens_on: date
    due_on: date
    opener: str = ""
    """The level of the division that opened it; records from before this was kept do not say."""

    def name_in(self, language: str | None) -> str:
        return cycle_name(self.kind, self.year, self.quarter, language)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetEntry:
    """A declared sheet, by the rater's number; nobody's name."""

    rater: str
    declared_on: date
    changed_after: bool
    begun_after: bool = False
    """Begun when the assessment had been submitted before, so that its rater may have seen that result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What a rater wrote at a factor: the reason for giving no degree, a note, or both."""

    rater: str
    factor: str
    kind: str
    reason: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceEntry:
    """A file that stood at a factor; of who added it, a rater's number at most."""

    factor: str
    name: str
    caption: str
    media_type: str
    size: int
    sha256: str
    added_on: date
    rater: str
    """R1, where somebody added it who declared a sheet; empty for others of the station."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckEntry:
    """What a reviewer says of a factor: a degree, a note, or both."""

    factor: str
    degree: int | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSheet:
    """One reviewer's check ratings, by the reviewer's number and level; nobody's name."""

    reviewer: str
    """C1, C2, … in the order in which they began."""
    level: str
    given_on: date
    """Of the last of them."""
    entries: tuple[CheckEntry, ...]

    @property
    def degrees(self) -> dict[str, int]:
        return {entry.factor: entry.degree for entry in self.entries if entry.degree is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step in the assessment's life before it was recorded."""

    step: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviousResult:
    """The figures of the station's result in the cycle before."""

    cycle: CycleEntry
    strengths: float | None
    weaknesses: float | None
    opportunities: float | None
    threats: float | None
    strength_coefficient: float | None
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The names of the day on which an assessment was recorded: they stay even if the station is renamed later."""

    number: int
    """Of the snapshots of its assessment, from 1; 0 for a draft."""
    taken_at: datetime
    edition_code: str
    edition_title: Name
    station: StationEntry
    cycle: CycleEntry
    sheets: tuple[SheetEntry, ...]
    remarks: tuple[Remark, ...]
    steps: tuple[Step, ...]
    previous: PreviousResult | None
    evidence: tuple[EvidenceEntry, ...] = ()
    checks: tuple[CheckSheet, ...] = ()
    """Reviewers' check ratings, where it was recorded with its approval; no figure depends on them."""


def context_to_plain(context: Context) -> dict[str, Any]:
    """The context as JSON holds it: dates as ISO texts, tuples as lists.

    What older records do not name is left out where it is empty, so that they are written as they always were.
    """
    named: dict[str, Any] = _plain(asdict(context))
    plain = {key: value for key, value in named.items() if value or key not in ("evidence", "checks")}
    for holder in (plain, plain["previous"] or {}):
        if "cycle" in holder and not holder["cycle"]["opener"]:
            del holder["cycle"]["opener"]
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    return value.isoformat() if isinstance(value, date) else value


def context_from_plain(plain: dict[str, Any]) -> Context:
    return Context(
        number=plain["number"],
        taken_at=datetime.fromisoformat(plain["taken_at"]),
        edition_code=plain["edition_code"],
        edition_title=Name(**plain["edition_title"]),
        station=_station_from(plain["station"]),
        cycle=_cycle_from(plain["cycle"]),
        sheets=tuple(
            SheetEntry(**entry | {"declared_on": date.fromisoformat(entry["declared_on"])}) for entry in plain["sheets"]
        ),
        remarks=tuple(Remark(**entry) for entry in plain["remarks"]),
        steps=tuple(Step(**entry | {"on": date.fromisoformat(entry["on"])}) for entry in plain["steps"]),
        previous=_previous_from(plain["previous"]),
        evidence=tuple(
            EvidenceEntry(**entry | {"added_on": date.fromisoformat(entry["added_on"])})
            for entry in plain.get("evidence", ())
        ),
        checks=tuple(_checks_from(entry) for entry in plain.get("checks", ())),
    )


def _station_from(plain: dict[str, Any]) -> StationEntry:
    opened = plain["opened_on"]
    return StationEntry(
        code=plain["code"],
        kind=plain["kind"],
        name=Name(**plain["name"]),
        host=Name(**plain["host"]),
        opened_on=date.fromisoformat(opened) if opened else None,
        divisions=tuple(DivisionEntry(**entry | {"name": Name(**entry["name"])}) for entry in plain["divisions"]),
    )


def _checks_from(plain: dict[str, Any]) -> CheckSheet:
    entries = tuple(CheckEntry(**entry) for entry in plain["entries"])
    return CheckSheet(**plain | {"given_on": date.fromisoformat(plain["given_on"]), "entries": entries})


def _cycle_from(plain: dict[str, Any]) -> CycleEntry:
    return CycleEntry(
        **plain | {"opens_on": date.fromisoformat(plain["opens_on"]), "due_on": date.fromisoformat(plain["due_on"])}
    )


def _previous_from(plain: dict[str, Any] | None) -> PreviousResult | None:
    return None if plain is None else PreviousResult(**plain | {"cycle": _cycle_from(plain["cycle"])})

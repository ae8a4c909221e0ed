"""Counties to print without a database: stations with as many raters as wanted, with and without an earlier cycle."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from hashlib import sha256
from typing import Any

from django.utils import translation

from stations.reports.consolidated.report import print_report
from stations.reports.consolidated.results import Material, StationResult
from stations.reports.consolidated.roster import Entry, Roster
from stations.reports.document import in_groups
from stations.scorecards import Name
from stations.scoring import Answer
from tests.reports import records

TOWNS = "东西南北中上下前后里"
CODE = in_groups("00000100000a" + "0123456789abcdef")


def leaning(number: int):
    """Answers of a panel that sees its station in its own light."""

    def answer(code: str, rater: int) -> Answer:
        given = records.a_degree(code, rater + 5 * number)
        shift = (number * (3 if code[0] in "SO" else 5)) % 3 - 1
        return replace(given, degree=min(5, max(1, (given.degree or 3) + shift)))

    return answer


def station_name(number: int) -> Name:
    town = f"{TOWNS[number % 10]}{TOWNS[number // 10]}乡"
    return Name(zh_hans=f"甲县{town}社会工作服务站", en=f"Township {number + 1} Social Work Station")


@cache
def make_result(number: int, *, raters: int = 3, has_previous: bool = True, name: Name | None = None) -> StationResult:
    previous = None
    if has_previous:
        shift = (number % 5 - 2) / 10
        previous = replace(records.LAST_YEAR, strengths=3.1 + shift, threats=3.2 - shift, strength_coefficient=0.48)
    record = records.make_record(
        records.make_panel(raters, leaning(number)),
        station=replace(records.STATION, code=f"SW990101{number + 1:03d}", name=name or station_name(number)),
        previous=previous,
        taken_at=records.TAKEN_AT + timedelta(hours=number),
    )
    return StationResult(context=record.context, card=record.scorecard, digest=sha256(bytes([number])).hexdigest())


def one_quadrant_short(number: int) -> StationResult:
    """Nobody gave a degree to any threat."""
    made = make_result(number)
    record = records.make_record(records.make_panel(2, records.no_threats), station=made.context.station)
    return replace(made, card=record.scorecard)


def entry_of(result: StationResult, key: int) -> Entry:
    return Entry(
        code=result.code,
        name=result.context.station.name,
        snapshot=key,
        digest=result.digest,
        taken_at=result.context.taken_at,
    )


def missing_entry(number: int, name: Name | None = None) -> Entry:
    return Entry(
        code=f"SW990101{number + 901}", name=name or station_name(number + 90), snapshot=None, digest="", taken_at=None
    )


def make_results(count: int) -> list[StationResult]:
    """Every fourth station has one rater, every sixth no earlier result."""
    return [make_result(n, raters=1 if n % 4 == 3 else 3, has_previous=n % 6 != 5) for n in range(count)]


def make_material(
    language: str,
    *,
    count: int = 12,
    missing: int = 0,
    results: list[StationResult] | None = None,
    gone: list[Entry] | None = None,
) -> Material:
    results = make_results(count) if results is None else results
    gone = [missing_entry(number) for number in range(missing)] if gone is None else gone
    return Material(
        roster=Roster(
            division=10,
            cycle=1,
            divisions=records.STATION.divisions[:3],
            names=replace(records.CYCLE, opener="prefecture"),
            opened_at=records.TAKEN_AT - timedelta(days=30),
            entries=(*(entry_of(result, key) for key, result in enumerate(results)), *gone),
        ),
        results=tuple(results),
        texts=records.library_texts(language),
        edition=edition_of(language),
        language=language,
        code=CODE,
    )


def edition_of(language: str) -> str:
    return f"{Name(**records.library()['edition']['title']).in_language(language)} · {records.library()['edition']['code']}"


def in_language(language: str, make: Callable[[Material], Any], material: Material) -> Any:
    with translation.override(language):
        return make(material)


@cache
def consolidated_file(language: str) -> bytes:
    """The report of six stations, printed once; a seventh has no result."""
    return in_language(language, print_report, make_material(language, count=6, missing=1))

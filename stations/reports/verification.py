"""Whether a report is genuine and current, by its check code or by its file; and nothing else about it."""

import re
import unicodedata
from dataclasses import dataclass

from django.utils import timezone

from stations import formats
from stations.enums import FileStanding, ReportStanding
from stations.models import ReportKey, Snapshot
from stations.reports.consolidated.codes import LENGTH as CONSOLIDATED_LENGTH
from stations.reports.consolidated.roster import place_of
from stations.reports.consolidated.standing import Standing, standing_of
from stations.reports.document import CHECK_CODE_LENGTH, grouped, in_groups
from stations.reports.seals import codes_in, is_intact
from stations.scorecards import context_from_plain

DIGITS = re.compile(rf"[0-9a-f]{{{CHECK_CODE_LENGTH}}}(?:[0-9a-f]{{{CONSOLIDATED_LENGTH - CHECK_CODE_LENGTH}}})?")
SEPARATORS = re.compile(r"[\W_]+")
"""Blanks, dashes and points of every kind, and the invisible marks that come along when text is copied."""
LOOK_ALIKES = str.maketrans("oil", "011")
"""No check code holds these letters, so whoever typed one has read a digit."""

MOST_CODES = 16
"""A report of ours has one code. A changed one may have others before it, and each is a question to the database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What anybody may know of a report."""

    standing: ReportStanding
    code: str
    station: str = ""
    """The station, or of a consolidated report the division with its place."""
    cycle: str = ""
    day: str = ""
    """When the result was recorded; of a consolidated report the newest of its results, as long as it is current."""
    is_consolidated: bool = False

    @property
    def is_known(self) -> bool:
        return self.standing != ReportStanding.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFinding:
    standing: FileStanding
    report: Finding | None
    """The report that the file is or says it is, where such a report is known."""


def digits_of(code: str) -> str:
    """A check code as a person types it, in lower case and without dashes; empty where it is none.

    >>> digits_of("０123 4567-89ab–CDEF ")
    '0123456789abcdef'
    >>> digits_of("Ol23.4567·89AB_CDEF")
    '0123456789abcdef'
    >>> digits_of("0123-4567")
    ''
    """
    plain = SEPARATORS.sub("", unicodedata.normalize("NFKC", code)).lower().translate(LOOK_ALIKES)
    return plain if DIGITS.fullmatch(plain) else ""


def find_report(code: str, language: str | None) -> Finding:
    if consolidated := consolidated_with(code):
        return consolidated_finding(code, consolidated, language)
    snapshot = snapshot_with(code)
    if snapshot is None:
        return Finding(standing=ReportStanding.UNKNOWN, code=code)
    context = context_from_plain(snapshot.context)
    return Finding(
        standing=ReportStanding.CURRENT if snapshot.is_current else ReportStanding.SUPERSEDED,
        code=grouped(snapshot.digest),
        station=context.station.name.in_language(language),
        cycle=context.cycle.name_in(language),
        day=formats.day(timezone.localdate(context.taken_at), language),
    )


def snapshot_with(code: str) -> Snapshot | None:
    digits = digits_of(code)
    if len(digits) != CHECK_CODE_LENGTH:
        return None
    return Snapshot.objects.with_code(digits).select_related("assessment").first()


def consolidated_with(code: str) -> Standing | None:
    digits = digits_of(code)
    return standing_of(digits) if len(digits) == CONSOLIDATED_LENGTH else None


def consolidated_finding(code: str, found: Standing, language: str | None) -> Finding:
    roster = found.roster
    has_day = found.is_current and roster.settled
    return Finding(
        standing=ReportStanding.CURRENT if found.is_current else ReportStanding.SUPERSEDED,
        code=in_groups(digits_of(code)),
        station=place_of(roster, language or ""),
        cycle=roster.names.name_in(language),
        day=formats.day(timezone.localdate(roster.as_of), language) if has_day else "",
        is_consolidated=True,
    )


def examine(content: bytes, language: str | None) -> FileFinding:
    """Read a file through; a seal that fits says more than any code in it."""
    findings = (find_report(code, language) for code in codes_in(content)[:MOST_CODES])
    known = next((finding for finding in findings if finding.is_known), None)
    if is_intact(content, ReportKey.objects.all().secrets()):
        return FileFinding(standing=FileStanding.UNCHANGED, report=known)
    if known:
        return FileFinding(standing=FileStanding.CHANGED, report=known)
    return FileFinding(standing=FileStanding.FOREIGN, report=None)

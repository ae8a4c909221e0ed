"""What lies in a file with many reports: one line for each that was ordered, whether it could be made or not."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from stations import formats
from stations.models.division import place_in_text
from stations.reports.blocks import Column, Cover, Document, Paragraph, Section, Table
from stations.reports.spreadsheet import Row, steady, workbook
from stations.scorecards import Context

WIDTHS = {"en": (26, 20, 30, 24), "zh-hans": (28, 12, 34, 26)}
WIDTHS_WITH_REMARKS = {"en": (17, 14, 30, 24, 15), "zh-hans": (17, 11, 34, 26, 12)}
"""A number and a code stand in one line each; names take what is left, and those in Latin letters are longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One report that was ordered; `file` is empty where it could not be made."""

    context: Context
    number: str
    code: str
    file: str
    is_current: bool = True
    """Whether the station’s result still was the one that counts when the report was packed."""

    @property
    def remark(self) -> str:
        return "" if self.is_current or not self.file else _("no longer current when packed")

    def station(self, language: str) -> str:
        return self.context.station.name.in_language(language)

    def place(self, index: "Index") -> str:
        """The divisions between that of the order and the station."""
        return place_in_text(self.context.station.divisions[index.depth :], index.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    division: str
    depth: int
    """How many divisions lie from the top down to that of the order, itself included."""
    cycle: str
    language: str
    ordered_at: datetime
    entries: tuple[Entry, ...]

    @property
    def missing(self) -> list[Entry]:
        return [entry for entry in self.entries if not entry.file]

    @property
    def has_remarks(self) -> bool:
        return any(entry.remark for entry in self.entries)


def index_workbook(index: Index) -> bytes:
    """Remarks have a column where there are any."""
    head: Row = (
        _("Station’s code"),
        _("Station"),
        _("Administrative division"),
        _("Report number"),
        _("Check code"),
        _("File"),
        _("Remark"),
    )
    rows: list[Row] = [
        (
            entry.context.station.code,
            entry.station(index.language),
            entry.place(index),
            entry.number,
            entry.code,
            entry.file or _("could not be made"),
            entry.remark,
        )
        for entry in index.entries
    ]
    end = len(head) if index.has_remarks else -1
    return steady(workbook({_("Reports"): [row[:end] for row in (head, *rows)]}, index.ordered_at))


def index_document(index: Index) -> Document:
    title = _("Index of reports")
    return Document(
        language=index.language,
        title=f"{index.division} · {index.cycle} · {title}",
        author=index.division,
        subject=title,
        running_mark=index.division,
        is_draft=False,
        created=index.ordered_at,
        identifier=identifier_of(index),
        contents_title="",
        cover=cover(index, title),
        summary=None,
        # In the annexes' smaller type, in which a number and a code stand in one line each.
        sections=(),
        annexes=(
            Section(level=1, title=_("List of reports"), anchor="reports", blocks=(*notices(index), table(index))),
        ),
    )


def identifier_of(index: Index) -> str:
    text = "\n".join(f"{entry.number} {entry.code} {entry.file} {entry.remark}" for entry in index.entries)
    return hashlib.sha256(f"{index.language} {text}".encode()).hexdigest()


def cover(index: Index, title: str) -> Cover:
    facts = (
        (_("Ordered on"), formats.day(timezone.localdate(index.ordered_at), index.language)),
        (_("Reports ordered"), counted(len(index.entries))),
        (_("Reports in this file"), counted(len(index.entries) - len(index.missing))),
    )
    return Cover(station=index.division, title=title, cycle=index.cycle, facts=facts, draft_mark="")


def counted(count: int) -> str:
    """A number of reports, with its measure word in Chinese."""
    return pgettext("reports", "%(count)d") % {"count": count}


def notices(index: Index) -> tuple[Paragraph, ...]:
    if not index.missing:
        return ()
    names = formats.listed([entry.station(index.language) for entry in index.missing], index.language)
    text = ngettext(
        "This report could not be made: %(stations)s. Order it again, or tell your system administrator.",
        "These reports could not be made: %(stations)s. Order them again, or tell your system administrator.",
        len(index.missing),
    )
    return (Paragraph(text=text % {"stations": names}, role="notice"),)


def table(index: Index) -> Table:
    """Remarks have a column where there are any."""
    widths = WIDTHS_WITH_REMARKS if index.has_remarks else WIDTHS
    titles = (_("Station"), _("Division"), _("Report number"), _("Check code"), _("Remark"))
    columns = tuple(
        Column(title=title, width=width)
        for title, width in zip(titles, widths["en" if formats.is_english(index.language) else "zh-hans"], strict=False)
    )
    return Table(
        caption=_("Reports in order of the stations’ codes"),
        columns=columns,
        rows=tuple(row(entry, index)[: len(columns)] for entry in index.entries),
    )


def row(entry: Entry, index: Index) -> tuple[str, ...]:
    return (
        entry.station(index.language),
        entry.place(index),
        entry.number if entry.file else _("could not be made"),
        entry.code if entry.file else pgettext("report", "none"),
        entry.remark,
    )

"""From a record and its edition to a frozen document in one language; how it looks on paper is not known here."""

import hashlib
from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from stations import formats
from stations.reports.blocks import Cover, Document, Section
from stations.reports.codes import code_of, way_back
from stations.reports.material import Material
from stations.reports.numbering import annex_number, attachment_number, numbered
from stations.reports.sections.annexes import annex_tables
from stations.reports.sections.basics import authority_in_full, basics, division_path, method
from stations.reports.sections.certainty import certainty
from stations.reports.sections.conclusion import conclusion
from stations.reports.sections.findings import overall, quadrant_sections, results
from stations.reports.sections.position import comparison, position
from stations.reports.sections.problems import problems
from stations.reports.sections.proposals import proposals
from stations.reports.sections.sources import sources
from stations.reports.sections.summary import summary
from stations.reports.sections.working import working
from stations.reports.words import draft_notice
from stations.scorecards import Context, CycleEntry, Record

CHECK_CODE_LENGTH = 16
CYCLE_MARKS = {"annual": "", "mid_term": "M", "final": "F"}
OPENER_MARKS = {"nation": "N", "province": "P", "prefecture": "C", "township": "T", "village": "V"}
"""Who opened a cycle, where it was not the county: a station may take part in one of each in the same year."""


def document_of(material: Material) -> Document:
    """Written in the language that is active, which is to be the material's; the clock plays no part in it."""
    record = material.record
    return Document(
        language=material.language,
        title=title_of(material),
        author=material.name(record.context.station.name),
        subject=subject_of(material),
        running_mark=running_mark(record),
        is_draft=record.is_draft,
        created=record.context.taken_at,
        identifier=identifier_of(material),
        contents_title=_("Contents"),
        cover=cover_of(material),
        summary=summary(material),
        sections=numbered(body(material), material.language),
        annexes=annexes(material),
    )


def body(material: Material) -> list[Section]:
    found = (
        basics(material),
        method(material),
        results(material),
        overall(material),
        *quadrant_sections(material),
        position(material),
        certainty(material),
        comparison(material),
        problems(material),
        *proposals(material),
        *conclusion(material),
    )
    return [section for section in found if section is not None]


def annexes(material: Material) -> tuple[Section, ...]:
    """The numbered annexes, then the attachments; what has no data takes no number."""
    tables = annex_tables(material)
    attached = [section for section in (working(material), sources(material)) if section is not None]
    return (
        *(
            replace(section, number=annex_number(place, material.language), anchor=f"annex-{place}")
            for place, section in enumerate(tables, start=1)
        ),
        *(
            replace(section, number=attachment_number(place, material.language), anchor=f"attachment-{place}")
            for place, section in enumerate(attached, start=1)
        ),
    )


def identifier_of(material: Material) -> str:
    """Another one in each language, for these are two files."""
    return hashlib.sha256(f"{material.record.digest} {material.language}".encode()).hexdigest()


def title_of(material: Material) -> str:
    return _("%(station)s: feasibility report, %(cycle)s") % {
        "station": material.name(material.context.station.name),
        "cycle": material.context.cycle.name_in(material.language),
    }


def subject_of(material: Material) -> str:
    number = report_number(material.record)
    return _("Report number %(number)s") % {"number": number} if number else draft_notice()


def running_mark(record: Record) -> str:
    """What stands at the head of every page."""
    return report_number(record) or pgettext("report", "DRAFT")


def cover_of(material: Material) -> Cover:
    context, record = material.context, material.record
    station = material.name(context.station.name)
    facts = [
        (_("Administrative division"), division_path(material)),
        (_("Supervising authority"), authority_in_full(material)),
        (_("Prepared by"), station),
        (_("Contracted organization"), material.name(context.station.host)),
        (_("Date"), formats.day(timezone.localdate(context.taken_at), material.language)),
        (_("Report number"), report_number(record) or _("none (draft)")),
        (_("Check code"), check_code(record) or _("none (draft)")),
    ]
    return Cover(
        station=station,
        title=_("Feasibility report"),
        cycle=context.cycle.name_in(material.language),
        facts=tuple((label, value) for label, value in facts if value),
        draft_mark=pgettext("report", "DRAFT") if record.is_draft else "",
        code=None if record.is_draft else code_of(check_code(record)),
        way_back="" if record.is_draft else way_back(check_code(record)),
    )


def report_number(record: Record) -> str:
    """One number for each snapshot. A draft has none."""
    return "" if record.is_draft else number_of(record.context)


def number_of(context: Context) -> str:
    """The number of a snapshot's report."""
    return f"SWOT-{cycle_mark(context.cycle)}-{context.station.code}-{context.number:02d}"


def cycle_mark(cycle: CycleEntry) -> str:
    """The cycle's part of a number; those of one year are told apart by their kind and by who opened them.

    >>> from datetime import date
    >>> cycle_mark(CycleEntry(kind="quarterly", year=2026, quarter=3, opens_on=date.min, due_on=date.min))
    '2026Q3'
    """
    kind = f"Q{cycle.quarter}" if cycle.quarter else CYCLE_MARKS.get(cycle.kind, "")
    return f"{cycle.year}{kind}{OPENER_MARKS.get(cycle.opener, '')}"


def check_code(record: Record) -> str:
    """The first digits of the record's digest, in groups that can be read aloud. A draft has none."""
    return "" if record.is_draft else grouped(record.digest)


def grouped(digest: str) -> str:
    return in_groups(digest[:CHECK_CODE_LENGTH])


def in_groups(digits: str) -> str:
    return "-".join(digits[start : start + 4] for start in range(0, len(digits), 4)).upper()

"""From the stations' results to a frozen document in one language."""

import hashlib
from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _

from stations import formats
from stations.reports.blocks import Cover, Document, Section
from stations.reports.codes import code_of, way_back
from stations.reports.consolidated.basics import as_of, basics, completion, cycle_name, method, own_authority
from stations.reports.consolidated.change import change
from stations.reports.consolidated.ending import conclusion, summary
from stations.reports.consolidated.picture import picture
from stations.reports.consolidated.results import Material
from stations.reports.consolidated.roster import Roster, place_of
from stations.reports.consolidated.shared import shared
from stations.reports.consolidated.stations import annexes, stations
from stations.reports.document import cycle_mark
from stations.reports.numbering import annex_number, numbered

NUMBER_DIGITS = 6


def document_of(material: Material) -> Document:
    number = number_of(material.roster)
    return Document(
        language=material.language,
        title=_("%(division)s: consolidated report, %(cycle)s")
        % {"division": material.division, "cycle": cycle_name(material)},
        author=own_authority(material),
        subject=_("Report number %(number)s") % {"number": number},
        running_mark=number,
        is_draft=False,
        created=material.roster.as_of,
        identifier=hashlib.sha256(f"{material.roster.digest} {material.language}".encode()).hexdigest(),
        contents_title=_("Contents"),
        cover=cover_of(material),
        summary=summary(material),
        sections=numbered(body(material), material.language),
        annexes=numbered_annexes(material),
    )


def body(material: Material) -> list[Section]:
    found = (
        basics(material),
        method(material),
        completion(material),
        *picture(material),
        *shared(material),
        stations(material),
        change(material),
        *conclusion(material),
    )
    return [section for section in found if section is not None]


def numbered_annexes(material: Material) -> tuple[Section, ...]:
    return tuple(
        replace(section, number=annex_number(place, material.language), anchor=f"annex-{place}")
        for place, section in enumerate(annexes(material), start=1)
    )


def number_of(roster: Roster) -> str:
    """The cycle, the division and the first digits of the digest of the results, which tell two states of them apart."""
    return f"SWOT-{cycle_mark(roster.names)}-{roster.own.code}-{roster.results_digest[:NUMBER_DIGITS].upper()}"


def cover_of(material: Material) -> Cover:
    facts = (
        (_("Administrative division"), place_of(material.roster, material.language)),
        (_("Supervising authority"), own_authority(material)),
        (_("Prepared by"), own_authority(material)),
        (_("Stations with a result"), counts(material.roster)),
        (_("Date"), date_of(material)),
        (_("Report number"), number_of(material.roster)),
        (_("Check code"), material.code),
    )
    return Cover(
        station=material.division,
        title=_("Consolidated report on stations"),
        cycle=cycle_name(material),
        facts=tuple((label, value) for label, value in facts if value),
        draft_mark="",
        code=code_of(material.code),
        way_back=way_back(material.code),
    )


def date_of(material: Material) -> str:
    """The day since which the content is what it is: never the clock's, for the same content is the same file."""
    if newest := as_of(material):
        return newest
    opened = formats.day(timezone.localdate(material.roster.opened_at), material.language)
    return _("%(day)s (the day on which the cycle was opened in the system; no result yet)") % {"day": opened}


def counts(roster: Roster) -> str:
    return _("%(done)d of %(total)d") % {"done": len(roster.settled), "total": len(roster.entries)}

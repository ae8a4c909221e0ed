"""One call from a record to the file that a person downloads."""

import re
import unicodedata
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from stations.models import Edition
from stations.reports.document import build_document
from stations.reports.pdf import render_pdf
from stations.scorecards import Record

FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
NAME_LENGTH = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    filename: str
    content: bytes


def report_for(record: Record, edition: Edition, language: str) -> Report:
    """The feasibility report of a record in one language."""
    document = build_document(record, edition, language)
    return Report(filename=filename_for(record, language), content=render_pdf(document))


def filename_for(record: Record, language: str) -> str:
    """A name that says what is inside and that every file system takes."""
    context = record.context
    names = {
        "station": safe(context.station.name.in_language(language)),
        "cycle": context.cycle.name_in(language),
    }
    with translation.override(language):
        if record.is_draft:
            return _("%(station)s - feasibility report - %(cycle)s (draft).pdf") % names
        return _("%(station)s - feasibility report - %(cycle)s.pdf") % names


def safe(name: str) -> str:
    """A name without what file systems forbid, and not longer than they bear."""
    kept = "".join(character for character in name if unicodedata.category(character)[0] != "C")
    return " ".join(FORBIDDEN.sub(" ", kept).split())[:NAME_LENGTH].strip(". ")

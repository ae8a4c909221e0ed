"""One call from a record to the file that a person downloads."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from stations import scoring
from stations.models import Edition, ReportKey
from stations.reports.blocks import Attachment
from stations.reports.document import check_code, document_of, report_number
from stations.reports.filenames import safe
from stations.reports.material import Material
from stations.reports.pdf import render_pdf
from stations.reports.pdf_metadata import Marks
from stations.reports.seals import sealed
from stations.reports.software import software_version
from stations.reports.spreadsheet import XLSX, workbook_of
from stations.reports.texts import texts_of
from stations.scorecards import Context, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    filename: str
    content: bytes


def report_for(record: Record, edition: Edition, language: str) -> Report:
    """The feasibility report of a record in one language, with its figures inside, and sealed unless it is a draft."""
    with translation.override(language):
        content = print_report(Material(record=record, texts=texts_of(edition, language), language=language))
    if not record.is_draft:
        content = sealed(content, ReportKey.objects.all().secrets()[0])
    return Report(filename=filename_for(record.context, language, is_draft=record.is_draft), content=content)


def print_report(material: Material) -> bytes:
    """The report as a file without a seal."""
    return render_pdf(document_of(material), attachments_of(material), marks_of(material.record))


def marks_of(record: Record) -> Marks | None:
    if record.is_draft:
        return None
    return Marks(number=report_number(record), code=check_code(record), software=software_version())


def attachments_of(material: Material) -> tuple[Attachment, ...]:
    """What the report was computed from, for programs and for one's own calculations."""
    record = material.record
    assessment = scoring.assessment_to_plain(record.panel, record.scorecard, record.check_comparisons)
    return (
        Attachment(
            name="annexes.xlsx",
            description=_("Ratings and figures at full precision"),
            content=workbook_of(material),
            content_type=XLSX,
            created=record.context.taken_at,
            relationship="Data",
        ),
        Attachment(
            name="assessment.json",
            description=_("Inputs and result, with which the result can be computed again"),
            content=scoring.canonical_json(assessment).encode(),
            content_type="application/json",
            created=record.context.taken_at,
            relationship="Source",
        ),
    )


def filename_for(context: Context, language: str, *, is_draft: bool = False) -> str:
    """A name that says what is inside and that every file system takes."""
    names = {
        "station": safe(context.station.name.in_language(language)),
        "cycle": context.cycle.name_in(language),
    }
    with translation.override(language):
        if is_draft:
            return _("%(station)s - feasibility report - %(cycle)s (draft).pdf") % names
        return _("%(station)s - feasibility report - %(cycle)s.pdf") % names

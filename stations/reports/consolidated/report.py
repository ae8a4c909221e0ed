"""One call from a division and a cycle to the file that an official downloads."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from stations.models import Cycle, Division, ReportKey
from stations.reports.consolidated.attachments import attachments_of
from stations.reports.consolidated.codes import digits_for
from stations.reports.consolidated.document import document_of, number_of
from stations.reports.consolidated.results import Material, results_of
from stations.reports.consolidated.roster import Roster, roster_of
from stations.reports.document import in_groups
from stations.reports.filenames import safe
from stations.reports.pdf import render_pdf
from stations.reports.pdf_metadata import Marks
from stations.reports.report import Report
from stations.reports.seals import sealed
from stations.reports.software import software_version
from stations.reports.texts import texts_of
from stations.scorecards.rows import edition_title


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A report that may be asked for: what it is about, who takes part, and by which secret it is sealed."""

    division: Division
    cycle: Cycle
    roster: Roster
    secret: bytes

    @property
    def digits(self) -> str:
        return digits_for(self.roster, self.secret)


def order_for(division: Division, cycle: Cycle) -> Order:
    """A few queries, whatever the number of stations; nothing is printed yet."""
    return Order(
        division=division,
        cycle=cycle,
        roster=roster_of(division, cycle),
        secret=ReportKey.objects.all().secrets()[0],
    )


def consolidated_report(order: Order, language: str) -> Report:
    """The report in one language, with its figures inside, and sealed."""
    with translation.override(language):
        content = print_report(material_of(order, language))
    return Report(filename=filename_for(order, language), content=sealed(content, order.secret))


def material_of(order: Order, language: str) -> Material:
    edition = order.cycle.edition
    return Material(
        roster=order.roster,
        results=results_of(order.roster),
        texts=texts_of(edition, language),
        edition=f"{edition_title(edition).in_language(language)} · {edition.code}",
        language=language,
        code=in_groups(order.digits),
    )


def print_report(material: Material) -> bytes:
    """The report as a file without a seal."""
    marks = Marks(number=number_of(material.roster), code=material.code, software=software_version())
    return render_pdf(document_of(material), attachments_of(material), marks)


def filename_for(order: Order, language: str) -> str:
    names = {
        "division": safe(order.roster.own.name.in_language(language)),
        "cycle": order.roster.names.name_in(language),
    }
    with translation.override(language):
        return _("%(division)s - consolidated report - %(cycle)s.pdf") % names

"""All reports of an order in one ZIP file, with an index that names each of them."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from stations.enums import DivisionLevel, PrintState
from stations.files.ages import clear
from stations.files.atomic import whole_file
from stations.models import BatchReport, ReportBatch
from stations.models.division import said
from stations.reports import shelf
from stations.reports.bundle_index import Entry, Index, index_document, index_workbook
from stations.reports.document import grouped, number_of
from stations.reports.filenames import safe
from stations.reports.pdf import render_pdf
from stations.reports.report import filename_for
from stations.scorecards import Context, context_from_plain

# Zip entries carry a time of day; a fixed one keeps the same reports the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)
AT_A_TIME = 100
FOLDERS = {DivisionLevel.PREFECTURE.value, DivisionLevel.COUNTY.value}
INDEXES = 2
UNCLAIMED_SECONDS = 24 * 60 * 60
"""Longer than any file is packed; nothing younger is judged."""


class CountError(Exception):
    """What came out is not what went in."""


def batches() -> Path:
    return Path(settings.FILES_DIR) / "batches"


def place_of(batch: ReportBatch) -> Path:
    return batches() / f"{batch.pk}.zip"


def size_of(batch: ReportBatch) -> int | None:
    """How large the file of an order is, where it can be fetched."""
    try:
        return place_of(batch).stat().st_size if batch.offers_file else None
    except FileNotFoundError:
        # A restored installation knows of orders whose files were not worth a backup.
        return None


def filename_of(batch: ReportBatch) -> str:
    """What the person who fetches the file finds among the downloads."""
    with translation.override(batch.language):
        names = {"division": safe(str(batch.division)), "cycle": batch.cycle.name_in(batch.language)}
        return _("%(division)s - feasibility reports - %(cycle)s.zip") % names


def bind(batch: ReportBatch) -> int:
    """Write the ZIP file of an order whose reports are settled; its size in bytes."""
    place = place_of(batch)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with whole_file(place) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as bundle:
        entries = tuple(add_report(bundle, report, batch) for report in settled_reports(batch))
        add_indexes(bundle, batch, entries)
        require_all(batch, bundle, entries)
    return place.stat().st_size


def settled_reports(batch: ReportBatch) -> Iterator[BatchReport]:
    return batch.reports.with_snapshot().order_by("place").iterator(chunk_size=AT_A_TIME)


def add_report(bundle: zipfile.ZipFile, report: BatchReport, batch: ReportBatch) -> Entry:
    """Put one report in, if it could be made; PDF files are packed already."""
    context, name = context_from_plain(report.snapshot.context), ""
    if report.state == PrintState.PRINTED:
        name = name_in_bundle(context, batch)
        bundle.writestr(zipfile.ZipInfo(name, date_time=EPOCH), shelf.printed(report.snapshot, batch.language))
    return Entry(
        context=context,
        number=number_of(context),
        code=grouped(report.snapshot.digest),
        file=name,
        is_current=report.snapshot.is_current,
    )


def name_in_bundle(context: Context, batch: ReportBatch) -> str:
    """A folder for each county or prefecture below the order's division; the code tells stations of one name apart."""
    station = context.station
    above = len(batch.division.path_steps())
    below = [one for one in said(station.divisions[above:]) if one.level in FOLDERS]
    folders = [safe(one.name_in(batch.language)) for one in below]
    return "/".join([*folders, f"{safe(station.code)} {filename_for(context, batch.language)}"])


def add_indexes(bundle: zipfile.ZipFile, batch: ReportBatch, entries: tuple[Entry, ...]) -> None:
    with translation.override(batch.language):
        index = Index(
            division=str(batch.division),
            depth=len(batch.division.path_steps()),
            cycle=batch.cycle.name_in(batch.language),
            language=batch.language,
            ordered_at=batch.ordered_at,
            entries=entries,
        )
        title = _("Index")
        files = {f"{title}.xlsx": index_workbook(index), f"{title}.pdf": render_pdf(index_document(index))}
    for name, content in files.items():
        bundle.writestr(zipfile.ZipInfo(name, date_time=EPOCH), content)


def sweep() -> None:
    """Take away the files of orders that offer them no more, and those that a worker could not finish."""
    kept = {place_of(batch).name for batch in ReportBatch.objects.keeping_files().only("pk")}
    clear(batches(), older_than=UNCLAIMED_SECONDS, kept=kept)


def require_all(batch: ReportBatch, bundle: zipfile.ZipFile, entries: tuple[Entry, ...]) -> None:
    """Every report that was ordered is listed, every one that could be made is in, and none hides another."""
    ordered, printed = batch.reports.count(), batch.reports.printed().count()
    packed = set(bundle.namelist())
    if len(entries) != ordered or len(packed) != printed + INDEXES or len(packed) != len(bundle.namelist()):
        raise CountError(f"{ordered} ordered, {printed} made, {len(entries)} listed, {len(packed)} packed.")

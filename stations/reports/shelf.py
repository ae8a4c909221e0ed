"""Finished reports on a shelf: the same snapshot, language and software give the same file, so it is made once.

Only what is frozen is kept. Several machines may share the shelf: a file appears on it whole or not at all, and two
that make the same report at the same moment put down the same bytes.
"""

import shutil
import time
from pathlib import Path

from django.conf import settings

from stations.files.atomic import whole_file
from stations.models import Snapshot
from stations.reports.consolidated.report import Order, consolidated_report
from stations.reports.report import report_for
from stations.reports.software import software_version
from stations.scorecards import record_from

KEPT_SECONDS = 90 * 24 * 60 * 60
"""How long a report is kept; it can be made again at any time."""


def shelf() -> Path:
    return Path(settings.FILES_DIR) / "reports"


def place_of(digest: str, language: str) -> Path:
    """Where the report of the snapshot with this digest stands, whether it was made yet or not."""
    return shelf() / software_version() / digest[:2] / f"{digest}-{language}.pdf"


def printed(snapshot: Snapshot, language: str) -> Path:
    """The report of a snapshot as a file, made now unless it stands on the shelf."""
    place = place_of(snapshot.digest, language)
    if not place.exists():
        whole = Snapshot.objects.select_related("assessment__edition").get(pk=snapshot.pk)
        put(place, report_for(record_from(whole), whole.assessment.edition, language).content)
    return place


def consolidated(order: Order, language: str) -> Path:
    """The report of a division's stations in a cycle as a file, made now unless it stands on the shelf."""
    place = place_of(order.roster.digest, language)
    if not place.exists():
        put(place, consolidated_report(order, language).content)
    return place


def put(place: Path, content: bytes) -> None:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with whole_file(place) as file:
        file.write(content)


def sweep() -> None:
    """Take away what was made long ago, by this version of the software or another."""
    if not shelf().is_dir():
        return
    current, limit = software_version(), time.time() - KEPT_SECONDS
    for folder in shelf().iterdir():
        if folder.name != current and last_change(folder) < limit:
            shutil.rmtree(folder, ignore_errors=True)
    for file in (shelf() / current).rglob("*"):
        if file.is_file() and file.stat().st_mtime < limit:
            file.unlink(missing_ok=True)


def last_change(folder: Path) -> float:
    return max((file.stat().st_mtime for file in (folder, *folder.rglob("*"))), default=0.0)

"""Finished reports on a shelf: the same snapshot, language and software give the same file, so it is made once.

Only what is frozen is kept. Several machines may share the shelf: a file appears on it whole or not at all, and two
that make the same report at the same moment put down the same bytes. Nothing is handed over that does not bear the
seal of the newest key: what decayed on the disk, was written over, or was sealed by an older key is printed again.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models

from stations.files.ages import clear
from stations.files.atomic import whole_file
from stations.models import ReportKey, Snapshot
from stations.reports.consolidated.report import Order, consolidated_report
from stations.reports.report import report_for
from stations.reports.seals import is_intact
from stations.reports.software import software_version
from stations.scorecards import record_from
from swot_app.prepared import Prepared

logger = logging.getLogger(__name__)

KEPT_SECONDS = 90 * 24 * 60 * 60
"""How long a report is kept; it can be made again at any time."""


def shelf() -> Path:
    return Path(settings.FILES_DIR) / "reports"


def place_of(digest: str, language: str) -> Path:
    """Where the report of the snapshot with this digest stands, whether it was made yet or not."""
    return shelf() / software_version() / digest[:2] / f"{digest}-{language}.pdf"


def printed(snapshot: Snapshot, language: str) -> bytes:
    """The report of a snapshot, made now unless it stands on the shelf."""
    return taken(place_of(snapshot.digest, language), newest_secret(), lambda: print_now(snapshot, language))


def consolidated(order: Order, language: str) -> bytes:
    """The report of a division's stations in a cycle, made now unless it stands on the shelf."""
    place = place_of(order.roster.digest, language)
    return taken(place, order.secret, lambda: consolidated_report(order, language).content)


def stock(snapshot: Snapshot, language: str) -> None:
    """See that the report of a snapshot stands on the shelf; raises OSError where it cannot be put there."""
    place = place_of(snapshot.digest, language)
    if found(place, newest_secret()) is None:
        put(place, print_now(snapshot, language))


def taken(place: Path, secret: bytes, make: Callable[[], bytes]) -> bytes:
    """What stands in a place, or is made for it; a full disk keeps nobody from what is in memory."""
    content = found(place, secret)
    if content is None:
        content = make()
        try:
            put(place, content)
        except OSError as error:
            logger.warning("A report cannot be kept on the shelf: %s", error)
    return content


def found(place: Path, secret: bytes) -> bytes | None:
    """What stands in a place, if it is whole and sealed by this secret."""
    try:
        content = place.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        logger.warning("A report on the shelf cannot be read, and is printed again: %s", error)
        return None
    if is_intact(content, [secret]):
        return content
    logger.warning("%s does not bear the seal of the newest key, and is printed again.", place)
    return None


def newest_secret() -> bytes:
    return NEWEST()[0]


def newest_query() -> models.QuerySet[Any, Any]:
    return ReportKey.objects.order_by("-pk").values_list("secret")[:1]


NEWEST = Prepared(newest_query, bytes.fromhex)


def print_now(snapshot: Snapshot, language: str) -> bytes:
    whole = Snapshot.objects.select_related("assessment__edition").get(pk=snapshot.pk)
    return report_for(record_from(whole), whole.assessment.edition, language).content


def put(place: Path, content: bytes) -> None:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with whole_file(place) as file:
        file.write(content)


def sweep() -> None:
    """Take away what was made long ago, by this version of the software or another."""
    clear(shelf(), older_than=KEPT_SECONDS)

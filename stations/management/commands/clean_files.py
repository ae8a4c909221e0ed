"""Take away files that nobody asks for any more: unfinished uploads of yesterday, and contents without a row."""

import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from stations.files import parts, store
from stations.files.ages import changed_at
from stations.models import Evidence

# A content is on the disk a moment before its row is.
SECONDS_FOR_THE_ROW = 60 * 60
AT_ONCE = 500


class Command(BaseCommand):
    help = "Deletes unfinished uploads that are a day old, and stored files that no evidence names."

    def handle(self, *args: Any, **options: Any) -> None:
        found = [*parts.expired(), *orphans()]
        for path in found:
            path.unlink(missing_ok=True)
        if found:
            self.stdout.write(f"Files deleted that nothing names: {len(found)}.")


def orphans() -> list[Path]:
    settled = [path for path in store.stored() if changed_at(path) < time.time() - SECONDS_FOR_THE_ROW]
    kept = kept_contents({int(path.parent.name) for path in settled if path.parent.name.isdigit()})
    return [path for path in settled if (path.parent.name, path.name) not in kept]


def kept_contents(assessments: set[int]) -> set[tuple[str, str]]:
    """The folders and names of the contents that rows name."""
    found: set[tuple[str, str]] = set()
    ordered = sorted(assessments)
    for start in range(0, len(ordered), AT_ONCE):
        rows = Evidence.objects.kept().filter(assessment__in=ordered[start : start + AT_ONCE])
        found |= {(str(assessment), sha256) for assessment, sha256 in rows.values_list("assessment_id", "sha256")}
    return found

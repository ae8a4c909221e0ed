"""From check ratings as rows to the sheets that a record keeps."""

from collections.abc import Iterable
from itertools import groupby

from django.utils import timezone

from stations.models import CheckRating
from stations.scorecards.context import CheckEntry, CheckSheet


def check_sheets(standing: Iterable[CheckRating]) -> tuple[CheckSheet, ...]:
    """The reviewers' sheets in the order of the rows; what says nothing, for it was taken back, is left out."""
    said = [row for row in standing if row.degree is not None or row.note]
    groups = [list(rows) for _reviewer, rows in groupby(said, key=lambda row: row.reviewer_id)]
    return tuple(check_sheet(f"C{number}", rows) for number, rows in enumerate(groups, start=1))


def check_sheet(reviewer: str, rows: list[CheckRating]) -> CheckSheet:
    newest = max(rows, key=lambda row: row.given_at)
    return CheckSheet(
        reviewer=reviewer,
        level=newest.level,
        given_on=timezone.localdate(newest.given_at),
        entries=tuple(CheckEntry(factor=row.factor.code, degree=row.degree, note=row.note) for row in rows),
    )

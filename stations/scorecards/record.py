"""The record of an assessment: computed afresh from its rows, or read back from a snapshot."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from stations import scoring
from stations.models import Assessment, Rating, Sheet, Snapshot
from stations.scorecards.context import CheckSheet, Context, Step, context_from_plain, context_to_plain
from stations.scorecards.rows import context_of, panel_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything that a result page and a report are made of: the context, what was scored, and the result."""

    context: Context
    panel: scoring.Panel
    scorecard: scoring.Scorecard
    digest: str
    """SHA-256 of the canonical JSON of the three."""
    is_draft: bool

    @property
    def check_comparisons(self) -> tuple[scoring.CheckComparison, ...]:
        """Each reviewer's degrees beside the station's."""
        return tuple(
            scoring.CheckComparison(
                reviewer=sheet.reviewer, differences=scoring.compare_with_check(self.scorecard, sheet.degrees)
            )
            for sheet in self.context.checks
        )


def record_of(assessment: Assessment, *, at: datetime, number: int = 0) -> Record:
    """The record of an assessment as it stands now; only declared sheets count. A draft has no number."""
    sheets = list(Sheet.objects.declared().filter(assessment=assessment).order_by("number"))
    ratings = list(Rating.objects.answered_or_noted().filter(sheet__in=sheets).select_related("factor"))
    panel = panel_of(assessment.edition, sheets, ratings)
    context = context_of(assessment, sheets, ratings, number=number, at=at)
    return _record(context, panel, scoring.score(panel), is_draft=True)


def record_from(snapshot: Snapshot) -> Record:
    """The record that a snapshot froze; nothing is computed again."""
    return Record(
        context=context_from_plain(snapshot.context),
        panel=scoring.panel_from_plain(snapshot.inputs),
        scorecard=scoring.scorecard_from_plain(snapshot.result),
        digest=snapshot.digest,
        is_draft=False,
    )


def record_with_checks(
    record: Record, checks: tuple[CheckSheet, ...], *, steps: tuple[Step, ...], at: datetime, number: int
) -> Record:
    """What was submitted, as it was, with the reviewers' check ratings beside it and the steps that led there."""
    context = replace(record.context, checks=checks, steps=steps, taken_at=at, number=number)
    return _record(context, record.panel, record.scorecard, is_draft=False)


def _record(context: Context, panel: scoring.Panel, scorecard: scoring.Scorecard, *, is_draft: bool) -> Record:
    plain = {
        "context": context_to_plain(context),
        "inputs": scoring.panel_to_plain(panel),
        "result": scoring.scorecard_to_plain(scorecard),
    }
    digest = hashlib.sha256(scoring.canonical_json(plain).encode()).hexdigest()
    return Record(context=context, panel=panel, scorecard=scorecard, digest=digest, is_draft=is_draft)

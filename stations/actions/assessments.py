"""An assessment's life: a table of steps, each taken once, under a lock, with its snapshot and its entry in the log."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stations import scorecards, scoring
from stations.actions import audit, check_ratings, results
from stations.actions.errors import Incomplete, StepRefused
from stations.enums import AnswerKind, AssessmentState, AssessmentStep, Quadrant
from stations.models import Assessment, Evidence, Factor, Rating, Sheet, Snapshot, Transition
from swot_app.accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """From which states a step may be taken, and where it leads."""

    sources: frozenset[AssessmentState]
    target: AssessmentState
    needs_reason: bool = False


MOVES = {
    AssessmentStep.SUBMIT: Move(
        sources=frozenset({AssessmentState.DRAFT, AssessmentState.RETURNED}), target=AssessmentState.SUBMITTED
    ),
    AssessmentStep.WITHDRAW: Move(sources=frozenset({AssessmentState.SUBMITTED}), target=AssessmentState.DRAFT),
    AssessmentStep.START_REVIEW: Move(sources=frozenset({AssessmentState.SUBMITTED}), target=AssessmentState.SUBMITTED),
    AssessmentStep.RETURN: Move(
        sources=frozenset({AssessmentState.SUBMITTED}), target=AssessmentState.RETURNED, needs_reason=True
    ),
    AssessmentStep.APPROVE: Move(sources=frozenset({AssessmentState.SUBMITTED}), target=AssessmentState.APPROVED),
    AssessmentStep.REOPEN: Move(
        sources=frozenset({AssessmentState.APPROVED}), target=AssessmentState.RETURNED, needs_reason=True
    ),
}


@transaction.atomic
def submit(*, assessment: Assessment, by: User, at: datetime | None = None) -> Assessment:
    """Freeze what the declared sheets say and hand it to the reviewers."""
    at = at or timezone.now()
    locked = lock(assessment, AssessmentStep.SUBMIT)
    require_submittable(locked)
    locked.snapshot = take_snapshot(locked, at=at)
    return finish(locked, AssessmentStep.SUBMIT, by=by, at=at)


@transaction.atomic
def withdraw(*, assessment: Assessment, by: User, at: datetime | None = None) -> Assessment:
    """Take a submission back, as long as no reviewer has begun; it does not count any more."""
    locked = lock(assessment, AssessmentStep.WITHDRAW)
    if locked.review_started_at is not None:
        raise StepRefused(_("The review has started, so the submission can no longer be withdrawn."))
    withdrawn, locked.snapshot = locked.snapshot, None
    return finish(locked, AssessmentStep.WITHDRAW, by=by, at=at, snapshot=withdrawn)


@transaction.atomic
def start_review(*, assessment: Assessment, by: User, at: datetime | None = None) -> Assessment:
    """Tell the station that the review has begun: from now on it cannot withdraw."""
    locked = lock(assessment, AssessmentStep.START_REVIEW)
    if locked.review_started_at is not None:
        raise StepRefused(_("The review of this assessment has already been started."))
    locked.review_started_at = at = at or timezone.now()
    return finish(locked, AssessmentStep.START_REVIEW, by=by, at=at)


@transaction.atomic
def return_for_revision(*, assessment: Assessment, reason: str, by: User, at: datetime | None = None) -> Assessment:
    """Give a submission back to its station, with the reason."""
    locked = lock(assessment, AssessmentStep.RETURN)
    locked.review_started_at = None
    return finish(locked, AssessmentStep.RETURN, by=by, reason=reason, at=at)


@transaction.atomic
def approve(*, assessment: Assessment, by: User, reason: str = "", at: datetime | None = None) -> Assessment:
    """Accept a submission; its snapshot stands, or one of the same figures with the check ratings beside them."""
    at = at or timezone.now()
    locked = lock(assessment, AssessmentStep.APPROVE)
    locked.snapshot = check_ratings.freeze(locked, reason=reason, at=at) or locked.snapshot
    return finish(locked, AssessmentStep.APPROVE, by=by, reason=reason, at=at)


@transaction.atomic
def reopen(*, assessment: Assessment, reason: str, by: User, at: datetime | None = None) -> Assessment:
    """Give an approved assessment back to its station; the old snapshot is kept."""
    locked = lock(assessment, AssessmentStep.REOPEN)
    locked.review_started_at = None
    return finish(locked, AssessmentStep.REOPEN, by=by, reason=reason, at=at)


def lock(assessment: Assessment, step: AssessmentStep) -> Assessment:
    """The assessment's row, held until the end; of two people who press together, the second is told here."""
    locked = (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("station__division", "edition", "cycle__division")
        .get(pk=assessment.pk)
    )
    if AssessmentState(locked.state) not in MOVES[step].sources:
        raise StepRefused(
            _("This assessment is now “%(state)s”. Load the page again to see where it stands.")
            % {"state": locked.get_state_display()}
        )
    return locked


def finish(
    assessment: Assessment,
    step: AssessmentStep,
    *,
    by: User,
    reason: str = "",
    at: datetime | None = None,
    snapshot: Snapshot | None = None,
) -> Assessment:
    move = MOVES[step]
    if move.needs_reason and not reason.strip():
        raise StepRefused(_("Say why, so that the station knows what to do."))
    assessment.state = move.target
    assessment.save(update_fields=["state", "review_started_at", "snapshot"])
    Transition.objects.create(
        assessment=assessment,
        step=step,
        reason=reason.strip(),
        by=by,
        at=at or timezone.now(),
        snapshot=snapshot or assessment.snapshot,
    )
    results.refresh(assessment)
    audit.record(action=f"assessment.{step}", by=by, about=assessment)
    return assessment


def take_snapshot(assessment: Assessment, *, at: datetime) -> Snapshot:
    """Freeze inputs and result as they stand."""
    number = assessment.snapshots.count() + 1
    record = scorecards.record_of(assessment, at=at, number=number)
    snapshot = Snapshot.objects.create(
        assessment=assessment,
        number=number,
        taken_at=at,
        method_version=record.scorecard.method_version,
        context=scorecards.context_to_plain(record.context),
        inputs=scoring.panel_to_plain(record.panel),
        result=scoring.scorecard_to_plain(record.scorecard),
        digest=record.digest,
    )
    snapshot.evidence.add(*Evidence.objects.standing().filter(assessment=assessment))
    return snapshot


def require_submittable(assessment: Assessment) -> None:
    gaps = submission_gaps(assessment)
    if gaps:
        raise Incomplete(_("This assessment cannot be submitted yet."), gaps)


def submission_gaps(assessment: Assessment) -> list[str]:
    """What still stands in the way of a submission, one sentence each."""
    sheets = list(Sheet.objects.declared().filter(assessment=assessment))
    if not sheets:
        return [_("Nobody has declared a sheet complete yet.")]
    rows = list(
        Rating.objects.answered().filter(sheet__in=sheets).values_list("sheet__number", "factor__quadrant", "kind")
    )
    factor_count = Factor.objects.filter(edition=assessment.edition).count()
    return incomplete_sheets(sheets, rows, factor_count) + empty_quadrants(rows)


def incomplete_sheets(sheets: list[Sheet], rows: list[tuple[int, str, str]], factor_count: int) -> list[str]:
    gaps = []
    for sheet in sheets:
        missing = factor_count - sum(number == sheet.number for number, _quadrant, _kind in rows)
        if missing:
            gaps.append(
                ngettext(
                    "The declared sheet of rater %(number)d lacks %(count)d answer.",
                    "The declared sheet of rater %(number)d lacks %(count)d answers.",
                    missing,
                )
                % {"number": sheet.number, "count": missing}
            )
    return gaps


def empty_quadrants(rows: list[tuple[int, str, str]]) -> list[str]:
    scored = {quadrant for _number, quadrant, kind in rows if kind == AnswerKind.DEGREE}
    return [
        _("No factor among the %(quadrant)s has a degree.") % {"quadrant": quadrant.label}
        for quadrant in Quadrant
        if quadrant not in scored
    ]

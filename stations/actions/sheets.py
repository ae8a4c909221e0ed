"""A rater's sheet: opened at the first visit, its sections marked done, at last declared complete."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stations.actions import audit
from stations.actions.errors import AssessmentClosed, Incomplete
from stations.enums import Quadrant
from stations.models import Assessment, Factor, Rating, SectionMark, Sheet
from swot_app.accounts.models import User


@transaction.atomic
def open_sheet(*, assessment: Assessment, by: User) -> Sheet:
    """The person's own sheet on an assessment, made at the first call."""
    locked = Assessment.objects.select_for_update().get(pk=assessment.pk)
    sheet = Sheet.objects.filter(assessment=locked, rater=by).first()
    if sheet is None:
        if not locked.is_open_on(timezone.localdate()):
            raise AssessmentClosed(locked)
        last = Sheet.objects.filter(assessment=locked).aggregate(last=Max("number"))["last"] or 0
        sheet = Sheet.objects.create(assessment=locked, rater=by, number=last + 1)
    return sheet


@transaction.atomic
def mark_section(*, sheet: Sheet, quadrant: Quadrant, done: bool) -> None:
    """Keep the rater's word that a section is done, or take it back."""
    if not done:
        SectionMark.objects.filter(sheet=sheet, quadrant=quadrant).delete()
        return
    SectionMark.objects.get_or_create(sheet=sheet, quadrant=quadrant)


@transaction.atomic
def declare(*, sheet: Sheet, by: User) -> None:
    """Declare a sheet complete: from now on it counts, and its rater may see results."""
    assessment = Assessment.objects.select_for_update().get(pk=sheet.assessment_id)
    if not assessment.is_open_on(timezone.localdate()):
        raise AssessmentClosed(assessment)
    missing = unanswered(sheet)
    if missing:
        raise Incomplete(
            ngettext(
                "%(count)d factor has no answer yet. Answer it before you declare the sheet complete.",
                "%(count)d factors have no answer yet. Answer them before you declare the sheet complete.",
                len(missing),
            )
            % {"count": len(missing)},
            [_("%(code)s %(title)s has no answer.") % {"code": f.code, "title": f.title} for f in missing],
        )
    if Sheet.objects.filter(pk=sheet.pk, declared_at=None).update(declared_at=timezone.now()):
        audit.record(action="sheet.declare", by=by, about=sheet)


def unanswered(sheet: Sheet) -> list[Factor]:
    """The factors on which the sheet says nothing yet."""
    answered = Rating.objects.answered().filter(sheet=sheet)
    factors = Factor.objects.filter(edition=sheet.assessment.edition)
    return list(factors.exclude(pk__in=answered.values("factor")))

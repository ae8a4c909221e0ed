"""A rater's own sheet as a whole: how far it has come, the check page, and the declaration."""

import json
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stations import rules
from stations.actions import sheets
from stations.actions.errors import ActionRefused, Incomplete
from stations.enums import AnswerKind, Quadrant, SectionState
from stations.models import Assessment, Factor, Rating, Sheet
from stations.views.own import PersonRequest, assessment_crumbs, own_assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One quadrant of a sheet: its factors, what is said of each, and how far it has come."""

    quadrant: Quadrant
    answers: list[tuple[Factor, Rating | None]]
    is_marked: bool

    @property
    def answered(self) -> int:
        return sum(rating is not None and rating.kind != AnswerKind.NOT_ANSWERED for _factor, rating in self.answers)

    @property
    def total(self) -> int:
        return len(self.answers)

    @property
    def state(self) -> SectionState:
        """Completed when the person says so and nothing is missing."""
        if self.is_marked:
            return SectionState.COMPLETED if self.answered == self.total else SectionState.PROBLEM
        return SectionState.IN_PROGRESS if self.answered else SectionState.NOT_STARTED


def sections_of(assessment: Assessment, sheet: Sheet | None) -> list[Section]:
    """The four sections; all are empty where there is no sheet yet."""
    factors = list(Factor.objects.filter(edition=assessment.edition))
    ratings = {rating.factor_id: rating for rating in sheet.ratings.all()} if sheet else {}
    marks = set(sheet.section_marks.values_list("quadrant", flat=True)) if sheet else set()
    return [
        Section(
            quadrant=quadrant,
            answers=[(factor, ratings.get(factor.pk)) for factor in factors if factor.quadrant == quadrant],
            is_marked=quadrant in marks,
        )
        for quadrant in Quadrant
    ]


@require_safe
def sheet_check(request: PersonRequest, pk: int) -> HttpResponse:
    """All answers of the own sheet on one page, before the declaration."""
    assessment = own_assessment(request.user, pk)
    sheet = Sheet.objects.visible_to(request.user).filter(assessment=assessment).first()
    sections = sections_of(assessment, sheet)
    return render_check(request, assessment, sheet, sections, errors=[])


@require_POST
def sheet_declare(request: PersonRequest, pk: int) -> HttpResponse:
    assessment = own_assessment(request.user, pk)
    sheet = get_object_or_404(Sheet.objects.visible_to(request.user), assessment=assessment)
    try:
        sheets.declare(sheet=sheet, by=request.user)
    except Incomplete as refusal:
        return render_check(
            request, assessment, sheet, sections_of(assessment, sheet), errors=[str(refusal)], status=422
        )
    except ActionRefused as refusal:
        return render_check(
            request, assessment, sheet, sections_of(assessment, sheet), errors=[str(refusal)], status=409
        )
    messages.success(request, _("Your sheet is declared complete. It counts from now on."))
    return redirect(assessment)


def seen_in(sections: list[Section]) -> dict[str, int]:
    """How often each answer that is shown was changed: what a declaration says that the person saw."""
    answers = [answer for section in sections for answer in section.answers]
    return {factor.code: rating.revision for factor, rating in answers if rating is not None}


def render_check(
    request: PersonRequest,
    assessment: Assessment,
    sheet: Sheet | None,
    sections: list[Section],
    *,
    errors: list[str],
    status: int = 200,
) -> HttpResponse:
    context = {
        "assessment": assessment,
        "crumbs": assessment_crumbs(assessment),
        "sheet": sheet,
        "sections": sections,
        "answered": sum(section.answered for section in sections),
        "total": sum(section.total for section in sections),
        "may_rate": rules.can_rate(request.user, assessment),
        "seen": json.dumps({"seen": seen_in(sections)}),
        "errors": [("sections", error) for error in errors],
    }
    return render(request, "stations/sheet_check.html", context, status=status)

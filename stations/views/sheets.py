"""A rater's own sheet as a whole: how far it has come, the check page, and the declaration."""

import json
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stations import rules
from stations.actions import sheets
from stations.actions.errors import ActionRefused, Incomplete
from stations.enums import AnswerKind, Quadrant, SectionState, Weighting
from stations.models import Assessment, Factor, Rating, Sheet
from stations.views.own import PersonRequest, assessment_crumbs, own_assessment
from swot_app.accounts.methods import acts_by_post


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One quadrant of a sheet: its factors, what is said of each, and how far it has come."""

    quadrant: Quadrant
    answers: list[tuple[Factor, Rating | None]]
    is_marked: bool
    """The person's word that the section is completed: its own mark, or the declaration of the whole sheet."""

    @property
    def gaps(self) -> list[Factor]:
        """The factors on which nothing is said yet."""
        return [factor for factor, rating in self.answers if rating is None or rating.kind == AnswerKind.NOT_ANSWERED]

    @property
    def answered(self) -> int:
        return len(self.answers) - len(self.gaps)

    @property
    def lone_importance(self) -> Factor | None:
        """The one factor with an importance among several: the others take its value, so it weighs nothing."""
        given = [factor for factor, rating in self.answers if rating is not None and rating.importance is not None]
        scored = sum(rating is not None and rating.degree is not None for _factor, rating in self.answers)
        return given[0] if len(given) == 1 and scored > 1 else None

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
    is_declared = sheet is not None and sheet.is_declared
    return [
        Section(
            quadrant=quadrant,
            answers=[(factor, ratings.get(factor.pk)) for factor in factors if factor.quadrant == quadrant],
            is_marked=is_declared or quadrant in marks,
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


@acts_by_post("sheet_check", "pk")
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


def lone_importances(assessment: Assessment, sections: list[Section]) -> list[str]:
    """Where an importance that the person gave changes nothing by itself; only raters' importances can."""
    if assessment.edition.weighting != Weighting.RATERS:
        return []
    return [
        _(
            "Among the %(list)s you gave an importance to %(code)s alone. A factor without one takes the mean of those "
            "given, so a single importance changes no weight. Give it to more factors if some matter more than others."
        )
        % {"list": section.quadrant.label, "code": section.lone_importance.code}
        for section in sections
        if section.lone_importance is not None
    ]


def render_check(
    request: PersonRequest,
    assessment: Assessment,
    sheet: Sheet | None,
    sections: list[Section],
    *,
    errors: list[str],
    status: int = 200,
) -> HttpResponse:
    gaps = [(section.quadrant, factor) for section in sections for factor in section.gaps]
    context = {
        "assessment": assessment,
        "crumbs": assessment_crumbs(assessment),
        "sheet": sheet,
        "is_begun_after": sheet is not None and sheet.is_begun_after(assessment.first_submitted_at),
        "sections": sections,
        "answered": sum(section.answered for section in sections),
        "total": sum(section.total for section in sections),
        "gaps": gaps,
        "lone_importances": lone_importances(assessment, sections),
        "may_rate": rules.can_rate(request.user, assessment),
        "seen": json.dumps({"seen": seen_in(sections)}),
        "errors": [("gaps" if gaps else "sections", error) for error in errors],
    }
    return render(request, "stations/sheet_check.html", context, status=status)

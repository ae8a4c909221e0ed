"""The person's own sheet as one dense page, for entering what was rated on paper."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stations.actions.errors import closed_sentence
from stations.enums import Quadrant, Weighting
from stations.forms.ratings import SectionForm
from stations.models import Assessment, Factor, Sheet
from stations.reports.blank_form import check_letters
from stations.views.own import PersonRequest, own_assessment
from stations.views.rating_rows import RatingRow, rating_row


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySection:
    """One quadrant: a form of its own, which the section's page takes where there is no script."""

    quadrant: Quadrant
    rows: list[RatingRow]
    is_marked: bool


@require_safe
def enter(request: PersonRequest, pk: int) -> HttpResponse:
    """Nobody enters the sheet of somebody else: a sheet is its rater's."""
    assessment = own_assessment(request.user, pk)
    if not assessment.is_open_on(timezone.localdate()):
        messages.warning(request, closed_sentence(assessment))
        return redirect(assessment)
    sheet = Sheet.objects.visible_to(request.user).filter(assessment=assessment).first()
    sections = entry_sections(assessment, sheet, list(Factor.objects.filter(edition=assessment.edition)))
    rows = [row for section in sections for row in section.rows]
    context = {
        "assessment": assessment,
        "sections": sections,
        "answered": sum(row.is_answered for row in rows),
        "total": len(rows),
        "check_letters": check_letters(assessment.edition),
        "asks_importance": assessment.edition.weighting == Weighting.RATERS,
    }
    return render(request, "stations/sheet_enter.html", context)


def entry_sections(assessment: Assessment, sheet: Sheet | None, factors: list[Factor]) -> list[EntrySection]:
    forms = SectionForm(sheet=sheet, factors=factors).forms
    rows = [rating_row(form, assessment, None, anchors={}) for form in forms]
    marks = set(sheet.section_marks.values_list("quadrant", flat=True)) if sheet else set()
    return [
        EntrySection(
            quadrant=quadrant,
            rows=[row for row in rows if row.factor.quadrant == quadrant],
            is_marked=quadrant in marks,
        )
        for quadrant in Quadrant
    ]

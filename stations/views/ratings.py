"""One quadrant of the person's own sheet, as a plain form that works without JavaScript."""

from http import HTTPStatus

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from stations.actions import sheets
from stations.actions.errors import ActionRefused, closed_sentence
from stations.enums import Quadrant, Weighting
from stations.forms.ratings import SectionForm
from stations.models import Assessment, Factor, Sheet
from stations.views.own import PersonRequest, own_assessment
from stations.views.rating_rows import error_links, rating_rows


@require_http_methods(["GET", "HEAD", "POST"])
def rate_section(request: PersonRequest, pk: int, quadrant: str) -> HttpResponse:
    """POST saves every sound answer and shows the others again, as they were typed."""
    assessment = own_assessment(request.user, pk)
    if quadrant not in Quadrant.values:
        raise Http404
    page = SectionPage(request, assessment, Quadrant(quadrant))
    is_open = assessment.is_open_on(timezone.localdate())
    if request.method == "POST":
        return page.save() if is_open else page.refuse(closed_sentence(assessment))
    if not is_open:
        messages.warning(request, closed_sentence(assessment))
        return redirect(assessment)
    return page.show(SectionForm(sheet=page.sheet, factors=page.factors))


class SectionPage:
    """One request for one section: what it is about, and the three answers that it may get."""

    def __init__(self, request: PersonRequest, assessment: Assessment, quadrant: Quadrant) -> None:
        self.request = request
        self.assessment = assessment
        self.quadrant = quadrant
        self.factors = list(Factor.objects.filter(edition=assessment.edition, quadrant=quadrant))
        own_sheets = Sheet.objects.visible_to(request.user).filter(assessment=assessment)
        self.sheet = own_sheets.with_mark(quadrant).first()
        self.is_marked = self.sheet is not None and self.sheet.is_marked

    def save(self) -> HttpResponse:
        try:
            sheet = self.sheet = self.sheet or sheets.open_sheet(assessment=self.assessment, by=self.request.user)
            form = SectionForm(sheet=sheet, factors=self.factors, data=self.request.POST)
            if form.unknown_codes:
                return self.show(form, problems=[unknown_sentence(form.unknown_codes)], status=422)
            form.save(sheet=sheet, by=self.request.user)
        except ActionRefused as refusal:
            return self.refuse(str(refusal))
        problems = self._mark_done(sheet, form) if not form.is_cut_off else [cut_off_sentence()]
        if problems or form.has_errors:
            return self.show(form, problems=problems, status=422)
        self._tell(form)
        return redirect(self._next())

    def refuse(self, sentence: str) -> HttpResponse:
        """Nothing can be saved now; what was typed is shown, so that it can be copied."""
        form = SectionForm(sheet=self.sheet, factors=self.factors, data=self.request.POST)
        return self.show(form, problems=[sentence], status=HTTPStatus.CONFLICT)

    def show(self, form: SectionForm, *, problems: list[str] | None = None, status: int = 200) -> HttpResponse:
        prefetch_related_objects(self.factors, "anchors")
        rows = rating_rows(form, self.assessment, self.request.user)
        answered = sum(row.is_answered for row in rows)
        context = {
            "assessment": self.assessment,
            "quadrant": self.quadrant,
            "step": list(Quadrant).index(self.quadrant) + 1,
            "rows": rows,
            "answered": answered,
            "done": "done" in form.data if form.data else self.is_marked,
            "errors": [("form", problem) for problem in problems or []] + error_links(rows),
            # Where the edition brings its own weights, the raters' importances would not count.
            "asks_importance": self.assessment.edition.weighting == Weighting.RATERS,
            "may_save": status != HTTPStatus.CONFLICT,
        }
        return render(self.request, "stations/rating_section.html", context, status=status)

    def _mark_done(self, sheet: Sheet, form: SectionForm) -> list[str]:
        """Keep the person's word that the section is completed; where answers are missing, say so."""
        # The tick was made before the answer was taken back: what was cleared is meant.
        done = "done" in self.request.POST and not form.cleared
        missing = form.unanswered if done else []
        # Taking an answer back takes the mark back with it, so it is written again.
        if done != self.is_marked or missing:
            sheets.mark_section(sheet=sheet, quadrant=self.quadrant, done=done)
        return [missing_sentence(factor) for factor in missing]

    def _tell(self, form: SectionForm) -> None:
        """Say what the next page does not show: what is still open here, and that a mark is gone."""
        if form.loses_marks:
            messages.info(self.request, _("Invisible marks that turn the direction of writing were left out."))
        if form.cleared and self.is_marked:
            messages.info(self.request, reopened_sentence(form.cleared))
        # After the last section comes the check page, which lists all that is open.
        if "next" in self.request.POST and form.unanswered and self.quadrant != list(Quadrant)[-1]:
            messages.warning(self.request, self._open_notice(form.unanswered))

    def _open_notice(self, factors: list[Factor]) -> SafeString:
        """What is still open in this section, each factor with a link back to it."""
        links = format_html_join(
            " ", '<a href="{}#factor-{}">{}</a>', [(self._section_url(self.quadrant), f.code, f.code) for f in factors]
        )
        return format_html("{} {}", open_sentence(self.quadrant, len(factors)), links)

    def _next(self) -> str:
        """Where the pressed button leads."""
        posted, quadrants = self.request.POST, list(Quadrant)
        if "stay" in posted:
            return self._section_url(self.quadrant)
        if "clear" in posted:
            return f"{self._section_url(self.quadrant)}#factor-{posted['clear']}"
        if "later" in posted:
            return self.assessment.get_absolute_url()
        if self.quadrant == quadrants[-1]:
            return reverse("sheet_check", args=[self.assessment.pk])
        return self._section_url(quadrants[quadrants.index(self.quadrant) + 1])

    def _section_url(self, quadrant: Quadrant) -> str:
        return reverse("rate_section", args=[self.assessment.pk, quadrant])


def unknown_sentence(codes: list[str]) -> str:
    return _(
        "The form names factors that this section does not have (%(codes)s). Nothing was saved. Load the page again."
    ) % {"codes": ", ".join(code[:8] for code in codes[:5])}


def cut_off_sentence() -> str:
    return _("The form did not arrive whole. What arrived is saved; check it, then save again.")


def open_sentence(quadrant: Quadrant, count: int) -> str:
    return ngettext(
        "Saved. %(section)s: %(count)d factor has no answer yet:",
        "Saved. %(section)s: %(count)d factors have no answer yet:",
        count,
    ) % {"section": quadrant.label, "count": count}


def reopened_sentence(code: str) -> str:
    return _("%(code)s is cleared, so this section is no longer marked as completed.") % {"code": code}


def missing_sentence(factor: Factor) -> str:
    return _("%(code)s has no answer yet. Answer it, or take back the mark that this section is completed.") % {
        "code": factor.code
    }

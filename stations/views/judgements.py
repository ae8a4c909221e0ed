"""One expert of a draft edition's panel: the four lists of comparisons, and the comparisons of one list."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stations.actions.errors import ActionRefused
from stations.actions.expert_weights import remove_expert
from stations.actions.weight_gaps import above_limit, repair_sentences
from stations.enums import Quadrant, SectionState
from stations.forms.judgements import JudgementsForm
from stations.forms.weights import ExpertForm
from stations.models import Edition, Expert
from stations.scoring import ExpertWeights
from stations.views.judgement_rows import error_links, judgement_rows
from stations.views.own import PersonRequest
from stations.views.weights import editable_edition, turned_away, weights_crumbs
from stations.weights import MOST_FACTORS, ExpertJudgements, QuadrantWeights, quadrant_weights


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOfPairs:
    """How far one expert has come with one quadrant, and how well the judgements agree."""

    quadrant: Quadrant
    judged: ExpertJudgements
    found: ExpertWeights | None

    @property
    def done(self) -> int:
        return len(self.judged.values)

    @property
    def total(self) -> int:
        return len(self.judged.pairs)

    @property
    def is_too_long(self) -> bool:
        return len(self.judged.codes) > MOST_FACTORS

    @property
    def state(self) -> SectionState:
        """A problem where the judgements contradict one another, however many there are."""
        if self.is_too_long or (self.found is not None and not self.found.is_consistent):
            return SectionState.PROBLEM
        if self.judged.is_complete:
            return SectionState.COMPLETED
        return SectionState.IN_PROGRESS if self.done else SectionState.NOT_STARTED

    @property
    def advice(self) -> list[str]:
        """What is wrong and what would mend it; nothing where the judgements agree."""
        if self.found is None or self.found.is_consistent:
            return []
        return [above_limit(self.found), *repair_sentences(self.judged)]


@require_http_methods(["GET", "HEAD", "POST"])
def weights_expert(request: PersonRequest, edition: str, pk: int) -> HttpResponse:
    """The panel member's lists; POST gives another label."""
    row = editable_edition(request, edition)
    expert = get_object_or_404(row.experts, pk=pk)
    # A form's own copy, for a label that is refused must not stand in the heading.
    form = ExpertForm(
        request.POST if request.method == "POST" else None, instance=Expert.objects.get(pk=pk), edition=row
    )
    if request.method == "POST" and form.is_valid():
        try:
            form.rename(by=request.user)
        except ActionRefused as refusal:
            return turned_away(request, row, refusal)
        messages.success(request, _("The label is saved."))
        return redirect("weights_expert", row.code, pk)
    context = {
        "edition": row,
        "crumbs": weights_crumbs(row),
        "expert": expert,
        "lists": lists_of(row, expert),
        "form": form,
    }
    return render(request, "stations/weights_expert.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def weights_expert_remove(request: PersonRequest, edition: str, pk: int) -> HttpResponse:
    """GET asks once more, for the judgements go too."""
    row = editable_edition(request, edition)
    expert = get_object_or_404(row.experts, pk=pk)
    if request.method == "POST":
        try:
            remove_expert(expert=expert, by=request.user)
        except ActionRefused as refusal:
            return turned_away(request, row, refusal)
        messages.success(request, _("%(expert)s was removed.") % {"expert": expert.label})
        return redirect("weights", row.code)
    context = {
        "edition": row,
        "crumbs": weights_crumbs(row, expert),
        "expert": expert,
        "count": expert.judgements.count(),
    }
    return render(request, "stations/weights_expert_remove.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def weights_judge(request: PersonRequest, edition: str, pk: int, quadrant: str) -> HttpResponse:
    """POST saves every sound comparison and shows the others again, as they were chosen."""
    row = editable_edition(request, edition)
    expert = get_object_or_404(row.experts, pk=pk)
    if quadrant not in Quadrant.values:
        raise Http404
    factors = list(row.factors.filter(quadrant=quadrant))
    posted = request.POST if request.method == "POST" else None
    form = JudgementsForm(expert=expert, factors=factors if len(factors) <= MOST_FACTORS else [], data=posted)
    problems = []
    if posted is not None:
        try:
            problems = save(form, request)
        except ActionRefused as refusal:
            return turned_away(request, row, refusal)
        if not problems and not form.has_errors:
            return saved(request, row, expert, Quadrant(quadrant), form)
    return render_comparisons(request, row, expert, Quadrant(quadrant), form, problems)


def save(form: JudgementsForm, request: PersonRequest) -> list[str]:
    """Write what can be written; what concerns the whole page comes back."""
    form.save(by=request.user)
    if form.names_others:
        return [_("The factors have changed since you opened this page. Check your comparisons, then save again.")]
    return []


def saved(
    request: PersonRequest, edition: Edition, expert: Expert, quadrant: Quadrant, form: JudgementsForm
) -> HttpResponse:
    """Where the pressed button leads."""
    words = {"done": form.done, "total": len(form.forms)}
    messages.success(request, _("Saved: %(done)d of %(total)d comparisons.") % words)
    if "back" in request.POST:
        return redirect("weights_expert", edition.code, expert.pk)
    return redirect("weights_judge", edition.code, expert.pk, quadrant)


def render_comparisons(
    request: HttpRequest,
    edition: Edition,
    expert: Expert,
    quadrant: Quadrant,
    form: JudgementsForm,
    problems: list[str],
) -> HttpResponse:
    part = list_of(next(part for part in quadrant_weights(edition) if part.quadrant == quadrant), expert)
    rows = judgement_rows(form, part.found)
    errors = [*(("form", problem) for problem in problems), *error_links(rows)]
    context = {
        "edition": edition,
        "crumbs": weights_crumbs(edition, expert),
        "expert": expert,
        "quadrant": quadrant,
        "part": part,
        "rows": rows,
        "errors": errors,
        "most": MOST_FACTORS,
    }
    return render(request, "stations/weights_judge.html", context, status=422 if errors else 200)


def lists_of(edition: Edition, expert: Expert) -> list[ListOfPairs]:
    """The expert's four quadrants as they stand."""
    return [list_of(part, expert) for part in quadrant_weights(edition)]


def list_of(part: QuadrantWeights, expert: Expert) -> ListOfPairs:
    judged = next(judged for judged in part.experts if judged.expert == expert)
    return ListOfPairs(quadrant=part.quadrant, judged=judged, found=judged.weights())

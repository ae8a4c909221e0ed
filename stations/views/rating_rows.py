"""What a template needs to draw one factor's question; nothing here decides anything."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from stations.enums import AnswerKind, Degree, Importance, Severity, degree_scale
from stations.forms.ratings import REASONED, RatingForm, SectionForm
from stations.models import Assessment, Factor, Rating
from swot_app.accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One radio button."""

    value: str
    word: str
    anchor: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingRow:
    """One factor's question with what stands in it."""

    factor: Factor
    degrees: list[Choice]
    kinds: list[Choice]
    importances: list[Choice]
    reason: str
    note: str
    revision: int
    errors: dict[str, list[str]]
    is_answered: bool
    evidence_url: str
    """Where files are put beside this factor."""
    last_degree: int | None
    """One's own degree of the cycle before, given only where this question has an answer."""

    @property
    def has_more(self) -> bool:
        """Whether importance or note have something to see, or to mend."""
        return bool(self.errors.keys() - {"reason"} or self.note or any(point.is_chosen for point in self.importances))


def rating_rows(form: SectionForm, assessment: Assessment, user: User) -> list[RatingRow]:
    last = last_degrees(assessment, user)
    return [
        rating_row(rating, assessment, last.get(rating.factor.code), anchors=anchors_of(rating.factor))
        for rating in form.forms
    ]


def anchors_of(factor: Factor) -> dict[int, str]:
    return {anchor.degree: anchor.text for anchor in factor.anchors.all()}


def rating_row(
    form: RatingForm, assessment: Assessment, last_degree: int | None, *, anchors: dict[int, str]
) -> RatingRow:
    answer, importance = form.shown("answer"), form.shown("importance")
    return RatingRow(
        factor=form.factor,
        degrees=[
            choice(degree, answer, anchors.get(degree.value, "")) for degree in degree_scale(form.factor.quadrant)
        ],
        kinds=[choice(kind, answer) for kind in REASONED],
        importances=[choice(point, importance) for point in Importance],
        reason=form.shown("reason"),
        note=form.shown("note"),
        revision=form.revision,
        errors={name: [str(error) for error in errors] for name, errors in form.errors.items()}
        if form.has_arrived
        else {},
        is_answered=form.standing.kind != AnswerKind.NOT_ANSWERED,
        evidence_url=reverse("evidence_add", args=[assessment.pk, form.factor.code]),
        last_degree=last_degree if answer else None,
    )


def choice(point: Degree | Severity | Importance | AnswerKind, shown: str, anchor: str = "") -> Choice:
    return Choice(value=str(point.value), word=str(point.label), anchor=anchor, is_chosen=str(point.value) == shown)


def last_degrees(assessment: Assessment, user: User) -> dict[str, int]:
    """The person's own degrees in the station's cycle before this one, by the factor's code."""
    earlier = (
        Assessment.objects.filter(
            station=assessment.station, cycle__opens_on__lt=assessment.cycle.opens_on, sheets__rater=user
        )
        .order_by("-cycle__opens_on")
        .first()
    )
    if earlier is None:
        return {}
    ratings = Rating.objects.filter(sheet__assessment=earlier, sheet__rater=user)
    return {code: degree for code, degree in ratings.values_list("factor__code", "degree") if degree is not None}


def error_links(rows: list[RatingRow]) -> list[tuple[str, str]]:
    """Each mistake with the place where it is to be mended."""
    return [
        (place_of(row, name), _("%(code)s: %(sentence)s") % {"code": row.factor.code, "sentence": sentence})
        for row in rows
        for name, sentences in row.errors.items()
        for sentence in sentences
    ]


def place_of(row: RatingRow, name: str) -> str:
    """The id of what has to be mended: the reason's own box, else the question."""
    return f"{row.factor.code}-reason" if name == "reason" else f"factor-{row.factor.code}"

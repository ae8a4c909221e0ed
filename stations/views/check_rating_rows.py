"""What a template needs to draw the check rating of one factor; nothing here decides anything."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from stations import formats, scoring
from stations.enums import Quadrant, degree_scale
from stations.forms.check_ratings import NO_OPINION, CheckRatingForm, CheckRatingsForm
from stations.models import Evidence, Factor
from stations.reports.sections.check_ratings import difference_words
from stations.scoring import Scorecard
from stations.views.rating_rows import Choice, anchors_of, choice


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """One factor with what the reviewer says of it and, where that is saved, what the station says."""

    factor: Factor
    degrees: list[Choice]
    has_no_opinion: bool
    note: str
    revision: int
    errors: list[str]
    beside: str
    """The station's figures in words; empty as long as no check rating of the factor stands."""
    evidence: list[Evidence]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSection:
    quadrant: Quadrant
    rows: list[CheckRow]


def check_sections(form: CheckRatingsForm, card: Scorecard | None, evidence: list[Evidence]) -> list[CheckSection]:
    rows = [check_row(part, card, evidence) for part in form.forms]
    return [
        CheckSection(quadrant=quadrant, rows=[row for row in rows if row.factor.quadrant == quadrant])
        for quadrant in Quadrant
    ]


def check_row(form: CheckRatingForm, card: Scorecard | None, evidence: list[Evidence]) -> CheckRow:
    shown, anchors = form.shown("degree"), anchors_of(form.factor)
    return CheckRow(
        factor=form.factor,
        degrees=[choice(degree, shown, anchors.get(degree.value, "")) for degree in degree_scale(form.factor.quadrant)],
        has_no_opinion=shown == NO_OPINION,
        note=form.shown("note"),
        revision=form.revision,
        errors=[str(error) for errors in form.errors.values() for error in errors] if form.has_arrived else [],
        beside=beside(form, card),
        evidence=[entry for entry in evidence if entry.factor_id == form.factor.pk],
    )


def beside(form: CheckRatingForm, card: Scorecard | None) -> str:
    """The station's own figures, and how far they lie from the reviewer's."""
    if form.standing.degree is None or card is None:
        return ""
    (found,) = scoring.compare_with_check(card, {form.factor.code: form.standing.degree})
    if found.station is None:
        return _("At the station nobody gave a degree.")
    return _("The station: median %(median)s, mean %(mean)s. Your check rating of %(check)d: %(words)s.") % {
        "median": formats.score(card.factor(form.factor.code).median),
        "mean": formats.score(found.station),
        "check": found.check,
        "words": difference_words(found),
    }


def error_links(sections: list[CheckSection]) -> list[tuple[str, str]]:
    """Each mistake with the place where it is to be mended."""
    return [
        (f"factor-{row.factor.code}", _("%(code)s: %(sentence)s") % {"code": row.factor.code, "sentence": sentence})
        for section in sections
        for row in section.rows
        for sentence in row.errors
    ]

"""What each rater alone would say of a quadrant: the dots beside the panel's bars."""

from dataclasses import dataclass

from stations.scoring.inputs import Panel, Sheet
from stations.scoring.method import PLACES
from stations.scoring.results import FactorScore, Scorecard
from stations.scoring.vocabulary import Quadrant


@dataclass(frozen=True, slots=True, kw_only=True)
class RaterMagnitude:
    """One rater's own magnitude of one quadrant, with the panel's weights."""

    rater: str
    quadrant: Quadrant
    magnitude: float
    """Σ w_f·x_rf / Σ w_f over the factors that this rater gave a degree, 1 to 5."""


def rater_magnitudes(panel: Panel, scorecard: Scorecard) -> tuple[RaterMagnitude, ...]:
    """Each rater's own magnitudes, S, W, O, T and then by the raters' order; none where a rater gave no degree there.

    The weights are the scorecard's, so that dots and bars differ by the degrees alone; they show how far raters lie
    apart and enter no other figure. Both arguments must be of the same assessment.

    >>> from stations.scoring import Answer, Factor, score
    >>> sheets = [Sheet(rater=f"R{n}", answers={"S1": Answer(kind="degree", degree=n)}) for n in (2, 4)]
    >>> panel = Panel(factors=[Factor(code="S1", quadrant="S")], countermeasures=[], sheets=sheets)
    >>> [(own.rater, own.magnitude) for own in rater_magnitudes(panel, score(panel))]
    [('R2', 2.0), ('R4', 4.0)]
    """
    return tuple(
        RaterMagnitude(rater=sheet.rater, quadrant=quadrant, magnitude=magnitude)
        for quadrant in Quadrant
        for sheet in panel.sheets
        if (magnitude := _magnitude(sheet, scorecard.factors_of(quadrant))) is not None
    )


def _magnitude(sheet: Sheet, factors: tuple[FactorScore, ...]) -> float | None:
    given = [
        (factor.weight or 0.0, answer.degree)
        for factor in factors
        if (answer := sheet.answers.get(factor.code)) is not None and answer.degree is not None
    ]
    total = sum(weight for weight, _degree in given)
    return round(sum(weight * degree for weight, degree in given) / total, PLACES) if total else None

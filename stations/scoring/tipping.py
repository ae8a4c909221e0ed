"""Which single factor could move the strength coefficient across 0.5, and by how much it would have to change."""

from collections.abc import Sequence

from stations.scoring.certainty_results import Tipping, TippingChange
from stations.scoring.method import HIGHEST_DEGREE, LOWEST_DEGREE, PLACES, TOLERANCE
from stations.scoring.results import FactorScore
from stations.scoring.vocabulary import Quadrant, TippingOutcome


def tipping_of(factors: Sequence[FactorScore], magnitudes: Sequence[float]) -> Tipping:
    """Find every factor whose mean degree alone, within 1 to 5, can move ρ across 0.5, the smallest change first.

    ρ = 0.5 where O·S = T·W. With everything else kept, the factor's quadrant would have to reach the magnitude Q* at
    which this holds (S* = T·W/O, and likewise), so the degree would have to change by (Q* − Q)/w. The degree found
    leaves room beyond it, else ρ would reach 0.5 and not cross it. `magnitudes` are S, W, O, T, all present and above 0.

    >>> from stations.scoring import Panel, Sheet, Factor, Answer, score
    >>> degrees = {"S1": 4, "W1": 3, "O1": 3, "T1": 3}
    >>> answers = {code: Answer(kind="degree", degree=degree) for code, degree in degrees.items()}
    >>> factors = [Factor(code=code, quadrant=code[0]) for code in degrees]
    >>> card = score(Panel(factors=factors, countermeasures=[], sheets=[Sheet(rater="R1", answers=answers)]))
    >>> [(change.factor, change.change) for change in tipping_of(card.factors, [4, 3, 3, 3]).changes]
    [('O1', -0.75), ('S1', -1.0), ('W1', 1.0), ('T1', 1.0)]
    """
    s, w, o, t = magnitudes
    if abs(o * s - t * w) <= TOLERANCE * (o * s + t * w):
        return Tipping(outcome=TippingOutcome.ALREADY_NEUTRAL, changes=())
    wanted = dict(zip(Quadrant, (t * w / o, o * s / t, t * w / s, o * s / w), strict=True))
    now = dict(zip(Quadrant, magnitudes, strict=True))
    found = [_change(factor, wanted[factor.quadrant] - now[factor.quadrant]) for factor in factors]
    changes = sorted((c for c in found if c is not None), key=lambda c: round(abs(c.change), PLACES))
    outcome = TippingOutcome.FACTOR if changes else TippingOutcome.NO_SINGLE_FACTOR
    return Tipping(outcome=outcome, changes=tuple(changes))


def _change(factor: FactorScore, missing: float) -> TippingChange | None:
    """The change that adds what is missing to the quadrant, or None where the degree would leave 1 to 5."""
    if factor.mean is None or not factor.weight:
        return None
    change = missing / factor.weight
    degree = factor.mean + change
    if not LOWEST_DEGREE + TOLERANCE < degree < HIGHEST_DEGREE - TOLERANCE:
        return None
    return TippingChange(factor=factor.code, degree=factor.mean, tipping_degree=degree, change=change)

"""From a panel to its scorecard: the one door of the package."""

from stations.scoring import absences
from stations.scoring.agreement import agreement_of
from stations.scoring.arrays import known
from stations.scoring.attractiveness import countermeasure_scores
from stations.scoring.canonical import digest
from stations.scoring.certainty import certainty_of
from stations.scoring.chain import chain_of, whole_panel
from stations.scoring.coverage import coverage_of, provisional_reasons, quadrant_scores
from stations.scoring.errors import ScoringError
from stations.scoring.factors import factor_scores
from stations.scoring.grid import grid_of
from stations.scoring.inputs import Panel
from stations.scoring.method import CUT_OFFS, METHOD_VERSION, CutOffs
from stations.scoring.position import place, strength
from stations.scoring.results import Scorecard
from stations.scoring.rounding import rounded


def score(panel: Panel, *, cut_offs: CutOffs = CUT_OFFS) -> Scorecard:
    """Score an assessment: every figure of the method from one panel of raters, rounded to 1e-9.

    The order of factors, countermeasures and sheets changes nothing. Figures that cannot be formed are None, and the
    scorecard's `absences` name them. Raises ScoringError if `panel` is no Panel; a Panel checks its own content.

    >>> from stations.scoring import Answer, Factor, Sheet
    >>> factors = [Factor(code=f"{quadrant}1", quadrant=quadrant) for quadrant in "SWOT"]
    >>> degrees = {"S1": 4, "W1": 2, "O1": 3, "T1": 2}
    >>> answers = {code: Answer(kind="degree", degree=degree) for code, degree in degrees.items()}
    >>> card = score(Panel(factors=factors, countermeasures=[], sheets=[Sheet(rater="R1", answers=answers)]))
    >>> card.position.x, card.position.y, card.strength.coefficient
    (0.5, 0.25, 0.75)
    >>> card.is_one_persons_view
    True
    """
    if not isinstance(panel, Panel):
        raise ScoringError(f"not a panel: {panel!r}")
    return rounded(_scored(panel, cut_offs))


def _scored(panel: Panel, cut_offs: CutOffs) -> Scorecard:
    grid = grid_of(panel)
    chain = chain_of(grid, whole_panel(grid))
    magnitudes = [known(magnitude) for magnitude in chain.magnitude[:, 0]]
    factors = factor_scores(grid, chain)
    quadrants = quadrant_scores(factors, magnitudes)
    coverage = coverage_of(factors)
    position, balance = place(*magnitudes), strength(*magnitudes)
    countermeasures = countermeasure_scores(grid, chain.attractiveness[:, 0], chain.salience[:, 0])
    certainty, uncertain = certainty_of(grid, position, factors, countermeasures, digest(panel), cut_offs)
    agreement, disagreeing = agreement_of(grid, factors, cut_offs)
    return Scorecard(
        method_version=METHOD_VERSION,
        cut_offs=cut_offs,
        rater_count=len(grid.sheets),
        judging_rater_count=len(grid.judging),
        factors=factors,
        quadrants=quadrants,
        position=position,
        strength=balance,
        countermeasures=countermeasures,
        coverage=coverage,
        provisional=provisional_reasons(coverage, quadrants, cut_offs),
        absences=(
            *absences.of_scores(factors, quadrants, coverage),
            *absences.of_position(position),
            *absences.of_strength(balance, magnitudes),
            *absences.of_countermeasures(countermeasures),
            *uncertain,
            *disagreeing,
        ),
        certainty=certainty,
        agreement=agreement,
    )

"""Do the raters agree? Krippendorff's α, Kendall's W, disputed factors, and scales read upside down."""

from collections.abc import Iterator, Sequence

import krippendorff
import numpy as np

from stations.scoring.agreement_results import Agreement, Dispute, RaterCorrelation
from stations.scoring.canonical import code_order
from stations.scoring.grid import Grid
from stations.scoring.method import FEWEST_RATERS, TOLERANCE, CutOffs
from stations.scoring.rank_statistics import kendall_w, rank_correlation
from stations.scoring.results import Absence, FactorScore
from stations.scoring.vocabulary import ADVERSE, AbsenceReason, DisputeReason, Figure, RatingScope

FEWEST_FACTORS = 2


def agreement_of(
    grid: Grid, factors: Sequence[FactorScore], cut_offs: CutOffs
) -> tuple[Agreement | None, tuple[Absence, ...]]:
    """Say whether the raters agree, and name what cannot be said; None with fewer than two raters who gave degrees."""
    judging = list(grid.judging)
    if len(judging) < FEWEST_RATERS:
        reason = AbsenceReason.ONE_RATER if judging else AbsenceReason.NO_RATER
        return None, tuple(Absence(figure=figure, reason=reason) for figure in (Figure.ALPHA, Figure.KENDALL_W))
    is_common = grid.has_degree[:, judging].all(axis=1)
    common = int(is_common.sum())
    alpha, alpha_reason = ordinal_alpha([factor.distribution for factor in factors])
    w = kendall_w(grid.degrees[is_common][:, judging].T)
    absences = []
    if alpha_reason is not None:
        absences.append(Absence(figure=Figure.ALPHA, reason=alpha_reason))
    if w is None:
        few = common < FEWEST_FACTORS
        w_reason = AbsenceReason.TOO_FEW_COMMON_FACTORS if few else AbsenceReason.NO_VARIATION
        absences.append(Absence(figure=Figure.KENDALL_W, reason=w_reason))
    agreement = Agreement(
        alpha=alpha,
        kendall_w=w and w[0],
        kendall_chi_square=w and w[1],
        common_factor_count=common,
        disputes=tuple(disputes_of(factors, cut_offs)),
        correlations=tuple(correlations_of(grid, cut_offs)),
    )
    return agreement, tuple(absences)


def ordinal_alpha(distributions: Sequence[Sequence[int]]) -> tuple[float | None, AbsenceReason | None]:
    """Krippendorff's α for ordinal degrees, from how many raters gave each factor degree 1, 2, 3, 4 and 5.

    1 is full agreement, 0 agreement as by chance, below 0 worse than that. It copes with gaps: factors with fewer than
    two degrees say nothing and are left out. Where no factor has two, or all degrees are one single value, α is not
    estimable: None, with the reason. (Krippendorff, *Content Analysis*, 4th ed. 2018; computed by the package
    `krippendorff`.)

    >>> ordinal_alpha([[2, 0, 0, 0, 0], [0, 0, 0, 0, 2]])
    (1.0, None)
    >>> ordinal_alpha([[0, 0, 2, 0, 0]])[0] is None
    True
    """
    counts = np.array([row for row in distributions if sum(row) >= FEWEST_RATERS], int)
    if not len(counts):
        return None, AbsenceReason.NO_FACTOR_TWICE_SCORED
    if np.count_nonzero(counts.any(axis=0)) == 1:
        return None, AbsenceReason.NO_VARIATION
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement="ordinal")), None


def disputes_of(factors: Sequence[FactorScore], cut_offs: CutOffs) -> Iterator[Dispute]:
    """The factors on which raters differ widely, with all reasons for each."""
    for factor in factors:
        reasons = tuple(dispute_reasons(factor, cut_offs))
        if reasons:
            yield Dispute(factor=factor.code, reasons=reasons)


def dispute_reasons(factor: FactorScore, cut_offs: CutOffs) -> Iterator[DisputeReason]:
    """Why a factor is disputed; nothing where it is not.

    Its inter-quartile range exceeds 1, or fewer than 75 % of its degrees lie within 1 of their median, or, with at most
    four raters who gave it a degree, highest and lowest are 3 or more apart.
    """
    if factor.median is None or factor.iqr is None or factor.highest is None or factor.lowest is None:
        return
    near = sum(
        count for degree, count in enumerate(factor.distribution, 1) if abs(degree - factor.median) <= 1 + TOLERANCE
    )
    if factor.iqr > cut_offs.disputed_iqr + TOLERANCE:
        yield DisputeReason.INTERQUARTILE_RANGE
    if near / factor.count < cut_offs.disputed_near_median - TOLERANCE:
        yield DisputeReason.FAR_FROM_MEDIAN
    if factor.count <= cut_offs.disputed_few and factor.highest - factor.lowest >= cut_offs.disputed_range:
        yield DisputeReason.RANGE


def correlations_of(grid: Grid, cut_offs: CutOffs) -> Iterator[RaterCorrelation]:
    """Compare each judging rater with the others, over all factors and over W and T alone, in order of their numbers.

    A scale read upside down shows most where a high degree means severe, hence the second comparison.
    """
    scopes = {
        RatingScope.ALL: np.ones(len(grid.factors), bool),
        RatingScope.WEAKNESSES_AND_THREATS: np.array([factor.quadrant in ADVERSE for factor in grid.factors]),
    }
    for column in sorted(grid.judging, key=lambda column: code_order(grid.sheets[column].rater)):
        for scope, is_in_scope in scopes.items():
            is_compared = is_in_scope & grid.has_degree[:, column] & (grid.has_degree.sum(axis=1) >= FEWEST_RATERS)
            yield _correlation(grid, column, scope, np.flatnonzero(is_compared).tolist(), cut_offs)


def _correlation(grid: Grid, column: int, scope: RatingScope, rows: list[int], cut_offs: CutOffs) -> RaterCorrelation:
    own = grid.degrees[rows, column]
    others = (grid.degrees[rows].sum(axis=1) - own) / (grid.has_degree[rows].sum(axis=1) - 1)
    enough = len(rows) >= cut_offs.reversed_factors
    correlation = rank_correlation(own.tolist(), others.tolist()) if enough else None
    return RaterCorrelation(
        rater=grid.sheets[column].rater,
        scope=scope,
        factor_count=len(rows),
        correlation=correlation,
        is_flagged=correlation is not None and correlation < cut_offs.reversed_correlation - TOLERANCE,
    )

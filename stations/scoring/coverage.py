"""How much of what could be judged was judged, and when that is too little."""

import math
from collections.abc import Sequence

from stations.scoring.method import TOLERANCE, CutOffs
from stations.scoring.results import Coverage, FactorScore, Provisional, QuadrantScore
from stations.scoring.vocabulary import ProvisionalReason, Quadrant


def coverage_of(factors: Sequence[FactorScore]) -> Coverage:
    """Coverage over some factors: degrees given / (raters × factors − 不适用), where 无法判断 and blanks stay in.

    >>> coverage_of([]).share is None
    True
    """
    given = sum(factor.count for factor in factors)
    cannot_judge = sum(factor.cannot_judge for factor in factors)
    not_answered = sum(factor.not_answered for factor in factors)
    expected = given + cannot_judge + not_answered
    return Coverage(
        share=given / expected if expected else None,
        given=given,
        expected=expected,
        not_applicable=sum(factor.not_applicable for factor in factors),
        cannot_judge=cannot_judge,
        not_answered=not_answered,
    )


def quadrant_scores(factors: Sequence[FactorScore], magnitudes: Sequence[float | None]) -> tuple[QuadrantScore, ...]:
    """Score the four quadrants from their factors and their magnitudes, both in the order S, W, O, T."""
    return tuple(
        _quadrant_score(quadrant, [factor for factor in factors if factor.quadrant == quadrant], magnitude)
        for quadrant, magnitude in zip(Quadrant, magnitudes, strict=True)
    )


def _quadrant_score(quadrant: Quadrant, factors: Sequence[FactorScore], magnitude: float | None) -> QuadrantScore:
    importances = [factor.importance for factor in factors if factor.importance is not None]
    return QuadrantScore(
        quadrant=quadrant,
        magnitude=magnitude,
        importance_total=math.fsum(importances) if importances else None,
        factor_count=len(factors),
        scored_count=len(importances),
        coverage=coverage_of(factors),
    )


def provisional_reasons(
    whole: Coverage, quadrants: Sequence[QuadrantScore], cut_offs: CutOffs
) -> tuple[Provisional, ...]:
    """Name every coverage that is below its minimum, the whole first; where nothing was expected nothing can be low."""
    limits: list[tuple[float | None, float, Quadrant | None]] = [(whole.share, cut_offs.coverage, None)]
    limits += [(score.coverage.share, cut_offs.quadrant_coverage, score.quadrant) for score in quadrants]
    return tuple(
        Provisional(
            reason=ProvisionalReason.QUADRANT_COVERAGE if quadrant else ProvisionalReason.COVERAGE,
            quadrant=quadrant,
            coverage=share,
            minimum=minimum,
        )
        for share, minimum, quadrant in limits
        if share is not None and share < minimum - TOLERANCE
    )

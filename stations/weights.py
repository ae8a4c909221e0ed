"""The weights that an edition brings along: its own rows, in the form that the arithmetic takes."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from stations import scoring
from stations.enums import Quadrant, Weighting
from stations.models import Edition, Expert, Factor, Judgement
from stations.models.expert import SCALE, ratio_of, turned
from stations.scoring.expert_weights import RANDOM_INDEX

MOST_FACTORS = max(RANDOM_INDEX)
"""The size up to which the consistency of judgements is known."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """The judgement that hurts consistency most, and the nearest that the others would have it."""

    first: str
    second: str
    given: int
    suggested: int
    ratio: float
    """Consistency ratio with the suggested judgement in place of the given one."""
    is_enough: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertJudgements:
    """One expert's judgements within one quadrant."""

    expert: Expert
    codes: tuple[str, ...]
    values: Mapping[Pair, int]
    """By pair in the order of the codes; a pair that is missing was not judged yet."""

    @property
    def pairs(self) -> list[Pair]:
        return pairs_of(self.codes)

    @property
    def is_complete(self) -> bool:
        return len(self.values) == len(self.pairs) and len(self.codes) <= MOST_FACTORS

    @property
    def compared(self) -> tuple[str, ...]:
        """The most codes that are all compared with one another; the first of equals."""
        if len(self.codes) > MOST_FACTORS:
            return ()
        subsets = (codes for size in range(len(self.codes), 0, -1) for codes in combinations(self.codes, size))
        return next((codes for codes in subsets if all(pair in self.values for pair in combinations(codes, 2))), ())

    def matrix(self, codes: Sequence[str]) -> scoring.ComparisonMatrix:
        """The judgements on codes that are all compared with one another."""
        return scoring.comparison_matrix(codes, {pair: ratio_of(self.values[pair]) for pair in combinations(codes, 2)})

    def weights(self) -> scoring.ExpertWeights | None:
        """Weights and consistency of what is compared so far; None where that is not even two factors."""
        codes = self.compared
        return scoring.expert_weights([self.matrix(codes)]) if len(codes) > 1 else None

    def repair(self) -> Repair | None:
        """Where to look again; None where the judgements are consistent."""
        found = self.weights()
        if found is None or found.is_consistent or found.most_hurtful is None:
            return None
        pair = (found.most_hurtful.first, found.most_hurtful.second)
        suggested = nearest(found.most_hurtful.implied)
        mended = replace(self, values={**self.values, pair: suggested})
        hoped = scoring.expert_weights([mended.matrix(found.codes)])
        return Repair(
            first=pair[0],
            second=pair[1],
            given=self.values[pair],
            suggested=suggested,
            ratio=hoped.consistency_ratio,
            is_enough=hoped.is_consistent,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class QuadrantWeights:
    """What is known of one quadrant's weights."""

    quadrant: Quadrant
    factors: tuple[Factor, ...]
    experts: tuple[ExpertJudgements, ...]
    """All experts, whatever they have judged."""

    @property
    def complete(self) -> list[ExpertJudgements]:
        """The experts who compared every pair: those who count."""
        return [expert for expert in self.experts if expert.is_complete]

    def group(self) -> scoring.ExpertWeights | None:
        """The weights of all experts who count, taken together; None where there is none."""
        if not self.factors or not self.complete:
            return None
        return scoring.expert_weights([expert.matrix(expert.codes) for expert in self.complete])

    def by_code(self, weighting: str) -> dict[str, float]:
        """The weights for all factors of the quadrant; none where one is missing, or where raters give them."""
        if weighting == Weighting.EQUAL:
            return {factor.code: 1.0 for factor in self.factors}
        if weighting == Weighting.DIRECT:
            direct = {factor.code: float(factor.weight) for factor in self.factors if factor.weight is not None}
            return direct if len(direct) == len(self.factors) else {}
        group = self.group() if weighting == Weighting.EXPERTS else None
        return group.by_code() if group else {}

    def shares(self, weighting: str) -> dict[str, float]:
        """The same, made to add up to 1."""
        weights = self.by_code(weighting)
        total = sum(weights.values())
        return {code: weight / total for code, weight in weights.items()}


def edition_weights(edition: Edition) -> dict[str, float] | None:
    """The weights that take the place of the raters' importances; None where the edition leaves them to the raters."""
    if edition.weighting == Weighting.RATERS:
        return None
    quadrants = quadrant_weights(edition)
    return {code: weight for part in quadrants for code, weight in part.by_code(edition.weighting).items()} or None


def quadrant_weights(edition: Edition) -> list[QuadrantWeights]:
    """All four quadrants, in three queries."""
    factors = list(Factor.objects.filter(edition=edition))
    experts = list(Expert.objects.filter(edition=edition))
    judgements = judgements_by_expert(experts)
    return [
        quadrant_of(quadrant, tuple(factor for factor in factors if factor.quadrant == quadrant), experts, judgements)
        for quadrant in Quadrant
    ]


def quadrant_of(
    quadrant: Quadrant,
    factors: tuple[Factor, ...],
    experts: Sequence[Expert],
    judgements: Mapping[int, Mapping[tuple[int, int], int]],
) -> QuadrantWeights:
    return QuadrantWeights(
        quadrant=quadrant,
        factors=factors,
        experts=tuple(
            ExpertJudgements(
                expert=expert,
                codes=tuple(factor.code for factor in factors),
                values=values_by_code(factors, judgements[expert.pk]),
            )
            for expert in experts
        ),
    )


def judgements_by_expert(experts: Sequence[Expert]) -> Mapping[int, Mapping[tuple[int, int], int]]:
    """Each expert's judgements by the two factors' keys."""
    found: dict[int, dict[tuple[int, int], int]] = defaultdict(dict)
    rows = Judgement.objects.filter(expert__in=experts)
    for expert, first, second, value in rows.values_list("expert_id", "first_id", "second_id", "value"):
        found[expert][first, second] = value
    return found


def values_by_code(factors: Sequence[Factor], judged: Mapping[tuple[int, int], int]) -> dict[Pair, int]:
    """The judgements on pairs of these factors, told from the one that stands first; on others there is none to tell."""
    values: dict[Pair, int] = {}
    for one, other in combinations(factors, 2):
        if (one.pk, other.pk) in judged:
            values[one.code, other.code] = judged[one.pk, other.pk]
        elif (other.pk, one.pk) in judged:
            values[one.code, other.code] = turned(judged[other.pk, one.pk])
    return values


def nearest(ratio: float) -> int:
    """The judgement on the scale that comes nearest to a ratio.

    >>> nearest(2.2), nearest(0.3), nearest(30)
    (2, -3, 9)
    """
    return min(SCALE, key=lambda value: abs(math.log(ratio_of(value) / ratio)))


def pairs_of(codes: Sequence[str]) -> list[Pair]:
    """Every pair once, each factor after the one with all before it: what is answered first is soon compared in full."""
    return [(codes[i], codes[j]) for j in range(len(codes)) for i in range(j)]

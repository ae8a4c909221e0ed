"""What templates need to show weights: the edition's own for every reader, all choices side by side for curators."""

from dataclasses import dataclass
from typing import Any

from stations.actions.weight_gaps import inconsistencies_of
from stations.enums import Quadrant, Weighting
from stations.models import Edition, Expert, Factor
from stations.scoring import ExpertWeights
from stations.weights import QuadrantWeights, quadrant_weights


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightTable:
    """The weights that one quadrant's factors have in every assessment by the edition."""

    quadrant: Quadrant
    rows: list[tuple[Factor, float | None]]
    group: ExpertWeights | None
    """What the experts' judgements came to, where it is they who weigh."""
    inconsistencies: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One quadrant's weights under each choice, side by side."""

    quadrant: Quadrant
    rows: list[tuple[Any, ...]]
    """Factor, then its share under equal weights, weights set directly and the experts' weights."""
    group: ExpertWeights | None
    inconsistencies: list[str]


def weight_tables(edition: Edition) -> list[WeightTable]:
    """None where the raters' importances weigh: they differ from station to station."""
    if edition.weighting == Weighting.RATERS:
        return []
    return [weight_table(part, edition.weighting) for part in quadrant_weights(edition)]


def weight_table(part: QuadrantWeights, weighting: str) -> WeightTable:
    shares = part.shares(weighting)
    is_experts = weighting == Weighting.EXPERTS
    return WeightTable(
        quadrant=part.quadrant,
        rows=[(factor, shares.get(factor.code)) for factor in part.factors],
        group=part.group() if is_experts else None,
        inconsistencies=list(inconsistencies_of(part)) if is_experts else [],
    )


def comparison(part: QuadrantWeights) -> Comparison:
    group = part.group()
    shares = [part.shares(Weighting.EQUAL), part.shares(Weighting.DIRECT), group.by_code() if group else {}]
    return Comparison(
        quadrant=part.quadrant,
        rows=[(factor, *(found.get(factor.code) for found in shares)) for factor in part.factors],
        group=group,
        inconsistencies=list(inconsistencies_of(part)),
    )


def panel_rows(parts: list[QuadrantWeights]) -> list[tuple[Expert, int, int]]:
    """Each expert with how many pairs were compared, of how many."""
    return [
        (
            judged[0].expert,
            sum(len(quadrant.values) for quadrant in judged),
            sum(len(quadrant.pairs) for quadrant in judged),
        )
        for judged in zip(*(part.experts for part in parts), strict=True)
    ]

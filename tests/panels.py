"""Experts with judgements, put straight into the rows."""

from itertools import combinations

from stations.enums import Quadrant
from stations.models import Edition, Expert, Factor, Judgement
from stations.models.expert import turned


def make_expert(edition: Edition, label: str = "Expert 1", **judged: int) -> Expert:
    """`S1_S2=3` says that S1 is three times as important as S2, `S1_S2=-3` the opposite."""
    expert = Expert.objects.create(edition=edition, label=label)
    judge(expert, **judged)
    return expert


def judge(expert: Expert, **judged: int) -> None:
    factors = {factor.code: factor for factor in Factor.objects.filter(edition=expert.edition)}
    for names, value in judged.items():
        one, other = (factors[code] for code in names.split("_"))
        low, high = sorted((one, other), key=lambda factor: factor.pk)
        told = value if one == low else turned(value)
        Judgement.objects.update_or_create(expert=expert, first=low, second=high, defaults={"value": told})


def judge_all(expert: Expert, value: int = 1, *, quadrants: str = "SWOT") -> None:
    """Every pair alike, the factor that stands first being the more important where the value is above 1."""
    for quadrant in Quadrant:
        codes = [factor.code for factor in expert.edition.factors.filter(quadrant=quadrant)]
        if quadrant in quadrants:
            judge(expert, **{f"{one}_{other}": value for one, other in combinations(codes, 2)})

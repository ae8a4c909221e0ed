"""What an edition's weights still lack before it can be published, and what in them does not agree, in sentences."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from stations import formats
from stations.enums import Weighting
from stations.models import Edition
from stations.scoring import ExpertWeights
from stations.scoring.expert_weights import ACCEPTABLE_RATIO
from stations.weights import MOST_FACTORS, ExpertJudgements, QuadrantWeights, quadrant_weights


def weight_gaps(edition: Edition) -> list[str]:
    """Why the edition's choice cannot be followed yet; inconsistent judgements are no gap."""
    find = {Weighting.DIRECT: direct_gaps, Weighting.EXPERTS: expert_gaps}.get(Weighting(edition.weighting))
    return [gap for part in quadrant_weights(edition) for gap in find(part)] if find else []


def direct_gaps(part: QuadrantWeights) -> Iterator[str]:
    for factor in part.factors:
        if factor.weight is None:
            yield _("%(entry)s: its weight is missing, but this edition sets weights directly.") % {
                "entry": factor.code
            }


def expert_gaps(part: QuadrantWeights) -> Iterator[str]:
    words = {"quadrant": part.quadrant.label, "count": len(part.factors), "most": MOST_FACTORS}
    if len(part.factors) > MOST_FACTORS:
        yield (
            _("“%(quadrant)s” has %(count)d factors; experts can compare at most %(most)d. Choose other weights.")
            % words
        )
    elif part.factors and not part.complete:
        yield _("“%(quadrant)s”: no expert has compared all pairs of factors yet.") % words


# What does not agree


def inconsistencies(edition: Edition) -> list[str]:
    """The experts' judgements above the limit that count in this edition, the group's first; shown, never dropped."""
    if edition.weighting != Weighting.EXPERTS:
        return []
    return [sentence for part in quadrant_weights(edition) for sentence in inconsistencies_of(part)]


def inconsistencies_of(part: QuadrantWeights) -> Iterator[str]:
    group = part.group()
    if group is not None and not group.is_consistent and len(part.complete) > 1:
        whose = _("“%(quadrant)s”, all experts together") % {"quadrant": part.quadrant.label}
        yield _("%(whose)s: %(what)s") % {"whose": whose, "what": inconsistency(group)}
    for expert in part.complete:
        found = expert.weights()
        if found is not None and not found.is_consistent:
            named = {"quadrant": part.quadrant.label, "expert": expert.expert.label}
            whose = _("“%(quadrant)s”, %(expert)s") % named
            yield _("%(whose)s: %(what)s") % {"whose": whose, "what": inconsistency(found)}


def above_limit(found: ExpertWeights) -> str:
    words = {"ratio": formats.consistency(found.consistency_ratio), "limit": formats.index(ACCEPTABLE_RATIO)}
    return _("The consistency ratio is %(ratio)s, above %(limit)s.") % words


def inconsistency(found: ExpertWeights) -> str:
    """How far above the limit, and which comparison does most of it."""
    if found.most_hurtful is None:
        return above_limit(found)
    words = {
        "ratio": formats.consistency(found.consistency_ratio),
        "limit": formats.index(ACCEPTABLE_RATIO),
        "first": found.most_hurtful.first,
        "second": found.most_hurtful.second,
    }
    return (
        _(
            "The consistency ratio is %(ratio)s, above %(limit)s. "
            "The comparison of %(first)s with %(second)s hurts it most."
        )
        % words
    )


def repair_sentences(judged: ExpertJudgements) -> list[str]:
    """What to look at again, and what it would bring; nothing where the judgements are consistent."""
    repair = judged.repair()
    if repair is None:
        return []
    words = {
        "given": judgement_words(repair.first, repair.second, repair.given),
        "suggested": judgement_words(repair.first, repair.second, repair.suggested),
        "ratio": formats.consistency(repair.ratio),
    }
    if repair.suggested == repair.given:
        return [
            _("What hurts most is the judgement that %(given)s; still, changing it alone does not help.") % words,
            _("Look at all comparisons of these two factors again."),
        ]
    sentences = [
        _("What hurts most is the judgement that %(given)s. The other comparisons speak for this: %(suggested)s.")
        % words,
        _("With that judgement the ratio would be %(ratio)s.") % words,
    ]
    return sentences if repair.is_enough else [*sentences, _("More than one comparison needs a second look.")]


def judgement_words(first: str, second: str, value: int) -> str:
    """A judgement as a part of a sentence, told from the more important factor."""
    if value == 1:
        return _("%(one)s and %(other)s are equally important") % {"one": first, "other": second}
    more, less = (first, second) if value > 0 else (second, first)
    words = {"more": more, "less": less, "times": abs(value)}
    return _("%(more)s is %(times)d times as important as %(less)s") % words

"""The proposals: the most attractive countermeasures, family by family, with their steps and their reasons."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stations import enums, formats
from stations.reports.blocks import Block, Heading, Paragraph, Section, Steps
from stations.reports.material import DETAILED, Material
from stations.reports.numbering import annex_name
from stations.reports.sections.annexes import countermeasures_annex, place_of
from stations.reports.sections.certainty import inseparable_sentences, rank_chances
from stations.reports.sections.ranking import order_sentences
from stations.reports.words import unscored_lists_sentence
from stations.scoring import CountermeasureScore, Reason

REASONS = 3


def proposals(material: Material) -> list[Section]:
    """The part's opening and one section for each family that has a proposal, the best-placed family first."""
    chosen = [score for score in material.proposals() if (score.rank or 0) <= DETAILED]
    return [
        Section(
            level=1, title=_("Recommended countermeasures"), blocks=(Paragraph(text=introduction(material, chosen)),)
        ),
        *(family_section(material, family, chosen) for family in families(material, chosen)),
    ]


def introduction(material: Material, chosen: list[CountermeasureScore]) -> str:
    if not chosen:
        return _("No factor that a countermeasure uses or answers was scored, so no countermeasure can be recommended.")
    order = _(
        "The countermeasures are placed by attractiveness. The first %(count)d are set out below, family by family; "
        "all %(total)d stand in %(annex)s with their figures."
    ) % {
        "count": len(chosen),
        "total": len(material.card.countermeasures),
        "annex": annex_name(place_of(countermeasures_annex, material)),
    }
    return material.text(
        [order, unscored_lists_sentence(material), *inseparable_sentences(material), *order_sentences(material)]
    )


def families(material: Material, chosen: list[CountermeasureScore]) -> list[str]:
    return list(dict.fromkeys(material.texts.countermeasures[score.code].family for score in chosen))


def family_section(material: Material, family: str, chosen: list[CountermeasureScore]) -> Section:
    own = [score for score in chosen if material.texts.countermeasures[score.code].family == family]
    blocks: list[Block] = []
    for place, score in enumerate(own, start=1):
        blocks += proposal(material, score, place)
    return Section(level=2, title=str(enums.StrategyFamily(family).label), blocks=tuple(blocks))


def proposal(material: Material, score: CountermeasureScore, place: int) -> list[Block]:
    text = material.texts.countermeasures[score.code]
    blocks: list[Block] = [
        Heading(number=str(place), title=material.countermeasure(score.code)),
        Paragraph(text=text.description),
        Paragraph(
            text=material.text(
                [rank_sentence(score), first_sentence(material, score), *reason_sentences(material, score)]
            )
        ),
    ]
    if text.steps:
        blocks += [Paragraph(text=_("Steps:"), role="lead"), Steps(items=text.steps)]
    closing = closing_sentences(material, score.code)
    return [*blocks, Paragraph(text=material.text(closing))] if closing else blocks


def rank_sentence(score: CountermeasureScore) -> str:
    return _("Rank %(rank)d, attractiveness %(figure)s.") % {
        "rank": score.rank,
        "figure": formats.index(score.attractiveness),
    }


def first_sentence(material: Material, score: CountermeasureScore) -> str:
    """How sure the first place is; said of a later one, small figures would be no help, and the annexes hold them."""
    chances = rank_chances(material).get(score.code)
    if score.rank != 1 or not chances:
        return ""
    return _("It comes first with a confidence of %(confidence)s.") % {"confidence": formats.chance(chances[0])}


def reason_sentences(material: Material, score: CountermeasureScore) -> list[str]:
    """Which factors speak for it, how much, and why."""
    if not score.reasons:
        return []
    leading = [reason_phrase(material, reason) for reason in score.reasons[:REASONS]]
    why = material.texts.countermeasures[score.code].reasons.get(score.reasons[0].factor, "")
    return [_("What speaks for it here: %(reasons)s.") % {"reasons": material.listed(leading)}, why]


def reason_phrase(material: Material, reason: Reason) -> str:
    return _("%(title)s (%(code)s, %(share)s)") % {
        "title": material.texts.factors[reason.factor].title,
        "code": reason.factor,
        "share": formats.percent(reason.share),
    }


def closing_sentences(material: Material, code: str) -> list[str]:
    text = material.texts.countermeasures[code]
    sentences = []
    if text.partners:
        sentences.append(_("Partners: %(partners)s") % {"partners": text.partners})
    if text.success_signs:
        sentences.append(_("Signs of success: %(signs)s") % {"signs": text.success_signs})
    if text.models:
        sentences.append(
            ngettext(
                "A model of practice to learn from: %(models)s.",
                "Models of practice to learn from: %(models)s.",
                len(text.models),
            )
            % {"models": material.listed(list(text.models))}
        )
    return sentences

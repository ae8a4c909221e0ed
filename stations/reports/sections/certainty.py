"""How sure the result is: the interval, the result without each rater, and what would turn it."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from stations import formats
from stations.reports.blocks import Block, Column, Paragraph, Section, Table
from stations.reports.material import DETAILED, Material, rater_name
from stations.reports.verdicts import interval_sentence, standing_sentence, verdict_name
from stations.reports.words import with_figure, zone_name
from stations.scoring import Certainty, TippingOutcome, WithoutRater
from stations.scoring.method import NEUTRAL


def certainty(material: Material) -> Section | None:
    """None where there is no interval: one rater, or a list that hangs on one person."""
    found = material.card.certainty
    if found is None or found.index is None:
        return None
    sentences = (
        [basis_sentence(material), interval_sentence(material), standing_sentence(material)],
        [zones_sentence(material, found), tipping_sentence(material, found)],
    )
    blocks: list[Block] = [Paragraph(text=text) for text in map(material.text, sentences) if text]
    return Section(
        level=2, title=_("How sure the result is"), blocks=(*blocks, without_rater_table(found.without_rater))
    )


def basis_sentence(material: Material) -> str:
    return _(
        "Raters differ in how they see a station, so the certainty of the result is taken from computing it again "
        "without each of the %(count)d raters in turn."
    ) % {"count": material.card.judging_rater_count}


def zones_sentence(material: Material, found: Certainty) -> str:
    if found.position is None:
        return ""
    likely = [entry for entry in found.position.zones if entry.probability > 0]
    ordered = sorted(likely, key=lambda entry: -entry.probability)
    return _("Confidence of the position type: %(zones)s.") % {
        "zones": material.listed(
            [with_figure(zone_name(entry.zone), formats.chance(entry.probability)) for entry in ordered]
        )
    }


def tipping_sentence(material: Material, found: Certainty) -> str:
    """Which single factor could bring the index to neutral."""
    tipping = found.tipping
    if tipping is None or tipping.outcome == TippingOutcome.ALREADY_NEUTRAL:
        return ""
    neutral = {"neutral": formats.index(NEUTRAL)}
    if not tipping.changes:
        return _("No single factor, whatever its degree, could bring the index to %(neutral)s.") % neutral
    change = tipping.changes[0]
    return _(
        "The factor that could turn the result most easily is %(factor)s: at a mean degree of %(tipping)s "
        "instead of %(degree)s the index would be %(neutral)s."
    ) % (
        neutral
        | {
            "factor": material.factor(change.factor),
            "tipping": formats.score(change.tipping_degree),
            "degree": formats.score(change.degree),
        }
    )


def without_rater_table(entries: tuple[WithoutRater, ...]) -> Table:
    return Table(
        caption=_("The result without each rater"),
        columns=(
            Column(title=pgettext("report", "Without"), width=20),
            Column(title=_("Feasibility index"), width=20, holds="number"),
            Column(title=_("Confidence P"), width=20, holds="number"),
            Column(title=_("Position type"), width=20),
            Column(title=_("Verdict"), width=20),
        ),
        rows=tuple(without_rater_row(entry) for entry in entries),
    )


def without_rater_row(entry: WithoutRater) -> tuple[str, ...]:
    return (
        rater_name(entry.rater),
        formats.index(entry.coefficient),
        formats.confidence(entry.probability),
        zone_name(entry.zone),
        verdict_name(entry.verdict),
    )


def rank_chances(material: Material) -> dict[str, tuple[float, ...]]:
    """How sure each countermeasure is of each rank; nothing where that is not known, as with one rater."""
    found = material.card.certainty
    return {entry.code: tuple(entry.ranks) for entry in (found.countermeasures if found else None) or ()}


def like_the_first(material: Material) -> list[str]:
    """The first of the proposals set out, and those of them that cannot be told from it by these ratings."""
    found = material.card.certainty
    shown = [score.code for score in material.proposals() if (score.rank or 0) <= DETAILED]
    if found is None or found.pairs is None or not shown:
        return []
    alike = [pair.second for pair in found.pairs if pair.first == shown[0] and not pair.is_separated]
    return [shown[0], *(code for code in alike if code in shown)]


def inseparable_sentences(material: Material) -> list[str]:
    """What cannot be told from the first, in words."""
    first, *others = like_the_first(material) or [""]
    if not others:
        return []
    return [
        _("With these raters %(others)s cannot be told apart from the first, %(first)s.")
        % {
            "others": material.listed([material.countermeasure(code) for code in others]),
            "first": material.countermeasure(first),
        }
    ]

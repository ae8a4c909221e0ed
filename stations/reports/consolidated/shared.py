"""What many stations have in common: weaknesses and threats, factors on which raters differ, countermeasures that lead."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from stations import formats
from stations.enums import Quadrant
from stations.reports.blocks import Block, Column, Paragraph, Section, Table
from stations.reports.consolidated.results import Material, tally
from stations.reports.material import MAIN
from stations.rollups import MINIMUM, Weight
from stations.rollups.rollup import severity_order

SHARED = 2
"""From so many stations on, a code has a line of its own."""


def shared(material: Material) -> list[Section]:
    """Nothing of fewer than five stations; the part on the results has said why."""
    if not material.is_enough:
        return []
    return [
        Section(level=1, title=_("Common problems")),
        problem_section(material, Quadrant.WEAKNESSES, _("Common weaknesses")),
        problem_section(material, Quadrant.THREATS, _("Common threats")),
        Section(level=2, title=_("Disputed factors"), blocks=tuple(dispute_blocks(material))),
        Section(level=1, title=pgettext("report", "Proposals"), blocks=tuple(proposal_blocks(material))),
    ]


# Weaknesses and threats


def severest(material: Material, *quadrants: Quadrant) -> list[Weight]:
    found = [weight for weight in material.whole.weights.values() if weight.quadrant in quadrants]
    return sorted(found, key=severity_order)


def listing_counts(material: Material) -> Counter[str]:
    """How many stations have each factor among their problems."""
    return Counter(code for result in material.results for code in result.problems)


def widespread(material: Material) -> list[Weight]:
    """What at least half of the stations that rated it have among their problems, the highest median first."""
    counts = listing_counts(material)
    found = severest(material, Quadrant.WEAKNESSES, Quadrant.THREATS)
    return [weight for weight in found if 2 * counts[weight.code] >= weight.quartiles.count]


def problem_section(material: Material, quadrant: Quadrant, title: str) -> Section:
    weights = severest(material, quadrant)
    if not weights:
        blocks: tuple[Block, ...] = (Paragraph(text=unrated_sentence()),)
    else:
        blocks = (Paragraph(text=widespread_sentence(material, quadrant)), problem_table(material, title, weights))
    return Section(level=2, title=title, blocks=blocks)


def unrated_sentence() -> str:
    return _("No factor of this list was given degrees at %(minimum)d stations or more.") % {"minimum": MINIMUM}


def widespread_sentence(material: Material, quadrant: Quadrant) -> str:
    counts = listing_counts(material)
    found = [weight for weight in widespread(material) if weight.quadrant == quadrant]
    if not found:
        return _("No factor of this list is a problem at half of the stations or more.")
    told = [
        _("%(factor)s at %(count)d of %(total)d")
        % {
            "factor": material.factor(weight.code),
            "count": counts[weight.code],
            "total": weight.quartiles.count,
        }
        for weight in found
    ]
    # Titles hold commas of both kinds themselves.
    return _("A problem at half of the stations or more: %(factors)s.") % {"factors": material.clauses(told)}


def problem_table(material: Material, title: str, weights: list[Weight]) -> Table:
    counts = listing_counts(material)
    return Table(
        caption=_("%(title)s, the highest median first") % {"title": title},
        columns=(
            Column(title=_("Factor"), width=34),
            Column(title=_("Stations"), width=11, holds="number"),
            Column(title=_("Listed as a problem"), width=15, holds="number"),
            Column(title=pgettext("stations", "Severe"), width=15, holds="number"),
            Column(title=_("Median"), width=11, holds="number"),
            Column(title=_("Middle half"), width=14, holds="number"),
        ),
        rows=tuple(
            (
                material.factor(weight.code),
                str(weight.quartiles.count),
                str(counts[weight.code]),
                str(round(weight.severe_share * weight.quartiles.count)),
                formats.score(weight.quartiles.median),
                formats.span(
                    formats.score(weight.quartiles.lower), formats.score(weight.quartiles.upper), material.language
                ),
            )
            for weight in weights
        ),
    )


# Disputed factors


def dispute_blocks(material: Material) -> list[Block]:
    stations = material.judged_by_several
    if len(stations) < MINIMUM:
        return [
            Paragraph(
                text=_(
                    "At fewer than %(minimum)d stations did more than one rater give degrees, so nothing can be said of where "
                    "raters differ."
                )
                % {"minimum": MINIMUM}
            )
        ]
    counts = tally((result.disputed for result in stations), material.texts.factors)
    if not counts:
        return [Paragraph(text=_("At no station do the raters differ widely on any factor."))]
    sentence = _(
        "At %(count)d stations more than one rater gave degrees. A factor is disputed at a station where its raters differ "
        "widely; where that happens at many stations, its wording and its anchors are worth a talk."
    ) % {"count": len(stations)}
    named = [(material.factor(code), count) for code, count in counts]
    return [
        Paragraph(text=sentence),
        *counted(material, named, _("Factor"), _("Factors that are disputed at several stations"), len(stations)),
    ]


def counted(material: Material, counts: list[tuple[str, int]], title: str, caption: str, total: int) -> list[Block]:
    """A table of what occurs at several stations, and in a sentence what occurs at one alone."""
    several = [(name, count) for name, count in counts if count >= SHARED]
    single = [name for name, count in counts if count < SHARED]
    blocks: list[Block] = []
    if several:
        blocks.append(
            Table(
                caption=caption,
                columns=(Column(title=title, width=70), Column(title=_("Stations"), width=30, holds="number")),
                rows=tuple(
                    (name, _("%(count)d of %(total)d") % {"count": count, "total": total}) for name, count in several
                ),
            )
        )
    if single:
        blocks.append(Paragraph(text=_("At one station alone: %(names)s.") % {"names": material.listed(single)}))
    return blocks


# Countermeasures


def leading(material: Material) -> list[tuple[str, int]]:
    return tally((result.leading for result in material.results), material.texts.countermeasures)


def proposal_blocks(material: Material) -> list[Block]:
    counts = leading(material)
    if not counts:
        return [
            Paragraph(text=material.text([_("No countermeasure could be ranked at any station."), adoption_sentence()]))
        ]
    sentence = _(
        "Each station’s report puts the countermeasures in an order, by how much they use or answer what weighs there. "
        "What follows is how often each stands among the first %(places)d: what many stations need may be worth doing together."
    ) % {"places": MAIN}
    named = [(material.countermeasure(code), count) for code, count in counts]
    caption = _("Countermeasures among the first %(places)d at several stations") % {"places": MAIN}
    return [
        Paragraph(text=sentence),
        *counted(material, named, pgettext("report", "Countermeasure"), caption, len(material.results)),
        Paragraph(text=adoption_sentence()),
    ]


def adoption_sentence() -> str:
    return _("What stations submit does not say which measures they have adopted, so this report lists none.")

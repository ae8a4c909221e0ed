"""The problems: weaknesses and threats that hold to a degree of 3 or more, the one that weighs most first."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stations import formats
from stations.reports.blocks import Block, Heading, Paragraph, Section
from stations.reports.material import DETAILED, PROBLEM_DEGREE, Material
from stations.reports.sections.findings import with_degree
from stations.reports.words import quadrant_name
from stations.scoring import FactorScore
from stations.scoring.method import TOLERANCE
from stations.scoring.vocabulary import ADVERSE


def problems(material: Material) -> Section:
    return Section(level=1, title=_("Problems found"), blocks=tuple(problem_blocks(material)))


def problem_blocks(material: Material) -> list[Block]:
    found = material.problems()
    blocks: list[Block] = [Paragraph(text=introduction(material, found))]
    for place, factor in enumerate(found[:DETAILED], start=1):
        blocks += problem(material, factor, place)
    if len(found) > DETAILED:
        blocks.append(Paragraph(text=remaining(material, found[DETAILED:])))
    return blocks


def introduction(material: Material, found: list[FactorScore]) -> str:
    unscored = [quadrant_name(quadrant) for quadrant in ADVERSE if material.card.quadrant(quadrant).magnitude is None]
    sentences = []
    if found:
        sentences.append(
            ngettext(
                "%(count)s weakness or threat holds to a degree of %(degree)s or more.",
                "%(count)s weaknesses and threats hold to a degree of %(degree)s or more; "
                "they stand in the order of their share in the weighted degrees of all scored factors.",
                len(found),
            )
            % {
                "count": formats.opening_number(len(found), material.language),
                "degree": formats.score(PROBLEM_DEGREE),
            }
        )
    elif len(unscored) < len(ADVERSE):
        sentences.append(
            _("No scored weakness or threat reaches a degree of %(degree)s.")
            % {"degree": formats.score(PROBLEM_DEGREE)}
        )
    if unscored:
        sentences.append(
            _("Nobody gave a degree to the %(lists)s, so nothing can be said of them.")
            % {"lists": material.listed(unscored)}
        )
    return material.text(sentences)


def problem(material: Material, factor: FactorScore, place: int) -> list[Block]:
    return [
        Heading(number=str(place), title=material.factor(factor.code)),
        Paragraph(
            text=material.text(
                [
                    _("What the factor says: %(statement)s")
                    % {"statement": material.texts.factors[factor.code].statement},
                    degree_sentence(material, factor),
                    anchor_sentence(material, factor),
                    answer_sentence(material, factor),
                ]
            )
        ),
    ]


def degree_sentence(material: Material, factor: FactorScore) -> str:
    figures = {
        "count": formats.opening_number(factor.count, material.language),
        "mean": formats.score(factor.mean),
        "share": formats.share(factor.salience),
    }
    if factor.count == 1:
        return _("One rater gave a degree: %(mean)s; the factor’s share of all scored factors is %(share)s.") % figures
    if factor.lowest == factor.highest:
        return (
            _(
                "%(count)s raters gave degrees: %(mean)s, all alike; the factor’s share of all scored factors is %(share)s."
            )
            % figures
        )
    return _(
        "%(count)s raters gave degrees: %(mean)s on average, ranging from %(low)d to %(high)d; the factor’s share of all "
        "scored factors is %(share)s."
    ) % (figures | {"low": factor.lowest, "high": factor.highest})


def anchor_sentence(material: Material, factor: FactorScore) -> str:
    """The description that comes nearest to the mean, or both where it lies halfway between two."""
    anchors = {degree: text for degree, text in material.texts.factors[factor.code].anchors.items() if text}
    if not anchors or factor.mean is None:
        return ""
    mean = factor.mean
    least = min(abs(degree - mean) for degree in anchors)
    nearest = [degree for degree in sorted(anchors) if abs(degree - mean) <= least + TOLERANCE]
    if len(nearest) == 1:
        return _("The nearest description, of degree %(degree)d: “%(anchor)s”") % {
            "degree": nearest[0],
            "anchor": anchors[nearest[0]],
        }
    return _(
        "It lies halfway between two descriptions, of degree %(degree)d: “%(anchor)s” and of degree %(next)d: “%(beyond)s”"
    ) % {
        "degree": nearest[0],
        "anchor": anchors[nearest[0]],
        "next": nearest[1],
        "beyond": anchors[nearest[1]],
    }


def answer_sentence(material: Material, factor: FactorScore) -> str:
    """The countermeasures that have an effect on it, by rank."""
    answers = [
        score.code for score in material.proposals() if any(reason.factor == factor.code for reason in score.reasons)
    ]
    if not answers:
        return ""
    return ngettext(
        "The countermeasure that answers it: %(countermeasures)s.",
        "Countermeasures that answer it: %(countermeasures)s.",
        len(answers),
    ) % {"countermeasures": material.listed([material.countermeasure(code) for code in answers])}


def remaining(material: Material, rest: list[FactorScore]) -> str:
    return ngettext("The other is %(factors)s.", "The others are %(factors)s.", len(rest)) % {
        "factors": material.listed([with_degree(material, factor) for factor in rest])
    }

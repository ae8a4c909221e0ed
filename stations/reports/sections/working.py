"""How the figures were computed, with the station's own numbers put into the formulas."""

import math
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from stations import formats
from stations.enums import Weighting
from stations.reports.blocks import Block, Formulas, Heading, Paragraph, Section
from stations.reports.material import Material
from stations.reports.words import absence_sentences, quadrant_name, weights_sentence
from stations.scoring import CountermeasureScore, FactorScore, Quadrant
from stations.scoring.method import NEUTRAL, TOLERANCE


def working(material: Material) -> Section:
    return Section(level=1, title=_("How this was computed"), blocks=tuple(working_blocks(material)))


def working_blocks(material: Material) -> list[Block]:
    blocks: list[Block] = [
        Paragraph(
            text=_(
                "Figures have three decimal places here, so that they can be checked with a calculator; "
                "the last places may differ, because nothing is rounded before the end."
            )
        )
    ]
    absent = absence_sentences(material)
    if absent:
        blocks.append(Paragraph(text=material.text(absent)))
    # Half a formula cannot be checked: with a list that nobody scored, what needs all four is left out.
    whole = () if absent else (position_part(material), index_part(material), certainty_part(material))
    parts = (magnitude_part(material), *whole, attractiveness_part(material))
    for number, (title, explanation, lines) in enumerate((part for part in parts if part[2]), start=1):
        blocks += [Heading(number=str(number), title=title), Paragraph(text=explanation), Formulas(lines=lines)]
    return blocks


Part = tuple[str, str, tuple[str, ...]]
three = formats.weight


def magnitude_part(material: Material) -> Part:
    return (_("Magnitudes"), magnitude_explanation(material), tuple(magnitude_lines(material)))


def magnitude_explanation(material: Material) -> str:
    if material.texts.weighting == Weighting.RATERS:
        explanation = _(
            "A list’s magnitude is the sum of importance times degree over its scored factors, divided by the sum of the "
            "importances. A factor for which nobody gave an importance takes the mean of its list, or 1 where the list "
            "has none."
        )
        return material.text([explanation, *(idle_sentence(quadrant) for quadrant in idle_lists(material))])
    explanation = _(
        "A list’s magnitude is the sum of weight times degree over its scored factors, divided by the sum of the weights."
    )
    return material.text([explanation, weights_sentence(material.texts.weighting)])


def idle_lists(material: Material) -> list[Quadrant]:
    """The lists in which a single factor has an importance of its own, so that all factors weigh the same."""
    scored = {
        quadrant: [factor for factor in material.card.factors_of(quadrant) if factor.is_scored] for quadrant in Quadrant
    }
    return [
        quadrant
        for quadrant, factors in scored.items()
        if len(factors) > 1 and sum(factor.importance_count > 0 for factor in factors) == 1
    ]


def idle_sentence(quadrant: Quadrant) -> str:
    return _(
        "Among the %(list)s only one factor was given an importance; the others take the same value as their mean, so "
        "that importance changes no weight."
    ) % {"list": quadrant_name(quadrant)}


def magnitude_lines(material: Material) -> Iterator[str]:
    for score in material.card.quadrants:
        factors = [factor for factor in material.card.factors_of(score.quadrant) if factor.is_scored]
        if factors:
            products = " + ".join(product(factor) for factor in factors)
            yield f"{score.quadrant.value} = ({products}) / {three(score.importance_total)} = {three(score.magnitude)}"


def product(factor: FactorScore) -> str:
    return f"{three(factor.importance)} × {three(factor.mean)}"


def magnitudes(material: Material) -> list[str]:
    """S, W, O and T as texts."""
    return [three(material.card.quadrant(quadrant).magnitude) for quadrant in Quadrant]


def position_part(material: Material) -> Part:
    return (
        pgettext("report", "Position"),
        _("The centroid of the strategic quadrilateral, and the direction in which it lies from the centre."),
        tuple(position_lines(material)),
    )


def position_lines(material: Material) -> Iterator[str]:
    place = material.card.position
    s, w, o, t = magnitudes(material)
    if place.x is not None:
        yield f"X = (S − W) / 4 = ({s} − {w}) / 4 = {three(place.x)}"
    if place.y is not None:
        yield f"Y = (O − T) / 4 = ({o} − {t}) / 4 = {three(place.y)}"
    if place.azimuth is not None:
        yield f"θ = atan2(Y, X) = atan2({three(place.y)}, {three(place.x)}) = {formats.angle(place.azimuth)}"


def index_part(material: Material) -> Part:
    return (
        _("Feasibility index"),
        _("Positive strength as a share of positive and negative strength, with the plain balance as a cross-check."),
        tuple(index_lines(material)),
    )


def index_lines(material: Material) -> Iterator[str]:
    strength = material.card.strength
    s, w, o, t = magnitudes(material)
    u, v = three(strength.positive), three(strength.negative)
    if strength.positive is not None:
        yield f"U = O × S = {o} × {s} = {u}"
    if strength.negative is not None:
        yield f"V = T × W = {t} × {w} = {v}"
    if strength.coefficient is not None:
        yield f"ρ = U / (U + V) = {u} / ({u} + {v}) = {three(strength.coefficient)}"
    if strength.balance is not None:
        yield (
            f"β = (S + O − W − T) / (S + O + W + T) = ({s} + {o} − {w} − {t}) / ({s} + {o} + {w} + {t}) "
            f"= {three(strength.balance)}"
        )


def certainty_part(material: Material) -> Part:
    return (
        pgettext("report", "Certainty"),
        material.text([certainty_explanation(), no_error_sentence(material)]),
        tuple(certainty_lines(material)),
    )


def certainty_explanation() -> str:
    return _(
        "The index is computed again without each rater, as logit ρ = ln S + ln O − ln W − ln T; d is what each of these "
        "differs from their mean. Student’s t, whose distribution is F, has one degree of freedom less than there are "
        "raters."
    )


def no_error_sentence(material: Material) -> str:
    """Raters who all agree leave nothing to divide by."""
    found = material.card.certainty
    if found is None or found.index is None or found.index.standard_error > TOLERANCE:
        return ""
    return _(
        "Here the index is the same without any one of them, so the standard error is 0: the interval is the index itself, "
        "and the confidence P needs no division. It is %(probability)s, for the index lies %(side)s."
    ) % {"probability": three(found.index.probability), "side": side_of_neutral(found.index.logit)}


def side_of_neutral(value: float) -> str:
    """Where a logit puts the index."""
    neutral = {"neutral": formats.index(NEUTRAL)}
    if abs(value) <= TOLERANCE:
        return _("exactly at %(neutral)s") % neutral
    return _("above %(neutral)s") % neutral if value > 0 else _("below %(neutral)s") % neutral


def certainty_lines(material: Material) -> Iterator[str]:
    found = material.card.certainty
    if found is None or found.index is None:
        return
    index = found.index
    without = [
        (entry.rater, logit(entry.coefficient)) for entry in found.without_rater if entry.coefficient is not None
    ]
    count = len(without)
    yield f"logit ρ = {three(index.logit)}"
    yield "; ".join(f"logit ρ [−{rater}] = {three(value)}" for rater, value in without)
    error = error_figure(index.standard_error)
    yield f"SE = √(({count} − 1) / {count} × Σ d²) = {error}"
    for sign, bound in (("−", index.low), ("+", index.high)):
        inner = f"{three(index.logit)} {sign} {three(index.quantile)} × {error}"
        yield f"1 / (1 + exp(−({inner}))) = {three(bound)}"
    if index.standard_error > TOLERANCE:
        yield f"P = F({three(index.logit)} / {error}; {index.degrees_of_freedom}) = {three(index.probability)}"


def error_figure(error: float) -> str:
    """Three places, and more where these would show an error as none: it is divided by."""
    figures = (formats.fixed(error, places) for places in range(3, 10))
    return next((figure for figure in figures if float(figure)), three(0))


def logit(share: float) -> float:
    return math.log(share / (1 - share))


def attractiveness_part(material: Material) -> Part:
    return (
        _("Attractiveness"),
        _(
            "Each factor lifts a countermeasure above 1 by its share of the weighted degrees (of all factors that a "
            "countermeasure uses or answers), times the effect less 1. The countermeasure in first place:"
        ),
        tuple(attractiveness_line(score) for score in material.proposals() if score.rank == 1),
    )


def attractiveness_line(score: CountermeasureScore) -> str:
    lifts = "".join(f" + {three(reason.lift)} [{reason.factor}]" for reason in score.reasons)
    return f"A({score.code}) = 1{lifts} = {three(score.attractiveness)}"

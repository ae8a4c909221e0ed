"""Sentences that put a result into plain words, for the report's summary and its sections alike."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from stations import formats
from stations.enums import StrategyZone, SubType, Weighting
from stations.reports.material import Material
from stations.scoring import OCTANTS, NamingKind, Quadrant, StrengthType
from stations.scoring.method import NEUTRAL, TOLERANCE


def quadrant_name(quadrant: str) -> str:
    """A list's name inside a sentence."""
    return {
        Quadrant.STRENGTHS: pgettext("in a sentence", "strengths"),
        Quadrant.WEAKNESSES: pgettext("in a sentence", "weaknesses"),
        Quadrant.OPPORTUNITIES: pgettext("in a sentence", "opportunities"),
        Quadrant.THREATS: pgettext("in a sentence", "threats"),
    }[Quadrant(quadrant)]


def with_figure(name: str, figure: str) -> str:
    return _("%(name)s %(figure)s") % {"name": name, "figure": figure}


# What a reader must know before any figure


def notices(material: Material) -> tuple[str, ...]:
    said = [draft_notice()] if material.record.is_draft else []
    if material.card.is_one_persons_view:
        said.append(one_person_notice())
    if material.card.is_provisional:
        said.append(provisional_notice(material))
    return tuple(said)


def draft_notice() -> str:
    return _(
        "Draft: made from ratings that have not been submitted. "
        "It has no report number and no check code, and its figures may still change."
    )


def one_person_notice() -> str:
    return _(
        "Provisional result, one person’s view: only one rater gave degrees, so it shows that person’s judgement "
        "and states no interval and no verdict."
    )


def provisional_notice(material: Material) -> str:
    return _("Provisional result: %(reasons)s.") % {"reasons": material.clauses(provisional_reasons(material))}


def provisional_reasons(material: Material) -> list[str]:
    return [
        provisional_reason(provisional.quadrant, provisional.coverage, provisional.minimum)
        for provisional in material.card.provisional
    ]


def provisional_reason(quadrant: str | None, coverage: float, minimum: float) -> str:
    figures = {"coverage": formats.percent(coverage), "minimum": formats.percent(minimum)}
    if quadrant is None:
        return _("overall coverage is %(coverage)s, below the minimum of %(minimum)s") % figures
    figures["list"] = quadrant_name(quadrant)
    return _("coverage of the %(list)s is %(coverage)s, below the minimum of %(minimum)s") % figures


def confidence(probability: float | None) -> str:
    """P = 0.93, P > 0.99: with blanks at which no line ends."""
    figure = formats.confidence(probability)
    words = f"P {figure[0]} {figure[1:]}" if figure[0] in "<>" else f"P = {figure}"
    return words.replace(" ", "\u00a0")


# What cannot be said


def unscored_quadrants(material: Material) -> list[str]:
    return [quadrant_name(score.quadrant) for score in material.card.quadrants if score.magnitude is None]


def absence_sentences(material: Material) -> list[str]:
    """Why magnitudes, position and index are missing; nothing where they are there."""
    missing = unscored_quadrants(material)
    if len(missing) == len(Quadrant):
        return [_("Nobody has given a degree yet, so no figure can be computed.")]
    if not missing:
        return []
    return [
        _("No degree was given to any of the %(lists)s, so they have no magnitude.")
        % {"lists": material.listed(missing)},
        _("Position, feasibility index and strategy shares need all four lists, so this report has none."),
    ]


def unscored_lists_sentence(material: Material) -> str:
    """What a list that nobody scored does to the order of the countermeasures; nothing where there is no order."""
    missing = unscored_quadrants(material)
    if not missing or not material.proposals():
        return ""
    return _(
        "The countermeasures are placed by the scored factors alone; those that rest on the %(lists)s, which nobody scored, "
        "may stand too low."
    ) % {"lists": material.listed(missing)}


# Where the station stands


def balance_sentence(material: Material) -> str:
    """Inside against outside, in words."""
    s, w, o, t = (magnitude_of(material, quadrant) for quadrant in Quadrant)
    return _("Within the station, %(internal)s; around it, %(external)s.") % {
        "internal": comparison(Quadrant.STRENGTHS, Quadrant.WEAKNESSES, s, w),
        "external": comparison(Quadrant.OPPORTUNITIES, Quadrant.THREATS, o, t),
    }


def magnitude_of(material: Material, quadrant: Quadrant) -> float:
    magnitude = material.card.quadrant(quadrant).magnitude
    if magnitude is None:
        raise ValueError(f"{quadrant} has no magnitude to compare.")
    return magnitude


def comparison(first: Quadrant, second: Quadrant, one: float, other: float) -> str:
    """Which of two lists is the stronger; rounding must not make a difference look like none."""
    if abs(one - other) <= TOLERANCE:
        return _("%(first)s and %(second)s are equal (%(figure)s)") % {
            "first": quadrant_name(first),
            "second": quadrant_name(second),
            "figure": formats.score(one),
        }
    if one < other:
        first, second, one, other = second, first, other, one
    words = {"more": quadrant_name(first), "less": quadrant_name(second)}
    if formats.score(one) == formats.score(other):
        words["figure"] = formats.score(one)
        return _("%(more)s hardly outweigh %(less)s (both %(figure)s)") % words
    words |= {"high": formats.score(one), "low": formats.score(other)}
    return _("%(more)s (%(high)s) outweigh %(less)s (%(low)s)") % words


def position_sentence(material: Material) -> str:
    """The position type, as closely as its certainty allows it to be named."""
    position = material.card.position
    if position.at_centre:
        return _("The four lists balance one another, so the position has no direction and no type.")
    certainty = material.card.certainty
    if certainty is None or certainty.position is None:
        return _("The position type is %(zone)s.") % {"zone": zone_name(position.zone)}
    naming = certainty.position.naming
    if naming.kind == NamingKind.BOUNDARY:
        return near_boundary_sentence(position.zone, naming.zones)
    if naming.kind == NamingKind.SUB_TYPE and naming.octant is not None:
        return _("The position type is %(zone)s, sub-type %(subtype)s.") % {
            "zone": zone_name(naming.zones[0]),
            "subtype": SubType(OCTANTS[naming.octant][1]).label,
        }
    return _("The position type is %(zone)s.") % {"zone": zone_name(naming.zones[0])}


def near_boundary_sentence(own: str | None, zones: Sequence[str]) -> str:
    """The type of the point itself, and the one that may as well be meant; both alike where it is neither."""
    if own not in zones:
        return _("The position lies near the boundary of %(one)s and %(other)s.") % {
            "one": zone_name(zones[0]),
            "other": zone_name(zones[1]),
        }
    return _("The position type is %(zone)s, near the boundary with %(other)s.") % {
        "zone": zone_name(own),
        "other": zone_name(next(zone for zone in zones if zone != own)),
    }


def zone_name(zone: str | None) -> str:
    return str(StrategyZone(zone).label) if zone else formats.DASH


def index_sentence(material: Material) -> str:
    """The index and the side of neutral on which it lies; rounding must not put it on the line."""
    strength = material.card.strength
    figures = {"index": formats.index(strength.coefficient), "neutral": formats.index(NEUTRAL)}
    if strength.strength_type == StrengthType.NEUTRAL:
        return _("The feasibility index is %(index)s, exactly neutral.") % figures
    is_above = strength.strength_type == StrengthType.PIONEERING
    if figures["index"] == figures["neutral"]:
        return (
            _("The feasibility index is %(index)s after rounding, barely above neutral.")
            if is_above
            else _("The feasibility index is %(index)s after rounding, barely below neutral.")
        ) % figures
    return (
        _(
            "The feasibility index is %(index)s, above the neutral value of %(neutral)s: "
            "what speaks for the station outweighs what speaks against it."
        )
        if is_above
        else _(
            "The feasibility index is %(index)s, below the neutral value of %(neutral)s: "
            "what speaks against the station outweighs what speaks for it."
        )
    ) % figures


# Where weights come from


def weights_sentence(weighting: Weighting) -> str:
    return {
        Weighting.RATERS: _("The weights follow from the importances that the raters gave."),
        Weighting.EQUAL: _(
            "This edition gives all factors of a list the same weight; importances that raters gave do not count."
        ),
        Weighting.DIRECT: _(
            "The edition sets the weights, the same for all stations; importances that raters gave do not count."
        ),
        Weighting.EXPERTS: _(
            "The weights follow from experts’ pairwise judgements, the same for all stations; importances that raters "
            "gave do not count."
        ),
    }[weighting]

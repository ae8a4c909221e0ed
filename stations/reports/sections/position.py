"""Where the station stands, what the index says, and what has changed since the last cycle."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from stations import enums, formats
from stations.reports import drawings
from stations.reports.blocks import Block, Column, Figure, Paragraph, Section, Table
from stations.reports.material import Material
from stations.reports.words import (
    absence_sentences,
    balance_sentence,
    index_sentence,
    position_sentence,
    with_figure,
    zone_name,
)
from stations.scorecards import PreviousResult
from stations.scoring import Quadrant, StrategyShares, StrategyZone

WHOLE = 100


def position(material: Material) -> Section:
    return Section(level=2, title=_("Strategic position and feasibility"), blocks=tuple(position_blocks(material)))


def position_blocks(material: Material) -> list[Block]:
    absent = absence_sentences(material)
    if absent:
        return [Paragraph(text=material.text(absent))]
    return [
        Paragraph(
            text=material.text([balance_sentence(material), place_sentence(material), boundary_sentence(material)])
        ),
        Paragraph(text=material.text([index_sentence(material), strength_sentence(material)])),
        Paragraph(text=material.text([cross_check_sentence(material), shares_sentence(material)])),
        # Behind its text, which fills the page that a drawing of this height may have to leave.
        Figure(drawing=drawings.map_of(material), caption=map_caption(material)),
    ]


def map_caption(material: Material) -> str:
    previous = material.context.previous
    if previous is None or None in (drawings.place_before(previous).x, drawings.place_before(previous).y):
        return _("Position of the station in the strategic quadrilateral")
    return _("Position of the station in the strategic quadrilateral, with the way from that of the last cycle")


def place_sentence(material: Material) -> str:
    place = material.card.position
    coordinates = {"x": formats.index(place.x), "y": formats.index(place.y)}
    if place.azimuth is None:
        return material.text(
            [
                _("The centroid lies in the centre, at X = %(x)s and Y = %(y)s.") % coordinates,
                position_sentence(material),
            ]
        )
    return material.text(
        [
            _("The centroid lies at X = %(x)s and Y = %(y)s, in the direction of %(azimuth)s (strategic azimuth).")
            % (coordinates | {"azimuth": formats.angle(place.azimuth)}),
            position_sentence(material),
        ]
    )


def boundary_sentence(material: Material) -> str:
    place = material.card.position
    if not place.on_boundary or place.at_centre:
        return ""
    return _("The direction lies exactly on the boundary of two sectors and is counted with the one that begins there.")


def strength_sentence(material: Material) -> str:
    strength = material.card.strength
    if strength.strength_type is None:
        return ""
    return _(
        "Positive strength is %(positive)s and negative strength %(negative)s; by strength the type is “%(type)s”."
    ) % {
        "positive": formats.score(strength.positive),
        "negative": formats.score(strength.negative),
        "type": enums.StrengthType(strength.strength_type.value).label,
    }


def cross_check_sentence(material: Material) -> str:
    strength = material.card.strength
    if strength.balance is None:
        return ""
    if strength.sides_differ:
        return _(
            "The plain cross-check, the balance of the four lists, is %(balance)s and stands on the other side of its "
            "neutral value of 0. The two measures disagree, so the result should be read with care."
        ) % {"balance": formats.index(strength.balance)}
    return _(
        "The plain cross-check, the balance of the four lists, is %(balance)s (neutral at 0) and does not contradict it."
    ) % {"balance": formats.index(strength.balance)}


def shares_sentence(material: Material) -> str:
    shares = material.card.strength.shares
    if shares is None:
        return ""
    ordered = sorted(StrategyZone, key=lambda zone: -shares.of(zone))
    listed = [
        with_figure(str(enums.StrategyFamily(zone.value).label), formats.percent(shares.of(zone))) for zone in ordered
    ]
    said = _("Of the four families of strategies, the shares are: %(shares)s.") % {"shares": material.listed(listed)}
    return material.text([said, rounding_sentence(shares)])


def rounding_sentence(shares: StrategyShares | None) -> str:
    """Said where the printed percentages do not come to a hundred."""
    if shares is None:
        return ""
    total = sum(int(formats.fixed(shares.of(zone) * 100, 0)) for zone in StrategyZone)
    whole = {"whole": formats.percent(1)}
    return "" if total == WHOLE else _("They are rounded and need not add up to %(whole)s.") % whole


def comparison(material: Material) -> Section | None:
    """Against the last cycle, where there was one."""
    previous = material.context.previous
    if previous is None:
        return None
    return Section(
        level=2,
        title=_("Against the last cycle"),
        blocks=(
            Paragraph(text=material.text([comparison_sentence(material, previous), type_sentence(material, previous)])),
            Table(
                caption=_("This cycle and the last"),
                columns=(
                    Column(title=pgettext("report", "Item"), width=34),
                    Column(title=_("Last cycle"), width=22, holds="number"),
                    Column(title=_("This cycle"), width=22, holds="number"),
                    Column(title=pgettext("report", "Change"), width=22, holds="number"),
                ),
                rows=tuple(comparison_rows(material, previous)),
            ),
        ),
    )


def comparison_sentence(material: Material, previous: PreviousResult) -> str:
    now, before = material.card.strength.coefficient, previous.strength_coefficient
    cycle = {"cycle": previous.cycle.name_in(material.language)}
    if now is None or before is None:
        return _("The last result is that of the %(cycle)s. One of the two has no feasibility index.") % cycle
    figures = cycle | {"before": formats.index(before), "now": formats.index(now)}
    if figures["before"] == figures["now"]:
        return _("Since the %(cycle)s the feasibility index has stayed at %(now)s.") % figures
    if now > before:
        return _("Since the %(cycle)s the feasibility index has risen from %(before)s to %(now)s.") % figures
    return _("Since the %(cycle)s the feasibility index has fallen from %(before)s to %(now)s.") % figures


def type_sentence(material: Material, previous: PreviousResult) -> str:
    """Whether the position type is another one; nothing where one of the two results has none."""
    before, now = previous.zone, material.card.position.zone
    if not before or not now:
        return ""
    if before == now:
        return _("The position type is %(zone)s as before.") % {"zone": zone_name(now)}
    return _("The position type has changed from %(before)s to %(now)s.") % {
        "before": zone_name(before),
        "now": zone_name(now),
    }


def comparison_rows(material: Material, previous: PreviousResult) -> list[tuple[str, ...]]:
    card = material.card
    before = {
        Quadrant.STRENGTHS: previous.strengths,
        Quadrant.WEAKNESSES: previous.weaknesses,
        Quadrant.OPPORTUNITIES: previous.opportunities,
        Quadrant.THREATS: previous.threats,
    }
    rows = [
        changed(str(enums.Quadrant(quadrant.value).label), before[quadrant], card.quadrant(quadrant).magnitude, 1)
        for quadrant in Quadrant
    ]
    rows.append(changed(_("Feasibility index"), previous.strength_coefficient, card.strength.coefficient, 2))
    rows.append((_("Position type"), *types_compared(previous.zone, card.position.zone)))
    return rows


def types_compared(before: str | None, now: str | None) -> tuple[str, ...]:
    if not before or not now:
        return zone_name(before), zone_name(now), formats.DASH
    is_same = before == now
    words = pgettext("position type", "unchanged") if is_same else pgettext("position type", "changed")
    return zone_name(before), zone_name(now), words


def changed(label: str, before: float | None, now: float | None, places: int) -> tuple[str, ...]:
    """A row with the difference of the figures as they are printed, so that the reader can add it up."""
    texts = formats.fixed(before, places), formats.fixed(now, places)
    if before is None or now is None:
        return label, *texts, formats.DASH
    return label, *texts, formats.signed(float(texts[1]) - float(texts[0]), places)

"""The figures of the whole, of the verdict and of agreement, each with its name: what the text says stands here again."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from stations import enums, formats
from stations.reports.blocks import Column, Paragraph, Section, Table
from stations.reports.material import Material, rater_name
from stations.reports.sections.findings import label_of
from stations.reports.sections.position import rounding_sentence
from stations.reports.words import absence_sentences, zone_name
from stations.scoring import Agreement, Certainty, Coverage, Quadrant, RatingScope, StrategyZone

Row = tuple[str, ...]


def figures_annex(material: Material) -> Section:
    absent = absence_sentences(material)
    # Half of a position would invite the reader to complete it: with a list that nobody scored there is none.
    whole = () if absent else (*position_rows(material), *strength_rows(material))
    table = Table(
        caption=_("Figures of the whole"),
        columns=(
            Column(title=pgettext("report", "Figure"), width=70),
            Column(title=pgettext("report", "Value"), width=30, holds="number"),
        ),
        rows=(
            *magnitude_rows(material),
            *whole,
            *coverage_rows(material),
            *previous_rows(material),
        ),
    )
    note = material.text(absent) or rounding_note(material)
    notes = (Paragraph(text=note),) if note else ()
    return Section(level=1, title=_("Overall figures"), blocks=(*notes, table))


def rounding_note(material: Material) -> str:
    """The text's sentence again, with what it speaks of, for here it stands above the table."""
    if not rounding_sentence(material.card.strength.shares):
        return ""
    return _("The strategy shares are rounded and need not add up to %(whole)s.") % {"whole": formats.percent(1)}


def magnitude_rows(material: Material) -> list[Row]:
    return [
        (_("Magnitude: %(list)s") % {"list": label_of(score.quadrant)}, formats.score(score.magnitude))
        for score in material.card.quadrants
    ]


def position_rows(material: Material) -> list[Row]:
    place = material.card.position
    return [
        (_("Centroid X = (S − W) / 4"), formats.index(place.x)),
        (_("Centroid Y = (O − T) / 4"), formats.index(place.y)),
        (_("Strategic azimuth θ"), formats.angle(place.azimuth)),
        (_("Position type"), zone_name(place.zone)),
    ]


def strength_rows(material: Material) -> list[Row]:
    strength = material.card.strength
    shares = strength.shares
    rows: list[Row] = [
        (_("Positive strength U = O × S"), formats.score(strength.positive)),
        (_("Negative strength V = T × W"), formats.score(strength.negative)),
        (_("Feasibility index ρ = U / (U + V)"), formats.index(strength.coefficient)),
        (_("Balance β = (S + O − W − T) / (S + O + W + T)"), formats.index(strength.balance)),
    ]
    rows += [
        (
            _("Strategy share: %(family)s") % {"family": enums.StrategyFamily(zone.value).label},
            formats.percent(shares.of(zone)) if shares else formats.DASH,
        )
        for zone in StrategyZone
    ]
    return rows


def coverage_rows(material: Material) -> list[Row]:
    return [
        (_("Coverage (over all)"), coverage_figure(material.card.coverage)),
        *(
            (_("Coverage: %(list)s") % {"list": label_of(score.quadrant)}, coverage_figure(score.coverage))
            for score in material.card.quadrants
        ),
    ]


def coverage_figure(coverage: Coverage) -> str:
    return _("%(share)s (%(given)d / %(expected)d)") % {
        "share": formats.percent(coverage.share),
        "given": coverage.given,
        "expected": coverage.expected,
    }


def previous_rows(material: Material) -> list[Row]:
    """The figures of the last cycle that the text compares with."""
    previous = material.context.previous
    if previous is None:
        return []
    figures = (
        (Quadrant.STRENGTHS, previous.strengths),
        (Quadrant.WEAKNESSES, previous.weaknesses),
        (Quadrant.OPPORTUNITIES, previous.opportunities),
        (Quadrant.THREATS, previous.threats),
    )
    return [
        *(
            (_("Last cycle: %(figure)s") % {"figure": label_of(list_)}, formats.score(value))
            for list_, value in figures
        ),
        (_("Last cycle: %(figure)s") % {"figure": "ρ"}, formats.index(previous.strength_coefficient)),
    ]


def certainty_annex(material: Material) -> Section | None:
    """The figures behind the verdict; none with a single rater."""
    found, agreed = material.card.certainty, material.card.agreement
    rows = (*(index_rows(found) if found else ()), *(agreement_rows(agreed) if agreed else ()))
    if not rows:
        return None
    table = Table(
        caption=_("Certainty and agreement in figures"),
        columns=(
            Column(title=pgettext("report", "Figure"), width=70),
            Column(title=pgettext("report", "Value"), width=30, holds="number"),
        ),
        rows=rows,
    )
    return Section(level=1, title=_("Certainty and agreement"), blocks=(table,))


def index_rows(found: Certainty) -> list[Row]:
    index, place = found.index, found.position
    rows: list[Row] = []
    if index is not None:
        rows = [
            (_("logit ρ"), formats.weight(index.logit)),
            (_("Standard error of logit ρ"), formats.weight(index.standard_error)),
            (_("Degrees of freedom"), str(index.degrees_of_freedom)),
            (_("Quantile of Student’s t"), formats.weight(index.quantile)),
            (_("Lower end of the interval of ρ"), formats.index(index.low)),
            (_("Upper end of the interval of ρ"), formats.index(index.high)),
            (_("Confidence P that ρ lies above 0.50"), formats.confidence(index.probability)),
        ]
    if place is not None:
        rows += [
            (
                _("Confidence of position type %(zone)s") % {"zone": zone_name(entry.zone)},
                formats.chance(entry.probability),
            )
            for entry in place.zones
        ]
    if found.tipping is not None and found.tipping.changes:
        change = found.tipping.changes[0]
        words = {"factor": change.factor, "degree": formats.score(change.degree)}
        rows.append((_("Tipping degree of %(factor)s, now %(degree)s") % words, formats.score(change.tipping_degree)))
    return rows


def agreement_rows(agreed: Agreement) -> list[Row]:
    rows: list[Row] = [(_("Krippendorff’s α"), formats.index(agreed.alpha))] if agreed.alpha is not None else []
    if agreed.kendall_w is not None:
        rows += [
            (_("Kendall’s W"), formats.index(agreed.kendall_w)),
            (_("Factors that every rater scored"), str(agreed.common_factor_count)),
        ]
    rows += [
        (
            _("Rank correlation with the others: %(rater)s") % {"rater": rater_name(entry.rater)},
            formats.index(entry.correlation),
        )
        for entry in agreed.correlations
        if entry.scope == RatingScope.ALL and entry.correlation is not None
    ]
    return rows

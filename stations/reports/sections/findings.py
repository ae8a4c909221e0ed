"""What the raters found: the whole, and each of the four lists."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from stations import enums, formats
from stations.reports import drawings
from stations.reports.blocks import Block, Column, Figure, Paragraph, Section, Table
from stations.reports.material import Material
from stations.reports.verdicts import verdict_sentences
from stations.reports.words import absence_sentences, balance_sentence, index_sentence, notices, position_sentence
from stations.scoring import FactorScore, Quadrant, QuadrantScore

LEADING_FACTORS = 3


def results(material: Material) -> Section:
    return Section(level=1, title=pgettext("report", "Results"))


def overall(material: Material) -> Section:
    return Section(level=2, title=_("Overall result"), blocks=tuple(overall_blocks(material)))


def overall_blocks(material: Material) -> list[Block]:
    blocks: list[Block] = [Paragraph(text=notice, role="notice") for notice in notices(material)]
    blocks += [Paragraph(text=overall_statement(material)), Paragraph(text=coverage_sentence(material))]
    return [*blocks, quadrant_table(material), *quadrilateral_figures(material)]


def overall_figures(material: Material) -> list[Block]:
    """The quadrilateral and the factors' bars; nothing where no list was scored."""
    return [
        *quadrilateral_figures(material),
        *(
            figure
            for lists in (drawings.INTERNAL, drawings.EXTERNAL)
            for figure in contribution_figures(material, lists)
        ),
    ]


def quadrilateral_figures(material: Material) -> list[Block]:
    if all(score.magnitude is None for score in material.card.quadrants):
        return []
    drawing = drawings.quadrilateral_of(material)
    return [Figure(drawing=drawing, caption=_("Strategic quadrilateral of the station"))]


def contribution_figures(material: Material, lists: tuple[Quadrant, Quadrant]) -> list[Block]:
    """Which factors of two lists matter, where one of them was scored."""
    if all(material.card.quadrant(quadrant).magnitude is None for quadrant in lists):
        return []
    is_internal = lists == drawings.INTERNAL
    caption = _("Internal factors by weighted degree") if is_internal else _("External factors by weighted degree")
    return [Figure(drawing=drawings.contributions_of(material, lists), caption=caption)]


def overall_statement(material: Material) -> str:
    absent = absence_sentences(material)
    if absent:
        return material.text(absent)
    said = [balance_sentence(material), position_sentence(material), index_sentence(material)]
    return material.text([*said, *verdict_sentences(material)])


def coverage_sentence(material: Material) -> str:
    coverage = material.card.coverage
    if coverage.share is None:
        return _("No answer was expected, so there is no coverage.")
    return _("Of %(expected)d expected degrees, %(given)d were given: coverage is %(share)s.") % {
        "given": coverage.given,
        "expected": coverage.expected,
        "share": formats.percent(coverage.share),
    }


def quadrant_table(material: Material) -> Table:
    return Table(
        caption=_("The four lists"),
        columns=(
            Column(title=pgettext("report", "List"), width=28),
            Column(title=_("Magnitude (1–5)"), width=24, holds="number"),
            Column(title=_("Factors scored"), width=24, holds="number"),
            Column(title=_("Coverage"), width=24, holds="number"),
        ),
        rows=tuple(quadrant_row(score) for score in material.card.quadrants),
    )


def quadrant_row(score: QuadrantScore) -> tuple[str, ...]:
    return (
        label_of(score.quadrant),
        formats.score(score.magnitude),
        f"{score.scored_count} / {score.factor_count}",
        formats.percent(score.coverage.share),
    )


def label_of(quadrant: Quadrant) -> str:
    return f"{quadrant.value} {enums.Quadrant(quadrant.value).label}"


def quadrant_section(material: Material, quadrant: Quadrant) -> Section | None:
    """One list with its factors; none where the edition has no such factor."""
    factors = material.card.factors_of(quadrant)
    if not factors:
        return None
    return Section(
        level=2,
        title=str(enums.Quadrant(quadrant.value).label),
        blocks=(Paragraph(text=quadrant_statement(material, quadrant)), factor_table(material, factors)),
    )


def quadrant_sections(material: Material) -> list[Section]:
    """The four lists; behind the second of each pair, what weighs in both."""
    sections = []
    for lists in (drawings.INTERNAL, drawings.EXTERNAL):
        pair = [section for quadrant in lists if (section := quadrant_section(material, quadrant))]
        if pair:
            pair[-1] = replace(pair[-1], blocks=(*pair[-1].blocks, *contribution_figures(material, lists)))
        sections += pair
    return sections


def quadrant_statement(material: Material, quadrant: Quadrant) -> str:
    score = material.card.quadrant(quadrant)
    label = str(enums.Quadrant(quadrant.value).label)
    if score.magnitude is None:
        return _("%(list)s: nobody gave a degree to any of the factors, so there is no magnitude.") % {"list": label}
    scored = [factor for factor in material.card.factors_of(quadrant) if factor.is_scored]
    return material.text(
        [
            _("%(list)s come to a magnitude of %(figure)s.")
            % {"list": label, "figure": formats.score(score.magnitude)},
            leading_sentence(material, scored),
            unscored_sentence(material, quadrant),
        ]
    )


def leading_sentence(material: Material, scored: list[FactorScore]) -> str:
    """The factors that contribute most, with those that are printed with the same figure as the last of them."""
    ordered = sorted(scored, key=lambda factor: -(factor.contribution or 0))
    figures = [formats.index(factor.contribution) for factor in ordered]
    if len(ordered) > 1 and len(set(figures)) == 1:
        return _("All factors that were scored contribute alike.")
    leading = [factor for factor, figure in zip(ordered, figures, strict=True) if figure in figures[:LEADING_FACTORS]]
    return _("The largest contributions come from %(factors)s.") % {
        "factors": material.listed([with_degree(material, factor) for factor in leading])
    }


def with_degree(material: Material, factor: FactorScore) -> str:
    return _("%(title)s (%(code)s, degree %(degree)s)") % {
        "title": material.texts.factors[factor.code].title,
        "code": factor.code,
        "degree": formats.score(factor.mean),
    }


def unscored_sentence(material: Material, quadrant: Quadrant) -> str:
    """The factors without a degree, those apart that all raters called not applicable, and where their weight goes."""
    unscored = [factor for factor in material.card.factors_of(quadrant) if not factor.is_scored]
    if not unscored:
        return ""
    foreign = [factor.code for factor in unscored if factor.not_applicable == material.card.rater_count]
    open_ = [factor.code for factor in unscored if factor.code not in foreign]
    sentences = []
    if foreign:
        sentences.append(
            _("All raters answered “not applicable” to %(factors)s.")
            % {"factors": material.listed([material.factor(code) for code in foreign])}
        )
    if open_:
        sentences.append(
            _("Nobody gave a degree to %(factors)s.")
            % {"factors": material.listed([material.factor(code) for code in open_])}
        )
    shared = ngettext(
        "Its weight is shared among the others of its list.",
        "Their weight is shared among the others of their list.",
        len(unscored),
    )
    return material.text([*sentences, shared])


def factor_table(material: Material, factors: tuple[FactorScore, ...]) -> Table:
    return Table(
        caption=_("Degrees and weights: %(list)s") % {"list": enums.Quadrant(factors[0].quadrant.value).label},
        columns=(
            Column(title=_("Factor"), width=44),
            Column(title=_("Degree"), width=14, holds="number"),
            Column(title=_("Lowest to highest"), width=14, holds="number"),
            Column(title=_("Weight"), width=14, holds="number"),
            Column(title=_("Weighted degree"), width=14, holds="number"),
        ),
        rows=tuple(factor_row(material, factor) for factor in factors),
    )


def factor_row(material: Material, factor: FactorScore) -> tuple[str, ...]:
    return (
        f"{factor.code} {material.texts.factors[factor.code].title}",
        formats.score(factor.mean),
        degree_range(material, factor),
        formats.weight(factor.weight),
        formats.index(factor.contribution),
    )


def degree_range(material: Material, factor: FactorScore) -> str:
    if factor.lowest is None or factor.highest is None:
        return formats.DASH
    return formats.span(str(factor.lowest), str(factor.highest), material.language)

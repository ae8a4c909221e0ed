"""The annexes: every number of the text, factor by factor and countermeasure by countermeasure."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from stations import enums, formats
from stations.actions.weight_gaps import inconsistencies_of
from stations.reports.blocks import Column, Paragraph, Section, Table
from stations.reports.fonts import breakable
from stations.reports.material import Material, rater_name
from stations.reports.sections.evidence import evidence_annex
from stations.reports.sections.figures import certainty_annex, figures_annex
from stations.reports.sections.ranking import group_sentences, ranking_table
from stations.reports.words import unscored_lists_sentence, weights_sentence
from stations.scoring import CountermeasureScore, FactorScore, ImportanceSource
from stations.scoring.expert_weights import ACCEPTABLE_RATIO
from stations.weights import QuadrantWeights

Annex = Callable[[Material], Section | None]

EACH_DEGREE = "\u00a0/\u00a0".join(str(degree) for degree in enums.Degree)
"""The five degrees, never parted at the end of a line."""


def annex_tables(material: Material) -> list[Section]:
    """The numbered annexes that have data, in order."""
    return [section for annex in annexes_in_order() if (section := annex(material)) is not None]


def annexes_in_order() -> tuple[Annex, ...]:
    return (
        factors_annex,
        weights_annex,
        evidence_annex,
        figures_annex,
        certainty_annex,
        countermeasures_annex,
        notes_annex,
        history_annex,
    )


def place_of(wanted: Annex, material: Material) -> int:
    """The number of an annex that has data, for a sentence that points to it."""
    order = annexes_in_order()
    return 1 + sum(annex(material) is not None for annex in order[: order.index(wanted)])


def factors_annex(material: Material) -> Section:
    table = Table(
        caption=_("Degrees by factor"),
        columns=(
            Column(title=_("Factor"), width=36),
            Column(title=pgettext("report", "Mean"), width=9, holds="number"),
            Column(title=_("Median"), width=9, holds="number"),
            Column(title=_("Inter-quartile range"), width=12, holds="number"),
            Column(title=_("Raters who gave %(degrees)s") % {"degrees": EACH_DEGREE}, width=17, holds="number"),
            Column(title=_("Not applicable / cannot judge / not answered"), width=17, holds="number"),
        ),
        rows=tuple(degree_row(material, factor) for factor in material.card.factors),
    )
    return Section(level=1, title=_("Degrees, factor by factor"), blocks=(table,))


def degree_row(material: Material, factor: FactorScore) -> tuple[str, ...]:
    return (
        f"{factor.code} {material.texts.factors[factor.code].title}",
        formats.score(factor.mean),
        formats.score(factor.median),
        formats.score(factor.iqr),
        " / ".join(str(count) for count in factor.distribution),
        f"{factor.not_applicable} / {factor.cannot_judge} / {factor.not_answered}",
    )


def weights_annex(material: Material) -> Section:
    by_raters = material.texts.weighting == enums.Weighting.RATERS
    table = Table(
        caption=_("From importance to weighted degree") if by_raters else _("Weights and weighted degrees by factor"),
        columns=weight_columns() if by_raters else edition_weight_columns(),
        rows=tuple(
            (weight_row if by_raters else edition_weight_row)(material, factor) for factor in material.card.factors
        ),
    )
    notes = tuple(Paragraph(text=text) for text in weight_notes(material))
    title = _("Importances and weights") if by_raters else _("Weights and weighted degrees")
    return Section(level=1, title=title, blocks=(*notes, table))


def weight_columns() -> tuple[Column, ...]:
    return (
        Column(title=_("Factor"), width=38),
        Column(title=_("Importance"), width=11, holds="number"),
        Column(title=pgettext("report", "Taken from"), width=17),
        Column(title=_("Weight"), width=9, holds="number"),
        Column(title=_("Weighted degree"), width=12, holds="number"),
        Column(title=_("Share of all scored factors"), width=13, holds="number"),
    )


def edition_weight_columns() -> tuple[Column, ...]:
    """The paragraphs above the table say once who gave the weights."""
    return (
        Column(title=_("Factor"), width=38),
        Column(title=_("Weight in the edition"), width=13, holds="number"),
        Column(title=_("Weight"), width=13, holds="number"),
        Column(title=_("Weighted degree"), width=14, holds="number"),
        Column(title=_("Share of all scored factors"), width=22, holds="number"),
    )


def weight_notes(material: Material) -> list[str]:
    """Where weights come from, and whose judgements contradict one another; nothing where raters weigh, as is usual."""
    if material.texts.weighting == enums.Weighting.RATERS:
        return []
    return [
        weights_sentence(material.texts.weighting),
        _(
            "The “weight in the edition” is the figure that the edition holds for a factor; the “weight” is its part in the "
            "sum of those of its list’s scored factors."
        ),
        *(panel_sentence(part) for part in material.texts.experts),
        *(sentence for part in material.texts.experts for sentence in inconsistencies_of(part)),
    ]


def panel_sentence(part: QuadrantWeights) -> str:
    """How many experts judged a list, and how well they agree with themselves."""
    group = part.group()
    words = {
        "list": part.quadrant.label,
        "experts": len(part.complete),
        "ratio": formats.consistency(group.consistency_ratio if group else None),
        "limit": formats.consistency(ACCEPTABLE_RATIO),
    }
    return (
        ngettext(
            "%(list)s: judgements of %(experts)d expert; consistency ratio %(ratio)s (good below %(limit)s).",
            "%(list)s: judgements of %(experts)d experts taken together; consistency ratio %(ratio)s (good below %(limit)s).",
            len(part.complete),
        )
        % words
    )


def weight_row(material: Material, factor: FactorScore) -> tuple[str, ...]:
    name, _importance, *weighted = edition_weight_row(material, factor)
    return (name, formats.index(factor.importance), importance_source(factor), *weighted)


def importance_source(factor: FactorScore) -> str:
    """Whose importance it is: that of so many raters, or what stands in where none gave one."""
    match factor.importance_source:
        case None:
            return formats.DASH
        case ImportanceSource.RATERS:
            count = factor.importance_count
            return ngettext("%(count)d rater", "%(count)d raters", count) % {"count": count}
        case source:
            return str(enums.ImportanceSource(source.value).label)


def edition_weight_row(material: Material, factor: FactorScore) -> tuple[str, ...]:
    return (
        f"{factor.code} {material.texts.factors[factor.code].title}",
        formats.weight(factor.importance),
        formats.weight(factor.weight),
        formats.index(factor.contribution),
        formats.share(factor.salience),
    )


def countermeasures_annex(material: Material) -> Section | None:
    if not material.proposals():
        return None
    table = ranking_table(material, Column(title=_("What speaks for it, by factor"), width=24), reasons_listed)
    sentences = (unscored_lists_sentence(material), *group_sentences(material))
    notes = tuple(Paragraph(text=text) for text in sentences if text)
    return Section(level=1, title=_("Countermeasures and their attractiveness"), blocks=(*notes, table))


def reasons_listed(material: Material, score: CountermeasureScore) -> str:
    reasons = [f"{reason.factor}\u00a0{formats.percent(reason.share)}" for reason in score.reasons]
    return material.listed(reasons) if reasons else formats.DASH


def notes_annex(material: Material) -> Section | None:
    """What raters wrote beside their degrees, under their numbers."""
    rows = tuple(
        (material.factor(remark.factor), rater_name(remark.rater), breakable(remark.note))
        for remark in material.context.remarks
        if remark.note
    )
    if not rows:
        return None
    columns = (
        Column(title=_("Factor"), width=28),
        Column(title=_("Rater"), width=14),
        Column(title=_("Note"), width=58),
    )
    table = Table(caption=_("Notes by factor"), columns=columns, rows=rows)
    return Section(level=1, title=_("Raters’ notes"), blocks=(table,))


def history_annex(material: Material) -> Section | None:
    """The steps of the assessment up to the day of this record."""
    rows = tuple(
        (
            formats.day(step.on, material.language),
            str(enums.AssessmentStep(step.step).label),
            breakable(step.reason) or formats.DASH,
        )
        for step in material.context.steps
    )
    if not rows:
        return None
    columns = (
        Column(title=_("Date"), width=24),
        Column(title=_("Step"), width=20),
        Column(title=_("Reason"), width=56),
    )
    table = Table(caption=_("Steps before this result was recorded"), columns=columns, rows=rows)
    return Section(level=1, title=_("Review history"), blocks=(table,))

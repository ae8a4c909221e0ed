"""Whether the raters agree, on which factors they do not, and whose scale may stand upside down."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from stations import enums, formats
from stations.reports import blocks as made
from stations.reports import drawings
from stations.reports.blocks import Block, Column, Paragraph, Section, Table
from stations.reports.material import Material, rater_name
from stations.reports.sections.findings import degree_range
from stations.scoring import AbsenceReason, Agreement, Dispute, Figure, RatingScope


def agreement(material: Material) -> Section | None:
    """None with fewer than two raters who gave degrees."""
    found = material.card.agreement
    if found is None or material.card.judging_rater_count <= 1:
        return None
    sentences = [alpha_sentence(material, found), concordance_sentence(found), disputes_sentence(found)]
    drawing = drawings.magnitudes_of(material)
    blocks: list[Block] = [Paragraph(text=material.text(sentences))]
    if found.disputes:
        blocks.append(disputes_table(material, found.disputes))
    blocks.append(made.Figure(drawing=drawing, caption=_("What each rater alone would say of the four lists")))
    notes = (own_factors_sentence(material), *reversed_sentences(material, found))
    blocks += [Paragraph(text=text) for text in notes if text]
    return Section(level=2, title=_("Agreement of the raters"), blocks=tuple(blocks))


def alpha_sentence(material: Material, found: Agreement) -> str:
    if found.alpha is not None:
        return _("Krippendorff’s α (ordinal) is %(alpha)s; 1 is full agreement, 0 what chance would give.") % {
            "alpha": formats.index(found.alpha)
        }
    reasons = {absence.reason for absence in material.card.absences_of(Figure.ALPHA)}
    if AbsenceReason.NO_VARIATION in reasons:
        return _("Krippendorff’s α cannot be estimated, because all degrees are one and the same.")
    return _("Krippendorff’s α cannot be estimated, because no factor has degrees from two raters.")


def concordance_sentence(found: Agreement) -> str:
    if found.kendall_w is None:
        return ""
    return _("Kendall’s W over the %(count)d factors that every rater scored is %(concordance)s.") % {
        "count": found.common_factor_count,
        "concordance": formats.index(found.kendall_w),
    }


def disputes_sentence(found: Agreement) -> str:
    if not found.disputes:
        return _("No factor is disputed among the raters.")
    return _("On the factors below the raters differ widely; they should be discussed before measures are decided.")


def disputes_table(material: Material, disputes: tuple[Dispute, ...]) -> Table:
    return Table(
        caption=_("Disputed factors"),
        columns=(
            Column(title=_("Factor"), width=38),
            Column(title=_("Lowest to highest"), width=14, holds="number"),
            Column(title=_("Inter-quartile range"), width=14, holds="number"),
            Column(title=pgettext("report", "Why"), width=34),
        ),
        rows=tuple(dispute_row(material, dispute) for dispute in disputes),
    )


def dispute_row(material: Material, dispute: Dispute) -> tuple[str, ...]:
    factor = material.card.factor(dispute.factor)
    return (
        f"{factor.code} {material.texts.factors[factor.code].title}",
        degree_range(material, factor),
        formats.score(factor.iqr),
        material.clauses([str(enums.DisputeReason(reason.value).label) for reason in dispute.reasons]),
    )


def own_factors_sentence(material: Material) -> str:
    """Whose dots rest on fewer factors than the bars do, so that all of them may lie on one side of a bar."""
    scored = [factor.code for factor in material.card.factors if factor.is_scored]
    partial = [
        rater_name(sheet.rater)
        for sheet in material.record.panel.sheets
        if any((answer := sheet.answers.get(code)) is None or answer.degree is None for code in scored)
    ]
    if not partial:
        return ""
    return _(
        "Not a degree for every scored factor came from %(raters)s; their dots rest on the factors that they scored, so "
        "dots and bars need not match."
    ) % {"raters": material.listed(partial)}


def reversed_sentences(material: Material, found: Agreement) -> list[str]:
    """Raters whose degrees run against the others'; they are named by number and never left out."""
    scopes = {
        RatingScope.ALL: _("all factors"),
        RatingScope.WEAKNESSES_AND_THREATS: _("the weaknesses and threats"),
    }
    return [
        _(
            "The degrees of %(rater)s over %(scope)s run against those of the others (rank correlation %(correlation)s), "
            "as if the scale had been read upside down. They count all the same; please ask."
        )
        % {
            "rater": rater_name(entry.rater),
            "scope": scopes[entry.scope],
            "correlation": formats.index(entry.correlation),
        }
        for entry in found.correlations
        if entry.is_flagged
    ]

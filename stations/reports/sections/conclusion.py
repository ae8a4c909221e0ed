"""What follows, how much of it was covered, and what the report cannot say."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from stations import formats
from stations.enums import AnswerKind
from stations.reports.blocks import Block, Column, Paragraph, Seal, Section, Table
from stations.reports.fonts import breakable
from stations.reports.material import MAIN, Material, rater_name
from stations.reports.sections.agreement import agreement
from stations.reports.sections.basics import authority_in_full
from stations.reports.sections.check_ratings import check_ratings
from stations.reports.sections.findings import coverage_sentence, overall_statement
from stations.reports.words import (
    one_person_notice,
    provisional_notice,
    quadrant_name,
    unscored_lists_sentence,
    with_figure,
)
from stations.scoring import Quadrant


def conclusion(material: Material) -> list[Section]:
    return [
        Section(level=1, title=_("Conclusions and limits")),
        Section(level=2, title=_("Conclusions"), blocks=(Paragraph(text=conclusion_text(material)),)),
        Section(level=2, title=_("Coverage"), blocks=tuple(coverage_blocks(material))),
        *(section for section in (agreement(material), check_ratings(material)) if section),
        Section(level=2, title=_("Limits"), blocks=(*limit_blocks(material), *seal(material))),
    ]


def conclusion_text(material: Material) -> str:
    problems = [material.factor(factor.code) for factor in material.problems()[:MAIN]]
    proposals = [material.countermeasure(score.code) for score in material.proposals()[:MAIN]]
    sentences = [overall_statement(material)]
    if problems:
        sentences.append(_("The main problems are %(problems)s.") % {"problems": material.listed(problems)})
    if proposals:
        sentences.append(_("Recommended first are %(proposals)s.") % {"proposals": material.listed(proposals)})
        sentences.append(unscored_lists_sentence(material))
    return material.text(sentences)


def coverage_blocks(material: Material) -> list[Block]:
    blocks: list[Block] = []
    if material.card.is_provisional:
        blocks.append(Paragraph(text=provisional_notice(material), role="notice"))
    sentences = [coverage_sentence(material), list_coverage_sentence(material), missing_sentence(material)]
    blocks.append(Paragraph(text=material.text(sentences)))
    rows = tuple(unanswered_rows(material))
    return [*blocks, unanswered_table(rows)] if rows else blocks


def list_coverage_sentence(material: Material) -> str:
    shares = [
        with_figure(quadrant_name(quadrant), formats.percent(material.card.quadrant(quadrant).coverage.share))
        for quadrant in Quadrant
        if material.card.quadrant(quadrant).coverage.share is not None
    ]
    return _("By list: %(shares)s.") % {"shares": material.listed(shares)} if shares else ""


def missing_sentence(material: Material) -> str:
    coverage = material.card.coverage
    return _(
        "Answered “not applicable”: %(not_applicable)d; “cannot judge”: %(cannot_judge)d; "
        "not answered: %(not_answered)d. “Not applicable” is not expected to have a degree; the other two are."
    ) % {
        "not_applicable": coverage.not_applicable,
        "cannot_judge": coverage.cannot_judge,
        "not_answered": coverage.not_answered,
    }


def unanswered_table(rows: tuple[tuple[str, ...], ...]) -> Table:
    return Table(
        caption=_("Answers without a degree, and why"),
        columns=(
            Column(title=_("Factor"), width=34),
            Column(title=_("Rater"), width=14),
            Column(title=pgettext("report", "Answer"), width=15),
            Column(title=_("Reason"), width=37),
        ),
        rows=rows,
    )


def unanswered_rows(material: Material) -> Iterator[tuple[str, ...]]:
    """Each answer that is no degree, factor by factor, under the rater's number."""
    reasons = {(remark.rater, remark.factor): remark.reason for remark in material.context.remarks}
    for factor in material.card.factors:
        for sheet in material.record.panel.sheets:
            answer = sheet.answers.get(factor.code)
            kind = AnswerKind(answer.kind.value) if answer else AnswerKind.NOT_ANSWERED
            if kind != AnswerKind.DEGREE:
                reason = reasons.get((sheet.rater, factor.code), "")
                yield (
                    material.factor(factor.code),
                    rater_name(sheet.rater),
                    str(kind.label),
                    breakable(reason) or formats.DASH,
                )


def limit_blocks(material: Material) -> list[Block]:
    return [Paragraph(text=text) for text in limit_sentences(material)]


def limit_sentences(material: Material) -> Iterator[str]:
    if material.card.is_one_persons_view:
        yield one_person_notice()
    late = [rater_name(sheet.rater) for sheet in material.context.sheets if sheet.begun_after]
    if late:
        yield _(
            "%(raters)s began only after the assessment had been submitted before and may have seen that result, so these "
            "sheets need not be independent of it."
        ) % {"raters": material.listed(late)}
    if material.card.strength.sides_differ:
        yield _("The feasibility index and the plain balance of the four lists stand on different sides of neutral.")
    yield origin_sentence(material)


def origin_sentence(material: Material) -> str:
    if material.context.checks:
        return _(
            "The degrees are the judgement of the station’s own people; the reviewers’ check ratings stand beside them and "
            "change none. The result holds for the time of the assessment and for this edition of the factor library; "
            "it is an aid to judgement and does not replace it."
        )
    return _(
        "The degrees are the judgement of the station’s own people and were not checked by anyone outside. "
        "The result holds for the time of the assessment and for this edition of the factor library; "
        "it is an aid to judgement and does not replace it."
    )


def seal(material: Material) -> tuple[Block, ...]:
    """A draft is not to be signed."""
    if material.record.is_draft:
        return ()
    station, authority = material.name(material.context.station.name), authority_in_full(material)
    return (
        Seal(
            parties=(
                _("%(party)s (signature and seal)") % {"party": station},
                _("%(party)s (signature and seal)") % {"party": authority},
            ),
            date_line=_("Date: ____________"),
        ),
    )

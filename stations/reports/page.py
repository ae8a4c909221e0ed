"""A result as a page: the same words, tables and drawings as on paper, in the order in which a screen is read."""

from dataclasses import dataclass, replace

from django.utils import translation
from django.utils.translation import gettext as _

from stations import enums, formats
from stations.models import Edition
from stations.reports.blocks import Block, Column, Figure, Paragraph, Section, Summary, Table
from stations.reports.material import SCREEN, Material
from stations.reports.sections.agreement import agreement
from stations.reports.sections.certainty import certainty
from stations.reports.sections.check_ratings import check_ratings
from stations.reports.sections.conclusion import coverage_blocks, limit_blocks
from stations.reports.sections.findings import overall_figures, quadrant_section, quadrant_table
from stations.reports.sections.position import comparison, position
from stations.reports.sections.proposals import proposal
from stations.reports.sections.ranking import group_sentences, ranking_drawing, ranking_table
from stations.reports.sections.summary import summary
from stations.reports.sections.working import working
from stations.reports.texts import texts_of
from stations.reports.verdicts import interval_sentence, standing_sentence, verdict_name
from stations.scorecards import CheckSheet, Record
from stations.scoring import CountermeasureScore, Quadrant, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """A part that opens when it is asked for: a line that says what is inside, and the blocks."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The verdict with how sure it is."""

    word: str
    step: int
    """Its place on the scale from 1, not feasible, to 5, feasible."""
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPage:
    headline: Headline | None
    """None where there is no verdict; the summary's first sentence says why."""
    summary: Summary
    statements: tuple[str, ...]
    """The summary's sentences that the headline does not say already."""
    position: Section
    lists: Section
    factors: tuple[Fold, ...]
    """The four lists with their factors."""
    further: tuple[Section, ...]
    """How sure the result is, whether the raters agree and the reviewers with them, what has changed since the last
    cycle: each where it exists."""
    ranking: Section
    countermeasures: tuple[Fold, ...]
    """All of them in order of rank, each with the reasons for its place."""
    coverage: Section
    working: Section


def result_page(record: Record, edition: Edition, language: str) -> ResultPage:
    with translation.override(language):
        return page_of(Material(record=record, texts=texts_of(edition, language), language=language, medium=SCREEN))


def check_section(record: Record, checks: tuple[CheckSheet, ...], edition: Edition, language: str) -> Section | None:
    """What a reviewer sees of the own check ratings before they are approved."""
    beside = replace(record, context=replace(record.context, checks=checks))
    with translation.override(language):
        return check_ratings(
            Material(record=beside, texts=texts_of(edition, language), language=language, medium=SCREEN)
        )


def page_of(material: Material) -> ResultPage:
    found, first = summary(material), headline(material)
    return ResultPage(
        headline=first,
        summary=found,
        statements=found.statements[1:] if first else found.statements,
        position=position(material),
        lists=Section(
            level=2, title=_("The four lists"), blocks=(quadrant_table(material), *overall_figures(material))
        ),
        factors=tuple(factor_fold(material, quadrant) for quadrant in Quadrant),
        further=further(material),
        ranking=Section(level=2, title=_("Countermeasures in order of rank"), blocks=ranking_figures(material)),
        countermeasures=tuple(countermeasure_fold(material, score) for score in material.proposals()),
        coverage=Section(
            level=2,
            title=_("Coverage and limits"),
            blocks=(*coverage_blocks(material), *limit_blocks(material)),
        ),
        working=working(material),
    )


def headline(material: Material) -> Headline | None:
    verdict = material.card.verdict
    if verdict is None:
        return None
    return Headline(
        word=verdict_name(verdict),
        step=len(Verdict) - tuple(Verdict).index(verdict),
        sentence=material.text([interval_sentence(material), standing_sentence(material)]),
    )


def further(material: Material) -> tuple[Section, ...]:
    found = (certainty(material), agreement(material), check_ratings(material), comparison(material))
    return tuple(section for section in found if section is not None)


def factor_fold(material: Material, quadrant: Quadrant) -> Fold:
    score = material.card.quadrant(quadrant)
    section = quadrant_section(material, quadrant)
    return Fold(
        title=f"{quadrant.value} {enums.Quadrant(quadrant.value).label} · {formats.score(score.magnitude)}",
        blocks=section.blocks if section else (),
    )


def ranking_figures(material: Material) -> tuple[Block, ...]:
    if not material.proposals():
        return ()
    caption = _("Attractiveness on its scale from 1 (no effect here) to 4")
    return (
        Figure(drawing=ranking_drawing(material), caption=caption),
        *(Paragraph(text=sentence) for sentence in group_sentences(material)),
        ranking_table(material),
    )


def countermeasure_fold(material: Material, score: CountermeasureScore) -> Fold:
    return Fold(
        title=_("%(rank)d. %(title)s · %(figure)s")
        % {
            "rank": score.rank,
            "title": material.countermeasure(score.code),
            "figure": formats.index(score.attractiveness),
        },
        # The first block is the heading, which the fold's own line says already.
        blocks=(*proposal(material, score, score.rank or 0)[1:], reason_table(material, score)),
    )


def reason_table(material: Material, score: CountermeasureScore) -> Table:
    reasons = material.texts.countermeasures[score.code].reasons
    return Table(
        caption=_("What puts it in this place"),
        columns=(
            Column(title=_("Factor"), width=24),
            Column(title=_("Effect"), width=10, holds="number"),
            Column(title=_("Lift above 1"), width=12, holds="number"),
            Column(title=_("Share"), width=10, holds="number"),
            Column(title=_("Reason"), width=44),
        ),
        rows=tuple(
            (
                material.factor(reason.factor),
                str(reason.effect),
                formats.weight(reason.lift),
                formats.percent(reason.share),
                reasons.get(reason.factor, "") or formats.DASH,
            )
            for reason in score.reasons
        ),
    )

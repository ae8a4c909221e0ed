"""The page for those who read one page: where the station stands, three problems, three proposals."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from stations import enums, formats
from stations.reports.blocks import KeyFigure, Ranking, Summary
from stations.reports.material import MAIN, Material
from stations.reports.verdicts import verdict_sentences
from stations.reports.words import (
    absence_sentences,
    balance_sentence,
    index_sentence,
    notices,
    position_sentence,
    unscored_lists_sentence,
)
from stations.scoring import CountermeasureScore, FactorScore, Quadrant


def summary(material: Material) -> Summary:
    return Summary(
        title=pgettext("report", "Summary"),
        notices=notices(material),
        statements=statements(material),
        figures=key_figures(material),
        rankings=(main_problems(material), main_proposals(material)),
    )


def statements(material: Material) -> tuple[str, ...]:
    absent = absence_sentences(material)
    if absent:
        return (material.text([*absent, unscored_lists_sentence(material)]),)
    said = (
        material.text(verdict_sentences(material)),
        material.text([balance_sentence(material), position_sentence(material), index_sentence(material)]),
    )
    return tuple(statement for statement in said if statement)


def key_figures(material: Material) -> tuple[KeyFigure, ...]:
    card = material.card
    return (
        *(
            KeyFigure(
                label=str(enums.Quadrant(quadrant.value).label), figure=formats.score(card.quadrant(quadrant).magnitude)
            )
            for quadrant in Quadrant
        ),
        KeyFigure(label=_("Feasibility index"), figure=formats.index(card.strength.coefficient)),
        KeyFigure(label=_("Coverage"), figure=formats.percent(card.coverage.share)),
        KeyFigure(label=_("Number of raters"), figure=str(card.rater_count)),
    )


def main_problems(material: Material) -> Ranking:
    return Ranking(
        title=_("Main problems, by their share of all scored factors"),
        items=tuple(problem_line(material, factor) for factor in material.problems()[:MAIN]),
        otherwise=_("No scored weakness or threat holds to a degree that would make it a problem."),
    )


def problem_line(material: Material, factor: FactorScore) -> str:
    return _("%(title)s (%(code)s): share %(share)s, degree %(degree)s") % {
        "title": material.texts.factors[factor.code].title,
        "code": factor.code,
        "share": formats.share(factor.salience),
        "degree": formats.score(factor.mean),
    }


def main_proposals(material: Material) -> Ranking:
    return Ranking(
        title=_("Main proposals"),
        items=tuple(proposal_line(material, score) for score in material.proposals()[:MAIN]),
        otherwise=_("No countermeasure can be recommended yet."),
    )


def proposal_line(material: Material, score: CountermeasureScore) -> str:
    return _("%(title)s (%(code)s): attractiveness %(figure)s") % {
        "title": material.texts.countermeasures[score.code].title,
        "code": score.code,
        "figure": formats.index(score.attractiveness),
    }

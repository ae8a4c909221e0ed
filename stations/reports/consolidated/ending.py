"""The report on one page, and what follows from it with its limits."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from stations import formats
from stations.reports.blocks import Block, KeyFigure, Paragraph, Ranking, Seal, Section, Summary
from stations.reports.consolidated.basics import absent_sentence, completion_sentence, moment_sentence, own_authority
from stations.reports.consolidated.picture import side_sentence, zone_sentence
from stations.reports.consolidated.results import Material
from stations.reports.consolidated.shared import leading, listing_counts, widespread
from stations.reports.drawings import quadrants
from stations.reports.material import MAIN
from stations.reports.rollup_page import FIGURE_OF, RHO
from stations.rollups import Weight


def summary(material: Material) -> Summary:
    return Summary(
        title=pgettext("report", "Summary"),
        notices=(incomplete_notice(material),) if material.roster.missing else (),
        statements=tuple(statements(material)),
        figures=key_figures(material),
        rankings=(main_problems(material), main_proposals(material)) if material.is_enough else (),
    )


def incomplete_notice(material: Material) -> str:
    return material.text([_("The cycle is not complete."), moment_sentence(material)])


def statements(material: Material) -> list[str]:
    first = completion_sentence(material)
    if not material.is_enough:
        return [first, *([absent_sentence(material)] if material.results else [])]
    return [
        first,
        material.text(
            [
                zone_sentence(material),
                side_sentence(material),
                _("The magnitudes and the index below are medians."),
            ]
        ),
    ]


def key_figures(material: Material) -> tuple[KeyFigure, ...]:
    roster, cuts = material.roster, material.whole.figures
    counts = (
        KeyFigure(label=_("Stations"), figure=str(len(roster.entries))),
        KeyFigure(label=_("Submitted"), figure=str(len(roster.settled))),
    )
    if not material.is_enough:
        return counts
    labels = {FIGURE_OF[quadrant]: label for quadrant, label in quadrants().items()}
    medians = (
        KeyFigure(label=label, figure=formats.score(cuts[figure].median if figure in cuts else None))
        for figure, label in labels.items()
    )
    index = cuts[RHO].median if RHO in cuts else None
    return (*counts, *medians, KeyFigure(label=_("Feasibility index"), figure=formats.index(index)))


def main_problems(material: Material) -> Ranking:
    return Ranking(
        title=_("Main common problems, the highest median first"),
        items=tuple(problem_line(material, weight) for weight in widespread(material)[:MAIN]),
        otherwise=_("No weakness or threat is a problem at half of the stations or more."),
    )


def problem_line(material: Material, weight: Weight) -> str:
    return _("%(factor)s: at %(count)d of %(total)d stations, median degree %(median)s") % {
        "factor": material.factor(weight.code),
        "count": listing_counts(material)[weight.code],
        "total": weight.quartiles.count,
        "median": formats.score(weight.quartiles.median),
    }


def main_proposals(material: Material) -> Ranking:
    return Ranking(
        title=_("Proposals most often among the first three"),
        items=tuple(
            _("%(countermeasure)s: at %(count)d of %(total)d stations")
            % {"countermeasure": material.countermeasure(code), "count": count, "total": len(material.results)}
            for code, count in leading(material)[:MAIN]
        ),
        otherwise=_("No countermeasure could be ranked at any station."),
    )


# Conclusions


def conclusion(material: Material) -> list[Section]:
    """In two parts, but for the two sentences of a cycle without a result."""
    title, text = _("Conclusions and limits"), Paragraph(text=conclusion_text(material))
    if not material.results:
        return [Section(level=1, title=title, blocks=(text, *limits(material), seal(material)))]
    return [
        Section(level=1, title=title),
        Section(level=2, title=_("Conclusions"), blocks=(text,)),
        Section(level=2, title=_("Limits"), blocks=(*limits(material), seal(material))),
    ]


def conclusion_text(material: Material) -> str:
    sentences = [completion_sentence(material)]
    if not material.is_enough:
        return material.text([*sentences, inconclusive_sentence(material)])
    problems = [material.factor(weight.code) for weight in widespread(material)[:MAIN]]
    proposals = [material.countermeasure(code) for code, _count in leading(material)[:MAIN]]
    sentences += [side_sentence(material)]
    if problems:
        sentences.append(_("The main common problems are %(problems)s.") % {"problems": material.listed(problems)})
    if proposals:
        sentences.append(
            _("The proposals most often among the first three are %(proposals)s.")
            % {"proposals": material.listed(proposals)}
        )
    return material.text(sentences)


def inconclusive_sentence(material: Material) -> str:
    """What few results, or none, come to; empty where nothing was to be expected."""
    if material.results:
        return _("That is too few for a conclusion on all of them together.")
    return _("No conclusion can be drawn.") if material.roster.entries else ""


def limits(material: Material) -> list[Block]:
    if not material.results:
        return [
            Paragraph(text=_("This report shows how far the cycle has come, and nothing of how the stations work."))
        ]
    one_person = sum(result.card.is_one_persons_view for result in material.results)
    texts = [
        _(
            "The degrees are the judgement of the stations’ own people. Panels differ in how strictly they look, so a "
            "difference between two stations need not be a difference in their work."
        ),
        one_person_sentence(one_person) if one_person else "",
        _(
            "The report holds for the moment of its newest result and for this edition of the factor library; it is an aid "
            "to judgement and does not replace it."
        ),
    ]
    return [Paragraph(text=text) for text in texts if text]


def one_person_sentence(count: int) -> str:
    return ngettext(
        "%(count)d station had one rater alone, so its result shows one person’s judgement.",
        "%(count)d stations had one rater alone, so each of these results shows one person’s judgement.",
        count,
    ) % {"count": count}


def seal(material: Material) -> Seal:
    party = _("%(party)s (signature and seal)") % {"party": own_authority(material)}
    return Seal(parties=(party,), date_line=_("Date: ____________"))

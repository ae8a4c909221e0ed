"""Who was assessed, when and by whom, and on what the assessment rests."""

from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from stations import formats
from stations.enums import DivisionLevel, StationKind, Weighting
from stations.models.division import place_in_text
from stations.reports.blocks import Column, Paragraph, Section, Table
from stations.reports.material import PROBLEM_DEGREE, Material, rater_name
from stations.reports.numbering import attachment_name
from stations.reports.words import quadrant_name, weights_sentence
from stations.scoring import CutOffs, Quadrant
from stations.scoring.method import NEUTRAL

BELOW_COUNTY = frozenset({DivisionLevel.TOWNSHIP, DivisionLevel.VILLAGE})

SOURCES = 2
"""The attachment that lists the papers; the working is the first."""


def basics(material: Material) -> Section:
    return Section(
        level=1,
        title=_("Basic facts"),
        blocks=(Paragraph(text=subject_sentence(material)), Paragraph(text=panel_sentences(material)), facts(material)),
    )


def subject_sentence(material: Material) -> str:
    context = material.context
    return _("This report gives the result of the %(cycle)s of %(station)s, which runs from %(opens)s to %(due)s.") % {
        "cycle": context.cycle.name_in(material.language),
        "station": material.name(context.station.name),
        "opens": formats.day(context.cycle.opens_on, material.language),
        "due": formats.day(context.cycle.due_on, material.language),
    }


def panel_sentences(material: Material) -> str:
    count = len(material.context.sheets)
    if not count:
        return _("Nobody has declared a sheet complete yet.")
    sentences = [
        ngettext(
            "%(count)s rater declared a sheet complete; only declared sheets count.",
            "%(count)s raters declared their sheets complete, each having judged alone; only declared sheets count.",
            count,
        )
        % {"count": formats.opening_number(count, material.language)}
    ]
    changed = [rater_name(sheet.rater) for sheet in material.context.sheets if sheet.changed_after]
    if changed:
        sentences.append(
            _("Changed after it was declared complete: the sheet of %(raters)s.") % {"raters": material.listed(changed)}
        )
    late = [rater_name(sheet.rater) for sheet in material.context.sheets if sheet.begun_after]
    if late:
        sentences.append(
            _(
                "Begun after the assessment had been submitted before, so that an earlier result may have been seen: the "
                "sheet of %(raters)s."
            )
            % {"raters": material.listed(late)}
        )
    return material.text(sentences)


def facts(material: Material) -> Table:
    rows = [(label, value) for label, value in (*station_facts(material), *cycle_facts(material)) if value]
    return Table(
        caption=_("The station and the assessment"),
        columns=(
            Column(title=pgettext("report", "Item"), width=30),
            Column(title=pgettext("report", "Content"), width=70),
        ),
        rows=tuple(rows),
        is_plain=True,
    )


def station_facts(material: Material) -> list[tuple[str, str]]:
    station = material.context.station
    return [
        (_("Social work station"), material.name(station.name)),
        (_("Station code"), station.code),
        (pgettext("report", "Kind"), str(StationKind(station.kind).label)),
        (_("Administrative division"), division_path(material)),
        (_("Contracted organization"), material.name(station.host)),
        (_("Opened on"), formats.day(station.opened_on, material.language) if station.opened_on else ""),
        (_("Supervising authority"), authority_in_full(material)),
    ]


def cycle_facts(material: Material) -> list[tuple[str, str]]:
    context, language = material.context, material.language
    return [
        (_("Assessment cycle"), context.cycle.name_in(language)),
        (_("Edition of the factor library"), f"{material.name(context.edition_title)} · {context.edition_code}"),
        (_("Sheets declared complete"), declared_days(material)),
        (
            _("Drawn up on") if material.record.is_draft else _("Recorded on"),
            formats.day(timezone.localdate(context.taken_at), language),
        ),
        (_("Version of the method"), material.card.method_version),
    ]


def declared_days(material: Material) -> str:
    """The first and the last day on which a sheet was declared."""
    days = sorted(sheet.declared_on for sheet in material.context.sheets)
    if not days:
        return ""
    return days_between(days[0], days[-1], material.language)


def days_between(first: date, last: date, language: str) -> str:
    if first == last:
        return formats.day(first, language)
    return _("%(first)s to %(last)s") % {"first": formats.day(first, language), "last": formats.day(last, language)}


def division_path(material: Material) -> str:
    return place_in_text(material.context.station.divisions, material.language)


def supervising_authority(language: str) -> str:
    """The operator's name for it, fit to stand by itself."""
    names = settings.SUPERVISING_AUTHORITY
    name = str(names["en"] if formats.is_english(language) else names["zh-hans"])
    return name[:1].upper() + name[1:]


def authority_in_full(material: Material) -> str:
    """Whose authority it is as well; an operator may have named one that says so already."""
    authority = supervising_authority(material.language)
    divisions = material.context.station.divisions
    names = [material.name(division.name) for division in divisions]
    if any(name and name in authority for name in names):
        return authority
    above = [
        material.name(division.name)
        for division in divisions
        if division.level not in BELOW_COUNTY and not division.is_placeholder
    ]
    return _("%(authority)s of %(division)s") % {"authority": authority, "division": above[-1]} if above else authority


def method(material: Material) -> Section:
    """What the figures rest on, in plain words; the working stands in an attachment."""
    return Section(
        level=1,
        title=_("Basis and method"),
        blocks=tuple(Paragraph(text=text) for text in (library_sentence(material), *method_sentences(material))),
    )


def library_sentence(material: Material) -> str:
    counts = [
        _("%(count)d %(list)s") % {"count": len(material.card.factors_of(quadrant)), "list": quadrant_name(quadrant)}
        for quadrant in Quadrant
    ]
    return _(
        "The assessment uses the factor library, %(edition)s, with %(factors)d factors (%(lists)s) "
        "and %(countermeasures)d countermeasures; the papers that it rests on are listed in %(attachment)s."
    ) % {
        "edition": material.name(material.context.edition_title),
        "factors": len(material.card.factors),
        "lists": material.listed(counts),
        "countermeasures": len(material.card.countermeasures),
        "attachment": attachment_name(SOURCES),
    }


def method_sentences(material: Material) -> tuple[str, ...]:
    cut_offs = material.card.cut_offs
    return (
        _(
            "Each rater says for every strength and opportunity how strongly it holds at the station, from 1 (hardly at "
            "all) to 5 (fully), and for every weakness and threat how severe it is, from 1 (hardly present) to 5 (very "
            "serious), or that the factor is not applicable or cannot be judged. How much a factor matters, again from 1 "
            "to 5, may be added. What was not answered is left out and never counted as zero."
        ),
        magnitude_method(material),
        _(
            "The feasibility index is the strategic strength coefficient: the share of positive strength (opportunities "
            "times strengths) in the sum of positive and negative strength (threats times weaknesses). It lies between "
            "0 and 1, and %(neutral)s is neutral."
        )
        % {"neutral": formats.index(NEUTRAL)},
        verdict_method(cut_offs),
        _(
            "The attractiveness of a countermeasure, from 1 to 4, says how much it uses or answers what weighs at this "
            "station. The result is called provisional where coverage is below %(coverage)s, or below %(quadrant)s in one "
            "of the lists, or where only one rater gave degrees; a weakness or threat is listed as a problem from a degree of %(problem)s. These limits are this "
            "system’s own."
        )
        % {
            "coverage": formats.percent(cut_offs.coverage),
            "quadrant": formats.percent(cut_offs.quadrant_coverage),
            "problem": formats.score(PROBLEM_DEGREE),
        },
    )


def magnitude_method(material: Material) -> str:
    """From degrees to magnitudes, with the source of the weights."""
    if material.texts.weighting == Weighting.RATERS:
        return _(
            "A factor’s degree is the mean over the raters. Weights follow from the importances and add up to 1 in each "
            "of the four lists; the weighted sum of a list is its magnitude. The four magnitudes give the position in the "
            "strategic quadrilateral, and with it the position type."
        )
    method = _(
        "A factor’s degree is the mean over the raters. Weights add up to 1 in each of the four lists; the weighted sum "
        "of a list is its magnitude. The four magnitudes give the position in the strategic quadrilateral, and with it "
        "the position type."
    )
    return material.text([method, weights_sentence(material.texts.weighting)])


def verdict_method(cut_offs: CutOffs) -> str:
    """The words of the verdict and where they begin; the figures between are mirrored."""
    return _(
        "The verdict goes by the confidence P with which the index can be said to lie above %(neutral)s, taken from how "
        "the raters differ: feasible from %(feasible)s, leaning feasible from %(leaning)s, leaning not feasible at "
        "%(against)s or less, not feasible at %(infeasible)s or less, and undetermined between. "
        "With one rater there is no verdict."
    ) % {
        "neutral": formats.index(NEUTRAL),
        "feasible": formats.index(cut_offs.feasible),
        "leaning": formats.index(cut_offs.leaning),
        "against": formats.index(1 - cut_offs.leaning),
        "infeasible": formats.index(1 - cut_offs.feasible),
    }

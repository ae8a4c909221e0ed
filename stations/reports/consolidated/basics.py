"""What the report is about, how far the cycle has come, and how its figures are made."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from stations import formats
from stations.reports.blocks import Block, Column, Paragraph, Section, Table
from stations.reports.consolidated.results import Material
from stations.reports.consolidated.roster import place_of
from stations.reports.material import PROBLEM_DEGREE
from stations.reports.sections.basics import supervising_authority, verdict_method
from stations.rollups import MINIMUM
from stations.rollups.rollup import SEVERE
from stations.scoring.method import CUT_OFFS, NEUTRAL


def basics(material: Material) -> Section:
    sentence = _(
        "This report puts together what the social work stations of %(division)s submitted in the %(cycle)s, which runs "
        "from %(opens)s to %(due)s."
    ) % {
        "division": material.division,
        "cycle": cycle_name(material),
        "opens": formats.day(material.roster.names.opens_on, material.language),
        "due": formats.day(material.roster.names.due_on, material.language),
    }
    return Section(level=1, title=_("Basic facts"), blocks=(Paragraph(text=sentence), facts(material)))


def cycle_name(material: Material) -> str:
    return material.roster.names.name_in(material.language)


def facts(material: Material) -> Table:
    roster = material.roster
    rows = [
        (_("Administrative division"), place_of(roster, material.language)),
        (_("Division code"), roster.own.code),
        (_("Supervising authority"), own_authority(material)),
        (_("Assessment cycle"), cycle_name(material)),
        (_("Edition of the factor library"), material.edition),
        (_("Stations taking part"), str(len(roster.entries))),
        (_("Stations with a result"), str(len(roster.settled))),
        (_("Results as of"), as_of(material)),
        (_("Version of the method"), material.listed(sorted({one.card.method_version for one in material.results}))),
    ]
    return Table(
        caption=_("The division and the cycle"),
        columns=(
            Column(title=pgettext("report", "Item"), width=30),
            Column(title=pgettext("report", "Content"), width=70),
        ),
        rows=tuple((label, value) for label, value in rows if value),
        is_plain=True,
    )


def own_authority(material: Material) -> str:
    """The division's own authority by its full name; an operator may have named one that already says whose it is."""
    authority = supervising_authority(material.language)
    names = [each.name.in_language(material.language) for each in material.roster.divisions]
    if any(name and name in authority for name in names):
        return authority
    return _("%(authority)s of %(division)s") % {"authority": authority, "division": material.division}


def as_of(material: Material) -> str:
    """The day of the newest submission that counts; none where there is none."""
    if not material.results:
        return ""
    return formats.day(timezone.localdate(material.roster.as_of), material.language)


# Completion


def completion(material: Material) -> Section:
    blocks: list[Block] = [Paragraph(text=material.text([completion_sentence(material), moment_sentence(material)]))]
    if material.roster.missing:
        blocks.append(missing_table(material))
    return Section(level=1, title=_("Completion"), blocks=tuple(blocks))


def completion_sentence(material: Material) -> str:
    total, done = len(material.roster.entries), len(material.roster.settled)
    if not total:
        return _("No station of this division takes part in the cycle.")
    if not done:
        return ngettext(
            "%(total)d station takes part; it has no result that counts yet.",
            "%(total)d stations take part; none of them has a result that counts yet.",
            total,
        ) % {"total": total}
    if done == total:
        return ngettext(
            "%(total)d station takes part, and it has submitted its result.",
            "%(total)d stations take part, and all of them have submitted their results.",
            total,
        ) % {"total": total}
    return ngettext(
        "%(total)d stations take part, and %(done)d of them (%(share)s) has submitted its result.",
        "%(total)d stations take part, and %(done)d of them (%(share)s) have submitted their results.",
        done,
    ) % {"total": total, "done": done, "share": formats.percent(done / total)}


def moment_sentence(material: Material) -> str:
    if not material.roster.missing:
        return ""
    if not material.results:
        return _("As soon as a station submits, this report is superseded.")
    return _(
        "What was withdrawn or returned for revision does not count. As soon as another station submits, or one of the "
        "results is replaced, this report is superseded."
    )


def missing_table(material: Material) -> Table:
    return Table(
        caption=_("Stations without a result that counts"),
        columns=(
            Column(title=_("Station code"), width=30),
            Column(title=_("Station"), width=70),
        ),
        rows=tuple((entry.code, entry.name.in_language(material.language)) for entry in material.roster.missing),
    )


# Method


def method(material: Material) -> Section | None:
    """What of the method this report makes use of; None where it has no result to give."""
    if not material.results:
        return None
    texts = [
        _(
            "Each station is assessed by its own people, each of whom judges alone; the four magnitudes, the position type, "
            "the feasibility index ρ (neutral at %(neutral)s) and the verdict are those of the station’s own report, taken "
            "from what it submitted and not computed anew."
        )
        % {"neutral": formats.index(NEUTRAL)},
        verdict_method(CUT_OFFS),
        *([whole_method()] if material.is_enough else []),
        minimum_sentence(),
        _(
            "Stations stand in the order of their codes. They are not ranked: their work, their places and the standards "
            "of their raters differ."
        ),
    ]
    return Section(level=1, title=_("Basis and method"), blocks=tuple(Paragraph(text=text) for text in texts))


def whole_method() -> str:
    """How stations are put together, and in which order problems stand."""
    return _(
        "For many stations together the report gives the median and the quartiles: half of the stations lie between "
        "the two quartiles. Every station counts once, in common weaknesses and threats with the median of its raters’ "
        "degrees. From a median of %(severe)s on a factor is called severe at a station; from a mean of %(problem)s on it "
        "is listed as a problem there. Common weaknesses and threats stand in the order of their medians over the "
        "stations, and those of one median by the share of stations at which they are severe."
    ) % {"severe": formats.score(SEVERE), "problem": formats.score(PROBLEM_DEGREE)}


def minimum_sentence() -> str:
    return _(
        "Distributions, medians and counts over stations are given only once %(minimum)d stations have a result; of fewer "
        "they would tell of single stations and not of the whole."
    ) % {"minimum": MINIMUM}


def absent_sentence(material: Material) -> str:
    """Why there is nothing of the whole, where there are results but too few."""
    return _(
        "Medians, common problems, disputed factors and proposals are given only once %(minimum)d stations have a result; "
        "until then position type, verdict and feasibility index are listed station by station under “%(section)s”."
    ) % {"minimum": MINIMUM, "section": stations_title()}


def stations_title() -> str:
    return _("The stations one by one")

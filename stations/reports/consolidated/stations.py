"""The stations one by one, in the order of their codes: maps, figures, and the reports in which each is told in full."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from stations import formats
from stations.charts.station_maps import StationPoint, station_maps
from stations.charts.svg import Surface
from stations.reports.blocks import Block, Column, Figure, Paragraph, Section, Table
from stations.reports.consolidated.basics import stations_title
from stations.reports.consolidated.picture import quadrant_words
from stations.reports.consolidated.results import Material, StationResult
from stations.reports.document import grouped, number_of
from stations.reports.material import PAPER_FONTS
from stations.reports.rollup_page import RHO
from stations.reports.verdicts import verdict_name
from stations.reports.words import zone_name
from stations.scoring import Quadrant

MOST_DRAWN = 48
"""So many stations are drawn one by one at most, as on the division's page."""
A_FIGURE = 5
WALL = Surface(width=640, font_family=PAPER_FONTS)
"""Wide enough for five maps in a row; a figure is one row, so that a page is filled."""


def stations(material: Material) -> Section | None:
    """None where no station has a result."""
    if not material.results:
        return None
    blocks = [Paragraph(text=introduction(material)), *maps(material), station_table(material)]
    return Section(level=1, title=stations_title(), blocks=tuple(blocks))


def introduction(material: Material) -> str:
    sentences = [
        _(
            "The stations stand in the order of their codes, which is no ranking. What each figure rests on is told in the "
            "station's own report, whose number and check code stand in an annex."
        )
    ]
    if any(is_provisional(result) for result in material.results):
        sentences.append(_("Results marked with * are provisional: one person's view, or with low coverage."))
    return material.text(sentences)


def is_provisional(result: StationResult) -> bool:
    return result.card.is_provisional or result.card.is_one_persons_view


def maps(material: Material) -> Iterator[Block]:
    if len(material.results) > MOST_DRAWN:
        return
    words = quadrant_words(material, _("Positions of the stations"), absent=pgettext("stations", "No position"))
    for start in range(0, len(material.results), A_FIGURE):
        row = [point(material, result) for result in material.results[start : start + A_FIGURE]]
        codes = formats.span(row[0].code, row[-1].code, material.language)
        yield Figure(
            drawing=station_maps(row, words=words, surface=WALL),
            caption=_("Positions of the stations, all on one scale: %(codes)s") % {"codes": codes},
        )


def point(material: Material, result: StationResult) -> StationPoint:
    place = result.card.position
    return StationPoint(code=result.code, name=material.station(result), x=place.x, y=place.y)


def station_table(material: Material) -> Table:
    return Table(
        caption=_("Stations in the order of their codes"),
        columns=(
            Column(title=_("Station"), width=28),
            Column(title=_("Position type"), width=15),
            *(Column(title=quadrant.value, width=8, holds="number") for quadrant in Quadrant),
            Column(title="ρ", width=8, holds="number"),
            Column(title=_("Verdict"), width=17),
        ),
        rows=tuple(station_row(material, result) for result in material.results),
    )


def station_row(material: Material, result: StationResult) -> tuple[str, ...]:
    card = result.card
    return (
        f"{named(material, result)}{'*' if is_provisional(result) else ''}",
        zone_name(result.zone),
        *(formats.score(card.quadrant(quadrant).magnitude) for quadrant in Quadrant),
        formats.index(result.figures.get(RHO)),
        verdict_name(card.verdict),
    )


def named(material: Material, result: StationResult) -> str:
    return f"{result.code} {material.station(result)}"


# Annexes


def annexes(material: Material) -> list[Section]:
    if not material.results:
        return []
    return [
        Section(level=1, title=_("Reports on which this one rests"), blocks=(report_table(material),)),
        Section(level=1, title=_("Positions, raters and coverage"), blocks=(coverage_table(material),)),
    ]


def report_table(material: Material) -> Table:
    return Table(
        caption=_("Reports in order of the stations' codes"),
        columns=(
            Column(title=_("Station"), width=22),
            Column(title=_("Report number"), width=34),
            Column(title=_("Check code"), width=24),
            Column(title=_("Recorded on"), width=20),
        ),
        rows=tuple(
            (
                named(material, result),
                number_of(result.context),
                grouped(result.digest),
                formats.day(timezone.localdate(result.context.taken_at), material.language),
            )
            for result in material.results
        ),
    )


def coverage_table(material: Material) -> Table:
    return Table(
        caption=_("Positions, raters and coverage in order of the stations' codes"),
        columns=(
            Column(title=_("Station"), width=44),
            Column(title="X", width=14, holds="number"),
            Column(title="Y", width=14, holds="number"),
            Column(title=_("Number of raters"), width=14, holds="number"),
            Column(title=_("Coverage"), width=14, holds="number"),
        ),
        rows=tuple(
            (
                named(material, result),
                formats.index(result.card.position.x),
                formats.index(result.card.position.y),
                str(result.card.judging_rater_count),
                formats.percent(result.card.coverage.share),
            )
            for result in material.results
        ),
    )

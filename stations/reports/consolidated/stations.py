"""The stations one by one, in the order of their codes: maps, figures, and the reports in which each is told in full."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from stations import formats
from stations.charts.station_maps import StationPoint, station_maps
from stations.charts.svg import Surface
from stations.reports.blocks import Block, Column, Figure, Paragraph, Section, Table
from stations.reports.consolidated.basics import stations_title
from stations.reports.consolidated.picture import quadrant_words, verdict_word
from stations.reports.consolidated.results import Material, StationResult
from stations.reports.document import grouped, number_of
from stations.reports.material import PAPER_FONTS
from stations.reports.rollup_page import RHO
from stations.reports.words import zone_name
from stations.scoring import Quadrant

MOST_DRAWN = 48
"""So many stations are drawn one by one at most, as on the division's page."""
WIDTHS = {"en": (17, 32, 20, 22, 9), "zh-hans": (20, 32, 20, 20, 8)}
"""So that code, name, type and verdict of usual length stand in one line each."""
REPORT_WIDTHS = {"en": (30, 28, 22, 20), "zh-hans": (26, 30, 24, 20)}
"""So that a name of usual length, a number, a code and a day stand in one line each."""
QUADRANTS = tuple(quadrant.value for quadrant in Quadrant)
A_FIGURE = 5
WALL = Surface(width=640, font_family=PAPER_FONTS)
"""Wide enough for five maps in a row; a figure is one row, so that a page is filled."""


def stations(material: Material) -> Section | None:
    """None where no station has a result."""
    if not material.results:
        return None
    blocks = [Paragraph(text=introduction()), *maps(material), *mark_note(material), station_table(material)]
    return Section(level=1, title=stations_title(), blocks=tuple(blocks))


def introduction() -> str:
    return _(
        "The stations stand in the order of their codes, which is no ranking. What each figure rests on is told in the "
        "station’s own report, whose number and check code stand in an annex; the four magnitudes stand there too."
    )


def mark_note(material: Material) -> list[Block]:
    """At the table, which is where the mark is looked up."""
    if not any(is_provisional(result) for result in material.results):
        return []
    text = _("Results marked with * are provisional: one person’s view, or with low coverage.")
    return [Paragraph(text=text, role="lead")]


def is_provisional(result: StationResult) -> bool:
    return result.card.is_provisional or result.card.is_one_persons_view


def mark(result: StationResult) -> str:
    return "*" if is_provisional(result) else ""


def maps(material: Material) -> Iterator[Block]:
    if len(material.results) > MOST_DRAWN:
        return
    words = quadrant_words(material, _("Positions of the stations"), absent=pgettext("stations", "No position"))
    for start in range(0, len(material.results), A_FIGURE):
        row = [point(material, result) for result in material.results[start : start + A_FIGURE]]
        yield Figure(drawing=station_maps(row, words=words, surface=WALL), caption=map_caption(row, material.language))


def map_caption(row: list[StationPoint], language: str) -> str:
    codes = {"codes": formats.span(row[0].code, row[-1].code, language)}
    if any(each.mark for each in row):
        return (
            ngettext(
                "Position of the station %(codes)s (* provisional)",
                "Positions of the stations, all on one scale: %(codes)s (* provisional)",
                len(row),
            )
            % codes
        )
    return (
        ngettext(
            "Position of the station %(codes)s", "Positions of the stations, all on one scale: %(codes)s", len(row)
        )
        % codes
    )


def point(material: Material, result: StationResult) -> StationPoint:
    place = result.card.position
    return StationPoint(code=result.code, name=material.station(result), x=place.x, y=place.y, mark=mark(result))


def station_table(material: Material) -> Table:
    code, name, zone, verdict, index = WIDTHS["en" if formats.is_english(material.language) else "zh-hans"]
    return Table(
        caption=_("Stations in the order of their codes"),
        columns=(
            Column(title=_("Station code"), width=code),
            Column(title=_("Station"), width=name),
            Column(title=_("Position type"), width=zone),
            Column(title=_("Verdict"), width=verdict),
            Column(title="ρ", width=index, holds="number"),
        ),
        rows=tuple(station_row(material, result) for result in material.results),
    )


def station_row(material: Material, result: StationResult) -> tuple[str, ...]:
    return (
        f"{result.code}{mark(result)}",
        material.station(result),
        zone_name(result.zone),
        verdict_word(result.card.verdict),
        formats.index(result.figures.get(RHO)),
    )


# Annexes


def annexes(material: Material) -> list[Section]:
    if not material.results:
        return []
    return [
        Section(level=1, title=_("Reports on which this one rests"), blocks=(report_table(material),)),
        Section(level=1, title=_("Magnitudes, positions, raters and coverage"), blocks=(coverage_table(material),)),
    ]


def report_table(material: Material) -> Table:
    """A station's code stands in its report's number."""
    station, number, code, day = REPORT_WIDTHS["en" if formats.is_english(material.language) else "zh-hans"]
    return Table(
        caption=_("Reports in order of the stations’ codes"),
        columns=(
            Column(title=_("Station"), width=station),
            Column(title=_("Report number"), width=number),
            Column(title=_("Check code"), width=code),
            Column(title=_("Recorded on"), width=day),
        ),
        rows=tuple(
            (
                material.station(result),
                number_of(result.context),
                grouped(result.digest),
                formats.day(timezone.localdate(result.context.taken_at), material.language),
            )
            for result in material.results
        ),
    )


def coverage_table(material: Material) -> Table:
    return Table(
        caption=_("Magnitudes, positions, raters and coverage in order of the stations’ codes"),
        columns=(
            Column(title=_("Station code"), width=24),
            *(Column(title=figure, width=8, holds="number") for figure in (*QUADRANTS, "X", "Y")),
            Column(title=_("Number of raters"), width=14, holds="number"),
            Column(title=_("Coverage"), width=14, holds="number"),
        ),
        rows=tuple(
            (
                f"{result.code}{mark(result)}",
                *(formats.score(result.card.quadrant(quadrant).magnitude) for quadrant in Quadrant),
                formats.index(result.card.position.x),
                formats.index(result.card.position.y),
                str(result.card.judging_rater_count),
                formats.percent(result.card.coverage.share),
            )
            for result in material.results
        ),
    )

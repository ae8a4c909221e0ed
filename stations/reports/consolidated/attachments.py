"""What lies in the file beside its pages: the figures of every station for programs, and the tables as a workbook."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from stations.reports.blocks import Attachment
from stations.reports.consolidated.picture import verdict_word
from stations.reports.consolidated.results import FIGURES, Material, StationResult
from stations.reports.consolidated.stations import is_provisional
from stations.reports.document import grouped, number_of
from stations.reports.rollup_page import FIGURE_OF, RHO, figure_names
from stations.reports.spreadsheet import XLSX, Row, steady, workbook
from stations.reports.words import zone_name
from stations.scoring import Quadrant, canonical_json
from stations.scoring.vocabulary import ADVERSE

SCHEMA = "swot-consolidated/1"


def attachments_of(material: Material) -> tuple[Attachment, ...]:
    return (
        Attachment(
            name="stations.json",
            description=_("The results of the stations, from which the figures of this report can be computed again"),
            content=canonical_json(plain(material)).encode(),
            content_type="application/json",
            created=material.roster.as_of,
            relationship="Source",
        ),
        Attachment(
            name="tables.xlsx",
            description=_("The stations’ figures and medians at full precision"),
            content=workbook_of(material),
            content_type=XLSX,
            created=material.roster.as_of,
            relationship="Data",
        ),
    )


# For programs: no word of any language but names


def plain(material: Material) -> dict[str, Any]:
    roster = material.roster
    return {
        "schema": SCHEMA,
        "division": {"code": roster.own.code, "name": roster.own.name.zh_hans, "name_en": roster.own.name.en},
        "cycle": {
            "kind": roster.names.kind,
            "year": roster.names.year,
            "quarter": roster.names.quarter,
            "opens_on": roster.names.opens_on.isoformat(),
            "due_on": roster.names.due_on.isoformat(),
            "opener": roster.names.opener,
        },
        "stations": [plain_station(result) for result in material.results],
        "without_result": [entry.code for entry in roster.missing],
    }


def plain_station(result: StationResult) -> dict[str, Any]:
    card, station = result.card, result.context.station
    return {
        "code": station.code,
        "name": station.name.zh_hans,
        "name_en": station.name.en,
        "check_code": grouped(result.digest),
        "edition": result.context.edition_code,
        "method_version": card.method_version,
        "taken_at": result.context.taken_at.isoformat(),
        "raters": card.judging_rater_count,
        "coverage": card.coverage.share,
        "is_provisional": is_provisional(result),
        "figures": {figure: result.figures.get(figure) for figure in FIGURES},
        "zone": result.zone or None,
        "verdict": card.verdict.value if card.verdict else None,
        "medians": {factor.code: factor.median for factor in card.factors},
        "problems": result.problems,
        "disputed": result.disputed,
        "leading_countermeasures": result.leading,
        "previous": plain_previous(result),
    }


def plain_previous(result: StationResult) -> dict[str, Any] | None:
    previous = result.previous
    if previous is None:
        return None
    figures = {figure: getattr(previous, figure) for figure in FIGURES}
    return {"kind": previous.cycle.kind, "year": previous.cycle.year, "quarter": previous.cycle.quarter} | {
        "figures": figures,
        "zone": previous.zone or None,
    }


# For people


def workbook_of(material: Material) -> bytes:
    tables: dict[str, list[Row]] = {
        _("Stations"): [station_head(), *station_rows(material)],
        _("Weaknesses and threats"): [severity_head(material), *severity_rows(material)],
        _("Medians"): [median_head(), *median_rows(material)],
        _("Without a result"): [
            (_("Station code"), _("Station")),
            *((entry.code, entry.name.in_language(material.language)) for entry in material.roster.missing),
        ],
    }
    return steady(workbook(tables, material.roster.as_of))


def station_head() -> Row:
    return (
        _("Station code"),
        _("Station"),
        _("Report number"),
        _("Check code"),
        *(quadrant.value for quadrant in Quadrant),
        "X",
        "Y",
        "ρ",
        _("Position type"),
        _("Verdict"),
        _("Number of raters"),
        _("Coverage"),
    )


def station_rows(material: Material) -> Iterator[Row]:
    for result in material.results:
        card = result.card
        yield (
            result.code,
            material.station(result),
            number_of(result.context),
            grouped(result.digest),
            *(card.quadrant(quadrant).magnitude for quadrant in Quadrant),
            card.position.x,
            card.position.y,
            result.figures.get(RHO),
            zone_name(result.zone),
            verdict_word(card.verdict),
            card.judging_rater_count,
            card.coverage.share,
        )


def weighing_codes(material: Material) -> list[str]:
    return [code for code, text in material.texts.factors.items() if text.quadrant in ADVERSE]


def severity_head(material: Material) -> Row:
    return (_("Station code"), *weighing_codes(material))


def severity_rows(material: Material) -> Iterator[Row]:
    """Each station's medians; an empty cell is a factor that nobody there gave a degree."""
    codes = weighing_codes(material)
    for result in material.results:
        medians = {factor.code: factor.median for factor in result.card.factors}
        yield (result.code, *(medians.get(code) for code in codes))


def median_head() -> Row:
    return (pgettext("report", "Figure"), _("Lower quartile"), _("Median"), _("Upper quartile"), _("Stations"))


def median_rows(material: Material) -> Iterator[Row]:
    """Of fewer than five stations there is nothing."""
    names = dict(figure_names())
    for figure in (*FIGURE_OF.values(), RHO):
        if cuts := material.whole.figures.get(figure):
            yield names[figure], cuts.lower, cuts.median, cuts.upper, cuts.count

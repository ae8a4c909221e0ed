"""A roll-up as drawings and tables for a page: completion, types, quartiles, severities, over children and cycles."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from stations import formats
from stations.charts.cycle_lines import CycleWords, cycle_lines
from stations.charts.marks import Pattern
from stations.charts.quartile_boxes import BoxedDivision, quartile_boxes
from stations.charts.stacked_bars import Kind, StackedBar, stacked_bars
from stations.charts.station_maps import StationPoint, station_maps
from stations.charts.svg import SCREEN, Drawing
from stations.charts.words import QuadrantWords, Words
from stations.enums import AssessmentState, StrategyZone
from stations.models import Factor, Result
from stations.models.quartiles import Quartiles
from stations.reports.drawings import box_words, quadrants
from stations.rollups import Completion, CycleSeries, Part, Rollup, Weight
from stations.scoring import Quadrant
from stations.scoring.vocabulary import ADVERSE

FIGURE_OF = {
    Quadrant.STRENGTHS: "strengths",
    Quadrant.WEAKNESSES: "weaknesses",
    Quadrant.OPPORTUNITIES: "opportunities",
    Quadrant.THREATS: "threats",
}
RHO = "strength_coefficient"
ZONE_PATTERNS = {
    StrategyZone.SO: Pattern.SOLID,
    StrategyZone.WO: Pattern.PLAIN,
    StrategyZone.ST: Pattern.RISING,
    StrategyZone.WT: Pattern.FALLING,
}
STATE_PATTERNS = {
    AssessmentState.DRAFT: Pattern.PLAIN,
    AssessmentState.SUBMITTED: Pattern.RISING,
    AssessmentState.RETURNED: Pattern.FALLING,
    AssessmentState.APPROVED: Pattern.SOLID,
}
TOP = 5

Columns = tuple[tuple[str, str], ...]
Cells = list[list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing with its numbers, or a table alone where there is nothing to draw."""

    caption: str
    columns: Columns
    rows: Cells
    svg: Drawing | None = None
    note: str = ""


def columns(first: str, *further: str) -> Columns:
    return ((first, "text"), *((label, "number") for label in further))


def words(title: str) -> QuadrantWords:
    return QuadrantWords(
        title=title,
        absent=pgettext("stations", "Too few stations"),
        language=get_language() or "zh-hans",
        quadrants=quadrants(),
    )


# Completion


def completion_picture(parts: Sequence[Completion], cycle: str) -> Picture:
    states = list(AssessmentState)
    title = _("Progress of %(cycle)s") % {"cycle": cycle}
    bars = [StackedBar(name=part.name, counts=[part.states.get(state, 0) for state in states]) for part in parts]
    kinds = [Kind(name=str(state.label), pattern=STATE_PATTERNS[state]) for state in states]
    plain = Words(title=title, absent=_("No station takes part."), language=get_language() or "zh-hans")
    return Picture(
        caption=title,
        svg=stacked_bars(bars, kinds, words=plain, surface=SCREEN),
        columns=columns(_("Division"), *(str(state.label) for state in states)),
        rows=[[bar.name, *(str(count) for count in bar.counts)] for bar in bars],
    )


# Latest results


def rollup_pictures(rollup: Rollup, results: Sequence[Result]) -> list[Picture]:
    """All that may be shown; `results` are the stations' own, where they are few enough to be drawn one by one."""
    parts = [rollup.whole, *(part for part in rollup.parts if part.is_shown)]
    found = [zone_picture(parts), figure_picture(rollup.whole), box_picture(parts)]
    found += [weight_picture(rollup, quadrant) for quadrant in ADVERSE]
    if len(parts) > 1:
        found.append(weights_by_part(rollup, parts))
    if results:
        found.append(station_picture(results))
    return found


def zone_picture(parts: Sequence[Part]) -> Picture:
    title = _("Position types of the stations")
    labels = [*((zone.value, str(zone.label), pattern) for zone, pattern in ZONE_PATTERNS.items())]
    labels.append(("", pgettext("stations", "No position"), Pattern.EMPTY))
    bars = [
        StackedBar(name=part.name, counts=[part.zones.get(zone, 0) for zone, _label, _pattern in labels])
        for part in parts
    ]
    kinds = [Kind(name=label, pattern=pattern) for _zone, label, pattern in labels]
    return Picture(
        caption=title,
        svg=stacked_bars(bars, kinds, words=words(title), surface=SCREEN),
        columns=columns(_("Division"), *(kind.name for kind in kinds)),
        rows=[[bar.name, *(str(count) for count in bar.counts)] for bar in bars],
    )


def figure_names() -> list[tuple[str, str]]:
    return [*((FIGURE_OF[each], f"{each.value} {label}") for each, label in quadrants().items()), (RHO, _("Index ρ"))]


def figure_picture(whole: Part) -> Picture:
    return Picture(
        caption=_("Medians and quartiles"),
        columns=columns(_("Figure"), _("Lower quartile"), _("Median"), _("Upper quartile"), _("Stations")),
        rows=[[name, *cuts_cells(whole.figures.get(figure), figure)] for figure, name in figure_names()],
        note=_("Half of the stations lie between the two quartiles."),
    )


def cuts_cells(cuts: Quartiles | None, figure: str) -> list[str]:
    if cuts is None:
        return [formats.DASH] * 4
    write = formats.index if figure == RHO else formats.score
    return [write(cuts.lower), write(cuts.median), write(cuts.upper), str(cuts.count)]


def box_picture(parts: Sequence[Part]) -> Picture:
    title = _("Strengths, weaknesses, opportunities and threats: median and middle half")
    boxes = [
        BoxedDivision(
            code=part.code,
            name=part.name,
            quartiles={
                quadrant: (cuts.lower, cuts.median, cuts.upper)
                for quadrant, figure in FIGURE_OF.items()
                if (cuts := part.figures.get(figure))
            },
        )
        for part in parts
    ]
    return Picture(
        caption=title,
        svg=quartile_boxes(boxes, words=box_words(title, get_language() or "zh-hans"), surface=SCREEN),
        columns=columns(_("Division"), *(name for _figure, name in figure_names())),
        rows=[[part.name, *(median_cell(part, figure) for figure, _name in figure_names())] for part in parts],
    )


def median_cell(part: Part, figure: str) -> str:
    cuts = part.figures.get(figure)
    return (formats.index if figure == RHO else formats.score)(cuts.median if cuts else None)


# Severities


def titles(codes: Sequence[str]) -> dict[str, str]:
    """Each factor as the newest edition that has it calls it."""
    factors = Factor.objects.filter(code__in=codes, edition__published_at__isnull=False)
    return {factor.code: factor.title for factor in factors.order_by("edition__published_at")}


def weight_picture(rollup: Rollup, quadrant: Quadrant) -> Picture:
    weights = rollup.severest(quadrant)
    named = titles([weight.code for weight in weights])
    captions = {
        Quadrant.WEAKNESSES: _("The most severe weaknesses, factor by factor"),
        Quadrant.THREATS: _("The most severe threats, factor by factor"),
    }
    return Picture(
        caption=captions[quadrant],
        columns=columns(_("Factor"), _("Median"), _("Lower quartile"), _("Upper quartile"), _("Severe"), _("Stations")),
        rows=[[f"{weight.code} {named.get(weight.code, '')}".strip(), *weight_cells(weight)] for weight in weights],
        note=_("Each station counts with the median of its raters. Severe: a median of at least 4."),
    )


def weight_cells(weight: Weight) -> list[str]:
    cuts = weight.quartiles
    figures = [formats.score(value) for value in (cuts.median, cuts.lower, cuts.upper)]
    return [*figures, formats.percent(weight.severe_share), str(cuts.count)]


def heaviest(rollup: Rollup) -> list[Weight]:
    return [weight for quadrant in ADVERSE for weight in rollup.severest(quadrant)[:TOP]]


def weights_by_part(rollup: Rollup, parts: Sequence[Part]) -> Picture:
    weights = heaviest(rollup)
    return Picture(
        caption=_("The most severe weaknesses and threats in each division: medians"),
        columns=columns(_("Division"), *(weight.code for weight in weights)),
        rows=[[part.name, *(part_median(part, weight.code) for weight in weights)] for part in parts],
    )


def part_median(part: Part, code: str) -> str:
    weight = part.weights.get(code)
    return formats.score(weight.quartiles.median if weight else None)


# Stations one by one


def station_picture(results: Sequence[Result]) -> Picture:
    title = _("Stations in the order of their codes")
    points = [station_point(result) for result in results]
    zones = {result.station.code: result.get_zone_display() or formats.DASH for result in results}
    return Picture(
        caption=title,
        svg=station_maps(points, words=words(title), surface=SCREEN),
        columns=columns(_("Station"), _("Position type")),
        rows=[[f"{point.code} {point.name}", zones[point.code]] for point in points],
    )


def station_point(result: Result) -> StationPoint:
    strengths, weaknesses = result.strengths, result.weaknesses
    opportunities, threats = result.opportunities, result.threats
    x = None if strengths is None or weaknesses is None else (strengths - weaknesses) / 4
    y = None if opportunities is None or threats is None else (opportunities - threats) / 4
    return StationPoint(code=result.station.code, name=str(result.station), x=x, y=y)


# Over the cycles


def series_pictures(series: CycleSeries) -> list[Picture]:
    parts = series.parts
    title = _("Medians over the cycles")
    names = quadrants()
    lines = {
        quadrant: [cuts.median if (cuts := part.figures.get(figure)) else None for part in parts]
        for quadrant, figure in FIGURE_OF.items()
    }
    line_words = CycleWords(
        title=title,
        absent=pgettext("stations", "Too few stations"),
        language=get_language() or "zh-hans",
        quadrants=names,
    )
    medians = Picture(
        caption=title,
        svg=cycle_lines([part.name for part in parts], lines, words=line_words, surface=SCREEN),
        columns=columns(_("Assessment cycle"), *(name for _figure, name in figure_names()), _("Stations")),
        rows=[
            [part.name, *(median_cell(part, figure) for figure, _name in figure_names()), str(part.count)]
            for part in parts
        ],
    )
    return [medians, zone_picture([part for part in parts if part.is_shown]), weights_over(parts)]


def weights_over(parts: Sequence[Part]) -> Picture:
    codes = sorted({code for part in parts for code in part.weights})
    named = titles(codes)
    return Picture(
        caption=_("Weaknesses and threats over the cycles: medians"),
        columns=columns(_("Factor"), *(part.name for part in parts)),
        rows=[
            [f"{code} {named.get(code, '')}".strip(), *(part_median(part, code) for part in parts)] for code in codes
        ],
    )

"""The stations together: position types, magnitudes and index, verdicts."""

from collections import Counter
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from stations import formats
from stations.charts.marks import Pattern
from stations.charts.quartile_boxes import BoxedDivision, quartile_boxes
from stations.charts.stacked_bars import Kind, StackedBar, stacked_bars
from stations.charts.svg import Drawing, Surface
from stations.charts.words import QuadrantWords
from stations.enums import StrategyZone
from stations.models.quartiles import Quartiles
from stations.reports.blocks import Block, Column, Figure, Paragraph, Section, Table
from stations.reports.consolidated.basics import absent_sentence
from stations.reports.consolidated.results import Material
from stations.reports.drawings import box_words, quadrants
from stations.reports.material import PAPER, PAPER_FONTS
from stations.reports.rollup_page import FIGURE_OF, RHO, ZONE_PATTERNS, cuts_cells, figure_names
from stations.reports.verdicts import verdict_name
from stations.reports.words import with_figure
from stations.scoring import Verdict
from stations.scoring.method import NEUTRAL

SMALL = Surface(width=360, font_family=PAPER_FONTS)


def picture(material: Material) -> list[Section]:
    """Nothing where there is no result; the part on completion has said so."""
    if not material.results:
        return []
    title = _("Results of the stations together")
    if not material.is_enough:
        return [Section(level=1, title=title, blocks=(Paragraph(text=absent_sentence(material)),))]
    return [
        Section(level=1, title=title),
        Section(level=2, title=_("Position types"), blocks=tuple(zone_blocks(material))),
        Section(level=2, title=_("Magnitudes and feasibility index"), blocks=tuple(figure_blocks(material))),
        Section(level=2, title=_("Verdicts"), blocks=tuple(verdict_blocks(material))),
    ]


def quadrant_words(material: Material, title: str, absent: str = "") -> QuadrantWords:
    return QuadrantWords(
        title=title,
        absent=absent or pgettext("stations", "Too few stations"),
        language=material.language,
        quadrants=quadrants(),
    )


def share_of(count: int, total: int) -> str:
    return _("%(count)d (%(share)s)") % {"count": count, "share": formats.percent(count / total)}


# Position types


def zone_kinds(material: Material) -> list[tuple[str, Kind]]:
    """The types, and what is without one where there is such a station."""
    kinds = [(zone.value, Kind(name=str(zone.label), pattern=ZONE_PATTERNS[zone])) for zone in StrategyZone]
    without = [("", Kind(name=_("No position type"), pattern=Pattern.EMPTY))]
    return [*kinds, *(without if material.whole.zones.get("") else [])]


def zone_blocks(material: Material) -> list[Block]:
    counts, total = material.whole.zones, material.whole.count
    first = Paragraph(text=zone_sentence(material))
    if not placed_count(material):
        return [first]
    return [
        first,
        Figure(drawing=zone_drawing(material), caption=_("Position types of the stations")),
        Table(
            caption=_("Stations of each position type"),
            columns=(
                Column(title=_("Position type"), width=62),
                Column(title=_("Stations"), width=38, holds="number"),
            ),
            rows=tuple((kind.name, share_of(counts.get(zone, 0), total)) for zone, kind in zone_kinds(material)),
        ),
    ]


def placed_count(material: Material) -> int:
    return sum(count for zone, count in material.whole.zones.items() if zone)


def zone_sentence(material: Material) -> str:
    """The most frequent types, and how many stations have none."""
    without = material.whole.count - placed_count(material)
    if not placed_count(material):
        return _("At none of the %(total)d stations could a position type be determined.") % {"total": without}
    told = ngettext("%(count)d station has no position type.", "%(count)d stations have no position type.", without) % {
        "count": without
    }
    return material.text([most_frequent_sentence(material), told if without else ""])


def most_frequent_sentence(material: Material) -> str:
    counts = {zone: count for zone, count in material.whole.zones.items() if zone}
    most = max(counts.values())
    names = [kind.name for zone, kind in zone_kinds(material) if counts.get(zone) == most]
    words = {"zones": material.listed(names), "count": most, "total": material.whole.count}
    if len(names) == 1:
        return _("The most frequent position type is %(zones)s: %(count)d of %(total)d stations.") % words
    return _("The most frequent position types are %(zones)s, tied at %(count)d of %(total)d stations each.") % words


def zone_drawing(material: Material) -> Drawing:
    kinds = zone_kinds(material)
    bar = StackedBar(name=material.whole.name, counts=[material.whole.zones.get(zone, 0) for zone, _kind in kinds])
    words = quadrant_words(material, _("Position types of the stations"))
    return stacked_bars([bar], [kind for _zone, kind in kinds], words=words, surface=PAPER.wide)


# Magnitudes and index


def figure_blocks(material: Material) -> list[Block]:
    cuts = material.whole.figures
    rows = [(name, *cuts_cells(cuts.get(figure), figure)) for figure, name in figure_names()]
    return [
        Paragraph(text=material.text([median_sentence(material), side_sentence(material)])),
        Figure(drawing=box_drawing(material), caption=_("Median and middle half of the stations")),
        Table(
            caption=_("Medians and quartiles"),
            columns=(
                Column(title=pgettext("report", "Figure"), width=32),
                Column(title=_("Lower quartile"), width=17, holds="number"),
                Column(title=_("Median"), width=17, holds="number"),
                Column(title=_("Upper quartile"), width=17, holds="number"),
                Column(title=_("Stations"), width=17, holds="number"),
            ),
            rows=tuple(rows),
        ),
    ]


def median_sentence(material: Material) -> str:
    cuts = material.whole.figures
    told = [
        with_figure(label, formats.score(cuts[figure].median))
        for quadrant, label in quadrants().items()
        if (figure := FIGURE_OF[quadrant]) in cuts
    ]
    return _("The medians are: %(medians)s.") % {"medians": material.listed(told)} if told else ""


def side_sentence(material: Material) -> str:
    """How many stations lie above neutral, and where the middle half is."""
    cuts = material.whole.figures.get(RHO)
    if cuts is None:
        return ""
    above = sum(result.figures.get(RHO, 0) > NEUTRAL for result in material.results)
    return _(
        "The median of the feasibility index is %(median)s (middle half %(span)s); at %(above)d of %(count)d stations it "
        "lies above the neutral value of %(neutral)s."
    ) % {
        "median": formats.index(cuts.median),
        "span": formats.span(formats.index(cuts.lower), formats.index(cuts.upper), material.language),
        "above": above,
        "count": cuts.count,
        "neutral": formats.index(NEUTRAL),
    }


def box_drawing(material: Material) -> Drawing:
    box = boxed(material.whole.code, material.whole.name, material.whole.figures)
    title = _("Strengths, weaknesses, opportunities and threats: median and middle half")
    return quartile_boxes([box], words=box_words(title, material.language), surface=SMALL)


def boxed(code: str, name: str, figures: Mapping[str, Quartiles]) -> BoxedDivision:
    return BoxedDivision(
        code=code,
        name=name,
        quartiles={
            quadrant: (cuts.lower, cuts.median, cuts.upper)
            for quadrant, figure in FIGURE_OF.items()
            if (cuts := figures.get(figure))
        },
    )


# Verdicts


def verdict_blocks(material: Material) -> list[Block]:
    counts = Counter(result.card.verdict for result in material.results)
    total = len(material.results)
    rows = [(verdict_name(verdict), share_of(counts[verdict], total)) for verdict in Verdict]
    if counts[None]:
        rows.append((verdict_word(None), share_of(counts[None], total)))
    return [
        Paragraph(text=verdict_sentence(counts[None], material)),
        Table(
            caption=_("Stations of each verdict"),
            columns=(
                Column(title=_("Verdict"), width=62),
                Column(title=_("Stations"), width=38, holds="number"),
            ),
            rows=tuple(rows),
        ),
    ]


def verdict_word(verdict: Verdict | None) -> str:
    """As everywhere in this report, in words where there is none."""
    return verdict_name(verdict) if verdict else _("No verdict")


def verdict_sentence(without: int, material: Material) -> str:
    first = _(
        "A verdict says how sure it is that a station’s index lies above neutral, and nothing of how good its work is."
    )
    if not without:
        return first
    return material.text(
        [
            first,
            _("Stations without a verdict: %(count)d; one rater alone, or lists without degrees, carry none.")
            % {"count": without},
        ]
    )

"""Against the last cycle: each station beside its own earlier result, so that the same stations are compared."""

from collections.abc import Mapping
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from stations import formats
from stations.charts.quartile_boxes import quartile_boxes
from stations.charts.svg import Drawing, Surface
from stations.models.quartiles import Quartiles
from stations.reports.blocks import Block, Column, Figure, Paragraph, Section, Table
from stations.reports.consolidated.basics import cycle_name
from stations.reports.consolidated.picture import boxed
from stations.reports.consolidated.results import FIGURES, Material, StationResult, quartiles_of_each
from stations.reports.drawings import box_words
from stations.reports.material import PAPER_FONTS
from stations.reports.rollup_page import FIGURE_OF, RHO, figure_names
from stations.rollups import MINIMUM
from stations.scorecards import CycleEntry
from stations.scoring.method import TOLERANCE

PAIR = Surface(width=560, font_family=PAPER_FONTS)
Pairs = list[tuple[float, float]]
"""A figure then and now, a pair for each station that has both."""


def change(material: Material) -> Section | None:
    """None where no station has a result at all."""
    if not material.results:
        return None
    return Section(level=1, title=_("Against the last cycle"), blocks=tuple(change_blocks(material)))


def change_blocks(material: Material) -> list[Block]:
    found = material.compared
    if not found:
        return [Paragraph(text=_("No station has a result from an earlier cycle to compare with."))]
    if len(found) < MINIMUM:
        return [Paragraph(text=few_sentence(len(found)))]
    compared = pairs_by_figure(material)
    first = [subject_sentence(material), zone_sentence(found), "" if compared else incomparable_sentence()]
    return [Paragraph(text=material.text(first)), *(change_pictures(material, compared) if compared else [])]


def change_pictures(material: Material, compared: Mapping[str, Pairs]) -> list[Block]:
    caption = _("Median and middle half of the same stations, then and now")
    return [Figure(drawing=pair_drawing(material, compared), caption=caption), change_table(compared)]


def few_sentence(count: int) -> str:
    return ngettext(
        "%(count)d station has a result from an earlier cycle; changes are given only once %(minimum)d stations have one.",
        "%(count)d stations have a result from an earlier cycle; changes are given only once %(minimum)d stations have one.",
        count,
    ) % {"count": count, "minimum": MINIMUM}


def incomparable_sentence() -> str:
    return _("No figure could be computed in both cycles at %(minimum)d stations or more.") % {"minimum": MINIMUM}


def earlier_cycles(material: Material) -> list[CycleEntry]:
    """The cycles that stations had their earlier result in, the newest first."""
    found = {result.previous.cycle for result in material.compared if result.previous}
    return sorted(found, key=lambda cycle: cycle.opens_on, reverse=True)


def earlier_name(material: Material) -> str:
    names = dict.fromkeys(cycle.name_in(material.language) for cycle in earlier_cycles(material))
    return material.listed(list(names))


def subject_sentence(material: Material) -> str:
    return _(
        "%(count)d of the stations with a result had one in an earlier cycle (%(cycles)s). Each is compared with its own, as "
        "it stood when the station submitted this time; the others are left out here."
    ) % {"count": len(material.compared), "cycles": earlier_name(material)}


def zone_sentence(found: tuple[StationResult, ...]) -> str:
    placed = [(result.previous.zone, result.zone) for result in found if result.previous]
    both = [(before, now) for before, now in placed if before and now]
    if len(both) < MINIMUM:
        return ""
    return _("The position type has changed at %(changed)d of %(count)d stations.") % {
        "changed": sum(before != now for before, now in both),
        "count": len(both),
    }


def figures_before(result: StationResult) -> Mapping[str, float]:
    """The earlier figures by the names that they bear now."""
    previous = result.previous
    if previous is None:
        return {}
    found = {figure: getattr(previous, figure) for figure in (*FIGURE_OF.values(), RHO)}
    return {figure: value for figure, value in found.items() if value is not None}


def pairs_of(material: Material, figure: str) -> Pairs:
    """Then and now, of the stations that have both."""
    both = [(figures_before(result), result.figures) for result in material.compared]
    return [(before[figure], now[figure]) for before, now in both if figure in before and figure in now]


def pairs_by_figure(material: Material) -> dict[str, Pairs]:
    """What there are enough stations for, so that drawing and table tell of the same ones."""
    found = {figure: pairs_of(material, figure) for figure in FIGURES}
    return {figure: pairs for figure, pairs in found.items() if len(pairs) >= MINIMUM}


def pair_drawing(material: Material, compared: Mapping[str, Pairs]) -> Drawing:
    title = _("The same stations in the last cycle and in this one: median and middle half")
    boxes = [
        boxed("", name, quartiles_at(compared, place))
        for place, name in enumerate((earlier_name(material), cycle_name(material)))
    ]
    return quartile_boxes(boxes, words=box_words(title, material.language), surface=PAIR)


def quartiles_at(compared: Mapping[str, Pairs], place: int) -> dict[str, Quartiles]:
    """The quartiles then, or now."""
    return quartiles_of_each([{figure: pair[place]} for figure, pairs in compared.items() for pair in pairs])


def change_table(compared: Mapping[str, Pairs]) -> Table:
    return Table(
        caption=_("Medians of the same stations, and how many rose or fell"),
        columns=(
            Column(title=pgettext("report", "Figure"), width=28),
            Column(title=_("Last cycle"), width=15, holds="number"),
            Column(title=_("This cycle"), width=15, holds="number"),
            Column(title=pgettext("figures", "Risen"), width=14, holds="number"),
            Column(title=pgettext("figures", "Fallen"), width=14, holds="number"),
            Column(title=pgettext("figures", "Equal"), width=14, holds="number"),
        ),
        rows=tuple(change_row(name, figure, compared[figure]) for figure, name in figure_names() if figure in compared),
    )


def change_row(name: str, figure: str, pairs: Pairs) -> tuple[str, ...]:
    write = formats.index if figure == RHO else formats.score
    risen = sum(now - before > TOLERANCE for before, now in pairs)
    fallen = sum(before - now > TOLERANCE for before, now in pairs)
    return (
        name,
        write(median(before for before, _now in pairs)),
        write(median(now for _before, now in pairs)),
        str(risen),
        str(fallen),
        str(len(pairs) - risen - fallen),
    )

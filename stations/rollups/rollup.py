"""The roll-up of a division: completion, types, quartiles and severities, over its children and over its cycles."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.db.models.expressions import Combinable

from stations.enums import Quadrant
from stations.models import Assessment, Cycle, Division, Result
from stations.models.division import STEP, child_path
from stations.models.quartiles import Quartiles
from stations.models.severities import Medians
from stations.rollups.histogram import quartiles_of
from stations.rollups.minimum import MINIMUM, shown

SEVERE = 4
"""From this median on, the raters of a station call a weakness or threat severe: "largely"."""
CYCLES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """A weakness or threat over many stations."""

    quadrant: Quadrant
    code: str
    quartiles: Quartiles
    severe_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A group of stations: all of a division, one of its children, or one cycle. Figures are left out below the minimum."""

    name: str
    code: str
    key: int | None
    count: int
    """Stations with a result; None of the following is there where these are too few, or hidden with others."""
    zones: Mapping[str, int]
    figures: Mapping[str, Quartiles]
    weights: Mapping[str, Weight]

    @property
    def is_shown(self) -> bool:
        return bool(self.zones)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollup:
    """The latest results of all stations below a division."""

    whole: Part
    parts: tuple[Part, ...]
    """The children in the order of their codes."""

    @property
    def hidden_count(self) -> int:
        return sum(not part.is_shown and part.count > 0 for part in self.parts)

    def severest(self, quadrant: str) -> list[Weight]:
        """Those of one list, the most severe first."""
        found = [weight for weight in self.whole.weights.values() if weight.quadrant == quadrant]
        return sorted(found, key=severity_order)


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """How far a cycle's assessments have come in one child of a division."""

    name: str
    code: str
    key: int | None
    states: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleSeries:
    """The cycles in which a division took part as a whole, the oldest first."""

    cycles: tuple[Cycle, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Children:
    """The divisions directly below, by path, and how a row finds its own."""

    division: Division
    by_path: Mapping[str, Division]
    placeholders: tuple[str, ...]

    def of(self, path_field: str) -> Combinable:
        return child_path(self.division, path_field, self.placeholders)

    def naming(self, path: str) -> tuple[str, str, int | None]:
        """Name, code and key of a child; of what lies in the division itself, the division's own."""
        child = self.by_path.get(path)
        if child is None:
            return str(self.division), self.division.code, None
        return str(child), child.code, child.pk


def severity_order(weight: Weight) -> tuple[float, float, str]:
    return -weight.quartiles.median, -weight.severe_share, weight.code


def children_of(division: Division) -> Children:
    found = list(Division.objects.directly_below(division))
    hidden = {child.path[: len(division.path) + STEP] for child in found if child.parent_id != division.pk}
    return Children(division, {child.path: child for child in found}, tuple(sorted(hidden)))


def rollup_of(division: Division, children: Children | None = None) -> Rollup:
    children = children or children_of(division)
    results = Result.objects.newest_of_each().below(division)
    by_child = children.of("division_path")
    zones = zones_by(results.zone_counts(by_child))
    figures = results.figure_quartiles(by_child)
    weights = results.median_counts(by_child)
    visible = shown({path: sum(found.values()) for path, found in zones.items()})
    whole = added(zones.values())
    is_enough = sum(whole.values()) >= MINIMUM
    parts = [
        part(children.naming(path), zones.get(path, {}), figures.get(path, {}), weights.get(path, {}), path in visible)
        for path in sorted({*children.by_path, *zones}, key=lambda path: children.naming(path)[1])
        if path in zones or path in children.by_path
    ]
    name = (str(division), division.code, division.pk)
    together = merged(weights.values())
    return Rollup(whole=part(name, whole, figures.get(None, {}), together, is_enough), parts=tuple(parts))


def completion_of(division: Division, cycle: Cycle, children: Children | None = None) -> tuple[Completion, ...]:
    """Of every child with stations in the cycle; how far work has come is no result and has no minimum."""
    children = children or children_of(division)
    found: dict[str, dict[str, int]] = defaultdict(dict)
    rows = Assessment.objects.below(division).filter(cycle=cycle)
    for path, state, count in rows.state_counts_by(children.of("station__division__path")):
        found[path][state] = count
    named = [(*children.naming(path), states) for path, states in found.items()]
    return tuple(
        Completion(name=name, code=code, key=key, states=states)
        for name, code, key, states in sorted(named, key=lambda entry: entry[1])
    )


def series_of(division: Division, *, most: int = CYCLES) -> CycleSeries:
    """The newest cycles that were opened for the division or for one that holds it."""
    cycles = tuple(reversed(Cycle.objects.covering(division)[:most]))
    by_cycle: Combinable = F("cycle")
    results = Result.objects.in_cycles(cycles).below(division)
    zones = zones_by(results.zone_counts(by_cycle))
    figures = results.figure_quartiles(by_cycle, with_all=False)
    weights = results.median_counts(by_cycle)
    parts = []
    for cycle in cycles:
        counts = zones.get(cycle.pk, {})
        is_enough = sum(counts.values()) >= MINIMUM
        name = (str(cycle), str(cycle.year), cycle.pk)
        parts.append(part(name, counts, figures.get(cycle.pk, {}), weights.get(cycle.pk, {}), is_enough))
    return CycleSeries(cycles=cycles, parts=tuple(parts))


# From counts to parts


def part(
    name: tuple[str, str, int | None],
    zones: Mapping[str, int],
    figures: Mapping[str, Quartiles],
    medians: Medians,
    is_shown: bool,  # noqa: FBT001 -- the last of a row of values
) -> Part:
    return Part(
        name=name[0],
        code=name[1],
        key=name[2],
        count=sum(zones.values()),
        zones=zones if is_shown else {},
        figures={figure: found for figure, found in figures.items() if is_shown and found.count >= MINIMUM},
        weights=weighed(medians) if is_shown else {},
    )


def weighed(medians: Medians) -> dict[str, Weight]:
    """What there are enough stations for, by code."""
    found: dict[str, Weight] = {}
    for (quadrant, code), counts in medians.items():
        cuts = quartiles_of(counts)
        if cuts and cuts.count >= MINIMUM:
            severe = sum(count for median, count in counts.items() if median >= SEVERE)
            found[code] = Weight(
                quadrant=Quadrant(quadrant), code=code, quartiles=cuts, severe_share=severe / cuts.count
            )
    return found


def zones_by(rows: Iterable[tuple[Any, str, int]]) -> dict[Any, dict[str, int]]:
    found: dict[Any, dict[str, int]] = defaultdict(dict)
    for group, zone, count in rows:
        found[group][zone] = count
    return dict(found)


def added(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: dict[str, int] = defaultdict(int)
    for found in counts:
        for key, count in found.items():
            total[key] += count
    return dict(total)


def merged(groups: Iterable[Medians]) -> dict[tuple[str, str], dict[float, int]]:
    total: dict[tuple[str, str], dict[float, int]] = defaultdict(lambda: defaultdict(int))
    for group in groups:
        for key, counts in group.items():
            for median, count in counts.items():
                total[key][median] += count
    return total

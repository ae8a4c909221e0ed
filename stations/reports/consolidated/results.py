"""What a consolidated report takes from each station's snapshot, and what all of them come to."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from stations.models import Snapshot
from stations.models.quartiles import Quartiles
from stations.reports.consolidated.roster import Roster
from stations.reports.material import MAIN, Wording, problems_of, proposals_of
from stations.reports.rollup_page import FIGURE_OF, RHO
from stations.reports.texts import EditionTexts
from stations.rollups import MINIMUM, Part
from stations.rollups.histogram import quartiles_of
from stations.rollups.rollup import part
from stations.scorecards import Context, PreviousResult, context_from_plain
from stations.scoring import Scorecard, scorecard_from_plain
from stations.scoring.vocabulary import ADVERSE

FIGURES = (*FIGURE_OF.values(), RHO)


@dataclass(frozen=True, slots=True, kw_only=True)
class StationResult:
    """One station's result as it was submitted."""

    context: Context
    card: Scorecard
    digest: str

    @property
    def code(self) -> str:
        return self.context.station.code

    @property
    def figures(self) -> dict[str, float]:
        """The four magnitudes and ρ; what could not be computed is left out."""
        found = {figure: self.card.quadrant(quadrant).magnitude for quadrant, figure in FIGURE_OF.items()}
        found[RHO] = self.card.strength.coefficient
        return {figure: value for figure, value in found.items() if value is not None}

    @property
    def zone(self) -> str:
        return self.card.position.zone or ""

    @property
    def disputed(self) -> list[str]:
        return [dispute.factor for dispute in self.card.agreement.disputes] if self.card.agreement else []

    @property
    def problems(self) -> list[str]:
        return [factor.code for factor in problems_of(self.card)]

    @property
    def leading(self) -> list[str]:
        """The countermeasures in the first three places."""
        return [score.code for score in proposals_of(self.card) if (score.rank or 0) <= MAIN]

    @property
    def previous(self) -> PreviousResult | None:
        return self.context.previous


def results_of(roster: Roster) -> tuple[StationResult, ...]:
    """In the order of the stations' codes; what the raters answered is not needed."""
    wanted = [entry.snapshot for entry in roster.entries if entry.snapshot is not None]
    found = {snapshot.pk: snapshot for snapshot in Snapshot.objects.filter(pk__in=wanted).defer("inputs")}
    return tuple(
        StationResult(
            context=context_from_plain(found[key].context),
            card=scorecard_from_plain(found[key].result),
            digest=found[key].digest,
        )
        for key in wanted
    )


@dataclass(frozen=True, kw_only=True)
class Material(Wording):
    """What every part of the report is written from."""

    roster: Roster
    results: tuple[StationResult, ...]
    texts: EditionTexts
    edition: str
    language: str
    code: str
    """The check code in groups."""

    def station(self, result: StationResult) -> str:
        return result.context.station.name.in_language(self.language)

    @property
    def division(self) -> str:
        return self.roster.own.name.in_language(self.language)

    @cached_property
    def whole(self) -> Part:
        """All stations together, with nothing in it where there are fewer than five."""
        zones = Counter(result.zone for result in self.results)
        name = (self.roster.own.name.in_language(self.language), self.roster.own.code, self.roster.division)
        return part(name, zones, quartiles_by(self.results), medians_of(self.results), len(self.results) >= MINIMUM)

    @property
    def is_enough(self) -> bool:
        return len(self.results) >= MINIMUM

    @cached_property
    def compared(self) -> tuple[StationResult, ...]:
        """Those that had a result in an earlier cycle."""
        return tuple(result for result in self.results if result.previous is not None)

    @property
    def judged_by_several(self) -> list[StationResult]:
        """Those of which it can be said whether the raters agree."""
        return [result for result in self.results if result.card.judging_rater_count > 1]


def quartiles_by(results: Iterable[StationResult]) -> dict[str, Quartiles]:
    return quartiles_of_each([result.figures for result in results])


def quartiles_of_each(rows: list[Mapping[str, float]]) -> dict[str, Quartiles]:
    """The quartiles of each figure over the rows that have it."""
    found = {figure: quartiles_of(Counter(row[figure] for row in rows if figure in row)) for figure in FIGURES}
    return {figure: cuts for figure, cuts in found.items() if cuts is not None}


def medians_of(results: Iterable[StationResult]) -> dict[tuple[str, str], Counter[float]]:
    """How often each median of each weakness and threat."""
    found: dict[tuple[str, str], Counter[float]] = {}
    for result in results:
        for quadrant in ADVERSE:
            for factor in result.card.factors_of(quadrant):
                if factor.median is not None:
                    found.setdefault((quadrant.value, factor.code), Counter())[factor.median] += 1
    return found


def tally(codes: Iterable[Iterable[str]], order: Iterable[str]) -> list[tuple[str, int]]:
    """How many stations have each code, the most frequent first, and those of one count in the library's order."""
    counts = Counter(code for found in codes for code in set(found))
    places = {code: place for place, code in enumerate(order)}
    return sorted(counts.items(), key=lambda entry: (-entry[1], places.get(entry[0], len(places))))

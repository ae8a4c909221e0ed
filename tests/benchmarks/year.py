"""One cycle of a made-up nation, station by station: assessments, sheets, ratings, snapshots and results."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from stations import scoring
from stations.actions.results import WEIGHING
from stations.enums import AnswerKind, AssessmentState, CycleKind
from stations.models import Assessment, Cycle, Factor, Rating, Result, Sheet, Snapshot
from stations.models.severities import written
from tests.benchmarks import bulk, figures
from tests.benchmarks.nation import Nation

SNAPSHOT = "id assessment_id number taken_at method_version context inputs result digest"
ASSESSMENT = "id station_id cycle_id edition_id state snapshot_id created_at"
SHEET = "id assessment_id rater_id number declared_at created_at"
RATING = "id sheet_id factor_id kind degree reason note revision changed_at"
RESULT = (
    "id assessment_id station_id cycle_id division_path settled_at strengths weaknesses opportunities threats"
    " strength_coefficient zone severities coverage is_provisional rater_count is_latest"
)


@dataclass(kw_only=True)
class Year:
    """Keys run along with the stations, so that every row's neighbours are known before it is written."""

    nation: Nation
    cycle: Cycle
    is_latest: bool

    def __post_init__(self) -> None:
        """All that is asked of the database: while rows are on their way, the connection answers nothing else."""
        self.at = f"{self.cycle.year}-03-01 08:00:00"
        self.factors = list(Factor.objects.filter(edition=self.nation.edition).order_by("position"))
        self.keys = {model: bulk.first_free(model) for model in (Assessment, Snapshot, Sheet, Result, Rating)}
        degrees = figures.degrees_of(self.nation.provinces, len(self.factors), self.cycle.year)
        self.figures = figures.figures_of(degrees)

    def key(self, model: type, place: int) -> int:
        return self.keys[model] + place

    @property
    def places(self) -> range:
        return range(len(self.nation.stations))

    def add(self, *, with_ratings: bool) -> None:
        bulk.add(Snapshot, SNAPSHOT, self.snapshots())
        bulk.add(Assessment, ASSESSMENT, self.assessments())
        bulk.add(Sheet, SHEET, self.sheets())
        bulk.add(Result, RESULT, self.results())
        if with_ratings:
            bulk.add(Rating, RATING, self.ratings())

    def snapshots(self) -> Iterator[bulk.Row]:
        for place in self.places:
            key, assessment = self.key(Snapshot, place), self.key(Assessment, place)
            digest = sha256(str(key).encode()).hexdigest()
            yield key, assessment, 1, self.at, scoring.METHOD_VERSION, "{}", "{}", "{}", digest

    def assessments(self) -> Iterator[bulk.Row]:
        nation = self.nation
        for place, station in enumerate(nation.stations):
            waits = self.is_latest and place % 5 == 0
            state = AssessmentState.SUBMITTED if waits else AssessmentState.APPROVED
            key, snapshot = self.key(Assessment, place), self.key(Snapshot, place)
            yield key, station, self.cycle.pk, nation.edition.pk, state.value, snapshot, self.at

    def sheets(self) -> Iterator[bulk.Row]:
        for place, rater in enumerate(self.nation.raters):
            yield self.key(Sheet, place), self.key(Assessment, place), rater, 1, self.at, self.at

    def ratings(self) -> Iterator[bulk.Row]:
        key, kind, at = self.keys[Rating], AnswerKind.DEGREE.value, self.at
        factors = [factor.pk for factor in self.factors]
        for place, degrees in enumerate(self.figures.degrees.tolist()):
            sheet = self.key(Sheet, place)
            for factor, degree in zip(factors, degrees, strict=True):
                yield key, sheet, factor, kind, degree, "", "", 1, at
                key += 1

    def results(self) -> Iterator[bulk.Row]:
        found, nation = self.figures, self.nation
        weighing = [(place, f.quadrant, f.code) for place, f in enumerate(self.factors) if f.quadrant in WEIGHING]
        rows = zip(
            found.degrees.tolist(), found.magnitudes.tolist(), found.coefficients.tolist(), found.zones, strict=True
        )
        for place, (degrees, magnitudes, coefficient, zone) in enumerate(rows):
            severities = written((quadrant, code, degrees[column]) for column, quadrant, code in weighing)
            own = self.key(Result, place), self.key(Assessment, place), nation.stations[place], self.cycle.pk
            figures = *magnitudes, coefficient, zone, severities
            yield *own, nation.paths[place], self.at, *figures, 1.0, 1, 1, int(self.is_latest)


def add_year(nation: Nation, year: int, *, is_latest: bool, with_ratings: bool) -> None:
    cycle = Cycle.objects.create(
        division=nation.root,
        edition=nation.edition,
        kind=CycleKind.ANNUAL,
        year=year,
        opens_on=date(year, 1, 10),
        due_on=date(year, 3, 31),
        opened_by=nation.official,
    )
    Year(nation=nation, cycle=cycle, is_latest=is_latest).add(with_ratings=with_ratings)

"""What comes out of scoring: frozen values, from one factor up to the whole scorecard.

A figure that cannot be computed is None, never 0, and `Scorecard.absences` says why. Every float is rounded to 1e-9, so
that a stored result equals a computed one on any machine. Symbols in brackets are those of the method (README.md).
"""

from dataclasses import dataclass

from stations.scoring.agreement_results import Agreement
from stations.scoring.certainty_results import Certainty
from stations.scoring.errors import ScoringError
from stations.scoring.method import CutOffs
from stations.scoring.vocabulary import (
    OCTANTS,
    AbsenceReason,
    Figure,
    ImportanceSource,
    ProvisionalReason,
    Quadrant,
    StrategyZone,
    StrengthType,
    SubType,
    Verdict,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many of the answers that could have been a degree are one: given / (raters × factors − 不适用)."""

    share: float | None
    """given / expected, 0 to 1; None where nothing was expected."""
    given: int
    """Degrees given."""
    expected: int
    """raters × factors − not applicable; 无法判断 and blanks stay in."""
    not_applicable: int
    cannot_judge: int
    not_answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorScore:
    """One factor over all raters. `mean` to `highest`, `weight`, `contribution` and `salience` are None if unscored."""

    code: str
    quadrant: Quadrant
    mean: float | None
    """Degree x_f: mean of the degrees given, 1 to 5."""
    median: float | None
    iqr: float | None
    """Inter-quartile range, type 7: `upper_quartile − lower_quartile`."""
    lower_quartile: float | None
    upper_quartile: float | None
    lowest: int | None
    highest: int | None
    distribution: tuple[int, ...]
    """How many raters gave degree 1, 2, 3, 4 and 5: always five numbers."""
    count: int
    """Degrees given; `count + not_applicable + cannot_judge + not_answered` is the number of raters."""
    not_applicable: int
    cannot_judge: int
    not_answered: int
    importance_mean: float | None
    """Mean of the importances that raters gave, 1 to 5, whatever enters the weight; None if nobody gave one."""
    importance_count: int
    """Importances given."""
    importance: float | None
    """Importance G_f as it enters the weight (an edition's expert weight is shown as given); None if unscored."""
    importance_source: ImportanceSource | None
    weight: float | None
    """Weight w_f = G_f / ΣG over the scored factors of the quadrant; they sum to 1 in each quadrant."""
    contribution: float | None
    """Weighted degree w_f·x_f: this factor's part of the quadrant's magnitude."""
    salience: float | None
    """Salience s_f = w_f·x_f / (S + W + O + T): this factor's part of the whole; all saliences sum to 1."""

    @property
    def is_scored(self) -> bool:
        """Whether at least one rater gave a degree."""
        return self.count > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QuadrantScore:
    """One quadrant."""

    quadrant: Quadrant
    magnitude: float | None
    """Quadrant magnitude Q = Σ w_f·x_f, 1 to 5; None if no factor of it is scored."""
    importance_total: float | None
    """ΣG over the scored factors: what importances were divided by; None if no factor is scored."""
    factor_count: int
    scored_count: int
    coverage: Coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where the station stands: the centroid P (战略重心) of the strategic quadrilateral, and its direction."""

    x: float | None
    """X = (S − W) / 4, −1 to 1; None if S or W is absent."""
    y: float | None
    """Y = (O − T) / 4, −1 to 1; None if O or T is absent."""
    azimuth: float | None
    """战略方位角 θ = atan2(Y, X) in radians, 0 ≤ θ < 2π; None in the centre or if X or Y is absent."""
    zone: StrategyZone | None
    """方位类型: the quadrant of the plane that holds P."""
    octant: int | None
    """0 to 7, anticlockwise: the half-open sector [k·π/4, (k + 1)·π/4) that holds θ."""
    on_boundary: bool
    """θ lies within 1e-9 of a multiple of π/4; also true in the centre."""
    at_centre: bool
    """|X| and |Y| are both under 1e-9: no direction, and the verdict is 尚不确定."""

    @property
    def sub_type(self) -> SubType | None:
        """Name of the octant's half-sector, as the point alone would have it; see `PositionCertainty.naming`."""
        return None if self.octant is None else OCTANTS[self.octant][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyShares:
    """Shares of the four strategy families: SO / ((S + W)(O + T)) and likewise; they sum to 1."""

    so: float
    wo: float
    wt: float
    st: float

    def of(self, zone: StrategyZone) -> float:
        """Share of one family, 0 to 1."""
        return {StrategyZone.SO: self.so, StrategyZone.WO: self.wo, StrategyZone.WT: self.wt, StrategyZone.ST: self.st}[
            zone
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """Positive against negative strength, and their coefficient ρ: the feasibility index, never a probability."""

    positive: float | None
    """战略正强度 U = O·S, 1 to 25; None if O or S is absent."""
    negative: float | None
    """战略负强度 V = T·W, 1 to 25; None if T or W is absent."""
    coefficient: float | None
    """战略强度系数 ρ = U / (U + V), 0 to 1, neutral at 0.5."""
    strength_type: StrengthType | None
    """强度类型: the side of 0.5 on which ρ lies."""
    balance: float | None
    """Balance β = (S + O − W − T) / (S + O + W + T), −1 to 1, neutral at 0: the plain cross-check of ρ."""
    sides_differ: bool | None
    """ρ and β stand on different sides of neutral; pages say so. None where either is absent."""
    shares: StrategyShares | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """How one factor lifts a countermeasure's attractiveness above 1, the value of a countermeasure without effects."""

    factor: str
    effect: int
    """a_kf, 2 to 4."""
    lift: float
    """s_f·(a_kf − 1) / Σs, over the factors that any countermeasure names. A countermeasure's lifts sum to A_k − 1."""
    share: float
    """lift / (A_k − 1), 0 to 1; a countermeasure's shares sum to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountermeasureScore:
    """One countermeasure."""

    code: str
    attractiveness: float | None
    """A_k = Σ s_f·a_kf / Σ s_f over the scored factors that at least one countermeasure names, 1 to 4."""
    rank: int | None
    """1 is the most attractive; values within 1e-9 share a rank."""
    reasons: tuple[Reason, ...]
    """The scored factors it has an effect on, the strongest first; their lifts add up to A_k − 1 (but for rounding)."""
    unscored_factors: tuple[str, ...]
    """Factors it has an effect on that nobody scored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A figure that the result does not have, and why."""

    figure: Figure
    reason: AbsenceReason
    subject: str | None = None
    """Code of the factor, quadrant (S, W, O, T) or rater that the reason is about; see `AbsenceReason`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provisional:
    """A reason why the result is provisional."""

    reason: ProvisionalReason
    quadrant: Quadrant | None
    """The quadrant whose coverage is low; None for the whole."""
    coverage: float
    minimum: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """The whole result of one assessment; it names the method that made it, and a later method never changes it.

    Factors stand in the order S, W, O, T and then by code (S2 before S10), countermeasures by code, raters by number.
    """

    method_version: str
    cut_offs: CutOffs
    rater_count: int
    """Sheets scored."""
    judging_rater_count: int
    """Of these, the ones with at least one degree: the n of the interval. With 1, all is one person's view."""
    factors: tuple[FactorScore, ...]
    quadrants: tuple[QuadrantScore, ...]
    """Always four: S, W, O, T."""
    position: Position
    strength: Strength
    countermeasures: tuple[CountermeasureScore, ...]
    coverage: Coverage
    provisional: tuple[Provisional, ...]
    """Empty where the result is not provisional."""
    absences: tuple[Absence, ...]
    """Everything that is missing from this result, those of `certainty` and `agreement` included."""
    certainty: Certainty | None = None
    """How sure the result is; `score` always gives it, with parts of it None where there is no interval."""
    agreement: Agreement | None = None
    """Whether the raters agree; None with fewer than two raters who gave degrees."""

    @property
    def verdict(self) -> Verdict | None:
        """可行性结论; None with one rater, without an interval, or where a quadrant is not scored."""
        return self.certainty.verdict if self.certainty else None

    @property
    def is_provisional(self) -> bool:
        """Whether coverage is too low for the result to be final."""
        return bool(self.provisional)

    @property
    def is_one_persons_view(self) -> bool:
        """Whether only one rater gave degrees, so that there is no interval, no probability and no verdict."""
        return self.judging_rater_count == 1

    def factor(self, code: str) -> FactorScore:
        """Score of the factor of this code; an unknown code raises ScoringError."""
        for factor in self.factors:
            if factor.code == code:
                return factor
        raise ScoringError(f"unknown factor {code!r}")

    def factors_of(self, quadrant: Quadrant) -> tuple[FactorScore, ...]:
        """Scores of a quadrant's factors, in order."""
        return tuple(factor for factor in self.factors if factor.quadrant == quadrant)

    def quadrant(self, quadrant: Quadrant) -> QuadrantScore:
        """Score of one quadrant."""
        return self.quadrants[tuple(Quadrant).index(quadrant)]

    def countermeasure(self, code: str) -> CountermeasureScore:
        """Score of the countermeasure of this code; an unknown code raises ScoringError."""
        for countermeasure in self.countermeasures:
            if countermeasure.code == code:
                return countermeasure
        raise ScoringError(f"unknown countermeasure {code!r}")

    def absences_of(self, figure: Figure) -> tuple[Absence, ...]:
        """The reasons why a figure is absent; empty where it is there."""
        return tuple(absence for absence in self.absences if absence.figure == figure)

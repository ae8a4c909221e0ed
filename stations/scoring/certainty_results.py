"""The part of a result that says how sure it is."""

from dataclasses import dataclass

from stations.scoring.vocabulary import NamingKind, StrategyZone, TippingOutcome, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexCertainty:
    """Interval of ρ and the probability that ρ exceeds 0.5, by leaving raters out one at a time."""

    logit: float
    """logit ρ = ln S + ln O − ln W − ln T."""
    standard_error: float
    """SE of logit ρ = √((n − 1)/n · Σ d_i²)."""
    degrees_of_freedom: int
    """n − 1."""
    quantile: float
    """Student's t that the interval uses: t_{.95, n−1} for a 90 % interval."""
    low: float
    """Lower end of the interval of ρ, inside (0, 1) and never above ρ."""
    high: float
    """Upper end of the interval of ρ, inside (0, 1) and never below ρ."""
    probability: float
    """P(ρ > 0.5) = T_{n−1}(logit ρ / SE)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneProbability:
    """Share of the draws in which P lies in a zone."""

    zone: StrategyZone
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """How closely the position may be named."""

    kind: NamingKind
    zones: tuple[StrategyZone, ...]
    """One zone; or, near a boundary, the two most probable ones, the likelier first."""
    octant: int | None
    """The octant whose sub-type may be named; None unless `kind` is sub_type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionCertainty:
    """How sure the position is."""

    standard_error_x: float
    standard_error_y: float
    covariance_xy: float
    """Jackknife covariance (n − 1)/n · Σ d_xi·d_yi; with the squared errors it gives the region around P."""
    degrees_of_freedom: int
    """n − 1, of the bivariate Student's t."""
    zones: tuple[ZoneProbability, ...]
    """Always four: SO, WO, WT, ST. With `centre` they sum to 1."""
    octants: tuple[float, ...]
    """Probability of each octant 0 to 7, eight numbers. With `centre` they sum to 1."""
    centre: float
    """Share of the draws in the centre, where there is no direction; 0 except where raters agree on a balance."""
    naming: Naming
    cloud: tuple[tuple[float, float], ...]
    """The first 200 draws of (X, Y), for the quadrant map; draws outside −1 to 1 are moved to the edge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountermeasureCertainty:
    """How sure a countermeasure's attractiveness and rank are."""

    code: str
    standard_error: float
    """SE of A_k."""
    ranks: tuple[float, ...]
    """Probability of rank 1, 2, …, as many as there are countermeasures; they sum to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two countermeasures, the more attractive first."""

    first: str
    second: str
    probability: float
    """P(A_first > A_second) = T_{n−1}((A_first − A_second) / SE of the difference), at least 0.5."""
    is_separated: bool
    """False where the probability is inside .2 to .8: the two "cannot be separated"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutRater:
    """The result without one rater. Figures are None where a quadrant would be empty."""

    rater: str
    x: float | None
    y: float | None
    zone: StrategyZone | None
    octant: int | None
    coefficient: float | None
    """ρ of the others."""
    probability: float | None
    """P(ρ > 0.5) of the others; None where fewer than two remain or a quadrant would empty."""
    verdict: Verdict | None
    """Verdict of the others; None where `probability` is."""
    side_stands: bool | None
    """ρ stays on its side of 0.5 (a neutral ρ stays neutral)."""
    verdict_stands: bool | None
    """The verdict's word stays the same; None where there is no verdict on either side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TippingChange:
    """The change of one factor's mean degree that brings ρ to 0.5, everything else kept."""

    factor: str
    degree: float
    """Mean degree now."""
    tipping_degree: float
    """Mean degree at which ρ = 0.5, inside 1 to 5; beyond it ρ lies on the other side."""
    change: float
    """tipping_degree − degree, with its sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tipping:
    """Which single factor could turn the index."""

    outcome: TippingOutcome
    changes: tuple[TippingChange, ...]
    """Every factor that can do it alone, the smallest change first: `changes[0]` is the tipping factor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """How sure the result is. Parts are None where `Scorecard.absences` says why."""

    seed: str
    """SHA-256 of the canonical input, in hexadecimal; seeds the draws."""
    draws: int
    """Number of draws behind the probabilities of zones, octants and ranks."""
    index: IndexCertainty | None
    position: PositionCertainty | None
    countermeasures: tuple[CountermeasureCertainty, ...] | None
    pairs: tuple[Pair, ...] | None
    """Every two countermeasures, in order of rank."""
    without_rater: tuple[WithoutRater, ...]
    """One entry for each rater who gave a degree, in order of number; empty with fewer than two."""
    deciding_raters: tuple[str, ...]
    """Raters without whom ρ would leave its side of 0.5: each of them alone decides the result."""
    tipping: Tipping | None
    verdict: Verdict | None

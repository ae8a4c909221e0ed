"""The closed lists of values that inputs and results use; a higher floor puts Chinese and English words to them."""

from enum import StrEnum


class Quadrant(StrEnum):
    """One of the four lists of factors; S and O speak for the station, W and T against it."""

    STRENGTHS = "S"
    WEAKNESSES = "W"
    OPPORTUNITIES = "O"
    THREATS = "T"


FAVOURABLE = (Quadrant.STRENGTHS, Quadrant.OPPORTUNITIES)
ADVERSE = (Quadrant.WEAKNESSES, Quadrant.THREATS)


class AnswerKind(StrEnum):
    """What a rater said about a factor; no answer in the mapping means 未填写, not answered. None is a zero."""

    DEGREE = "degree"
    NOT_APPLICABLE = "not_applicable"
    CANNOT_JUDGE = "cannot_judge"


class ImportanceSource(StrEnum):
    """Where a factor's importance G came from."""

    RATERS = "raters"
    """Mean of the importances that the raters gave."""
    QUADRANT = "quadrant"
    """Nobody gave one: mean of the importances of the quadrant's other scored factors."""
    DEFAULT = "default"
    """Nobody gave one in the whole quadrant: 1 for each factor, so weights are equal."""
    EDITION = "edition"
    """The edition's expert weight stands in its place."""


class StrategyZone(StrEnum):
    """The quadrant of the plane in which P lies (方位类型): 开拓型 SO, 争取型 WO, 保守型 WT, 抗争型 ST."""

    SO = "SO"
    WO = "WO"
    WT = "WT"
    ST = "ST"


class SubType(StrEnum):
    """The name of a half-sector of the strategic quadrilateral; the names are our reading of the literature."""

    STRENGTH = "strength"
    """实力型."""
    OPPORTUNITY = "opportunity"
    """机会型."""
    ENTERPRISING = "enterprising"
    """进取型."""
    ADJUSTING = "adjusting"
    """调整型."""
    RETREATING = "retreating"
    """退却型."""
    AVOIDING = "avoiding"
    """回避型."""


OCTANTS: tuple[tuple[StrategyZone, SubType], ...] = (
    (StrategyZone.SO, SubType.STRENGTH),
    (StrategyZone.SO, SubType.OPPORTUNITY),
    (StrategyZone.WO, SubType.ENTERPRISING),
    (StrategyZone.WO, SubType.ADJUSTING),
    (StrategyZone.WT, SubType.RETREATING),
    (StrategyZone.WT, SubType.AVOIDING),
    (StrategyZone.ST, SubType.ADJUSTING),
    (StrategyZone.ST, SubType.ENTERPRISING),
)
"""Zone and sub-type of octant k, which covers the azimuths from k·π/4 up to, not including, (k+1)·π/4."""


class StrengthType(StrEnum):
    """The side of 0.5 on which ρ lies (强度类型); never to be confused with the zone (方位类型)."""

    PIONEERING = "pioneering"
    """开拓型: ρ > 0.5."""
    NEUTRAL = "neutral"
    """ρ = 0.5."""
    CONSERVATIVE = "conservative"
    """保守型: ρ < 0.5."""


class Verdict(StrEnum):
    """可行性结论, by P = P(ρ > 0.5); the cut-offs are the project's own and are printed as such."""

    FEASIBLE = "feasible"
    """可行: P ≥ .90."""
    LEANING_FEASIBLE = "leaning_feasible"
    """基本可行: .80 ≤ P < .90."""
    UNDETERMINED = "undetermined"
    """尚不确定: .20 < P < .80, or P lies in the centre of the plane."""
    LEANING_NOT_FEASIBLE = "leaning_not_feasible"
    """基本不可行: .10 < P ≤ .20."""
    NOT_FEASIBLE = "not_feasible"
    """不可行: P ≤ .10."""


class Figure(StrEnum):
    """A figure of the result that may be absent."""

    FACTOR_DEGREE = "factor_degree"
    QUADRANT_MAGNITUDE = "quadrant_magnitude"
    COVERAGE = "coverage"
    POSITION = "position"
    AZIMUTH = "azimuth"
    STRENGTH_COEFFICIENT = "strength_coefficient"
    BALANCE = "balance"
    STRATEGY_SHARES = "strategy_shares"
    ATTRACTIVENESS = "attractiveness"
    INTERVAL = "interval"
    POSITION_PROBABILITIES = "position_probabilities"
    RANK_PROBABILITIES = "rank_probabilities"
    VERDICT = "verdict"
    TIPPING_FACTOR = "tipping_factor"
    ALPHA = "alpha"
    KENDALL_W = "kendall_w"


class AbsenceReason(StrEnum):
    """Why a figure is absent; the subject of the absence names the factor, quadrant or rater it is about."""

    NO_RATER = "no_rater"
    """No rater gave a degree (subject: none)."""
    ONE_RATER = "one_rater"
    """Only one rater gave degrees: one person's view (subject: none)."""
    FACTOR_NOT_SCORED = "factor_not_scored"
    """Nobody gave this factor a degree; it is left out and weights are renormalised (subject: the factor)."""
    QUADRANT_NOT_SCORED = "quadrant_not_scored"
    """No factor of the quadrant has a degree (subject: the quadrant)."""
    QUADRANT_EMPTIES = "quadrant_empties"
    """Without this rater a quadrant would hold no degree, so nothing can be left out (subject: the rater)."""
    AT_CENTRE = "at_centre"
    """P lies in the centre of the plane, where no direction exists (subject: none)."""
    NO_STRENGTH = "no_strength"
    """The denominator is zero: U + V, S + W + O + T or (S + W)(O + T) (subject: none)."""
    NOTHING_EXPECTED = "nothing_expected"
    """No answer was expected: no rater, or everybody said 不适用 (subject: the quadrant, or none for the whole)."""
    NO_NAMED_FACTOR_SCORED = "no_named_factor_scored"
    """No factor that a countermeasure names was scored (subject: none, or the rater without whom it is so)."""
    NO_FACTOR_TWICE_SCORED = "no_factor_twice_scored"
    """No factor has degrees from two raters (subject: none)."""
    NO_VARIATION = "no_variation"
    """All degrees are one single value, so agreement cannot be told from chance (subject: none)."""
    TOO_FEW_COMMON_FACTORS = "too_few_common_factors"
    """Fewer than two factors were scored by everyone (subject: none)."""


class ProvisionalReason(StrEnum):
    """Why a result is provisional."""

    COVERAGE = "coverage"
    """Overall coverage is below its minimum (80 %)."""
    QUADRANT_COVERAGE = "quadrant_coverage"
    """A quadrant's coverage is below its minimum (60 %)."""


class NamingKind(StrEnum):
    """How closely the position may be named, given its uncertainty."""

    SUB_TYPE = "sub_type"
    """P's own octant is probable enough for its sub-type to be named."""
    ZONE = "zone"
    """Only P's own zone is probable enough."""
    BOUNDARY = "boundary"
    """Neither is: "near the boundary of A and B"."""


class TippingOutcome(StrEnum):
    """Whether a change of one factor alone can move ρ across 0.5."""

    FACTOR = "factor"
    """It can; the smallest such change is given."""
    NO_SINGLE_FACTOR = "no_single_factor"
    """No single factor can."""
    ALREADY_NEUTRAL = "already_neutral"
    """ρ is 0.5 already."""


class DisputeReason(StrEnum):
    """Why a factor counts as disputed among the raters."""

    INTERQUARTILE_RANGE = "interquartile_range"
    """The inter-quartile range exceeds 1."""
    FAR_FROM_MEDIAN = "far_from_median"
    """Fewer than 75 % of the degrees lie within 1 of the median."""
    RANGE = "range"
    """With at most four degrees: highest and lowest are 3 or more apart."""


class RatingScope(StrEnum):
    """The factors over which a rater is compared with the others."""

    ALL = "all"
    WEAKNESSES_AND_THREATS = "weaknesses_and_threats"

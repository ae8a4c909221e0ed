"""The method's version and its cut-offs: the numbers that are policy and not arithmetic."""

from dataclasses import dataclass

METHOD_VERSION = "1.0"
"""Version of the method; every result names the one that made it."""

TOLERANCE = 1e-9
"""Two figures closer than this are the same figure."""

PLACES = 9
"""Figures of a finished result are rounded to this many decimal places."""

LOWEST_DEGREE = 1
HIGHEST_DEGREE = 5
HIGHEST_EFFECT = 4
FEWEST_RATERS = 2
"""Raters that it takes before one can be left out, or two compared."""
NEUTRAL = 0.5
"""The strength coefficient at which positive and negative strength are equal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOffs:
    """The cut-offs that a result was made with; they are the project's own, and pages print them as such."""

    coverage: float = 0.80
    """Overall coverage below this makes a result provisional."""
    quadrant_coverage: float = 0.60
    """A quadrant's coverage below this makes a result provisional."""
    feasible: float = 0.90
    """P(ρ > 0.5) from which the verdict is 可行; mirrored at 1 − this for 不可行."""
    leaning: float = 0.80
    """P(ρ > 0.5) from which the verdict is 基本可行; mirrored at 1 − this for 基本不可行."""
    naming: float = 0.80
    """Probability that an octant, else a zone, needs before it is named."""
    separation: float = 0.80
    """P(A_j > A_k) from which two countermeasures count as separated; mirrored at 1 − this."""
    confidence: float = 0.90
    """Confidence of the interval of ρ."""
    draws: int = 10_000
    """Number of joint draws behind the probabilities of zones, octants and ranks."""
    cloud: int = 200
    """Number of those draws that are kept as points for the quadrant map."""
    disputed_iqr: float = 1.0
    """A factor whose inter-quartile range exceeds this is disputed."""
    disputed_near_median: float = 0.75
    """A factor is disputed when fewer than this share of its degrees lie within 1 of their median."""
    disputed_range: int = 3
    """With few degrees a factor is disputed from this range on."""
    disputed_few: int = 4
    """The number of degrees up to which the range decides."""
    reversed_correlation: float = -0.2
    """A rater whose rank correlation with the others' mean is under this is flagged."""
    reversed_factors: int = 10
    """Fewest factors on which that correlation is judged."""


CUT_OFFS = CutOffs()
"""The cut-offs of this version of the method."""

"""The part of a result that says whether the raters agree."""

from dataclasses import dataclass

from stations.scoring.vocabulary import DisputeReason, RatingScope


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A factor on which the raters differ widely."""

    factor: str
    reasons: tuple[DisputeReason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RaterCorrelation:
    """Spearman's rank correlation of one rater's degrees with the mean of the others', over one set of factors."""

    rater: str
    scope: RatingScope
    factor_count: int
    """Factors that this rater and at least one other scored."""
    correlation: float | None
    """−1 to 1; None with too few factors (fewer than 10), or where either side does not vary."""
    is_flagged: bool
    """Correlation under −0.2: the scale may have been read upside down. A flag only; the rater stays in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Whether the raters agree. `Scorecard.absences` says why a figure is missing."""

    alpha: float | None
    """Krippendorff's α, ordinal: 1 full agreement, 0 as by chance, below 0 worse; None where not estimable."""
    kendall_w: float | None
    """Kendall's W with tie correction, 0 to 1, over the factors that every judging rater scored."""
    kendall_chi_square: float | None
    """m·(N − 1)·W for m raters and N factors."""
    common_factor_count: int
    """Factors that every judging rater scored."""
    disputes: tuple[Dispute, ...]
    correlations: tuple[RaterCorrelation, ...]
    """For each judging rater, over all factors and over the W and T factors alone."""

    @property
    def flagged_raters(self) -> tuple[str, ...]:
        """Raters whose scale may be upside down, each named once."""
        return tuple(dict.fromkeys(c.rater for c in self.correlations if c.is_flagged))

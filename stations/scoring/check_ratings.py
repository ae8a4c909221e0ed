"""A reviewer's check ratings beside the station's own: differences, never replacements."""

from collections.abc import Mapping
from dataclasses import dataclass

from stations.scoring.errors import ScoringError
from stations.scoring.inputs import Answer
from stations.scoring.results import Scorecard
from stations.scoring.rounding import rounded
from stations.scoring.vocabulary import AnswerKind, Quadrant


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckDifference:
    """A reviewer's degree for one factor beside the mean of the station's raters."""

    factor: str
    quadrant: Quadrant
    station: float | None
    """Mean degree x_f of the station's raters; None where none of them gave one."""
    check: int
    """The reviewer's degree, 1 to 5."""
    difference: float | None
    """check − station, −4 to 4; None where the station gave no degree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckComparison:
    """One reviewer's check ratings beside the station's figures."""

    reviewer: str
    """C1, C2, …; never a name."""
    differences: tuple[CheckDifference, ...]


def compare_with_check(scorecard: Scorecard, check: Mapping[str, int]) -> tuple[CheckDifference, ...]:
    """Set a reviewer's degrees (by factor code) against the station's, factor by factor, in the scorecard's order.

    For S and O a positive difference means that the reviewer sees the station stronger, for W and T that the reviewer
    sees the problem as worse. Factors that the reviewer did not rate are left out. Raises ScoringError for a factor that
    the scorecard does not know and for a degree that is no whole number from 1 to 5.

    >>> from stations.scoring import Factor, Panel, Sheet, score
    >>> sheet = Sheet(rater="R1", answers={"S1": Answer(kind=AnswerKind.DEGREE, degree=5)})
    >>> card = score(Panel(factors=[Factor(code="S1", quadrant="S")], countermeasures=[], sheets=[sheet]))
    >>> [difference.difference for difference in compare_with_check(card, {"S1": 3})]
    [-2.0]
    """
    for code, degree in check.items():
        scorecard.factor(code)
        _require_degree(code, degree)
    return rounded(
        tuple(
            CheckDifference(
                factor=factor.code,
                quadrant=factor.quadrant,
                station=factor.mean,
                check=check[factor.code],
                difference=None if factor.mean is None else check[factor.code] - factor.mean,
            )
            for factor in scorecard.factors
            if factor.code in check
        )
    )


def _require_degree(code: str, degree: int) -> None:
    try:
        Answer(kind=AnswerKind.DEGREE, degree=degree)
    except ScoringError as error:
        raise ScoringError(f"check rating of factor {code}: {error}") from error

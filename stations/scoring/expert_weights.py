"""Weights from experts' pairwise judgements: the Analytic Hierarchy Process (层次分析法), optional for an edition.

Judgements are made within a quadrant; the weights become the edition's (`Panel.edition_weights`). Judgements between the
four quadrants can be put through the same functions and shown, but never enter a quadrant's magnitude: they would move the
neutral point of ρ off 0.5.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from stations.scoring.errors import ScoringError
from stations.scoring.rounding import rounded

RANDOM_INDEX = {3: 0.52, 4: 0.89, 5: 1.11, 6: 1.25, 7: 1.35, 8: 1.40, 9: 1.45, 10: 1.49}
"""Mean consistency index of random matrices by size (Saaty 2005); below 3 every matrix is consistent."""

ACCEPTABLE_RATIO = 0.10
"""Consistency ratio up to which judgements are called consistent; above it they are shown and named, never dropped."""

STRONGEST = 9.0
"""Saaty's scale runs from 1/9 over 1 to 9."""

SLACK = 1e-6
"""How far a stored reciprocal may be from exact: 0.333333 stands for 1/3."""

CONVERGED = 1e-14
MOST_STEPS = 10_000

Rows = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonMatrix:
    """One expert's pairwise judgements: `rows[i][j]` says how many times as important code i is as code j, 1/9 to 9.

    A reciprocal matrix: ones on the diagonal and rows[j][i] = 1 / rows[i][j]; two to ten codes (one needs no judgement and
    may stand alone). Anything else raises ScoringError.

    >>> ComparisonMatrix(codes=["S1", "S2"], rows=[[1, 3], [1 / 3, 1]]).codes
    ('S1', 'S2')
    """

    codes: Sequence[str]
    rows: Sequence[Sequence[float]]

    def __post_init__(self) -> None:
        object.__setattr__(self, "codes", tuple(self.codes))
        object.__setattr__(self, "rows", tuple(tuple(_ratio(value) for value in row) for row in self.rows))
        size = len(self.codes)
        if not 1 <= size <= max(RANDOM_INDEX) or len(set(self.codes)) != size:
            raise ScoringError(
                f"pairwise judgements: 1 to {max(RANDOM_INDEX)} different codes needed, not {self.codes!r}"
            )
        if any(len(row) != size for row in (self.rows, *self.rows)):
            raise ScoringError(f"pairwise judgements: a matrix of {size} by {size} is needed for {self.codes!r}")
        for i in range(size):
            for j in range(i, size):
                if not math.isclose(self.rows[i][j] * self.rows[j][i], 1, rel_tol=SLACK):
                    raise ScoringError(
                        f"pairwise judgements: {self.codes[i]} to {self.codes[j]} and back are not reciprocal: "
                        f"{self.rows[i][j]!r} and {self.rows[j][i]!r}"
                    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HurtfulJudgement:
    """The one judgement without which the rest would be most consistent."""

    first: str
    second: str
    given: float
    """How many times as important `first` was judged as `second`."""
    implied: float
    """The same as all the other judgements imply."""
    ratio_without: float
    """Consistency ratio with the implied value in place of the given one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertWeights:
    """Weights of some codes, with the consistency of the judgements that they come from."""

    codes: tuple[str, ...]
    weights: tuple[float, ...]
    """Principal eigenvector of the (combined) matrix; the weights sum to 1."""
    experts: int
    largest_eigenvalue: float
    """λ_max, at least the number of codes."""
    consistency_index: float
    """CI = (λ_max − n) / (n − 1)."""
    random_index: float | None
    """RI of this size; None below three codes."""
    consistency_ratio: float
    """CR = CI / RI; 0 below three codes."""
    is_consistent: bool
    """CR at most .10."""
    most_hurtful: HurtfulJudgement | None
    """None where the judgements are perfectly consistent, or fewer than three codes."""

    def by_code(self) -> dict[str, float]:
        """The weights as `Panel.edition_weights` takes them."""
        return dict(zip(self.codes, self.weights, strict=True))


def comparison_matrix(codes: Sequence[str], judgements: Mapping[tuple[str, str], float]) -> ComparisonMatrix:
    """Make a matrix from one judgement for each pair, either way round: (S1, S2) → 3 says S1 is 3 times as important.

    Raises ScoringError where a pair is missing, judged twice or unknown.

    >>> comparison_matrix(["S1", "S2"], {("S2", "S1"): 4}).rows
    ((1.0, 0.25), (4.0, 1.0))
    """
    wanted = {frozenset(pair): pair for pair in combinations(codes, 2)}
    ratios: dict[tuple[str, str], float] = {}
    for (first, second), value in judgements.items():
        if frozenset((first, second)) not in wanted or (first, second) in ratios:
            raise ScoringError(f"pairwise judgements: {first} to {second} is unknown or judged twice")
        ratios |= {(first, second): _ratio(value), (second, first): 1 / _ratio(value)}
    for first, second in wanted.values():
        if (first, second) not in ratios:
            raise ScoringError(f"pairwise judgements: {first} to {second} is missing")
    rows = [[1.0 if first == second else ratios[first, second] for second in codes] for first in codes]
    return ComparisonMatrix(codes=codes, rows=rows)


def combined_matrix(matrices: Sequence[ComparisonMatrix]) -> ComparisonMatrix:
    """Combine several experts by the element-wise geometric mean, which keeps reciprocity (Aczél & Saaty 1983).

    Experts are weighted alike, and their order changes nothing. Raises ScoringError for none, and for experts who judged
    different codes or in different order.

    >>> one = ComparisonMatrix(codes=["S1", "S2"], rows=[[1, 2], [1 / 2, 1]])
    >>> two = ComparisonMatrix(codes=["S1", "S2"], rows=[[1, 8], [1 / 8, 1]])
    >>> round(combined_matrix([one, two]).rows[0][1], 9)
    4.0
    """
    if not matrices:
        raise ScoringError("pairwise judgements: no expert")
    if len({tuple(matrix.codes) for matrix in matrices}) > 1:
        raise ScoringError("pairwise judgements: the experts judged different codes, or in different order")
    codes = matrices[0].codes
    rows = [[_geometric_mean([m.rows[i][j] for m in matrices]) for j in range(len(codes))] for i in range(len(codes))]
    return ComparisonMatrix(codes=codes, rows=rows)


def expert_weights(matrices: Sequence[ComparisonMatrix]) -> ExpertWeights:
    """Weights of the codes from one or more experts' judgements, with their consistency (Saaty 1980, 2005).

    λ_max and the weights are the principal eigenvalue and eigenvector of the combined matrix. CI = (λ_max − n)/(n − 1) and
    CR = CI/RI; up to two codes CR is 0. A CR over .10 is said in `is_consistent`, and nothing is dropped.

    >>> matrix = ComparisonMatrix(codes=["A", "B", "C"], rows=[[1, 6, 3], [1 / 6, 1, 1 / 2], [1 / 3, 2, 1]])
    >>> expert_weights([matrix]).weights
    (0.666666667, 0.111111111, 0.222222222)
    """
    matrix = combined_matrix(matrices)
    size = len(matrix.codes)
    largest, weights = principal_eigenvector(tuple(tuple(row) for row in matrix.rows))
    ratio = _consistency_ratio(largest, size)
    return rounded(
        ExpertWeights(
            codes=tuple(matrix.codes),
            weights=weights,
            experts=len(matrices),
            largest_eigenvalue=largest,
            consistency_index=_consistency_index(largest, size),
            random_index=RANDOM_INDEX.get(size),
            consistency_ratio=ratio,
            is_consistent=ratio <= ACCEPTABLE_RATIO + SLACK,
            most_hurtful=_most_hurtful(matrix) if ratio > SLACK else None,
        )
    )


def principal_eigenvector(rows: Rows) -> tuple[float, tuple[float, ...]]:
    """Largest eigenvalue of a matrix without negative entries, and its eigenvector, made to sum to 1, by power iteration.

    Sums are exact (math.fsum), so that the digits are the same on every machine.

    >>> principal_eigenvector(((1.0, 4.0), (0.25, 1.0)))
    (2.0, (0.8, 0.2))
    """
    vector = [1 / len(rows)] * len(rows)
    for _ in range(MOST_STEPS):
        product = [math.fsum(value * weight for value, weight in zip(row, vector, strict=True)) for row in rows]
        largest = math.fsum(product)
        following = [value / largest for value in product]
        moved = max(abs(new - old) for new, old in zip(following, vector, strict=True))
        vector = following
        if moved < CONVERGED:
            break
    return largest, tuple(vector)


def _most_hurtful(matrix: ComparisonMatrix) -> HurtfulJudgement:
    """The pair whose judgement, taken out, leaves the smallest consistency ratio; the first of equals."""
    candidates = [_without(matrix, i, j) for i, j in combinations(range(len(matrix.codes)), 2)]
    return min(candidates, key=lambda candidate: round(candidate.ratio_without, 9))


def _without(matrix: ComparisonMatrix, i: int, j: int) -> HurtfulJudgement:
    """Leave one judgement out (Harker 1987): zero in its two places, and one more on the diagonal of each of the two.

    The eigenvector is then that of the matrix completed with w_i / w_j, which is what the other judgements imply.
    """
    rows = [list(row) for row in matrix.rows]
    rows[i][j] = rows[j][i] = 0.0
    rows[i][i] = rows[j][j] = 2.0
    largest, weights = principal_eigenvector(tuple(tuple(row) for row in rows))
    return HurtfulJudgement(
        first=matrix.codes[i],
        second=matrix.codes[j],
        given=matrix.rows[i][j],
        implied=weights[i] / weights[j],
        ratio_without=_consistency_ratio(largest, len(rows)),
    )


def _consistency_index(largest: float, size: int) -> float:
    return max(largest - size, 0.0) / (size - 1) if size > 1 else 0.0


def _consistency_ratio(largest: float, size: int) -> float:
    return _consistency_index(largest, size) / RANDOM_INDEX[size] if size in RANDOM_INDEX else 0.0


def _geometric_mean(values: Sequence[float]) -> float:
    return math.exp(math.fsum(math.log(value) for value in values) / len(values))


def _ratio(value: object) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 1 / STRONGEST - SLACK <= value <= STRONGEST + SLACK:  # type: ignore[operator]
        raise ScoringError(f"pairwise judgements: a ratio from 1/9 to 9 is needed, not {value!r}")
    return float(value)  # type: ignore[arg-type]

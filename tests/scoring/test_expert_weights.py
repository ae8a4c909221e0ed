"""Expert weights, against Saaty's examples and numpy's eigenvectors."""

import json
import math
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stations.scoring import ComparisonMatrix, ScoringError, combined_matrix, comparison_matrix, expert_weights, score
from stations.scoring.expert_weights import principal_eigenvector
from tests.scoring.builders import panel
from tests.scoring.strategies import examples

VECTORS = Path(__file__).parent / "vectors"


def vector(name: str) -> tuple[dict, ComparisonMatrix]:
    case = json.loads((VECTORS / f"{name}.json").read_text())
    rows = [[float(Fraction(value)) for value in row] for row in case["input"]["matrix"]]
    return case, ComparisonMatrix(codes=case["input"].get("labels", ["A", "B", "C"]), rows=rows)


@st.composite
def matrices(draw, smallest=1, largest=6):
    codes = [f"S{number}" for number in range(1, draw(st.integers(smallest, largest)) + 1)]
    scale = st.sampled_from([1 / 9, 1 / 7, 1 / 5, 1 / 3, 1.0, 2.0, 4.0, 6.0, 9.0])
    return comparison_matrix(codes, {(a, b): draw(scale) for i, a in enumerate(codes) for b in codes[i + 1 :]})


def test_drinks_of_saaty_2008():
    case, matrix = vector("ahp_drinks_saaty2008")
    expected, tolerance = case["expected"], case["tolerance"]

    weights = expert_weights([matrix])

    assert weights.weights == pytest.approx(expected["weights_4dp"], abs=tolerance["weights_4dp"])
    assert weights.weights == pytest.approx(expected["weights_3dp"], abs=tolerance["weights_3dp"])
    assert weights.consistency_ratio == pytest.approx(expected["CR_RI_saaty2005_n7_1.35"], abs=tolerance["CR"])
    assert weights.largest_eigenvalue == pytest.approx(case["extra_computed"]["lambda_max"], abs=1e-5)
    assert weights.is_consistent


def test_house_is_inconsistent_and_named():
    case, matrix = vector("ahp_house_inconsistent")

    weights = expert_weights([matrix])

    assert weights.consistency_ratio == pytest.approx(case["expected"]["CR"], abs=case["tolerance"]["CR"])
    assert weights.is_consistent is case["expected"]["acceptable_at_0.10"]
    assert weights.weights == pytest.approx(case["extra_computed"]["weights"], abs=1e-4)
    assert (weights.most_hurtful.first, weights.most_hurtful.second, weights.most_hurtful.given) == ("nbrhd", "cond", 6)
    assert weights.most_hurtful.ratio_without < 0.1


def test_consistent_matrix():
    case, matrix = vector("ahp_consistent_3x3_and_scores")

    weights = expert_weights([matrix])

    assert weights.weights == pytest.approx(case["expected"]["weights"], abs=1e-9)
    assert (weights.consistency_ratio, weights.most_hurtful) == (0, None)


def test_judgement_replaced_by_the_implied_one_has_the_promised_ratio():
    _, matrix = vector("ahp_house_inconsistent")
    hurtful = expert_weights([matrix]).most_hurtful
    i, j = (matrix.codes.index(code) for code in (hurtful.first, hurtful.second))
    rows = [list(row) for row in matrix.rows]
    rows[i][j], rows[j][i] = hurtful.implied, 1 / hurtful.implied

    mended = expert_weights([ComparisonMatrix(codes=matrix.codes, rows=rows)])

    assert mended.consistency_ratio == pytest.approx(hurtful.ratio_without, abs=1e-8)


@pytest.mark.parametrize(
    ("codes", "judgements", "weights"),
    [(["S1"], {}, (1,)), (["S1", "S2"], {("S1", "S2"): 9}, (0.9, 0.1))],
)
def test_up_to_two_codes_are_always_consistent(codes, judgements, weights):
    found = expert_weights([comparison_matrix(codes, judgements)])

    assert (found.weights, found.consistency_ratio, found.random_index) == (weights, 0, None)


def test_several_experts_by_geometric_mean():
    one, two = (comparison_matrix(["S1", "S2"], {("S1", "S2"): ratio}) for ratio in (1, 9))

    found = expert_weights([one, two])

    assert (found.weights, found.experts) == ((0.75, 0.25), 2)


@examples
@given(matrices(smallest=2))
def test_against_numpy(matrix):
    values, vectors = np.linalg.eig(np.array(matrix.rows))
    place = int(np.argmax(values.real))
    expected = vectors[:, place].real / vectors[:, place].real.sum()

    found = expert_weights([matrix])

    assert found.largest_eigenvalue == pytest.approx(values[place].real, abs=1e-7)
    assert found.weights == pytest.approx(expected, abs=1e-7)
    assert math.fsum(found.weights) == pytest.approx(1, abs=1e-8)
    assert found.largest_eigenvalue >= len(matrix.codes) - 1e-8


@examples
@given(st.lists(st.floats(0.2, 1), min_size=3, max_size=7))
def test_consistent_judgements_give_back_their_weights(raw):
    codes = [f"S{number}" for number in range(len(raw))]
    rows = [[one / other for other in raw] for one in raw]

    found = expert_weights([ComparisonMatrix(codes=codes, rows=rows)])

    assert found.weights == pytest.approx([value / sum(raw) for value in raw], abs=1e-8)
    assert found.consistency_ratio == pytest.approx(0, abs=1e-7)


@examples
@given(matrices(smallest=3))
def test_order_of_codes_changes_no_weight(matrix):
    size = len(matrix.codes)
    back = ComparisonMatrix(
        codes=matrix.codes[::-1],
        rows=[[matrix.rows[i][j] for j in reversed(range(size))] for i in reversed(range(size))],
    )

    assert expert_weights([back]).by_code() == pytest.approx(expert_weights([matrix]).by_code(), abs=1e-8)


def test_worst_case_converges():
    """Three judgements that go round in a circle, as strongly as the scale allows."""
    circle = comparison_matrix(["S1", "S2", "S3"], {("S1", "S2"): 9, ("S2", "S3"): 9, ("S3", "S1"): 9})

    found = expert_weights([circle])

    assert found.weights == pytest.approx([1 / 3] * 3, abs=1e-9)
    assert found.consistency_ratio > 1


def test_weights_enter_a_panel_by_code():
    weights = expert_weights([comparison_matrix(["S1", "S2"], {("S1", "S2"): 3})]).by_code()

    card = score(panel({"S1": [5], "S2": [1]}, {"S1": [1], "S2": [5]}, edition_weights=weights))

    assert card.quadrants[0].magnitude == 4


def test_eigenvector_of_one():
    assert principal_eigenvector(((1.0,),)) == (1.0, (1.0,))


THREE = ["S1", "S2", "S3"]
REFUSED = {
    "missing": (lambda: comparison_matrix(THREE, {("S1", "S2"): 1, ("S1", "S3"): 1}), "S2 to S3 is missing"),
    "twice": (lambda: comparison_matrix(THREE[:2], {("S1", "S2"): 1, ("S2", "S1"): 1}), "judged twice"),
    "unknown": (lambda: comparison_matrix(THREE[:2], {("S1", "S9"): 1}), "S1 to S9 is unknown"),
    "itself": (lambda: comparison_matrix(THREE[:2], {("S1", "S1"): 1}), "S1 to S1 is unknown"),
    "too_strong": (lambda: comparison_matrix(THREE[:2], {("S1", "S2"): 10}), "1/9 to 9 .* not 10"),
    "nan": (lambda: comparison_matrix(THREE[:2], {("S1", "S2"): float("nan")}), "not nan"),
    "text": (lambda: comparison_matrix(THREE[:2], {("S1", "S2"): "3"}), "not '3'"),
    "not_reciprocal": (lambda: ComparisonMatrix(codes=THREE[:2], rows=[[1, 3], [3, 1]]), "S1 to S2 and back"),
    "diagonal": (lambda: ComparisonMatrix(codes=THREE[:1], rows=[[2]]), "S1 to S1 and back"),
    "not_square": (lambda: ComparisonMatrix(codes=THREE[:2], rows=[[1, 1]]), "2 by 2"),
    "no_codes": (lambda: ComparisonMatrix(codes=[], rows=[]), "1 to 10 different codes"),
    "same_codes": (lambda: ComparisonMatrix(codes=["S1", "S1"], rows=[[1, 1], [1, 1]]), "different codes"),
    "too_many": (lambda: ComparisonMatrix(codes=[str(n) for n in range(11)], rows=[[1] * 11] * 11), "1 to 10"),
    "no_expert": (lambda: combined_matrix([]), "no expert"),
    "other_codes": (
        lambda: combined_matrix([comparison_matrix([code], {}) for code in THREE[:2]]),
        "judged different codes",
    ),
}


@pytest.mark.parametrize(("build", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_refused_judgements(build, message):
    with pytest.raises(ScoringError, match=message):
        build()

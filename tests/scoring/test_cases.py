"""The cases that must come out right, one by one, on whole panels."""

import math

import pytest

from stations.scoring import (
    AbsenceReason,
    Figure,
    ImportanceSource,
    Provisional,
    ProvisionalReason,
    Quadrant,
    StrategyZone,
    StrengthType,
    Verdict,
    score,
)
from stations.scoring.absences import of_strength
from stations.scoring.attractiveness import ranks
from stations.scoring.position import place, strength
from tests.scoring.builders import BLANK, CJ, NA, one_rater, panel

SQUARE = {"S1": [4, 4], "W1": [2, 2], "O1": [3, 3], "T1": [2, 2]}


def reasons(card, figure):
    return {(absence.reason, absence.subject) for absence in card.absences_of(figure)}


class TestQuadrantThatNobodyScored:
    @pytest.fixture
    def card(self):
        return score(panel(SQUARE | {"W1": [CJ, BLANK]}, effects={"C1": {"S1": 4}, "C2": {"W1": 3}}))

    @pytest.mark.parametrize(
        "figure",
        [
            Figure.QUADRANT_MAGNITUDE,
            Figure.STRENGTH_COEFFICIENT,
            Figure.AZIMUTH,
            Figure.POSITION,
            Figure.VERDICT,
            Figure.INTERVAL,
            Figure.TIPPING_FACTOR,
        ],
    )
    def test_figure_is_absent_with_the_reason(self, card, figure):
        assert reasons(card, figure) == {(AbsenceReason.QUADRANT_NOT_SCORED, "W")}

    def test_figures_are_none_and_not_zero(self, card):
        assert card.quadrant(Quadrant.WEAKNESSES).magnitude is None
        assert (card.position.x, card.position.azimuth, card.position.zone, card.position.octant) == (None,) * 4
        assert (card.strength.negative, card.strength.coefficient, card.strength.balance) == (None,) * 3
        assert (card.verdict, card.certainty.index, card.certainty.position) == (None,) * 3

    def test_everything_else_is_shown(self, card):
        assert (card.position.y, card.strength.positive, card.quadrant(Quadrant.STRENGTHS).magnitude) == (0.25, 12, 4)
        assert [c.attractiveness for c in card.countermeasures] == [4, 1]
        assert [c.ranks for c in card.certainty.countermeasures] == [(1, 0), (0, 1)]
        assert card.agreement.alpha == 1
        assert card.countermeasure("C2").unscored_factors == ("W1",)


class TestFactorThatNobodyScored:
    @pytest.fixture
    def card(self):
        return score(panel(SQUARE | {"S2": [NA, CJ], "S3": [2, 2]}, {"S1": [3, 3], "S2": [5, 5], "S3": [1, 1]}))

    def test_factor_is_left_out_and_weights_are_renormalised(self, card):
        assert [factor.weight for factor in card.factors_of(Quadrant.STRENGTHS)] == [0.75, None, 0.25]
        assert card.quadrant(Quadrant.STRENGTHS).magnitude == 3.5

    def test_factor_is_listed(self, card):
        assert reasons(card, Figure.FACTOR_DEGREE) == {(AbsenceReason.FACTOR_NOT_SCORED, "S2")}

    def test_factor_has_no_figures(self, card):
        factor = card.factor("S2")

        assert (factor.mean, factor.median, factor.iqr, factor.importance, factor.salience) == (None,) * 5
        assert (factor.count, factor.not_applicable, factor.cannot_judge, factor.importance_mean) == (0, 1, 1, 5)


@pytest.mark.parametrize(
    ("ratings", "share", "expected"),
    [
        pytest.param({"S1": [4, 4, 4, 4, CJ]}, 0.8, [], id="at the minimum"),
        pytest.param({"S1": [4, 4, 4, CJ, BLANK]}, 0.6, ["all"], id="below, quadrant at its minimum"),
        pytest.param({"S1": [4, 4, CJ, CJ, BLANK]}, 0.4, ["all", "S"], id="both below"),
        pytest.param({"S1": [4, NA, NA, NA, NA]}, 1.0, [], id="not applicable leaves the denominator"),
        pytest.param({"S1": [NA, NA, NA, NA, NA]}, None, [], id="nothing expected"),
        pytest.param({"S1": [4] * 5, "W1": [4] * 5, "O1": [1] * 5, "T1": [4, 4, CJ, CJ, CJ]}, 0.85, ["T"], id="one"),
    ],
)
def test_coverage(ratings, share, expected):
    card = score(panel(ratings))

    assert card.coverage.share == share
    assert [entry.quadrant.value if entry.quadrant else "all" for entry in card.provisional] == expected
    assert card.is_provisional == bool(expected)


def test_provisional_says_by_how_much():
    card = score(panel({"S1": [4, CJ, CJ]}))

    assert card.provisional == (
        Provisional(reason=ProvisionalReason.COVERAGE, quadrant=None, coverage=0.333333333, minimum=0.8),
        Provisional(
            reason=ProvisionalReason.QUADRANT_COVERAGE, quadrant=Quadrant.STRENGTHS, coverage=0.333333333, minimum=0.6
        ),
    )


class TestCentre:
    @pytest.fixture
    def card(self):
        return score(panel({"S1": [3, 3], "W1": [3, 3], "O1": [2, 2], "T1": [2, 2]}))

    def test_there_is_no_direction(self, card):
        position = card.position

        assert (position.at_centre, position.on_boundary, position.azimuth, position.octant) == (True, True, None, None)
        assert reasons(card, Figure.AZIMUTH) == {(AbsenceReason.AT_CENTRE, None)}

    def test_verdict_is_undetermined(self, card):
        assert card.verdict == Verdict.UNDETERMINED

    def test_index_is_neutral(self, card):
        assert (card.strength.coefficient, card.strength.strength_type) == (0.5, StrengthType.NEUTRAL)
        assert card.certainty.index.probability == 0.5

    def test_every_draw_lies_in_the_centre(self, card):
        assert (card.certainty.position.centre, sum(card.certainty.position.octants)) == (1, 0)


@pytest.mark.parametrize(("zone", "k"), [(list(StrategyZone)[k // 2], k) for k in range(8)])
def test_direction_within_tolerance_of_a_boundary_belongs_to_the_sector_that_begins_there(zone, k):
    angle = k * math.pi / 4 - 5e-10
    x, y = math.cos(angle), math.sin(angle)

    position = place(2 + 2 * x, 2 - 2 * x, 2 + 2 * y, 2 - 2 * y)

    assert (position.octant, position.zone, position.on_boundary) == (k, zone, True)
    assert 0 <= position.azimuth < 2 * math.pi


def test_direction_well_off_a_boundary_is_not_on_it():
    position = place(4, 2, 4 - 1e-6, 2)

    assert (position.octant, position.on_boundary) == (0, False)


def test_nothing_on_either_side_leaves_the_coefficient_absent():
    magnitudes = (3, 0, 0, 2)
    balance = strength(*magnitudes)

    assert (balance.positive, balance.negative, balance.coefficient) == (0, 0, None)
    assert {absence.figure for absence in of_strength(balance, magnitudes)} == {Figure.STRENGTH_COEFFICIENT}


def test_one_rater_has_a_point_and_nothing_more():
    card = score(one_rater(S1=5, W1=2, O1=4, T1=2))

    assert (card.is_one_persons_view, card.strength.coefficient) == (True, 0.833333333)
    assert (card.verdict, card.certainty.index, card.certainty.position, card.certainty.pairs) == (None,) * 4
    assert (card.certainty.without_rater, card.agreement) == ((), None)
    for figure in (Figure.INTERVAL, Figure.VERDICT, Figure.POSITION_PROBABILITIES, Figure.ALPHA, Figure.KENDALL_W):
        assert reasons(card, figure) == {(AbsenceReason.ONE_RATER, None)}


def test_a_sheet_without_a_degree_makes_no_second_rater():
    card = score(panel({"S1": [5, CJ], "W1": [2, CJ], "O1": [4, BLANK], "T1": [2, NA]}))

    assert (card.rater_count, card.judging_rater_count, card.is_one_persons_view) == (2, 1, True)


def test_coefficient_and_balance_on_different_sides_are_named():
    lopsided = score(one_rater(S1=5, W1=2, O1=1, T1=3)).strength

    assert (lopsided.coefficient, lopsided.balance, lopsided.sides_differ) == (0.454545455, 0.090909091, True)


def test_neutral_coefficient_stands_on_no_side():
    neutral = score(one_rater(S1=4, W1=2, O1=1, T1=2)).strength

    assert (neutral.coefficient, neutral.balance, neutral.sides_differ) == (0.5, 0.111111111, False)


class TestImportances:
    def test_missing_one_takes_the_mean_of_its_quadrant(self):
        card = score(panel({"S1": [1], "S2": [1], "S3": [1]}, {"S1": [2], "S2": [4]}))

        assert [factor.importance for factor in card.factors] == [2, 4, 3]
        assert [factor.importance_source for factor in card.factors] == [
            ImportanceSource.RATERS,
            ImportanceSource.RATERS,
            ImportanceSource.QUADRANT,
        ]

    def test_quadrant_without_any_has_equal_weights(self):
        card = score(panel({"S1": [1], "S2": [1]}))

        assert [(f.importance, f.weight, f.importance_source) for f in card.factors] == [
            (1, 0.5, ImportanceSource.DEFAULT)
        ] * 2

    def test_importance_without_a_degree_counts(self):
        card = score(panel({"S1": [2, CJ], "S2": [2, 2]}, {"S1": [1, 5], "S2": [1, 1]}))

        assert [factor.weight for factor in card.factors] == [0.75, 0.25]

    def test_importance_of_an_unscored_factor_stands_in_for_nobody(self):
        card = score(panel({"S1": [2], "S2": [CJ]}, {"S2": [5]}))

        assert (card.factor("S1").importance, card.factor("S1").importance_source) == (1, ImportanceSource.DEFAULT)

    def test_edition_weights_take_their_place_quadrant_by_quadrant(self):
        ratings = {"S1": [2], "S2": [2], "W1": [2], "W2": [2]}
        importances = {"S1": [1], "S2": [1], "W1": [1], "W2": [3]}

        card = score(panel(ratings, importances, edition_weights={"S1": 0.6, "S2": 0.2}))

        assert [factor.weight for factor in card.factors] == [0.75, 0.25, 0.25, 0.75]
        assert [factor.importance for factor in card.factors] == [0.6, 0.2, 1, 3]
        assert [factor.importance_mean for factor in card.factors] == [1, 1, 1, 3]
        assert card.factor("S1").importance_source == ImportanceSource.EDITION

    def test_edition_weights_are_shared_out_anew_where_a_factor_is_unscored(self):
        card = score(panel({"S1": [2], "S2": [CJ], "S3": [4]}, edition_weights={"S1": 0.2, "S2": 0.7, "S3": 0.1}))

        assert [factor.weight for factor in card.factors] == [0.666666667, None, 0.333333333]


class TestCountermeasures:
    def test_factor_that_no_countermeasure_names_leaves_the_sums(self):
        effects = {"C1": {"S1": 3}, "C2": {"O1": 2}}
        few, many = (score(panel(SQUARE | extra, effects=effects)) for extra in ({}, {"T2": [5, 5]}))

        assert [c.attractiveness for c in few.countermeasures] == [c.attractiveness for c in many.countermeasures]
        assert few.countermeasure("C1").attractiveness == pytest.approx(1 + 2 * 4 / 7)

    def test_naming_with_effect_1_is_not_naming(self):
        plain, named = (score(panel(SQUARE, effects={"C1": {"S1": 3} | extra})) for extra in ({}, {"T1": 1}))

        assert plain == named

    def test_equal_ones_share_a_rank_and_the_next_is_skipped(self):
        card = score(panel(SQUARE, effects={"C1": {"S1": 2}, "C2": {"S1": 3}, "C3": {"S1": 2}, "C4": {}}))

        assert [c.rank for c in card.countermeasures] == [2, 1, 2, 4]

    def test_reasons_stand_strongest_first(self):
        card = score(panel(SQUARE, effects={"C1": {"W1": 2, "S1": 3, "O1": 2}}))

        assert [(r.factor, r.effect, r.lift) for r in card.countermeasure("C1").reasons] == [
            ("S1", 3, 0.888888889),
            ("O1", 2, 0.333333333),
            ("W1", 2, 0.222222222),
        ]

    def test_absent_where_no_named_factor_is_scored(self):
        card = score(panel(SQUARE | {"T2": [CJ, CJ]}, effects={"C1": {"T2": 4}}))

        assert (card.countermeasure("C1").attractiveness, card.countermeasure("C1").rank) == (None, None)
        for figure in (Figure.ATTRACTIVENESS, Figure.RANK_PROBABILITIES):
            assert reasons(card, figure) == {(AbsenceReason.NO_NAMED_FACTOR_SCORED, None)}

    def test_values_within_tolerance_share_a_rank(self):
        assert ranks([2.0, 2.0 + 1e-12, 1.0]) == (1, 1, 3)

    def test_order_is_natural(self):
        card = score(panel(SQUARE, effects={code: {} for code in ("C10", "C9", "C1")}))

        assert [c.code for c in card.countermeasures] == ["C1", "C9", "C10"]

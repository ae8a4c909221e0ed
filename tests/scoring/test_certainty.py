"""How sure the result is, against an independent implementation and case by case."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given
from scipy import stats

from stations.scoring import AbsenceReason, CutOffs, Figure, Verdict, score
from stations.scoring.draws import joint_draws, octant_shares, rank_shares
from stations.scoring.student import probability_above_zero, quantile
from tests.scoring import plain_loop
from tests.scoring.builders import CJ, panel, quick_score
from tests.scoring.strategies import examples, full_panels, panels
from tests.scoring.test_vectors import engine_panel

CLOSE = 1e-8
FEW = {"S1": [5, 4, 4], "S2": [4, 3, 5], "W1": [2, 3, 2], "O1": [4, 4, 3], "T1": [3, 2, 2]}
FROZEN = [-25.79227245801649, -0.5180332872442304, -1.15403293447866]
EFFECTS = {"C1": {"S1": 4, "T1": 2}, "C2": {"W1": 4, "O1": 2}, "C3": {"S2": 3, "O1": 3}}


class TestAgainstPlainLoops:
    def test_interval_and_probability(self):
        index = score(engine_panel()).certainty.index

        assert (index.low, index.high, index.probability) == pytest.approx(
            plain_loop.interval(engine_panel()), abs=CLOSE
        )

    def test_standard_errors(self):
        certainty = score(engine_panel()).certainty
        _, deviations = plain_loop.jackknife(engine_panel())
        expected = {key: plain_loop.standard_error(value) for key, value in deviations.items()}

        assert certainty.index.standard_error == pytest.approx(expected["logit"], abs=CLOSE)
        assert certainty.position.standard_error_x == pytest.approx(expected["x"], abs=CLOSE)
        assert certainty.position.standard_error_y == pytest.approx(expected["y"], abs=CLOSE)
        for countermeasure in certainty.countermeasures:
            assert countermeasure.standard_error == pytest.approx(expected[countermeasure.code], abs=CLOSE)

    def test_covariance_of_the_position(self):
        _, deviations = plain_loop.jackknife(engine_panel())
        expected = 3 / 4 * sum(x * y for x, y in zip(deviations["x"], deviations["y"], strict=True))

        assert score(engine_panel()).certainty.position.covariance_xy == pytest.approx(expected, abs=CLOSE)

    def test_probabilities_of_octants_and_ranks(self):
        """Another stream of random numbers, hence the tolerance of four standard errors of 10,000 draws."""
        certainty = score(engine_panel()).certainty

        octants, ranks = plain_loop.octants_and_ranks(engine_panel(), seed=1, draws=10_000)

        assert certainty.position.octants == pytest.approx(octants, abs=0.02)
        for countermeasure in certainty.countermeasures:
            assert countermeasure.ranks == pytest.approx(ranks[countermeasure.code], abs=0.028)

    def test_pairs(self):
        whole, deviations = plain_loop.jackknife(engine_panel())

        for pair in score(engine_panel()).certainty.pairs:
            difference = np.subtract(deviations[pair.first], deviations[pair.second])
            t = (whole[pair.first] - whole[pair.second]) / plain_loop.standard_error(difference)
            assert pair.probability == pytest.approx(stats.t.cdf(t, 3), abs=CLOSE)

    @examples
    @given(full_panels(smallest_panel=2))
    def test_any_full_panel(self, any_panel):
        index = quick_score(any_panel).certainty.index
        whole, deviations = plain_loop.jackknife(any_panel)

        assert index.logit == pytest.approx(whole["logit"], abs=CLOSE)
        assert index.standard_error == pytest.approx(plain_loop.standard_error(deviations["logit"]), abs=CLOSE)


@examples
@given(panels(smallest=1, smallest_panel=1))
def test_nothing_uncertain_leaves_its_range(any_panel):
    card = quick_score(any_panel)
    certainty = card.certainty

    if certainty.index is not None:
        assert 0 < certainty.index.low <= card.strength.coefficient <= certainty.index.high < 1
        assert 0 <= certainty.index.probability <= 1
        assert certainty.position.centre + math.fsum(certainty.position.octants) == pytest.approx(1, abs=CLOSE)
        zones = math.fsum(zone.probability for zone in certainty.position.zones)
        assert certainty.position.centre + zones == pytest.approx(1, abs=CLOSE)
        assert all(-1 <= coordinate <= 1 for point in certainty.position.cloud for coordinate in point)
    for countermeasure in certainty.countermeasures or ():
        assert math.fsum(countermeasure.ranks) == pytest.approx(1, abs=CLOSE)
    assert all(0.5 <= pair.probability <= 1 for pair in certainty.pairs or ())
    assert (certainty.verdict is None) == bool(card.absences_of(Figure.VERDICT))
    assert (certainty.index is None) == bool(card.absences_of(Figure.INTERVAL))
    assert (certainty.position is None) == bool(card.absences_of(Figure.POSITION_PROBABILITIES))
    assert (certainty.countermeasures is None) == bool(card.absences_of(Figure.RANK_PROBABILITIES))
    assert (certainty.tipping is None) == bool(card.absences_of(Figure.TIPPING_FACTOR))


class TestStudent:
    @pytest.mark.parametrize("freedom", [1, 2, 3, 5, 9])
    def test_against_scipy_stats(self, freedom):
        assert quantile(0.9, freedom) == pytest.approx(stats.t.ppf(0.95, freedom), abs=1e-12)
        assert float(probability_above_zero(0.7, 0.4, freedom)) == pytest.approx(
            stats.t.cdf(0.7 / 0.4, freedom), abs=1e-12
        )

    @pytest.mark.parametrize(("estimate", "expected"), [(0.3, 1), (-0.3, 0), (0.0, 0.5), (1e-12, 0.5)])
    def test_without_error_there_is_no_doubt(self, estimate, expected):
        assert float(probability_above_zero(estimate, 0.0, 3)) == expected

    def test_rounding_noise_is_no_error(self):
        assert float(probability_above_zero(1e-8, 5e-10, 1)) == 1


class TestDraws:
    def test_same_seed_same_draws(self):
        estimates, deviations = np.array([0.0, 1.0]), np.array([[0.1, -0.1], [0.2, -0.2]])

        one, two = (joint_draws(estimates, deviations, "ab" * 32, 100) for _ in range(2))

        assert np.array_equal(one, two)
        assert not np.array_equal(one, joint_draws(estimates, deviations, "cd" * 32, 100))

    def test_stream_is_the_frozen_one(self):
        """These figures may never change: stored results were made with them."""
        drawn = joint_draws(np.array([0.0]), np.array([[0.5, -0.5]]), "0123456789abcdef" * 4, 3)

        assert drawn[0].tolist() == pytest.approx(FROZEN, abs=1e-12)

    def test_results_that_move_together_stay_together(self):
        drawn = joint_draws(np.array([0.0, 5.0]), np.array([[0.3, -0.3], [0.3, -0.3]]), "ab" * 32, 500)

        assert drawn[1] - drawn[0] == pytest.approx(np.full(500, 5.0))

    def test_draws_follow_students_t(self):
        deviations = np.array([[0.3, -0.1, -0.4, 0.2]])
        scale = plain_loop.standard_error(deviations[0])

        drawn = joint_draws(np.array([1.0]), deviations, "ab" * 32, 20_000)[0]

        assert stats.kstest((drawn - 1) / scale, stats.t(3).cdf).pvalue > 0.001

    def test_ranks_share_ties(self):
        values = np.array([[1.0, 2.0], [1.0 + 1e-12, 1.0], [0.0, 3.0]])

        assert rank_shares(values).tolist() == [[0.5, 0.5, 0], [0.5, 0, 0.5], [0.5, 0, 0.5]]

    def test_octants_against_angles(self):
        angles = np.arange(16) * math.pi / 8 + 0.1

        shares, centre = octant_shares(np.cos(angles), np.sin(angles))

        assert (shares.tolist(), centre) == ([0.125] * 8, 0)


class TestRepeatability:
    def test_seed_is_the_digest_of_the_input(self):
        assert score(engine_panel()).certainty.seed == score(engine_panel()).certainty.seed

    def test_seed_ignores_who_is_called_what(self):
        given = engine_panel()
        labels = ["R4", "R3", "R2", "R1"]
        renamed = [dataclasses.replace(s, rater=label) for s, label in zip(given.sheets, labels, strict=True)]

        assert score(dataclasses.replace(given, sheets=renamed)).certainty.seed == score(given).certainty.seed

    def test_seed_changes_with_one_degree(self):
        changed = FEW | {"S1": [5, 4, 3]}

        assert quick_score(panel(FEW)).certainty.seed != quick_score(panel(changed)).certainty.seed


class TestAbsences:
    def test_rater_without_whom_a_quadrant_empties_is_named(self):
        card = score(panel(FEW | {"W1": [CJ, 3, CJ]}, effects=EFFECTS))

        assert (card.certainty.index, card.certainty.position, card.certainty.countermeasures, card.verdict) == (
            None,
        ) * 4
        assert {(a.reason, a.subject) for a in card.absences_of(Figure.INTERVAL)} == {
            (AbsenceReason.QUADRANT_EMPTIES, "R2")
        }

    def test_the_others_still_stand_in_the_table(self):
        card = score(panel(FEW | {"W1": [CJ, 3, CJ]}))

        assert [entry.coefficient is None for entry in card.certainty.without_rater] == [False, True, False]
        assert [entry.side_stands for entry in card.certainty.without_rater] == [True, None, True]

    def test_factor_that_one_rater_alone_scored_is_left_out_there(self):
        card = score(panel(FEW | {"S2": [1, CJ, CJ]}))
        expected = score(panel({code: row[1:] for code, row in (FEW | {"S2": [1, CJ, CJ]}).items()}))

        assert card.certainty.without_rater[0].coefficient == expected.strength.coefficient

    def test_named_factors_that_hang_on_one_rater(self):
        card = score(panel(FEW | {"S2": [1, CJ, CJ]}, effects={"C1": {"S2": 3}}))

        assert card.certainty.index is not None
        assert [(a.reason, a.subject) for a in card.absences_of(Figure.RANK_PROBABILITIES)] == [
            (AbsenceReason.NO_NAMED_FACTOR_SCORED, "R1")
        ]


class TestRatersWhoAgree:
    card = {code: [row[0]] * 3 for code, row in FEW.items()}

    def test_leave_no_doubt(self):
        card = score(panel(self.card, effects=EFFECTS))
        index = card.certainty.index

        assert (index.standard_error, index.probability, card.verdict) == (0, 1, Verdict.FEASIBLE)
        assert index.low == index.high == card.strength.coefficient
        assert all(pair.probability in (0.5, 1) for pair in card.certainty.pairs)
        assert card.certainty.position.octants[card.position.octant] == 1

    def test_on_degrees_but_not_on_importance_leave_no_doubt_either(self):
        """Weights of equal degrees move nothing but the last binary digit."""
        same = {"S1": [4, 4], "S2": [4, 4], "S3": [4, 4], "W1": [2, 2], "O1": [3, 3], "T1": [3, 3]}

        index = score(panel(same, {"S1": [3, 5], "S2": [1, 3], "S3": [2, 2]})).certainty.index

        assert (index.standard_error, index.probability) == (0, 1)


class TestWithoutRater:
    ONE_DECIDES = {"S1": [5, 3, 3], "W1": [1, 3, 3], "O1": [4, 3, 3], "T1": [2, 4, 3]}

    def test_one_rater_who_decides_is_named(self):
        certainty = score(panel(self.ONE_DECIDES)).certainty

        assert certainty.deciding_raters == ("R1",)
        assert [entry.side_stands for entry in certainty.without_rater] == [False, True, True]

    def test_nobody_decides_where_all_agree(self):
        assert score(panel(FEW)).certainty.deciding_raters == ()

    @pytest.mark.parametrize("rater", range(3))
    def test_entry_equals_the_panel_scored_without_the_rater(self, rater):
        entry = score(panel(FEW)).certainty.without_rater[rater]

        rest = score(panel({code: row[:rater] + row[rater + 1 :] for code, row in FEW.items()}))

        assert (entry.rater, entry.x, entry.y) == (f"R{rater + 1}", rest.position.x, rest.position.y)
        assert (entry.zone, entry.octant) == (rest.position.zone, rest.position.octant)
        assert (entry.coefficient, entry.probability) == (rest.strength.coefficient, rest.certainty.index.probability)
        assert entry.verdict == rest.verdict
        assert entry.verdict_stands == (rest.verdict == score(panel(FEW)).verdict)

    def test_of_two_raters_neither_leaves_a_verdict(self):
        certainty = score(panel({code: row[:2] for code, row in FEW.items()})).certainty

        assert [(entry.verdict, entry.verdict_stands) for entry in certainty.without_rater] == [(None, None)] * 2
        assert certainty.verdict is not None

    def test_many_raters_are_taken_in_blocks(self, monkeypatch):
        whole = score(panel(FEW, effects=EFFECTS))

        monkeypatch.setattr("stations.scoring.leave_one_out.LARGEST_BLOCK", 1)

        assert score(panel(FEW, effects=EFFECTS)) == whole

    def test_raters_stand_in_order_of_their_numbers(self):
        rows = {code: (row * 4)[:11] for code, row in FEW.items()}

        raters = [entry.rater for entry in score(panel(rows)).certainty.without_rater]

        assert raters == [f"R{number}" for number in range(1, 12)]


class TestPolicy:
    def test_another_confidence_is_another_interval(self):
        wide, narrow = (score(panel(FEW), cut_offs=CutOffs(confidence=c)).certainty.index for c in (0.95, 0.5))

        assert wide.low < narrow.low < narrow.high < wide.high

    def test_interval_stays_inside_its_range_however_wide(self):
        opposite = panel({"S1": [5, 1], "W1": [1, 5], "O1": [5, 1], "T1": [1, 5]})

        index = score(opposite, cut_offs=CutOffs(confidence=0.999)).certainty.index

        assert (index.low, index.high) == (1e-9, 1 - 1e-9)

    def test_pairs_that_cannot_be_separated(self):
        pairs = score(panel(FEW, effects=EFFECTS)).certainty.pairs

        assert [pair.is_separated for pair in pairs] == [pair.probability >= 0.8 for pair in pairs]
        assert {pair.is_separated for pair in pairs} == {True, False}

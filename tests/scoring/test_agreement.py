"""Agreement of the raters, against published values and scipy."""

import json
from pathlib import Path

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from stations.scoring import CUT_OFFS, AbsenceReason, DisputeReason, Figure, RatingScope, score
from stations.scoring.agreement import dispute_reasons, ordinal_alpha
from stations.scoring.rank_statistics import average_ranks, kendall_w, rank_correlation
from tests.scoring.builders import CJ, panel, quick_score
from tests.scoring.strategies import examples, panels
from tests.scoring.test_vectors import ENGINE, engine_panel

VECTORS = Path(__file__).parent / "vectors"
ALPHA = json.loads((VECTORS / "krippendorff_alpha.json").read_text())
SHESKIN = json.loads((VECTORS / "kendall_w_ties_sheskin.json").read_text())
UP = {"S1": 1, "S2": 2, "S3": 3, "S4": 4, "W1": 1, "W2": 2, "W3": 3, "W4": 4, "W5": 5, "O1": 2, "O2": 3}
UP |= {"O3": 4, "O4": 5, "T1": 5, "T2": 4, "T3": 3, "T4": 2, "T5": 1, "S5": 5, "S6": 1, "O5": 1, "O6": 5}


def distributions(reliability_data: list) -> list[list[int]]:
    """How many gave 1 to 5, per factor, from rows of raters."""
    return [[column.count(degree) for degree in range(1, 6)] for column in zip(*reliability_data, strict=True)]


def alpha_case(name: str) -> dict:
    return next(case for case in ALPHA["cases"] if case["name"] == name)


class TestAlpha:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("wikipedia_3coders_15units", alpha_case("wikipedia_3coders_15units")["computed"]["ordinal"]),
            ("4coders_12units", alpha_case("4coders_12units")["computed"]["ordinal_full"]),
        ],
    )
    def test_published(self, name, expected):
        alpha, reason = ordinal_alpha(distributions(alpha_case(name)["reliability_data"]))

        assert (alpha, reason) == (pytest.approx(expected, abs=1e-9), None)

    def test_published_to_three_places(self):
        alpha, _ = ordinal_alpha(distributions(alpha_case("4coders_12units")["reliability_data"]))

        assert alpha == pytest.approx(
            alpha_case("4coders_12units")["expected"]["ordinal"], abs=ALPHA["tolerance"]["3dp"]
        )

    @pytest.mark.parametrize(
        ("name", "reason"),
        [
            ("no_variation", AbsenceReason.NO_VARIATION),
            ("one_rater", AbsenceReason.NO_FACTOR_TWICE_SCORED),
        ],
    )
    def test_published_cases_that_are_not_estimable(self, name, reason):
        assert ordinal_alpha(distributions(alpha_case(name)["reliability_data"])) == (None, reason)

    def test_degrees_without_a_pair_do_not_count_as_variation(self):
        assert ordinal_alpha(distributions([[3, 3, 5], [3, 3, None]])) == (None, AbsenceReason.NO_VARIATION)

    def test_full_agreement_on_factors_that_differ_is_one(self):
        assert ordinal_alpha(distributions([[1, 5, 3], [1, 5, 3]])) == (1, None)

    @examples
    @given(panels(smallest=1, smallest_panel=2))
    def test_any_panel_against_the_package(self, any_panel):
        rows = [
            [s.answers[f.code].degree if f.code in s.answers else None for f in any_panel.factors]
            for s in any_panel.sheets
        ]
        card = quick_score(any_panel)

        if card.agreement is not None and card.agreement.alpha is not None:
            expected = krippendorff.alpha(np.array(rows, float), level_of_measurement="ordinal")
            assert card.agreement.alpha == pytest.approx(expected, abs=1e-8)
        else:
            assert card.absences_of(Figure.ALPHA)

    def test_engine(self):
        expected = ENGINE["expected"]["krippendorff_alpha"]["ordinal"]

        assert score(engine_panel()).agreement.alpha == pytest.approx(expected, abs=1e-9)


class TestKendall:
    def test_published_ties(self):
        degrees = np.array(SHESKIN["input"]["ratings_by_rater"])

        w, _ = kendall_w(degrees)

        assert average_ranks(degrees.astype(float)).tolist() == SHESKIN["expected"]["ranks_by_rater"]
        assert w == pytest.approx(SHESKIN["expected"]["W"], abs=SHESKIN["tolerance"]["W"])

    def test_engine(self):
        expected, agreement = ENGINE["expected"]["kendall_w_complete_factors"], score(engine_panel()).agreement

        assert agreement.common_factor_count == expected["n_factors"]
        assert agreement.kendall_w == pytest.approx(expected["W"], abs=1e-9)
        assert agreement.kendall_chi_square == pytest.approx(expected["chi2"], abs=1e-9)

    @examples
    @given(
        st.integers(3, 5).flatmap(
            lambda m: st.lists(st.lists(st.integers(1, 5), min_size=m, max_size=m), min_size=3, max_size=9)
        )
    )
    def test_against_friedman(self, factors):
        """scipy's Friedman statistic is m·(N − 1)·W with the same correction for ties."""
        degrees = np.array(factors).T
        found = kendall_w(degrees)

        if found is None:
            assert all(len(set(row)) == 1 for row in degrees.tolist())
        else:
            assert found[1] == pytest.approx(stats.friedmanchisquare(*degrees.T).statistic, abs=1e-9)
            assert -1e-12 <= found[0] <= 1 + 1e-12

    @pytest.mark.parametrize(
        ("ratings", "reason"),
        [
            ({"S1": [4, 2], "S2": [CJ, 3]}, AbsenceReason.TOO_FEW_COMMON_FACTORS),
            ({"S1": [4, 2], "S2": [4, 2]}, AbsenceReason.NO_VARIATION),
        ],
    )
    def test_not_estimable(self, ratings, reason):
        card = score(panel(ratings))

        assert (card.agreement.kendall_w, card.agreement.kendall_chi_square) == (None, None)
        assert [absence.reason for absence in card.absences_of(Figure.KENDALL_W)] == [reason]


class TestDisputes:
    @pytest.mark.parametrize(
        ("degrees", "expected"),
        [
            ([3, 3, 3], []),
            ([2, 3, 4], []),
            ([3, 4], []),
            ([1, 4], ["interquartile_range", "far_from_median", "range"]),
            ([2, 4], []),
            ([1, 3, 4], ["interquartile_range", "far_from_median", "range"]),
            ([1, 4, 4, 4], ["range"]),
            ([2, 2, 2, 2, 5], []),
            ([1, 4, 4, 4, 4], []),
            ([1, 1, 4, 4, 4], ["interquartile_range", "far_from_median"]),
            ([1, 3, 3, 3, 3, 3, 5, 5], ["far_from_median"]),
            ([1, 1, 1, 2, 3, 3, 3], ["interquartile_range"]),
            ([5], []),
        ],
        ids=str,
    )
    def test_reasons(self, degrees, expected):
        factor = score(panel({"S1": degrees})).factor("S1")

        assert [reason.value for reason in dispute_reasons(factor, CUT_OFFS)] == expected

    def test_three_quarters_near_the_median_are_enough(self):
        factor = score(panel({"S1": [1, 1, 4, 4, 4, 4, 4, 4]})).factor("S1")

        assert DisputeReason.FAR_FROM_MEDIAN not in set(dispute_reasons(factor, CUT_OFFS))

    def test_card_lists_disputed_factors_only(self):
        card = score(panel({"S1": [1, 5], "S2": [3, 3], "T1": [2, 5]}))

        assert [dispute.factor for dispute in card.agreement.disputes] == ["S1", "T1"]


class TestUpsideDown:
    def upside_down(self, codes) -> dict:
        """Two raters who agree and one who turned the scale round on some factors."""
        return {code: [degree, degree, 6 - degree if code[0] in codes else degree] for code, degree in UP.items()}

    def test_nobody_is_flagged_where_all_agree(self):
        assert score(panel(self.upside_down(""))).agreement.flagged_raters == ()

    def test_whole_scale(self):
        correlations = {(c.rater, c.scope): c for c in score(panel(self.upside_down("SWOT"))).agreement.correlations}

        assert correlations["R3", RatingScope.ALL].correlation == -1
        assert correlations["R3", RatingScope.ALL].is_flagged
        assert not correlations["R1", RatingScope.ALL].is_flagged

    def test_weaknesses_and_threats_alone(self):
        card = score(panel(self.upside_down("WT")))

        flagged = [(c.rater, c.scope) for c in card.agreement.correlations if c.is_flagged]
        assert flagged == [("R3", RatingScope.WEAKNESSES_AND_THREATS)]
        assert card.agreement.flagged_raters == ("R3",)

    def test_others_mean_copes_with_gaps(self):
        degrees = np.random.RandomState(7).randint(1, 6, (12, 4)).astype(float)
        degrees[[0, 3, 5, 8], [1, 2, 3, 1]] = np.nan
        others = np.nanmean(degrees[:, 1:], axis=1)
        rows = [[CJ if np.isnan(degree) else int(degree) for degree in row] for row in degrees]

        card = score(panel({f"S{number}": row for number, row in enumerate(rows, 1)}))

        found = card.agreement.correlations[0].correlation
        assert found == pytest.approx(stats.spearmanr(degrees[:, 0], others).statistic, abs=1e-8)

    def test_flagged_rater_stays_in(self):
        card = score(panel(self.upside_down("SWOT")))

        assert (card.judging_rater_count, card.factor("S1").count) == (3, 3)

    def test_fewer_than_ten_factors_are_not_judged(self):
        few = {code: row for code, row in self.upside_down("SWOT").items() if code != "T5"}
        correlations = [c for c in score(panel(few)).agreement.correlations if c.rater == "R3"]

        assert [(c.factor_count, c.correlation) for c in correlations] == [(21, -1), (9, None)]

    def test_rater_who_gives_one_degree_throughout_has_no_correlation(self):
        flat = {code: [degree, 3] for code, degree in UP.items()}

        assert {c.correlation for c in score(panel(flat)).agreement.correlations} == {None}

    @examples
    @given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=3, max_size=20))
    def test_correlation_against_scipy(self, pairs):
        one, other = zip(*pairs, strict=True)

        found = rank_correlation(one, other)

        if len(set(one)) > 1 and len(set(other)) > 1:
            assert found == pytest.approx(stats.spearmanr(one, other).statistic, abs=1e-12)
        else:
            assert found is None


def test_one_rater_has_no_agreement():
    card = score(panel({"S1": [3]}))

    assert card.agreement is None
    assert {a.reason for a in (*card.absences_of(Figure.ALPHA), *card.absences_of(Figure.KENDALL_W))} == {
        AbsenceReason.ONE_RATER
    }

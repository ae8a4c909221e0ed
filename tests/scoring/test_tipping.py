"""The smallest change of one factor that turns the index."""

import dataclasses

import pytest
from hypothesis import assume, given

from stations.scoring import TippingOutcome, score
from stations.scoring.position import strength
from tests.scoring.builders import one_rater, panel, quick_score
from tests.scoring.strategies import examples, full_panels


def test_smallest_change_stands_first():
    tipping = score(one_rater(S1=4, W1=3, O1=3, T1=3)).certainty.tipping

    assert tipping.outcome == TippingOutcome.FACTOR
    assert [(c.factor, c.degree, c.tipping_degree, c.change) for c in tipping.changes] == [
        ("O1", 3, 2.25, -0.75),
        ("S1", 4, 3, -1),
        ("W1", 3, 4, 1),
        ("T1", 3, 4, 1),
    ]


def test_change_of_one_factor_is_divided_by_its_weight():
    ratings = {"S1": [4], "S2": [4], "W1": [3], "O1": [3], "T1": [3]}

    tipping = score(panel(ratings, {"S1": [1], "S2": [3]})).certainty.tipping

    assert {c.factor: c.change for c in tipping.changes} == pytest.approx({"O1": -0.75, "W1": 1, "T1": 1, "S2": -4 / 3})


def test_no_single_factor_can_turn_a_clear_result():
    tipping = score(one_rater(S1=5, W1=1, O1=5, T1=1)).certainty.tipping

    assert (tipping.outcome, tipping.changes) == (TippingOutcome.NO_SINGLE_FACTOR, ())


def test_reaching_neutral_at_the_end_of_the_scale_is_not_crossing_it():
    """S would have to fall to 1, W to rise to 5 and so on: ρ reaches 0.5 and has no room beyond."""
    tipping = score(one_rater(S1=5, W1=1, O1=1, T1=1)).certainty.tipping

    assert "S1" not in {change.factor for change in tipping.changes}
    assert "W1" not in {change.factor for change in tipping.changes}


def test_neutral_index_needs_no_change():
    tipping = score(one_rater(S1=2, W1=3, O1=3, T1=2)).certainty.tipping

    assert (tipping.outcome, tipping.changes) == (TippingOutcome.ALREADY_NEUTRAL, ())


@examples
@given(full_panels())
def test_changed_degree_makes_the_index_neutral(any_panel):
    card = quick_score(any_panel)
    assume(card.certainty.tipping.outcome == TippingOutcome.FACTOR)
    change = card.certainty.tipping.changes[0]
    changed = card.factor(change.factor)

    magnitudes = {q.quadrant: q.magnitude for q in card.quadrants}
    magnitudes[changed.quadrant] += changed.weight * change.change

    assert strength(*magnitudes.values()).coefficient == pytest.approx(0.5, abs=1e-7)
    assert 1 < change.tipping_degree < 5


@examples
@given(full_panels())
def test_factors_listed_are_those_whose_scale_ends_turn_the_index(any_panel):
    card = quick_score(any_panel)
    tipping = card.certainty.tipping
    side = card.strength.coefficient - 0.5

    turning = {
        factor.code for factor in card.factors if side and min(side * end for end in at_ends(card, factor)) < -1e-8
    }

    assert {change.factor for change in tipping.changes} == turning
    assert (tipping.outcome == TippingOutcome.FACTOR) == bool(turning)


def at_ends(card, factor) -> list[float]:
    """ρ − 0.5 with the factor's mean degree at 1 and at 5."""
    found = []
    for end in (1, 5):
        magnitudes = {q.quadrant: q.magnitude for q in card.quadrants}
        magnitudes[factor.quadrant] += factor.weight * (end - factor.mean)
        found.append(strength(*magnitudes.values()).coefficient - 0.5)
    return found


def test_tipping_is_given_for_one_rater_too():
    card = score(one_rater(S1=4, W1=3, O1=3, T1=3))

    assert dataclasses.astuple(card.certainty.tipping.changes[0]) == ("O1", 3.0, 2.25, -0.75)

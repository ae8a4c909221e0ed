"""What holds for every panel."""

import dataclasses
import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stations.scoring import Answer, AnswerKind, Figure, Panel, Quadrant, Scorecard, Sheet, StrategyZone
from tests.scoring.builders import quick_score as score
from tests.scoring.strategies import examples, full_panels, panels

CLOSE = 1e-8
AGAINST = (Quadrant.WEAKNESSES, Quadrant.THREATS)


def shuffled(items, seed: int) -> list:
    return random.Random(seed).sample(list(items), len(items))


def relabelled(sheets, seed: int) -> list[Sheet]:
    labels = shuffled([sheet.rater for sheet in sheets], seed)
    return [Sheet(rater=label, answers=sheet.answers) for label, sheet in zip(labels, sheets, strict=True)]


def nameless(card: Scorecard) -> Scorecard:
    """The scorecard without the parts that speak of single raters."""
    return dataclasses.replace(card, certainty=None, agreement=None, absences=())


@examples
@given(panels(), st.integers())
def test_order_of_everything_changes_nothing(panel, seed):
    reordered = Panel(
        factors=shuffled(panel.factors, seed),
        countermeasures=shuffled(panel.countermeasures, seed),
        sheets=shuffled(panel.sheets, seed),
        edition_weights=panel.edition_weights,
    )

    assert score(reordered) == score(panel)


@examples
@given(panels(), st.integers())
def test_who_is_called_what_changes_no_figure(panel, seed):
    renamed = dataclasses.replace(panel, sheets=relabelled(panel.sheets, seed))

    assert nameless(score(renamed)) == nameless(score(panel))


@examples
@given(panels())
def test_every_panel_scores_within_range(panel):
    card = score(panel)

    for factor in card.factors:
        assert factor.count + factor.not_applicable + factor.cannot_judge + factor.not_answered == len(panel.sheets)
        assert sum(factor.distribution) == factor.count
        assert_within(1, 5, factor.mean, factor.median, factor.lower_quartile, factor.upper_quartile)
        assert_within(0, 4, factor.iqr)
        assert_within(0, 1, factor.weight, factor.salience)
    for quadrant in card.quadrants:
        assert_within(1, 5, quadrant.magnitude)
        assert_within(0, 1, quadrant.coverage.share)
    assert_within(-1, 1, card.position.x, card.position.y, card.strength.balance)
    assert_within(0, 2 * math.pi - CLOSE, card.position.azimuth)
    assert_within(1, 25, card.strength.positive, card.strength.negative)
    assert_within(0, 1, card.strength.coefficient, card.coverage.share)
    assert_within(1, 4, *(countermeasure.attractiveness for countermeasure in card.countermeasures))


def assert_within(low, high, *values):
    for value in values:
        assert value is None or low - CLOSE <= value <= high + CLOSE


@examples
@given(panels())
def test_weights_saliences_and_shares_sum_to_one(panel):
    card = score(panel)

    for quadrant in Quadrant:
        weights = [factor.weight for factor in card.factors_of(quadrant) if factor.is_scored]
        assert not weights or math.fsum(weights) == pytest.approx(1, abs=CLOSE)
    saliences = [factor.salience for factor in card.factors if factor.is_scored]
    assert not saliences or math.fsum(saliences) == pytest.approx(1, abs=CLOSE)
    if (shares := card.strength.shares) is not None:
        assert math.fsum(dataclasses.astuple(shares)) == pytest.approx(1, abs=CLOSE)


@examples
@given(panels())
def test_what_is_missing_is_named(panel):
    card = score(panel)
    factors, quadrants = (card.absences_of(figure) for figure in (Figure.FACTOR_DEGREE, Figure.QUADRANT_MAGNITUDE))

    assert [absence.subject for absence in factors] == [f.code for f in card.factors if f.mean is None]
    assert [absence.subject for absence in quadrants] == [q.quadrant for q in card.quadrants if q.magnitude is None]
    for figure, value in (
        ("azimuth", card.position.azimuth),
        ("strength_coefficient", card.strength.coefficient),
        ("balance", card.strength.balance),
        ("strategy_shares", card.strength.shares),
    ):
        assert (value is None) == bool(card.absences_of(figure))


@examples
@given(panels())
def test_lifts_of_a_countermeasure_add_up(panel):
    for countermeasure in score(panel).countermeasures:
        if countermeasure.attractiveness is not None:
            lifts = math.fsum(reason.lift for reason in countermeasure.reasons)
            assert lifts == pytest.approx(countermeasure.attractiveness - 1, abs=CLOSE)


@examples
@given(full_panels())
def test_largest_share_is_that_of_the_zone(panel):
    card = score(panel)

    if not card.position.on_boundary:
        assert card.strength.shares.of(card.position.zone) == max(
            card.strength.shares.of(zone) for zone in StrategyZone
        )


@examples
@given(full_panels())
def test_zone_and_coefficient_agree_where_both_axes_do(panel):
    card = score(panel)

    if card.position.zone == StrategyZone.SO and not card.position.on_boundary:
        assert card.strength.coefficient > 0.5
    if card.position.zone == StrategyZone.WT and not card.position.on_boundary:
        assert card.strength.coefficient < 0.5


def changed(panel: Panel, change) -> Panel:
    """The panel with every answer changed by change(rater, code, answer)."""
    sheets = [
        Sheet(rater=s.rater, answers={code: change(s.rater, code, answer) for code, answer in s.answers.items()})
        for s in panel.sheets
    ]
    return dataclasses.replace(panel, sheets=sheets)


def with_importance(answer: Answer, of: dict) -> Answer:
    return dataclasses.replace(answer, importance=of[answer.importance])


@examples
@given(panels())
def test_doubling_all_importances_changes_no_weight(panel):
    halves, doubled = {None: None, 1: 1, 2: 1, 3: 2, 4: 2, 5: 2}, {None: None, 1: 2, 2: 4}
    small = changed(panel, lambda rater, code, answer: with_importance(answer, halves))
    large = changed(small, lambda rater, code, answer: with_importance(answer, doubled))

    assert [factor.weight for factor in score(large).factors] == [factor.weight for factor in score(small).factors]


@examples
@given(panels(), st.floats(0.001, 1000))
def test_scaling_edition_weights_changes_no_weight(panel, by):
    weights = {code: weight * by for code, weight in (panel.edition_weights or {}).items()}

    scaled = score(dataclasses.replace(panel, edition_weights=weights or None))

    assert known([f.weight for f in scaled.factors]) == pytest.approx(known([f.weight for f in score(panel).factors]))


def known(values: list) -> list:
    return [-1 if value is None else value for value in values]


@examples
@given(full_panels(), st.data())
def test_coefficient_moves_with_each_degree(panel, data):
    factor = data.draw(st.sampled_from(panel.factors))
    rater = data.draw(st.sampled_from(panel.sheets)).rater

    def raised(name, code, answer):
        is_chosen = (name, code) == (rater, factor.code)
        return dataclasses.replace(answer, degree=min(answer.degree + 1, 5)) if is_chosen else answer

    before, after = score(panel).strength.coefficient, score(changed(panel, raised)).strength.coefficient

    assert after <= before if factor.quadrant in AGAINST else after >= before


@examples
@given(panels())
def test_answers_without_degree_move_no_magnitude(panel):
    """Not applicable, cannot judge and blank differ in coverage alone."""

    def judged(rater, code, answer):
        return answer if answer.degree else dataclasses.replace(answer, kind=AnswerKind.CANNOT_JUDGE)

    same, before = score(changed(panel, judged)), score(panel)

    assert [q.magnitude for q in same.quadrants] == [q.magnitude for q in before.quadrants]
    assert same.countermeasures == before.countermeasures

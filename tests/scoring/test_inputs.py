"""What is refused, and that the refusal names the culprit."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stations.scoring import Answer, AnswerKind, Countermeasure, Factor, Panel, Quadrant, ScoringError, Sheet, score
from tests.scoring.builders import panel
from tests.scoring.strategies import examples, panels

S1, S2 = (Factor(code=code, quadrant=Quadrant.STRENGTHS) for code in ("S1", "S2"))
FOUR = Answer(kind=AnswerKind.DEGREE, degree=4)


def make(factors=(S1, S2), countermeasures=(), sheets=(), edition_weights=None) -> Panel:
    return Panel(factors=factors, countermeasures=countermeasures, sheets=sheets, edition_weights=edition_weights)


def sheet(rater="R1", **answers) -> Sheet:
    return Sheet(rater=rater, answers=answers)


REFUSED = {
    "degree_too_high": (lambda: Answer(kind="degree", degree=6), "degree .* not 6"),
    "degree_zero": (lambda: Answer(kind="degree", degree=0), "degree .* not 0"),
    "degree_missing": (lambda: Answer(kind="degree"), "degree .* not None"),
    "degree_nan": (lambda: Answer(kind="degree", degree=float("nan")), "degree .* not nan"),
    "degree_half": (lambda: Answer(kind="degree", degree=2.5), "degree .* not 2.5"),
    "degree_true": (lambda: Answer(kind="degree", degree=True), "degree .* not True"),
    "degree_text": (lambda: Answer(kind="degree", degree="3"), "degree .* not '3'"),
    "degree_beside_not_applicable": (lambda: Answer(kind="not_applicable", degree=3), "not_applicable holds no degree"),
    "importance_too_high": (lambda: Answer(kind="cannot_judge", importance=9), "importance .* not 9"),
    "importance_nan": (lambda: Answer(kind="degree", degree=1, importance=float("nan")), "importance .* not nan"),
    "kind_unknown": (lambda: Answer(kind="maybe"), "kind of answer 'maybe'"),
    "quadrant_unknown": (lambda: Factor(code="X1", quadrant="X"), "factor X1: unknown quadrant 'X'"),
    "factor_code_blank": (lambda: Factor(code=" ", quadrant="S"), "factor: a code"),
    "factor_code_number": (lambda: Factor(code=1, quadrant="S"), "factor: a code"),
    "effect_too_high": (lambda: Countermeasure(code="C1", effects={"S1": 5}), "countermeasure C1, factor S1: .* not 5"),
    "effect_zero": (lambda: Countermeasure(code="C1", effects={"S1": 0}), "countermeasure C1, factor S1: .* not 0"),
    "effects_list": (lambda: Countermeasure(code="C1", effects=["S1"]), "effects of countermeasure C1"),
    "countermeasure_code_empty": (lambda: Countermeasure(code="", effects={}), "countermeasure: a code"),
    "rater_named": (lambda: sheet(rater="张三"), "not '张三'"),
    "rater_zero": (lambda: sheet(rater="R0"), "not 'R0'"),
    "rater_number": (lambda: sheet(rater=1), "not 1"),
    "answer_is_number": (lambda: sheet(S1=4), "rater R1, factor S1: not an answer: 4"),
    "answers_list": (lambda: Sheet(rater="R1", answers=[FOUR]), "answers of rater R1"),
    "no_factor": (lambda: make(factors=[]), "at least one factor"),
    "factor_twice": (lambda: make(factors=[S1, S1]), "factor S1 occurs 2 times"),
    "rater_twice": (lambda: make(sheets=[sheet(), sheet()]), "rater R1 occurs 2 times"),
    "countermeasure_twice": (
        lambda: make(countermeasures=[Countermeasure(code="C1", effects={})] * 2),
        "countermeasure C1 occurs 2 times",
    ),
    "answer_to_unknown_factor": (lambda: make(sheets=[sheet(S9=FOUR)]), "rater R1: unknown factor 'S9'"),
    "effect_on_unknown_factor": (
        lambda: make(countermeasures=[Countermeasure(code="C1", effects={"S9": 2})]),
        "countermeasure C1: unknown factor 'S9'",
    ),
    "weight_of_unknown_factor": (lambda: make(edition_weights={"S9": 1}), "edition weights: unknown factor 'S9'"),
    "weight_zero": (lambda: make(edition_weights={"S1": 0, "S2": 1}), "factor S1: .* not 0"),
    "weight_negative": (lambda: make(edition_weights={"S1": 1, "S2": -0.5}), "factor S2: .* not -0.5"),
    "weight_nan": (lambda: make(edition_weights={"S1": float("nan"), "S2": 1}), "factor S1: .* not nan"),
    "weight_infinite": (lambda: make(edition_weights={"S1": 1, "S2": float("inf")}), "factor S2: .* not inf"),
    "weight_text": (lambda: make(edition_weights={"S1": "1", "S2": 1}), "factor S1: .* not '1'"),
    "weight_only_for_part_of_quadrant": (lambda: make(edition_weights={"S1": 1}), "factor S2 has none"),
    "sheets_of_wrong_type": (lambda: make(sheets=["R1"]), "sheets: not a Sheet: 'R1'"),
    "factors_text": (lambda: make(factors="S1"), "factors: must be a sequence"),
    "factors_none": (lambda: make(factors=None), "factors: must be a sequence"),
    "not_a_panel": (lambda: score({"factors": []}), "not a panel"),
}


@pytest.mark.parametrize(("build", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_refused_input_names_the_culprit(build, message):
    with pytest.raises(ScoringError, match=message):
        build()


def test_scoring_error_is_a_value_error():
    assert issubclass(ScoringError, ValueError)


def test_inputs_cannot_be_changed_afterwards():
    answers = {"S1": FOUR}
    given = Sheet(rater="R1", answers=answers)

    answers["S1"] = Answer(kind="degree", degree=1)

    assert given.answers == {"S1": FOUR}
    with pytest.raises(dataclasses.FrozenInstanceError):
        given.rater = "R2"


def test_plain_values_become_enumerations():
    assert (Factor(code="S1", quadrant="S").quadrant, Answer(kind="cannot_judge").kind) == (
        Quadrant.STRENGTHS,
        AnswerKind.CANNOT_JUDGE,
    )


def test_panel_without_sheets_scores_to_absences():
    card = score(panel({"S1": [], "W1": [], "O1": [], "T1": []}))

    assert (card.rater_count, card.strength.coefficient, card.verdict, card.coverage.share) == (0, None, None, None)


not_a_point = st.one_of(
    st.integers(max_value=0), st.integers(min_value=6), st.floats(), st.booleans(), st.text(), st.just(())
)


@examples
@given(not_a_point)
def test_anything_but_a_point_is_refused_as_degree(value):
    with pytest.raises(ScoringError):
        Answer(kind=AnswerKind.DEGREE, degree=value)


@examples
@given(not_a_point)
def test_anything_but_a_point_is_refused_as_importance(value):
    with pytest.raises(ScoringError):
        Answer(kind=AnswerKind.CANNOT_JUDGE, importance=value)


@examples
@given(not_a_point.filter(lambda value: value not in range(1, 5)))
def test_anything_but_an_effect_is_refused(value):
    with pytest.raises(ScoringError):
        Countermeasure(code="C1", effects={"S1": value})


@examples
@given(panels(smallest_panel=1), st.data())
def test_answers_to_unknown_factors_are_refused(valid, data):
    spoiled = data.draw(st.sampled_from(valid.sheets))
    stranger = Sheet(rater=spoiled.rater, answers=spoiled.answers | {"X1": FOUR})

    with pytest.raises(ScoringError, match="unknown factor 'X1'"):
        dataclasses.replace(valid, sheets=[stranger if s is spoiled else s for s in valid.sheets])

"""From a profile and a hand to a sheet's answers."""

from stations.actions.demo_sheets import answers_of
from stations.actions.ratings import AnswerValue
from stations.enums import AnswerKind

HAND = {"S": [1, 1], "W": [0, 0], "O": [0, -1], "T": [-1, -1]}
PROFILE = {
    "importance": {"W1": 5},
    "years": {"2026": {"S": [3, 5], "W": [2, 2], "O": [4, 4], "T": [1, 3]}},
}


def answers(**sheet):
    return answers_of(sheet, profile=PROFILE, year=2026, hand=HAND)


def test_hand_moves_degrees_within_the_scale():
    degrees = {code: answer.degree for code, answer in answers().items()}

    assert degrees == {"S1": 4, "S2": 5, "W1": 2, "W2": 2, "O1": 4, "O2": 3, "T1": 1, "T2": 2}


def test_sheet_ends_with_its_last_answer():
    assert list(answers(until="W1")) == ["S1", "S2", "W1"]


def test_importances_where_the_rater_weighs():
    importances = {code: answer.importance for code, answer in answers(weighs=True).items() if answer.importance}

    assert importances == {"W1": 5}
    assert all(answer.importance is None for answer in answers().values())


def test_reasons_stand_instead_of_degrees():
    given = answers(
        weighs=True, cannot_judge={"W1 O2": "看不到。"}, not_applicable={"T2": "没有。"}, notes={"S1": "有。"}
    )

    assert given["W1"] == given["O2"] == AnswerValue(kind=AnswerKind.CANNOT_JUDGE, reason="看不到。")
    assert given["T2"] == AnswerValue(kind=AnswerKind.NOT_APPLICABLE, reason="没有。")
    assert given["S1"] == AnswerValue(kind=AnswerKind.DEGREE, degree=4, note="有。")

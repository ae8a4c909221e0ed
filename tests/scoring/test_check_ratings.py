"""A reviewer's check ratings beside the station's."""

import pytest

from stations.scoring import (
    CheckComparison,
    ScoringError,
    assessment_from_plain,
    assessment_to_plain,
    canonical_json,
    check_ratings_from_plain,
    compare_with_check,
    read_json,
    score,
)
from tests.scoring.builders import CJ, panel

CARD = {"S1": [4, 5], "S2": [3, 3], "W1": [2, 2], "T1": [CJ, CJ]}


def test_difference_is_check_minus_station():
    differences = compare_with_check(score(panel(CARD)), {"W1": 4, "S1": 3})

    assert [(d.factor, d.station, d.check, d.difference) for d in differences] == [
        ("S1", 4.5, 3, -1.5),
        ("W1", 2, 4, 2),
    ]


def test_factor_that_the_station_did_not_score_has_no_difference():
    (difference,) = compare_with_check(score(panel(CARD)), {"T1": 5})

    assert (difference.station, difference.difference) == (None, None)


@pytest.mark.parametrize(
    ("check", "message"),
    [({"S9": 3}, "unknown factor 'S9'"), ({"S1": 6}, "factor S1: .* not 6"), ({"S1": float("nan")}, "S1: .* not nan")],
)
def test_wrong_check_ratings_are_refused(check, message):
    with pytest.raises(ScoringError, match=message):
        compare_with_check(score(panel(CARD)), check)


def checked(**check):
    """The stored assessment with one reviewer's check ratings."""
    found = panel(CARD)
    card = score(found)
    comparison = CheckComparison(reviewer="C1", differences=compare_with_check(card, check))
    return assessment_to_plain(found, card, (comparison,))


def test_assessment_with_check_ratings_survives_json():
    plain = checked(S1=3, T1=5)
    text = canonical_json(plain)

    read = read_json(text)

    assert read["schema"] == "swot-assessment/2"
    assert canonical_json(assessment_to_plain(*assessment_from_plain(read), check_ratings_from_plain(read))) == text


def test_check_ratings_change_no_figure():
    found = panel(CARD)
    alone = assessment_to_plain(found, score(found))

    assert alone["schema"] == "swot-assessment/1"
    assert {key: checked(S1=1)[key] for key in ("panel", "scorecard")} == {
        key: alone[key] for key in ("panel", "scorecard")
    }


@pytest.mark.parametrize(
    ("spoiled", "message"),
    [
        ({"check_ratings": {}}, "check_ratings: a list expected"),
        ({"check_ratings": [{"reviewer": "C1"}]}, "missing .'differences'."),
        ({"check_ratings": [{"reviewer": 1, "differences": []}]}, "str expected, not 1"),
        ({"schema": "swot-assessment/1"}, "unknown .'check_ratings'."),
    ],
)
def test_spoiled_check_ratings_are_refused(spoiled, message):
    with pytest.raises(ScoringError, match=message):
        check_ratings_from_plain(checked(S1=3) | spoiled)

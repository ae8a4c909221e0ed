"""A reviewer's check ratings beside the station's."""

import pytest

from stations.scoring import ScoringError, compare_with_check, score
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

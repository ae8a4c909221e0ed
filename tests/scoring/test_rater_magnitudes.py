"""Raters' own magnitudes: the panel's weights, the rater's degrees, and nothing where none was given."""

import pytest

from stations.scoring import Answer, Factor, Panel, Quadrant, Sheet, rater_magnitudes, score


def panel(*answers, importances=(None, None)):
    factors = [Factor(code=code, quadrant="S") for code in ("S1", "S2")]
    sheets = [
        Sheet(
            rater=f"R{place}",
            answers={
                code: Answer(kind="degree", degree=degree, importance=importance)
                for code, degree, importance in zip(("S1", "S2"), given, importances, strict=True)
                if degree is not None
            },
        )
        for place, given in enumerate(answers, start=1)
    ]
    return Panel(factors=factors, countermeasures=[], sheets=sheets)


@pytest.mark.parametrize(
    ("given", "importances", "expected"),
    [
        ([(4, 2)], (None, None), [("R1", 3.0)]),
        ([(4, 2), (1, 5)], (1, 3), [("R1", 2.5), ("R2", 4.0)]),
        ([(4, None), (None, 5)], (None, None), [("R1", 4.0), ("R2", 5.0)]),
        ([(None, None)], (None, None), []),
    ],
)
def test_rater_magnitudes(given, importances, expected):
    made = panel(*given, importances=importances)

    own = rater_magnitudes(made, score(made))

    assert [(one.rater, one.magnitude) for one in own] == expected
    assert {one.quadrant for one in own} <= {Quadrant.STRENGTHS}


def test_mean_of_raters_who_answered_everything_is_the_magnitude():
    made = panel((4, 2), (1, 5), (3, 3), importances=(2, 5))
    card = score(made)

    own = [one.magnitude for one in rater_magnitudes(made, card)]

    assert sum(own) / len(own) == pytest.approx(card.quadrant(Quadrant.STRENGTHS).magnitude)

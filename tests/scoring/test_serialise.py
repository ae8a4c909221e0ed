"""What is stored is read back exactly, and nothing else is read."""

import copy
import json
from pathlib import Path

import pytest
from hypothesis import given

from stations.scoring import (
    METHOD_VERSION,
    SCHEMA,
    ScoringError,
    assessment_from_plain,
    assessment_to_plain,
    canonical_json,
    panel_to_plain,
    read_json,
    score,
    scorecard_from_plain,
    scorecard_to_plain,
)
from tests.scoring.builders import CJ, NA, panel, quick_score
from tests.scoring.strategies import examples, panels

SMALL = panel(
    {"S1": [4, NA], "W1": [2, 3], "O1": [3, 3], "T1": [CJ, 2]},
    {"S1": [5, None]},
    {"C1": {"S1": 3}},
    {"O1": 0.25},
)

WHOLE = panel({"S1": [4, 5], "W1": [2, 3], "O1": [3, 3], "T1": [2, 2]}, edition_weights={"O1": 0.25})


@examples
@given(panels())
def test_any_assessment_survives_json(any_panel):
    card = quick_score(any_panel)

    text = canonical_json(assessment_to_plain(any_panel, card))

    assert assessment_from_plain(read_json(text)) == (any_panel, card)
    assert canonical_json(assessment_to_plain(*assessment_from_plain(read_json(text)))) == text


def test_panel_layout():
    assert panel_to_plain(SMALL) == {
        "schema": "swot-assessment/1",
        "factors": [
            {"code": "S1", "quadrant": "S"},
            {"code": "W1", "quadrant": "W"},
            {"code": "O1", "quadrant": "O"},
            {"code": "T1", "quadrant": "T"},
        ],
        "countermeasures": [{"code": "C1", "effects": {"S1": 3}}],
        "sheets": [
            {
                "rater": "R1",
                "answers": {
                    "S1": {"kind": "degree", "degree": 4, "importance": 5},
                    "W1": {"kind": "degree", "degree": 2, "importance": None},
                    "O1": {"kind": "degree", "degree": 3, "importance": None},
                    "T1": {"kind": "cannot_judge", "degree": None, "importance": None},
                },
            },
            {
                "rater": "R2",
                "answers": {
                    "S1": {"kind": "not_applicable", "degree": None, "importance": None},
                    "W1": {"kind": "degree", "degree": 3, "importance": None},
                    "O1": {"kind": "degree", "degree": 3, "importance": None},
                    "T1": {"kind": "degree", "degree": 2, "importance": None},
                },
            },
        ],
        "edition_weights": {"O1": 0.25},
    }


def test_scorecard_is_read_back_as_stored_and_not_computed_again():
    plain = scorecard_to_plain(score(SMALL))
    plain["method_version"], plain["strength"]["coefficient"] = "0.9", 0.123

    card = scorecard_from_plain(plain)

    assert (card.method_version, card.strength.coefficient) == ("0.9", 0.123)


def test_whole_numbers_are_read_as_figures():
    """Some databases store 1.0 as 1."""
    card = score(SMALL)
    plain = json.loads(json.dumps(scorecard_to_plain(card)).replace(".0,", ",").replace(".0}", "}"))

    assert scorecard_from_plain(plain) == card


def test_stored_figures_have_nine_places():
    def figures(value):
        if isinstance(value, dict | list):
            for item in value.values() if isinstance(value, dict) else value:
                yield from figures(item)
        elif isinstance(value, float):
            yield value

    found = list(figures(scorecard_to_plain(score(SMALL))))

    assert found == [round(figure, 9) for figure in found]
    assert "-0.0" not in canonical_json(scorecard_to_plain(score(SMALL)))


def spoiled(path: str, value) -> dict:
    """The stored assessment with one value changed, or taken out where `value` is ...."""
    plain = copy.deepcopy(assessment_to_plain(WHOLE, score(WHOLE)))
    *way, last = [int(step) if step.isdigit() else step for step in path.split("/")]
    target = plain
    for step in way:
        target = target[step]
    if value is ...:
        del target[last]
    else:
        target[last] = value
    return plain


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("schema", "swot-assessment/3", f"schema: {SCHEMA} expected, not 'swot-assessment/3'"),
        ("schema", "swot-assessment/2", "assessment: missing .'check_ratings'."),
        ("check_ratings", [], "assessment: missing .., unknown .'check_ratings'."),
        ("schema", ..., "schema"),
        ("panel", [], "panel: an object expected"),
        ("panel/schema", "other", "schema"),
        ("panel/factors", ..., "missing .'factors'."),
        ("panel/extra", 1, "unknown .'extra'."),
        ("panel/factors", {}, "factors: a list expected"),
        ("panel/factors/0", "S1", "factors: an object expected"),
        ("panel/factors/0/weight", 1, "factors: .* unknown .'weight'."),
        ("panel/factors/0/quadrant", "X", "factor S1: unknown quadrant"),
        ("panel/sheets/0/rater", "Alice", "not 'Alice'"),
        ("panel/sheets/0", 5, "sheets: a rater with answers expected"),
        ("panel/sheets/0/answers", 5, "sheets: a rater with answers expected"),
        ("panel/sheets/0/answers/S1", 4, "rater R1: an object expected"),
        ("panel/sheets/0/answers/S1/degree", 7, "degree .* not 7"),
        ("panel/sheets/0/answers/S1/degree", 4.0, "degree .* not 4.0"),
        ("panel/sheets/0/answers/S9", {"kind": "cannot_judge", "degree": None, "importance": None}, "factor 'S9'"),
        ("panel/edition_weights", {"O1": -1}, "factor O1"),
        ("panel/edition_weights", [1], "edition weights"),
        ("scorecard/position/x", "0.1", "scorecard.position.x: float expected, not '0.1'"),
        ("scorecard/position/x", True, "scorecard.position.x: float expected, not True"),
        ("scorecard/position/x", float("nan"), "scorecard.position.x: float expected, not nan"),
        ("scorecard/position/octant", 1.5, "scorecard.position.octant: int expected"),
        ("scorecard/position/zone", "XX", "scorecard.position.zone: StrategyZone expected"),
        ("scorecard/position/at_centre", 0, "scorecard.position.at_centre: bool expected"),
        ("scorecard/position", [], "scorecard.position: an object expected"),
        ("scorecard/position", None, "scorecard.position: an object expected"),
        ("scorecard/strength/shares/so", ..., "scorecard.strength.shares: missing .'so'."),
        ("scorecard/factors/0/mean", {}, r"scorecard.factors\[0\].mean: float expected"),
        ("scorecard/certainty/position/cloud/0", [1.0], r"cloud\[0\]: 2 values expected, not 1"),
    ],
)
def test_anything_else_is_refused(path, value, message):
    with pytest.raises(ScoringError, match=message):
        assessment_from_plain(spoiled(path, value))


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"a": NaN}', '{"a": -Infinity}', "null"])
def test_text_that_holds_no_object_of_figures_is_refused(text):
    with pytest.raises(ScoringError, match="JSON"):
        read_json(text)


@pytest.mark.parametrize("text", ["9" * 5000, '{"a": ' * 100_000], ids=["endless number", "endless nesting"])
def test_text_that_python_itself_refuses_is_refused(text):
    with pytest.raises(ScoringError, match="JSON"):
        read_json(text)


def test_plain_nan_never_becomes_text():
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical_json({"x": float("nan")})


STORED = Path(__file__).parent / "stored"


@pytest.mark.parametrize("path", sorted(STORED.iterdir()), ids=lambda path: path.stem)
def test_assessment_stored_long_ago_is_still_read(path):
    text = path.read_text()

    assert canonical_json(assessment_to_plain(*assessment_from_plain(read_json(text)))) == text.strip()


def test_method_of_this_version_still_gives_the_stored_result():
    """Where this fails, the method was changed: give it a new version, and store its result beside the old one."""
    given, card = assessment_from_plain(read_json((STORED / f"method-{METHOD_VERSION}.json").read_text()))

    assert score(given) == card

"""manage.py score: the same figures as the product's own, and a sentence where a file cannot be scored."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from stations import scoring


@pytest.fixture
def panel():
    degrees = {"S1": 4, "W1": 2, "O1": 5, "T1": 3}
    answers = {code: scoring.Answer(kind="degree", degree=degree) for code, degree in degrees.items()}
    return scoring.Panel(
        factors=[scoring.Factor(code=code, quadrant=code[0]) for code in degrees],
        countermeasures=[scoring.Countermeasure(code="C1", effects={"S1": 3})],
        sheets=[scoring.Sheet(rater="R1", answers=answers)],
    )


def scored(file):
    out = io.StringIO()
    call_command("score", str(file), stdout=out)
    return json.loads(out.getvalue())


def test_score_of_an_export_gives_its_own_result(panel, tmp_path):
    plain = scoring.assessment_to_plain(panel, scoring.score(panel))
    file = tmp_path / "export.json"
    file.write_text(scoring.canonical_json(plain), encoding="utf-8")

    assert scored(file) == plain["scorecard"]


def test_score_of_an_export_with_check_ratings_leaves_them_out(panel, tmp_path):
    card = scoring.score(panel)
    beside = scoring.CheckComparison(reviewer="C1", differences=scoring.compare_with_check(card, {"S1": 1}))
    plain = scoring.assessment_to_plain(panel, card, (beside,))
    file = tmp_path / "export.json"
    file.write_text(scoring.canonical_json(plain), encoding="utf-8")

    assert scored(file) == plain["scorecard"]


def test_score_of_inputs_alone(panel, tmp_path):
    file = tmp_path / "inputs.json"
    file.write_text(json.dumps(scoring.panel_to_plain(panel)), encoding="utf-8")

    assert scored(file)["strength"]["coefficient"] == pytest.approx(20 / 26)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "cannot be scored"),
        ("[]", "an object expected"),
        ('{"schema": "swot-assessment/0"}', "swot-assessment/1 expected"),
        ('{"schema": "swot-assessment/1", "panel": 3}', "an object expected"),
        ("[" * 100_000, "cannot be scored"),
    ],
)
def test_score_of_bad_input_says_what_is_wrong(tmp_path, text, says):
    file = tmp_path / "bad.json"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(CommandError, match=says) as refusal:
        scored(file)

    assert refusal.value.returncode == 1


def test_score_of_a_file_that_is_no_text(tmp_path):
    file = tmp_path / "picture.json"
    file.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(CommandError, match="UTF-8"):
        scored(file)


def test_score_of_a_missing_file(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        scored(tmp_path / "nowhere.json")

"""Weights in the library's files: read, written, compared, and refused where they make no sense."""

import pytest
from django.utils import translation

from stations.actions.edition_content import content_of
from stations.actions.editions import EditionDiffers, FileRefused, Loaded, load_edition
from stations.enums import Weighting
from stations.models import Edition
from tests.libraries import factor, library_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def weighted_file():
    """Two experts, of whom the second has judged nothing, and weights of every kind."""
    data = library_file()
    data["factors"] = [factor("S1", "S"), factor("S2", "S"), factor("S3", "S"), *data["factors"][1:]]
    data["edition"]["weighting"] = "experts"
    data["factors"][0]["weight"] = 2.5
    data["factors"][1]["weight"] = 0.1
    data["experts"] = [
        {"label": "专家1", "judgements": {"S1": {"S2": 3, "S3": -2}, "S2": {"S3": 1}}},
        {"label": "专家2", "judgements": {}},
    ]
    return data


def test_weights_stand_in_the_rows_as_in_the_file():
    edition = load_edition(data=weighted_file()).edition

    edition.refresh_from_db()
    assert edition.weighting == Weighting.EXPERTS
    assert content_of(edition) == weighted_file()
    assert load_edition(data=weighted_file()).loaded is Loaded.UNCHANGED


def test_file_without_weights_leaves_them_to_the_raters():
    load_edition(data=weighted_file())

    edition = load_edition(data=library_file()).edition

    assert edition.weighting == Weighting.RATERS
    assert not edition.experts.exists()
    assert content_of(edition) == library_file()


def test_usual_choice_may_be_written_out():
    load_edition(data=library_file())
    data = library_file()
    data["edition"]["weighting"] = "raters"
    data["experts"] = []

    assert load_edition(data=data).loaded is Loaded.UNCHANGED


def test_judgement_told_the_other_way_round_is_the_same():
    load_edition(data=weighted_file())
    data = weighted_file()
    data["experts"][0]["judgements"] = {"S2": {"S1": -3}, "S3": {"S1": 2, "S2": 1}}

    assert load_edition(data=data).loaded is Loaded.UNCHANGED


def test_published_edition_with_other_weights_differs_at_named_places():
    data = weighted_file()
    load_edition(data=data, publishing=True)
    data["edition"]["weighting"] = "equal"
    data["factors"][0]["weight"] = 3
    data["experts"][0]["judgements"]["S1"]["S3"] = 2

    with pytest.raises(EditionDiffers) as caught:
        load_edition(data=data)

    assert caught.value.gaps == ["edition/weighting", "factors/S1/weight", "experts/专家1/judgements/S1/S3"]


def put(data, path, value):
    *way, last = path.split("/")
    for step in way:
        data = data[int(step) if step.isdigit() else step]
    data[last] = value


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("edition/weighting", "luck", "edition/weighting: Value 'luck' is not a valid choice."),
        ("factors/0/weight", 0, "factors/0/weight: Ensure this value is greater than or equal to 0.001."),
        ("factors/0/weight", "2", "factors/0/weight: write a number."),
        ("factors/0/weight", True, "factors/0/weight: write a number."),
        ("factors/0/weight", float("nan"), "factors/0/weight: “nan” value must be a decimal number."),
        ("experts", {}, "experts: a list is missing."),
        ("experts", ["专家1"], "experts/0: an expert has a label and judgements."),
        ("experts", [{"label": "专家1"}], "experts/0: an expert has a label and judgements."),
        ("experts/0/label", " ", "experts/0/label: write a text of at most 40 characters."),
        ("experts/0/label", "长" * 41, "experts/0/label: write a text of at most 40 characters."),
        ("experts/1/label", "专家1", "experts: 专家1 stands there twice."),
        (
            "experts/0/judgements",
            {"S1": 3},
            "experts/0/judgements: write judgements under the first factor, then under the second.",
        ),
        (
            "experts/0/judgements/S1/S2",
            -1,
            "experts/0/judgements/S1/S2: write a whole number from 1 to 9, or from -9 to -2.",
        ),
        (
            "experts/0/judgements/S1/S2",
            2.0,
            "experts/0/judgements/S1/S2: write a whole number from 1 to 9, or from -9 to -2.",
        ),
        (
            "experts/0/judgements/S1/W1",
            2,
            "experts/专家1/judgements/S1/W1: only two factors of the same list are compared.",
        ),
        (
            "experts/0/judgements/S1/S1",
            1,
            "experts/专家1/judgements/S1/S1: only two factors of the same list are compared.",
        ),
        (
            "experts/0/judgements/S1/S9",
            2,
            "experts/专家1/judgements/S1/S9: only two factors of the same list are compared.",
        ),
        ("experts/0/judgements/S3", {"S1": 2}, "experts/专家1/judgements/S1/S3: this pair is judged twice."),
    ],
)
def test_wrong_weights_are_named_by_their_place(path, value, problem):
    data = weighted_file()
    put(data, path, value)

    with pytest.raises(FileRefused) as caught:
        load_edition(data=data)

    assert caught.value.gaps[0] == problem
    assert not Edition.objects.exists()

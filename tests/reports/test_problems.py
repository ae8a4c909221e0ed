"""The problems in words: what is nearest to their degree, and what is told of those that are not set out."""

import pytest

from stations.reports.material import DETAILED
from stations.scoring import Answer, AnswerKind
from tests.reports import records
from tests.reports.reading import paragraphs, section_named

CODES = [f"{quadrant}{number}" for quadrant in "WT" for number in range(1, 8)]


@pytest.mark.parametrize(
    ("degrees", "words"),
    [
        ((3, 4), "The nearest description, of degree 3: “"),
        ((5, 4), "The nearest description, of degree 5: “"),
        ((3, 5), "It lies halfway between two descriptions, of degree 3: “"),
    ],
)
def test_nearest_description_is_told_or_both_where_none_is_nearer(written, degrees, words):
    document = written(record_of({"W1": degrees}), "en")

    assert words in paragraphs(section_named(document, "Problems found"))


@pytest.mark.parametrize(
    ("more", "words"), [(0, None), (1, "The other is "), (2, "The others are ")], ids=["none", "one", "two"]
)
def test_problems_that_are_not_set_out_are_named(written, more, words):
    document = written(record_of(dict.fromkeys(CODES[: DETAILED + more], (4, 4))), "en")

    told = paragraphs(section_named(document, "Problems found"))
    assert [start for start in ("The other is ", "The others are ") if start in told] == ([words] if words else [])


def degree(value):
    return Answer(kind=AnswerKind.DEGREE, degree=value)


def record_of(problems):
    """Two raters who find these problems, and none besides."""
    return records.make_record(records.make_panel(2, lambda code, rater: degree(problems.get(code, (2, 2))[rater - 1])))

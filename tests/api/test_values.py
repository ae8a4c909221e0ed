"""A plain answer passes the form by, and comes out as the form would take it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stations.api import values
from stations.api.requests import Value
from stations.api.values import Unsound, cleaned, is_plain
from stations.models import Factor
from stations.models.rating import NOTE_LENGTH

FACTOR = Factor(code="S1", quadrant="S")
ODD = " \t\n\r\x00\x0b\x1c\x7f\x85\xa0\u2028\u202a\u2067\u3000\ud800\uffff甲a"
TEXTS = st.text(alphabet=st.sampled_from(ODD), max_size=8) | st.sampled_from(["", "甲" * NOTE_LENGTH, "甲" * 2001])
POINTS = st.none() | st.integers(-1, 7)
VALUES = st.builds(
    Value.model_construct,
    kind=st.sampled_from(["degree", "not_applicable", "cannot_judge", "not_answered"]),
    degree=POINTS,
    importance=POINTS,
    reason=st.sampled_from(["", "因为。"]),
    note=TEXTS,
)


def value(**fields):
    return Value.model_construct(
        **{"kind": "degree", "degree": 4, "importance": None, "reason": "", "note": "一句。"} | fields
    )


def taken(sent):
    try:
        return cleaned(sent, FACTOR)
    except Unsound as refused:
        return [(problem.field, problem.detail) for problem in refused.problems]


@given(VALUES)
def test_answer_is_the_same_past_the_form_and_through_it(sent):
    past = taken(sent)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(values, "is_plain", lambda _value: False)

        assert taken(sent) == past


@pytest.mark.parametrize("fields", [{}, {"importance": 5}, {"note": ""}, {"note": "甲" * NOTE_LENGTH}])
def test_plain_answer_needs_no_form(fields):
    assert is_plain(value(**fields))


@pytest.mark.parametrize(
    "fields",
    [
        {"degree": 6},
        {"degree": None},
        {"importance": 0},
        {"kind": "cannot_judge", "degree": None},
        {"kind": "not_answered", "degree": None},
        {"reason": "因为。"},
        {"note": " 一句。"},
        {"note": "一句\x00。"},
        {"note": "一\u202a句。"},
        {"note": "一\ud800句。"},
        {"note": "甲" * 2001},
    ],
)
def test_any_other_answer_goes_through_the_form(fields):
    assert not is_plain(value(**fields))

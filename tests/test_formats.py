"""How numbers, dates and names look: the same on screen and on paper, in both languages."""

import math
from datetime import date, datetime

import pytest
from django.utils import timezone

from stations import formats

ZH, EN = "zh-hans", "en"


@pytest.mark.parametrize(
    ("value", "places", "figure"),
    [
        (0, 1, "0.0"),
        (3.25, 1, "3.3"),
        (2.25, 1, "2.3"),
        (2.35, 1, "2.4"),
        (-2.25, 1, "−2.3"),
        (0.125, 2, "0.13"),
        (0.045, 2, "0.05"),
        (1.005, 2, "1.01"),
        (-0.04, 1, "0.0"),
        (-0.0, 2, "0.00"),
        (-0.005, 2, "−0.01"),
        (4.949999999, 1, "4.9"),
        (4.95, 1, "5.0"),
        (5, 1, "5.0"),
        (1234567.5, 0, "1234568"),
        (None, 2, "—"),
    ],
)
def test_figure_is_rounded_half_away_from_zero_and_never_a_negative_zero(value, places, figure):
    assert formats.fixed(value, places) == figure


@pytest.mark.parametrize(
    ("look", "value", "figure"),
    [
        (formats.score, 3.25, "3.3"),
        (formats.index, 0.8571, "0.86"),
        (formats.weight, 0.12345, "0.123"),
        (formats.percent, 0.955, "96%"),
        (formats.percent, 1, "100%"),
        (formats.percent, 0.994999, "99%"),
        (formats.share, 0.0357, "3.6%"),
        (formats.signed, 0.25, "+0.3"),
        (formats.signed, -0.31, "−0.3"),
        (formats.signed, 0.04, "0.0"),
        (formats.signed, -0.04, "0.0"),
        (formats.signed, 0, "0.0"),
        (formats.angle, 0, "0.0°"),
        (formats.angle, math.pi / 4, "45.0°"),
        (formats.angle, 2 * math.pi - 1e-6, "0.0°"),
        (formats.angle, math.pi, "180.0°"),
    ],
)
def test_each_kind_of_figure_has_its_own_look(look, value, figure):
    assert look(value) == figure


@pytest.mark.parametrize(
    "look",
    [formats.score, formats.index, formats.weight, formats.percent, formats.share, formats.signed, formats.angle],
)
def test_missing_figure_is_a_dash_and_never_a_zero(look):
    assert look(None) == "—"


@pytest.mark.parametrize(("language", "text"), [(ZH, "3～5"), (EN, "3–5"), (None, "3～5")])
def test_range_is_written_as_the_language_does(language, text):
    assert formats.span("3", "5", language) == text


def test_range_of_one_figure_is_that_figure():
    assert formats.span("3", "3", EN) == "3"


@pytest.mark.parametrize(
    ("items", "chinese", "english"),
    [
        ([], "", ""),
        (["S1"], "S1", "S1"),
        (["S1", "S2"], "S1、S2", "S1 and S2"),
        (["S1", "S2", "S3"], "S1、S2、S3", "S1, S2 and S3"),
    ],
)
def test_items_are_listed_as_the_language_does(items, chinese, english):
    assert (formats.listed(items, ZH), formats.listed(items, EN)) == (chinese, english)


def test_day_has_no_leading_zeros():
    day = date(2026, 3, 5)

    assert (formats.day(day, ZH), formats.day(day, EN)) == ("2026年3月5日", "5 March 2026")


def test_moment_is_a_day_with_its_time():
    moment = timezone.make_aware(datetime(2026, 3, 5, 9, 7))  # noqa: DTZ001 -- made aware at once

    assert (formats.moment(moment, ZH), formats.moment(moment, EN)) == ("2026年3月5日 09:07", "5 March 2026, 09:07")


@pytest.mark.parametrize("look", [formats.day, formats.moment])
@pytest.mark.parametrize("language", [ZH, EN])
def test_missing_day_is_a_dash(look, language):
    assert look(None, language) == "—"


@pytest.mark.parametrize(
    ("kind", "quarter", "chinese", "english"),
    [
        ("annual", None, "2026年度评估", "2026 annual assessment"),
        ("mid_term", None, "2026年中期评估", "2026 mid-term assessment"),
        ("final", None, "2026年终期评估", "2026 final assessment"),
        ("quarterly", 1, "2026年第一季度监测", "Q1 2026 monitoring"),
        ("quarterly", 4, "2026年第四季度监测", "Q4 2026 monitoring"),
    ],
)
def test_cycle_is_named_in_both_languages(kind, quarter, chinese, english):
    names = [formats.cycle_name(kind, 2026, quarter, language) for language in (ZH, EN)]

    assert names == [chinese, english]

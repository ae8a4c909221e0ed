"""The region around P: the size that Student's t asks for, and its limits."""

import math

import pytest
from scipy import stats

from stations.charts.plane import Place
from stations.charts.region import Region, region_around
from tests.charts.samples import certainty

CENTRE = Place(x=0, y=0)


@pytest.mark.parametrize("degrees_of_freedom", [2, 3, 5, 9, 30])
@pytest.mark.parametrize("share", [0.5, 0.9])
def test_outline_reaches_as_far_as_the_quantile_of_f(degrees_of_freedom, share):
    outline = region_around(CENTRE, certainty(0.01, 0.02, 0, degrees_of_freedom), share).outline
    radius = math.sqrt(2 * stats.f.ppf(share, 2, degrees_of_freedom))

    assert max(x for x, _ in outline) == pytest.approx(0.01 * radius)
    assert max(y for _, y in outline) == pytest.approx(0.02 * radius)


def test_outline_follows_the_covariance():
    error_x, error_y, covariance = 0.02, 0.01, 0.0001
    outline = region_around(CENTRE, certainty(error_x, error_y, covariance, 4)).outline
    determinant = error_x**2 * error_y**2 - covariance**2
    distances = {
        round((error_y**2 * x * x - 2 * covariance * x * y + error_x**2 * y * y) / determinant, 9) for x, y in outline
    }

    assert distances == {round(2 * stats.f.ppf(0.9, 2, 4), 9)}


def test_two_raters_leave_a_line_as_long_as_student_asks():
    outline = region_around(CENTRE, certainty(0.03, 0.04, 0.0012, 1)).outline
    reach = stats.t.ppf(0.95, 1)

    assert max(outline) == pytest.approx((0.03 * reach, 0.04 * reach))
    assert all(y == pytest.approx(x * 4 / 3) for x, y in outline)


def test_outline_is_cut_at_the_frame():
    outline = region_around(Place(x=0.9, y=0.9), certainty(0.5, 0.5)).outline

    assert max(x for x, _ in outline) == 1
    assert max(y for _, y in outline) == 1


def test_raters_that_differ_in_y_alone_leave_an_upright_line():
    outline = region_around(Place(x=0.5, y=0), certainty(0, 0.02, 0, 4)).outline

    assert {x for x, _ in outline} == {0.5}


def test_draws_come_along():
    sure = certainty()

    assert region_around(CENTRE, sure).draws == sure.cloud


@pytest.mark.parametrize(
    ("place", "sure"),
    [(Place(x=0, y=0), certainty(0, 0)), (Place(x=None, y=0), certainty()), (Place(x=0, y=None), certainty())],
)
def test_no_error_or_no_point_has_no_region(place, sure):
    assert region_around(place, sure) == Region()

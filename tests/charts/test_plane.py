"""The plane: where values stand, and shapes at its frame."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stations.charts.plane import Place, Plane, cut_to_frame, lines_inside, point_of
from stations.charts.svg import ChartError

PLANE = Plane(left=10, top=20, side=100)
corner = st.tuples(st.floats(-3, 3), st.floats(-3, 3))


@pytest.mark.parametrize(
    ("point", "at"),
    [((0, 0), (60, 70)), ((1, 1), (110, 20)), ((-1, -1), (10, 120)), ((0.5, -0.25), (85, 82.5))],
)
def test_points_stand_at_their_place(point, at):
    assert PLANE.at(point) == pytest.approx(at)


def test_reach_spreads_the_scale():
    assert Plane(left=0, top=0, side=100, reach=5).at((3, -2)) == pytest.approx((80, 70))


@pytest.mark.parametrize(("x", "y"), [(1.1, 0), (0, -1.01), (None, 2), (-7, None), (float("nan"), 0)])
def test_point_out_of_range_is_refused(x, y):
    with pytest.raises(ChartError):
        point_of(Place(x=x, y=y))


@pytest.mark.parametrize(("x", "y"), [(None, 0.0), (0.0, None), (None, None)])
def test_point_needs_both_coordinates(x, y):
    assert point_of(Place(x=x, y=y)) is None


def test_cut_keeps_what_lies_inside():
    triangle = [(0, 0), (0.99, 0), (0, -0.99)]

    assert cut_to_frame(triangle) == tuple(triangle)


def test_cut_leaves_nothing_of_what_lies_outside():
    assert cut_to_frame([(2, 2), (3, 2), (2, 3)]) == ()


def test_cut_of_a_large_square_is_the_frame():
    cut = cut_to_frame([(-5, -5), (5, -5), (5, 5), (-5, 5)])

    assert set(cut) == {(-1, -1), (1, -1), (1, 1), (-1, 1)}


@given(st.lists(corner, min_size=3, max_size=3))
def test_cut_triangles_lie_in_the_frame(triangle):
    assert all(abs(x) <= 1 + 1e-9 and abs(y) <= 1 + 1e-9 for x, y in cut_to_frame(triangle))


def test_lines_inside_are_closed_where_the_frame_is_not_met():
    triangle = [(0, 0), (0.5, 0), (0, 0.5)]

    assert lines_inside(triangle) == [[*triangle, triangle[0]]]


def test_lines_inside_leave_out_the_frame():
    assert lines_inside([(-1, 0.5), (-1, -0.5), (1, -0.5), (1, 0.5)]) == [
        [(-1, -0.5), (1, -0.5)],
        [(1, 0.5), (-1, 0.5)],
    ]


def test_lines_inside_of_an_outline_without_area_are_one_line():
    assert lines_inside([(0.5, 0.5), (-0.5, -0.5), (0, 0)]) == [[(-0.5, -0.5), (0.5, 0.5)]]


def test_lines_inside_of_nothing_are_none():
    assert lines_inside([]) == []

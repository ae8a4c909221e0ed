"""The plane of the strategic quadrilateral on the drawing: from X and Y to user units, and shapes cut at its frame."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from stations.charts.svg import ChartError

Point = tuple[float, float]
TOLERANCE = 1e-6


class Placed(Protocol):
    """Anything with a place in the plane, such as `stations.scoring.results.Position`."""

    @property
    def x(self) -> float | None:
        """X = (S − W) / 4, −1 to 1; None if absent."""

    @property
    def y(self) -> float | None:
        """Y = (O − T) / 4, −1 to 1; None if absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in the plane that is not part of a whole result: last cycle's, or one of many stations'."""

    x: float | None
    y: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """A square part of a drawing that shows values from −reach to reach on both axes, Y upwards."""

    left: float
    top: float
    side: float
    reach: float = 1

    @property
    def right(self) -> float:
        return self.left + self.side

    @property
    def bottom(self) -> float:
        return self.top + self.side

    @property
    def centre(self) -> Point:
        return self.at((0, 0))

    def across(self, x: float) -> float:
        """User units from the left for a value of X."""
        return self.left + self.side * (x + self.reach) / (2 * self.reach)

    def down(self, y: float) -> float:
        """User units from the top for a value of Y.

        >>> Plane(left=10, top=20, side=100).down(1)
        20.0
        """
        return self.top + self.side * (self.reach - y) / (2 * self.reach)

    def at(self, point: Point) -> Point:
        """User units of a point."""
        return self.across(point[0]), self.down(point[1])


def point_of(place: Placed) -> Point | None:
    """Both coordinates, or None if one is absent; outside −1 to 1 they raise ChartError."""
    for value in (place.x, place.y):
        if value is not None and not -1 - TOLERANCE <= value <= 1 + TOLERANCE:
            raise ChartError(f"a coordinate must lie within -1 and 1, not {value}")
    return None if place.x is None or place.y is None else (place.x, place.y)


def lines_inside(outline: Sequence[Point], reach: float = 1) -> list[list[Point]]:
    """The parts of a closed outline that do not run along the frame; an outline without area is one line.

    >>> lines_inside([(0, 0), (1, 0), (1, 0.5)])
    [[(1, 0.5), (0, 0), (1, 0)]]
    """
    corners = list(outline)
    if not corners:
        return []
    if abs(_area(corners)) < TOLERANCE:
        return [[min(corners), max(corners)]]
    edges = list(zip(corners, corners[1:] + corners[:1], strict=True))
    along = [_is_along_frame(*edge, reach) for edge in edges]
    first = along.index(True) + 1 if True in along else 0
    runs: list[list[Point]] = []
    for edge, is_along in zip(edges[first:] + edges[:first], along[first:] + along[:first], strict=True):
        if is_along:
            continue
        if runs and runs[-1][-1] == edge[0]:
            runs[-1].append(edge[1])
        else:
            runs.append(list(edge))
    return runs


def _area(corners: Sequence[Point]) -> float:
    """Signed area of a polygon."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(corners, [*corners[1:], corners[0]], strict=True)) / 2


def _is_along_frame(start: Point, end: Point, reach: float) -> bool:
    """Whether both ends lie on one side of the frame."""
    return any(
        abs(abs(start[axis]) - reach) < TOLERANCE and abs(start[axis] - end[axis]) < TOLERANCE for axis in (0, 1)
    )


def cut_to_frame(polygon: Sequence[Point], reach: float = 1) -> tuple[Point, ...]:
    """The part of a convex polygon inside the frame from −reach to reach; empty where it lies outside.

    >>> cut_to_frame([(0, 0), (2, 0), (0, 0.5)])
    ((0, 0), (1.0, 0.0), (1.0, 0.25), (0, 0.5))
    """
    kept = list(polygon)
    for axis in (0, 1):
        for sign in (1, -1):
            kept = _cut(kept, lambda point, axis=axis, sign=sign: reach - sign * point[axis])  # type: ignore[misc]
    return tuple(kept)


def _cut(polygon: list[Point], inside: Callable[[Point], float]) -> list[Point]:
    """The part of a polygon where `inside` is not negative (Sutherland and Hodgman)."""
    result: list[Point] = []
    for start, end in zip(polygon[-1:] + polygon[:-1], polygon, strict=True):
        at_start, at_end = inside(start), inside(end)
        if (at_start < 0) != (at_end < 0):
            share = at_start / (at_start - at_end)
            result.append((start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])))
        if at_end >= 0:
            result.append(end)
    return result

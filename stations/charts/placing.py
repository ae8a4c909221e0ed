"""Find room for a label beside a point: the first place that covers nothing, or the one that covers least."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf

from stations.charts.plane import Point


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle in user units."""

    left: float
    top: float
    width: float
    height: float

    def overlap(self, other: "Box") -> float:
        """Area that two boxes share.

        >>> Box(0, 0, 10, 10).overlap(Box(8, 5, 10, 10))
        10
        """
        across = min(self.left + self.width, other.left + other.width) - max(self.left, other.left)
        down = min(self.top + self.height, other.top + other.height) - max(self.top, other.top)
        return max(0, across) * max(0, down)

    @property
    def area(self) -> float:
        return self.width * self.height


def boxes_along(start: Point, end: Point, thickness: float = 8) -> tuple[Box, ...]:
    """Small boxes that follow a line, so that labels keep clear of it."""
    steps = [index / 8 for index in range(9)]
    points = [(start[0] + step * (end[0] - start[0]), start[1] + step * (end[1] - start[1])) for step in steps]
    return tuple(Box(x - thickness / 2, y - thickness / 2, thickness, thickness) for x, y in points)


def place_beside(point: Point, width: float, height: float, *, frame: Box, taken: Sequence[Box], gap: float = 8) -> Box:
    """Where a label of this size goes beside a point: inside the frame, near, and over little that is taken."""
    best, least = Box(*point, width, height), inf
    for reach in (gap, 2.5 * gap, 4 * gap, 6 * gap):
        if least <= 2 * reach:
            break  # so far out not even a place that covers nothing is better
        for box in _places(point, width, height, reach):
            cost = 2 * reach + _cost(box, frame, taken)
            if cost < least:
                best, least = box, cost
    return best


def _places(point: Point, width: float, height: float, reach: float) -> Iterable[Box]:
    """Eight places around a point, the one to the upper right first."""
    x, y = point
    for left in (x + reach * 0.7, x - width - reach * 0.7, x - width / 2):
        for top in (y - height - reach * 0.7, y + reach * 0.7):
            yield Box(left, top, width, height)
    for left in (x + reach, x - width - reach):
        yield Box(left, y - height / 2, width, height)


def _cost(box: Box, frame: Box, taken: Sequence[Box]) -> float:
    outside = box.area - box.overlap(frame)
    # Rounded, so that the last binary digit never decides between places that are equally good.
    return round(10 * outside + sum(box.overlap(other) for other in taken), 3)

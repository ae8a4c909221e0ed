"""Where the point may lie just as well: draws around it, and the outline that holds a given share of them."""

from dataclasses import dataclass
from math import cos, hypot, pi, sin, sqrt, tan

from stations.charts.plane import Placed, Point, cut_to_frame, point_of
from stations.scoring.certainty_results import PositionCertainty

STEPS = 72
NO_ERROR = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """What surrounds a point in the plane; either part may be empty."""

    draws: tuple[Point, ...] = ()
    """Draws of (X, Y), each within −1 and 1."""
    outline: tuple[Point, ...] = ()
    """Corners of a closed outline inside the frame."""


def region_around(position: Placed, certainty: PositionCertainty, share: float = 0.9) -> Region:
    """The region that holds `share` of the bivariate Student's t around P, cut at the frame, and its draws.

    Raters who agree fully leave none, and two raters leave a line, for one difference alone tells them apart.
    """
    point = point_of(position)
    if point is None or hypot(certainty.standard_error_x, certainty.standard_error_y) < NO_ERROR:
        return Region()
    return Region(draws=certainty.cloud, outline=_ellipse(point, certainty, share))


def _ellipse(centre: Point, certainty: PositionCertainty, share: float) -> tuple[Point, ...]:
    error_x, error_y = certainty.standard_error_x, certainty.standard_error_y
    # Cholesky factor of the covariance matrix; the unit circle through it is the ellipse.
    slant = certainty.covariance_xy / error_x if error_x > NO_ERROR else 0.0
    upright = sqrt(max(0.0, error_y**2 - slant**2))
    radius = _radius(certainty.degrees_of_freedom, share)
    return cut_to_frame(
        [
            (
                centre[0] + radius * error_x * cos(angle),
                centre[1] + radius * (slant * cos(angle) + upright * sin(angle)),
            )
            for angle in (2 * pi * step / STEPS for step in range(STEPS))
        ]
    )


def _radius(degrees_of_freedom: int, share: float) -> float:
    """In standard errors: √(2·F) with 2 and n − 1 degrees of freedom, which has a closed form.

    With two raters the region has one dimension and the radius is Student's t with one degree of freedom.
    """
    if degrees_of_freedom == 1:
        return tan(pi * share / 2)
    return sqrt(degrees_of_freedom * ((1 - share) ** (-2 / degrees_of_freedom) - 1))

"""Many stations in one view: what the rows of a division, its children or its cycles come to; no station is named."""

from stations.rollups.minimum import MINIMUM, shown
from stations.rollups.rollup import Completion, CycleSeries, Part, Rollup, Weight, completion_of, rollup_of, series_of

__all__ = [
    "MINIMUM",
    "Completion",
    "CycleSeries",
    "Part",
    "Rollup",
    "Weight",
    "completion_of",
    "rollup_of",
    "series_of",
    "shown",
]

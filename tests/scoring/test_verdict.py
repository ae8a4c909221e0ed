"""The verdict's cut-offs, and how closely a position may be named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stations.scoring import CUT_OFFS, NamingKind, StrategyZone, Verdict
from stations.scoring.verdict import naming_of, verdict_of
from tests.scoring.strategies import examples

WORSE = [
    Verdict.NOT_FEASIBLE,
    Verdict.LEANING_NOT_FEASIBLE,
    Verdict.UNDETERMINED,
    Verdict.LEANING_FEASIBLE,
    Verdict.FEASIBLE,
]


@pytest.mark.parametrize(
    ("probability", "verdict"),
    [
        (1.0, Verdict.FEASIBLE),
        (0.90, Verdict.FEASIBLE),
        (1 - 0.1, Verdict.FEASIBLE),
        (0.8999, Verdict.LEANING_FEASIBLE),
        (0.80, Verdict.LEANING_FEASIBLE),
        (0.7999, Verdict.UNDETERMINED),
        (0.5, Verdict.UNDETERMINED),
        (0.2001, Verdict.UNDETERMINED),
        (0.20, Verdict.LEANING_NOT_FEASIBLE),
        (1 - 0.8, Verdict.LEANING_NOT_FEASIBLE),
        (0.1001, Verdict.LEANING_NOT_FEASIBLE),
        (0.10, Verdict.NOT_FEASIBLE),
        (1 - 0.9, Verdict.NOT_FEASIBLE),
        (0.0, Verdict.NOT_FEASIBLE),
    ],
)
def test_verdict(probability, verdict):
    assert verdict_of(probability, CUT_OFFS) == verdict


def test_verdict_in_the_centre_is_undetermined_whatever_the_probability():
    assert verdict_of(0.99, CUT_OFFS, at_centre=True) == Verdict.UNDETERMINED


@examples
@given(st.floats(0, 1), st.floats(0, 1))
def test_verdict_grows_with_the_probability(one, other):
    low, high = sorted((one, other))

    assert WORSE.index(verdict_of(low, CUT_OFFS)) <= WORSE.index(verdict_of(high, CUT_OFFS))


@examples
@given(st.floats(0, 1))
def test_verdict_is_symmetrical(probability):
    mirrored = verdict_of(1 - probability, CUT_OFFS)

    assert WORSE.index(verdict_of(probability, CUT_OFFS)) + WORSE.index(mirrored) == 4


@pytest.mark.parametrize(
    ("octant", "octants", "kind", "zones", "named"),
    [
        pytest.param(0, [0.8, 0.2, 0, 0, 0, 0, 0, 0], NamingKind.SUB_TYPE, "SO", 0, id="own octant sure"),
        pytest.param(0, [0.79, 0.01, 0.2, 0, 0, 0, 0, 0], NamingKind.ZONE, "SO", None, id="own zone sure"),
        pytest.param(1, [0.85, 0.1, 0.05, 0, 0, 0, 0, 0], NamingKind.ZONE, "SO", None, id="another octant sure"),
        pytest.param(3, [0, 0, 0.3, 0.4, 0.3, 0, 0, 0], NamingKind.BOUNDARY, "WO WT", None, id="two zones"),
        pytest.param(0, [0.3, 0, 0, 0, 0, 0, 0.3, 0.4], NamingKind.BOUNDARY, "ST SO", None, id="another likelier"),
        pytest.param(4, [0, 0, 0, 0.5, 0.5, 0, 0, 0], NamingKind.BOUNDARY, "WT WO", None, id="equal: own leads"),
        pytest.param(None, [0.5, 0.4, 0, 0, 0, 0.1, 0, 0], NamingKind.BOUNDARY, "SO WT", None, id="centre"),
    ],
)
def test_naming(octant, octants, kind, zones, named):
    naming = naming_of(octant, octants, CUT_OFFS)

    assert (naming.kind, naming.octant) == (kind, named)
    assert naming.zones == tuple(StrategyZone(zone) for zone in zones.split())

"""Groups of countermeasures that cannot be told apart, against a plain search over all runs."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from stations.scoring import Pair, inseparable_groups, score
from tests.scoring.builders import panel
from tests.scoring.test_certainty import EFFECTS, FEW


def pairs_among(count, separated):
    """Every two of C1, C2, … in order of rank; those in `separated` stand clear of one another."""
    return [
        Pair(
            first=f"C{j}",
            second=f"C{k}",
            probability=0.9 if (j, k) in separated else 0.6,
            is_separated=(j, k) in separated,
        )
        for j, k in combinations(range(1, count + 1), 2)
    ]


def runs_searched(count, separated):
    """All runs of two or more without a separated pair that no longer such run holds."""
    runs = [
        range(start, end)
        for start, end in combinations(range(1, count + 2), 2)
        if end - start > 1 and not any(pair in separated for pair in combinations(range(start, end), 2))
    ]
    longest = [run for run in runs if not any(set(run) < set(other) for other in runs)]
    return tuple(tuple(f"C{place}" for place in run) for run in longest)


@st.composite
def separations(draw):
    count = draw(st.integers(1, 9))
    return count, draw(st.sets(st.sampled_from([*combinations(range(1, count + 1), 2)] or [(1, 2)])))


@given(separations())
def test_groups_are_the_longest_runs_without_a_separated_pair(case):
    count, separated = case

    assert inseparable_groups(pairs_among(count, separated)) == runs_searched(count, separated)


def test_groups_may_overlap():
    assert inseparable_groups(pairs_among(4, {(1, 3), (1, 4), (2, 4)})) == (("C1", "C2"), ("C2", "C3"), ("C3", "C4"))


def test_all_alike_are_one_group_and_all_apart_are_none():
    everyone = set(combinations(range(1, 4), 2))

    assert inseparable_groups(pairs_among(3, set())) == (("C1", "C2", "C3"),)
    assert inseparable_groups(pairs_among(3, everyone)) == ()


def test_one_countermeasure_alone_is_no_group():
    assert inseparable_groups([]) == ()


def test_groups_of_a_panel_hold_only_pairs_that_it_cannot_separate():
    certainty = score(panel(FEW, effects=EFFECTS)).certainty
    alike = {(pair.first, pair.second) for pair in certainty.pairs if not pair.is_separated}

    groups = inseparable_groups(certainty.pairs)

    assert groups
    assert {pair for group in groups for pair in combinations(group, 2)} <= alike

"""Roll-ups: what is counted, and that fewer than five stations are not to be had, not even by subtraction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stations.enums import Quadrant
from stations.rollups import MINIMUM, completion_of, rollup_of, series_of, shown
from stations.rollups.histogram import quartiles_of
from tests.rollup_worlds import add_results, make_county
from tests.worlds import open_cycle, submit

COUNTS = st.dictionaries(st.integers(0, 40), st.integers(0, 12), max_size=12)


@given(COUNTS)
def test_group_below_the_minimum_is_never_shown(counts):
    assert all(counts[group] >= MINIMUM for group in shown(counts))


@given(COUNTS)
def test_what_is_left_out_cannot_be_had_by_subtraction(counts):
    visible = shown(counts)
    hidden = [count for group, count in counts.items() if count and group not in visible]

    assert not hidden or not visible or (len(hidden) > 1 and sum(hidden) >= MINIMUM)


@given(st.dictionaries(st.integers(0, 40), st.integers(MINIMUM, 99), max_size=12))
def test_nothing_is_left_out_without_need(counts):
    assert shown(counts) == set(counts)


@given(st.lists(st.sampled_from([1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5]), min_size=1, max_size=60))
def test_quartiles_out_of_counts_are_those_of_numpy(values):
    import numpy as np  # noqa: PLC0415 -- for this test alone

    found = quartiles_of({value: values.count(value) for value in set(values)})

    assert [found.lower, found.median, found.upper] == pytest.approx(list(np.quantile(values, [0.25, 0.5, 0.75])))


# In the database


def seen(rollup):
    return {part.code: (part.count, part.is_shown) for part in rollup.parts}


def test_whole_and_children_are_counted(world):
    make_county(world, "990103", 6)
    make_county(world, "990104", 7)

    rollup = rollup_of(world.prefecture)

    assert seen(rollup) == {"990101": (0, False), "990102": (0, False), "990103": (6, True), "990104": (7, True)}
    assert (rollup.whole.count, rollup.whole.zones) == (13, {"SO": 13})
    assert rollup.whole.figures["strengths"].median == pytest.approx(3)
    assert rollup.hidden_count == 0


def test_child_below_the_minimum_hides_another_with_it(world):
    make_county(world, "990103", 3)
    make_county(world, "990104", 6)
    make_county(world, "990105", 8)

    rollup = rollup_of(world.prefecture)

    assert {code: found for code, found in seen(rollup).items() if found[0]} == {
        "990103": (3, False),
        "990104": (6, False),
        "990105": (8, True),
    }
    assert rollup.hidden_count == 2
    for part in rollup.parts:
        assert part.is_shown or not (part.zones or part.figures or part.weights)


def test_whole_below_the_minimum_shows_nothing(world):
    make_county(world, "990103", 4)

    whole = rollup_of(world.prefecture).whole

    assert (whole.count, whole.zones, whole.figures, whole.weights) == (4, {}, {}, {})


def test_figure_of_too_few_stations_is_left_out_of_the_others(world):
    county = make_county(world, "990103", 6)
    county.stations.model.objects.below(county)
    from stations.models import Result  # noqa: PLC0415 -- for this test alone

    Result.objects.filter(pk__in=list(Result.objects.values_list("pk", flat=True)[:2])).update(threats=None)

    figures = rollup_of(county).whole.figures

    assert ("threats" in figures, "strengths" in figures) == (False, True)


def test_weights_come_the_most_severe_first(world):
    county = make_county(world, "990103", 6)

    rollup = rollup_of(county)

    weights = rollup.severest(Quadrant.WEAKNESSES)
    assert [(weight.code, weight.quartiles.median, weight.severe_share) for weight in weights] == [
        ("W1", 4.5, 1.0),
        ("W2", 2.0, 0.0),
    ]
    assert [weight.code for weight in rollup.severest(Quadrant.THREATS)] == ["T1"]


def test_station_of_the_division_itself_stands_under_its_name(world):
    township = world.station.division
    submit(world)

    assert [(part.code, part.count) for part in rollup_of(township).parts] == [(township.code, 1)]


def test_completion_counts_states_by_child(world):
    submit(world)

    found = completion_of(world.prefecture, world.cycle)

    assert [(part.code, dict(part.states)) for part in found] == [
        ("990101", {"draft": 1, "submitted": 1}),
        ("990102", {"draft": 1}),
    ]


def test_series_holds_the_cycles_of_the_division_and_above_the_oldest_first(world):
    earlier = open_cycle(world, world.prefecture, year=2024)
    open_cycle(world, world.other_county, year=2023)
    make_county(world, "990103", 6)
    county = make_county(world, "990104", 0)
    add_results(world, county, 5, cycle=earlier, strengths=4.0)

    series = series_of(world.prefecture)

    assert series.cycles == (earlier, world.cycle)
    assert [part.count for part in series.parts] == [5, 6]
    assert [part.figures["strengths"].median for part in series.parts] == pytest.approx([4, 3])


def test_cycle_of_too_few_stations_is_left_out(world):
    make_county(world, "990103", 4)

    assert [(part.count, part.is_shown) for part in series_of(world.prefecture).parts] == [(4, False)]


def test_asks_as_often_for_three_counties_as_for_one(world, django_assert_num_queries):
    make_county(world, "990103", 6)
    with django_assert_num_queries(4):
        rollup_of(world.prefecture)

    make_county(world, "990104", 6)
    make_county(world, "990105", 6)

    with django_assert_num_queries(4):
        rollup_of(world.prefecture)

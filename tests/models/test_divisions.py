"""Divisions: a tree whose every subtree is one range of paths."""

from datetime import date

import pytest

from stations.enums import CycleKind, DivisionLevel
from stations.models import Assessment, Cycle, Division, Station
from stations.models.division import path_end, place_in_text
from stations.scorecards import DivisionEntry, Name
from tests.worlds import make_station, open_cycle, submit


def names(divisions):
    return [division.name for division in divisions]


def test_path_is_the_way_from_the_top(world):
    steps = world.county.path_steps()

    assert [Division.objects.get(path=path).name for path in steps] == ["示例省", "示例市", "甲县"]


def test_below_holds_the_division_and_all_that_belongs_to_it(world):
    assert names(Division.objects.below(world.county)) == ["甲县", "东乡", "西乡"]


def test_above_leads_from_the_province_to_the_division(world):
    assert names(Division.objects.above(world.station.division)) == ["示例省", "示例市", "甲县", "东乡"]


def test_neighbour_whose_key_begins_alike_is_not_below(world):
    twelfth = [
        Division.objects.plant(parent=world.prefecture, code=str(n), level="county", name=str(n)) for n in range(30)
    ]

    assert {len(Division.objects.below(division)) for division in twelfth} == {1}


@pytest.mark.parametrize(
    ("path", "end"),
    [("00000001", "00000002"), ("0000000100000009", "0000000100000010"), ("00000099", "00000100"), ("", "")],
)
def test_path_ends_before_the_next_one(path, end):
    assert path_end(path) == end


def test_contains_asks_the_path(world):
    assert world.prefecture.contains(world.station.division)
    assert world.county.contains(world.county)
    assert not world.county.contains(world.prefecture)
    assert not world.county.contains(world.foreign_station.division)


def test_code_is_data_and_decides_nothing(world):
    stray = Division.objects.plant(
        parent=world.other_county, code="990101777", level=DivisionLevel.TOWNSHIP, name="飞地"
    )

    assert stray not in Division.objects.below(world.county)


def test_code_of_an_abolished_division_may_be_used_again(world):
    Division.objects.filter(pk=world.county.pk).update(valid_until=date(2025, 12, 31))

    Division.objects.plant(code="990101", level=DivisionLevel.COUNTY, name="新县")

    assert Division.objects.filter(code="990101").count() == 2


@pytest.mark.parametrize(
    ("latin", "language", "shown"),
    [("Jia", "en", "Jia"), ("Jia", "zh-hans", "甲县"), ("", "en", "甲县"), ("Jia", None, "甲县")],
)
def test_name_in_latin_letters_is_for_english_pages(latin, language, shown):
    assert Division(name="甲县", name_latin=latin).name_in(language) == shown


# Stations


@pytest.mark.parametrize(
    ("opened", "closed", "is_open"),
    [
        (None, None, True),
        (date(2026, 3, 1), None, True),
        (date(2026, 3, 2), None, False),
        (None, date(2026, 3, 2), True),
        (None, date(2026, 3, 1), False),
    ],
)
def test_station_is_at_work_from_its_first_day_until_it_closes(world, opened, closed, is_open):
    Station.objects.filter(pk=world.station.pk).update(opened_on=opened, closed_on=closed)

    assert (world.station in Station.objects.open_on(date(2026, 3, 1))) == is_open


@pytest.mark.parametrize(
    ("latin", "language", "shown"), [("Org", "en", "Org"), ("Org", "zh-hans", "机构"), ("", "en", "机构")]
)
def test_contracted_organization_has_two_names_as_well(latin, language, shown):
    assert Station(host_organization="机构", host_organization_latin=latin).host_in(language) == shown


# Cycles


@pytest.mark.parametrize(
    ("kind", "quarter", "language", "shown"),
    [
        (CycleKind.ANNUAL, None, "zh-hans", "2026年度评估"),
        (CycleKind.ANNUAL, None, "en", "2026 annual assessment"),
        (CycleKind.MID_TERM, None, "zh-hans", "2026年中期评估"),
        (CycleKind.FINAL, None, "en", "2026 final assessment"),
        (CycleKind.QUARTERLY, 3, "zh-hans", "2026年第三季度监测"),
        (CycleKind.QUARTERLY, 3, "en", "Q3 2026 monitoring"),
    ],
)
def test_cycle_is_named_after_its_kind_and_period(kind, quarter, language, shown):
    assert Cycle(kind=kind, year=2026, quarter=quarter).name_in(language) == shown


def test_cycle_of_the_province_covers_every_county(world):
    cycle = open_cycle(world, world.county.parent.parent, year=2024)

    assert cycle in Cycle.objects.covering(world.county)
    assert cycle not in Cycle.objects.covering(world.county.parent.parent).exclude(pk=cycle.pk)


def test_cycle_reaches_what_lies_above_and_below_and_nothing_beside(world):
    cycle = open_cycle(world, world.county, year=2024)

    reached = [division for division in Division.objects.all() if cycle in Cycle.objects.reaching(division)]

    assert names(reached) == ["示例省", "示例市", "甲县", "东乡", "西乡"]


# Assessments


def test_state_counts_name_every_state_in_the_order_of_life(world):
    submit(world)

    assert Assessment.objects.state_counts() == [("draft", 2), ("submitted", 1), ("returned", 0), ("approved", 0)]


def test_named_finds_chinese_and_latin_names_and_the_beginning_of_a_code(world):
    make_station(world.county, "990101009", "百分%乡")

    found = {text: Assessment.objects.named(text).count() for text in ("东乡", "001 sta", "SW9901", "9901", "%", "_")}

    assert found == {"东乡": 1, "001 sta": 2, "SW9901": 3, "9901": 3, "%": 0, "_": 0}


@pytest.mark.parametrize(
    ("state", "day", "is_open", "is_overdue"),
    [
        ("draft", date(2026, 1, 9), False, False),
        ("draft", date(2026, 1, 10), True, False),
        ("returned", date(2026, 3, 11), True, False),
        ("draft", date(2026, 3, 12), True, True),
        ("submitted", date(2026, 3, 12), False, False),
        ("approved", date(2026, 3, 12), False, False),
    ],
)
def test_assessment_is_open_from_its_first_day_and_overdue_after_its_last(state, day, is_open, is_overdue):
    cycle = Cycle(opens_on=date(2026, 1, 10), due_on=date(2026, 3, 11))
    assessment = Assessment(cycle=cycle, state=state)

    assert (assessment.is_open_on(day), assessment.is_overdue_on(day)) == (is_open, is_overdue)


NAMES = [
    ("nation", "示例国", "Example"),
    ("province", "示例省", "Example Province"),
    ("prefecture", "市辖区", "Districts"),
    ("county", "甲县", "Jia County"),
    ("township", "东乡", ""),
]


def test_place_in_text_leaves_out_what_nobody_says():
    entries = [
        DivisionEntry(code="", level=level, name=Name(zh_hans=chinese, en=latin)) for level, chinese, latin in NAMES
    ]
    rows = [Division(level=level, name=chinese, name_latin=latin) for level, chinese, latin in NAMES]

    for divisions in (entries, rows):
        assert place_in_text(divisions, "zh-hans") == "示例省甲县东乡"
        assert place_in_text(divisions, "en") == "东乡, Jia County, Example Province"

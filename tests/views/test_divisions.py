"""A division's page: the stations below it in one cycle, filtered by whatever the query string says."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from stations.enums import AssessmentState
from stations.models import Assessment, Cycle
from stations.views.divisions import PAGE_SIZE
from tests.worlds import approve, make_station, open_cycle, submit

NONSENSE = ["", "0", "-1", "x", "1.5", "99999999999999999999", "\x00", "١", "' OR 1=1 --", "%", "𠮷" * 100]


@pytest.fixture
def reviewer(world, visit):
    return visit(world.county_reviewer)


@pytest.fixture
def url(world):
    return world.county.get_absolute_url()


def stations_on(page):
    return [assessment.station.code for assessment in page.context["page"]]


BOTH = ["SW990101001", "SW990101002"]


def test_page_lists_the_stations_below_in_the_order_of_their_codes(world, visit):
    page = visit(world.prefecture_viewer).get(world.prefecture.get_absolute_url())

    assert stations_on(page) == [*BOTH, "SW990102001"]
    assert page.context["station_count"] == 3


def test_page_of_a_county_ends_at_its_border(reviewer, url):
    page = reviewer.get(url)

    assert stations_on(page) == BOTH
    assert page.context["station_count"] == 2


def test_page_names_the_place_of_each_station_below_the_division(world, visit):
    page = visit(world.prefecture_viewer).get(world.prefecture.get_absolute_url())

    places = page.context["places"]
    assert (places[world.station.pk], places[world.foreign_station.pk]) == ("甲县 · 东乡", "乙县 · 南乡")


def test_page_counts_the_states(world, reviewer, url):
    submit(world)

    counts = dict(reviewer.get(url).context["state_counts"])

    assert counts == {"draft": 1, "submitted": 1, "returned": 0, "approved": 0}


def test_page_shows_the_result_of_settled_work_alone(world, reviewer, url):
    approve(world, {"S": 5, "W": 1, "O": 5, "T": 1})

    page = reviewer.get(url).content.decode()

    assert page.count("Pioneering (SO)") == 1
    assert page.count(reverse("result", args=[world.assessment.pk])) == 1


def test_page_of_a_division_without_a_cycle_says_what_to_do(world, visit):
    Assessment.objects.all().delete()
    Cycle.objects.all().delete()

    page = visit(world.county_reviewer).get(world.county.get_absolute_url())

    assert "No assessment cycle yet" in page.content.decode()


def test_newest_cycle_is_shown_first(world, reviewer, url):
    open_cycle(world, world.county, year=2024)

    assert reviewer.get(url).context["cycle"] == world.cycle


def test_earlier_cycle_can_be_chosen(world, reviewer, url):
    earlier = open_cycle(world, world.county, year=2024)

    page = reviewer.get(url, {"cycle": earlier.pk})

    assert page.context["cycle"] == earlier
    assert {assessment.cycle for assessment in page.context["page"]} == {earlier}


def test_cycle_opened_below_is_offered_above_and_not_beside(world, visit):
    below = open_cycle(world, world.other_county, year=2024)

    above = visit(world.prefecture_viewer).get(world.prefecture.get_absolute_url())
    beside = visit(world.county_reviewer).get(world.county.get_absolute_url())

    assert list(above.context["form"].fields["cycle"].queryset) == [world.cycle, below]
    assert list(beside.context["form"].fields["cycle"].queryset) == [world.cycle]


def test_state_filters(world, reviewer, url):
    submit(world)

    assert stations_on(reviewer.get(url, {"state": AssessmentState.SUBMITTED})) == BOTH[:1]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("西乡", BOTH[1:]),
        ("990101001 station", BOTH[:1]),
        ("SW990101", BOTH),
        ("  西乡 ", BOTH[1:]),
        ("没有", []),
        ("%", []),
    ],
)
def test_name_or_code_filters(reviewer, url, name, found):
    assert stations_on(reviewer.get(url, {"name": name})) == found


def test_filter_that_finds_nothing_says_so(reviewer, url):
    assert "No station matches. Change the filter." in reviewer.get(url, {"name": "没有"}).content.decode()


@pytest.mark.parametrize("field", ["cycle", "state"])
@pytest.mark.parametrize("value", NONSENSE)
def test_nonsense_in_a_choice_filters_nothing(world, reviewer, url, field, value):
    page = reviewer.get(url, {field: value})

    assert (page.status_code, page.context["cycle"], stations_on(page)) == (200, world.cycle, BOTH)


@pytest.mark.parametrize("value", ["x" * 61, "\x00"])
def test_nonsense_in_the_name_is_told_and_filters_nothing(reviewer, url, value):
    page = reviewer.get(url, {"name": value})

    assert stations_on(page) == BOTH
    assert list(page.context["form"].errors) == ["name"]


@pytest.mark.parametrize(
    "query", ["?a&b&c", "?cycle=1&cycle=2&state=draft&state=x", "?%ff%fe=%ff", "?=&&&=", "?page[]=2"]
)
def test_nonsense_in_the_query_string_is_no_error(reviewer, url, query):
    assert reviewer.get(f"{url}{query}").status_code == 200


def test_cycle_of_a_strange_county_cannot_be_chosen(world, reviewer, url):
    strange = open_cycle(world, world.other_county, year=2024)

    page = reviewer.get(url, {"cycle": strange.pk})

    assert page.context["cycle"] == world.cycle


@pytest.fixture
def many(world):
    for number in range(100, 100 + PAGE_SIZE):
        station = make_station(world.county, f"990101{number}", str(number))
        Assessment.objects.create(station=station, cycle=world.cycle, edition=world.edition)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("1", 1),
        ("2", 2),
        ("3", 2),
        ("999999999999999999999", 2),
        ("0", 2),
        ("-1", 2),
        ("x", 1),
        ("", 1),
        ("\x00", 1),
        ("2.0", 1),
    ],
)
def test_page_number_out_of_range_shows_the_nearest_page(many, reviewer, url, number, shown):
    page = reviewer.get(url, {"page": number}).context["page"]

    assert (page.number, len(page)) == (shown, PAGE_SIZE if shown == 1 else 2)


def test_link_to_the_next_page_keeps_the_filter(world, many, reviewer, url):
    page = reviewer.get(url, {"state": "draft", "cycle": world.cycle.pk}).content.decode()

    assert f'rel="next" href="?state=draft&amp;cycle={world.cycle.pk}&amp;page=2"' in page


def test_late_drafts_are_called_overdue(world, reviewer, url):
    Cycle.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    submit(world)

    assert reviewer.get(url).content.decode().count("Overdue") == 1


@pytest.mark.parametrize(("person", "may_open"), [("county_reviewer", True), ("prefecture_viewer", False)])
def test_reviewers_alone_are_offered_to_open_a_cycle(world, visit, person, may_open):
    page = visit(getattr(world, person)).get(world.county.get_absolute_url())

    assert (reverse("cycle_open", args=[world.county.pk]) in page.content.decode()) == may_open


def test_page_leads_down_to_the_divisions_below(world, visit):
    page = visit(world.prefecture_viewer).get(world.prefecture.get_absolute_url())

    assert [str(child) for child in page.context["children"]] == ["甲县", "乙县"]

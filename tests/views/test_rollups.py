"""What a division's page tells of many stations, its page over the cycles and its workbook."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from stations.models import Division, Result
from tests.rollup_worlds import add_results, make_county
from tests.views.test_query_counts import count
from tests.worlds import open_cycle

ALONE = "From 5 on, their distribution is shown here."


@pytest.fixture
def viewer(world, visit):
    return visit(world.prefecture_viewer)


@pytest.fixture
def url(world):
    return world.prefecture.get_absolute_url()


def captions(page):
    return [picture.caption for picture in page.context["rollup"].pictures]


def test_few_results_show_how_many_and_nothing_else(world, viewer, url):
    make_county(world, "990103", 4)

    page = viewer.get(url)

    assert "Stations with a result: 4." in page.content.decode()
    assert captions(page) == []


def test_five_results_show_types_quartiles_and_severities(world, viewer, url):
    make_county(world, "990103", 5)

    page = viewer.get(url)

    assert captions(page) == [
        "Position types of the stations",
        "Medians and quartiles",
        "Strengths, weaknesses, opportunities and threats: median and middle half",
        "The most severe weaknesses, factor by factor",
        "The most severe threats, factor by factor",
        "The most severe weaknesses and threats in each division: medians",
        "Stations in the order of their codes",
    ]
    assert ALONE not in page.content.decode()


def test_figures_are_rounded_as_everywhere(world, viewer, url):
    add_results(world, world.county, 5, strengths=3.25, strength_coefficient=0.755)

    table = viewer.get(url).context["rollup"].pictures[1].rows

    assert table[0] == ["S Strengths", "3.3", "3.3", "3.3", "5"]
    assert table[4] == ["Index ρ", "0.76", "0.76", "0.76", "5"]


def test_factor_is_called_as_the_newest_edition_calls_it(world, viewer, url):
    make_county(world, "990103", 5)

    table = viewer.get(url).context["rollup"].pictures[3].rows

    assert table[0] == ["W1 Factor W1", "4.5", "4.5", "4.5", "100%", "5"]


def test_divisions_left_out_are_told(world, viewer, url):
    make_county(world, "990103", 2)
    make_county(world, "990104", 6)
    make_county(world, "990105", 7)

    page = viewer.get(url)

    rows = page.context["rollup"].pictures[0].rows
    assert [row[0] for row in rows] == [str(world.prefecture), "County 990105"]
    assert "Divisions left out here: 2." in page.content.decode()


def test_progress_is_told_for_each_child(world, viewer, url):
    progress = viewer.get(url).context["rollup"].progress

    assert [row[1:] for row in progress.rows] == [["2", "0", "0", "0"], ["1", "0", "0", "0"]]


def test_page_asks_as_often_for_three_counties_as_for_one(world, viewer, url):
    make_county(world, "990103", 6)
    once = count(viewer, url)

    make_county(world, "990104", 6)
    make_county(world, "990105", 6)

    assert count(viewer, url) == once


# Over the cycles


def test_cycles_are_compared(world, viewer):
    earlier = open_cycle(world, world.prefecture, year=2024)
    make_county(world, "990103", 6)
    county = make_county(world, "990104", 0)
    add_results(world, county, 5, cycle=earlier, strengths=4.0)

    page = viewer.get(reverse("division_cycles", args=[world.prefecture.pk]))

    rows = page.context["pictures"][0].rows
    assert [(row[0], row[1], row[-1]) for row in rows] == [
        ("2024 annual assessment", "4.0", "5"),
        (str(world.cycle.name_in("en")), "3.0", "6"),
    ]


def test_nothing_to_compare_is_told(world, viewer):
    page = viewer.get(reverse("division_cycles", args=[world.prefecture.pk]))

    assert "Nothing to compare yet" in page.content.decode()


# The workbook


def test_workbook_holds_the_tables_as_numbers(world, viewer):
    make_county(world, "990103", 6)

    page = viewer.get(reverse("division_xlsx", args=[world.prefecture.pk]))

    book = load_workbook(io.BytesIO(page.content))
    assert len(book.worksheets) == 12
    quartiles = next(sheet for sheet in book.worksheets if sheet["A1"].value == "Medians and quartiles")
    assert [cell.value for cell in quartiles[3]] == ["S Strengths", 3, 3, 3, 6]


def test_workbook_of_few_holds_the_progress_alone(world, viewer):
    make_county(world, "990103", 4)

    page = viewer.get(reverse("division_xlsx", args=[world.prefecture.pk]))

    book = load_workbook(io.BytesIO(page.content))
    assert [sheet["A1"].value[:8] for sheet in book.worksheets[1:]] == ["Progress"]


def test_name_that_looks_like_a_formula_stays_a_name(world, viewer):
    make_county(world, "990103", 6)
    Result.objects.update(severities="W:=1+1:4.5")

    page = viewer.get(reverse("division_xlsx", args=[world.prefecture.pk]))

    cells = [cell for sheet in load_workbook(io.BytesIO(page.content)).worksheets for row in sheet for cell in row]
    assert {cell.data_type for cell in cells if cell.value == "=1+1"} == {"s"}


def test_name_that_holds_no_character_is_no_obstacle(world, viewer):
    make_county(world, "990103", 6)
    Division.objects.filter(code="990103").update(name="丙\x07\ufffe县", name_latin="Third\x07\ufffe County")

    page = viewer.get(reverse("division_xlsx", args=[world.prefecture.pk]))

    cells = [cell for sheet in load_workbook(io.BytesIO(page.content)).worksheets for row in sheet for cell in row]
    assert "Third County" in {cell.value for cell in cells}

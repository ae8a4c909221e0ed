"""The workbook: the record's own figures, the same bytes each time, and no text that a program would run."""

import io

import openpyxl
import pytest

from stations import formats
from stations.reports.rollup_workbook import number_cell
from stations.reports.spreadsheet import workbook, workbook_for
from stations.scorecards import record_from
from tests.worlds import submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(world):
    return submit(world, {"S": 4, "W": 2, "O": 5, "T": 3})


def tables(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [[[cell.value for cell in row] for row in sheet] for sheet in book]


def test_workbook_holds_the_records_figures(submitted):
    record = record_from(submitted.snapshot)

    factors, ratings, figures, countermeasures = tables(workbook_for(record, submitted.edition, "en"))

    assert factors[1][:4] == ["S1", "S", "Factor S1", 4]
    assert ratings[1][:2] == ["S1", 4]
    assert {row[1]: row[2] for row in figures}["ρ"] == record.scorecard.strength.coefficient
    assert [row[1] for row in countermeasures[1:]] == [
        score.code for score in sorted(record.scorecard.countermeasures, key=lambda score: score.rank)
    ]


def test_workbook_of_the_same_record_is_the_same_file(submitted):
    record = record_from(submitted.snapshot)

    assert workbook_for(record, submitted.edition, "zh-hans") == workbook_for(record, submitted.edition, "zh-hans")


def test_title_that_looks_like_a_formula_stays_a_text(submitted):
    content = workbook({"Factors": [("Factor",), ("=1+1",)]}, submitted.snapshot.taken_at)

    cell = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.parametrize("number", [0x0, 0x7, 0xB, 0x1B, 0xD800, 0xFFFE, 0xFFFF])
def test_what_no_workbook_can_hold_is_left_out(submitted, number):
    content = workbook({"Factors": [("Factor",), (f"一{chr(number)}二\t三",)]}, submitted.snapshot.taken_at)

    assert tables(content) == [[["Factor"], ["一二\t三"]]]


def test_figure_below_zero_stays_a_number():
    sheet = openpyxl.Workbook(write_only=True).create_sheet()

    values = [number_cell(sheet, text).value for text in (formats.fixed(-0.125, 2), "0.50", formats.DASH)]

    assert values == [-0.13, 0.5, formats.DASH]

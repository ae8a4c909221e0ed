"""Files as rows: encodings, workbooks, headings in both languages, and what is said of files that are no tables."""

from datetime import date

import pytest

from stations.actions.registry import tables
from stations.actions.registry.cells import CellRefused, choice_in, code_in, date_in, level_of_code, text_in
from stations.actions.registry.columns import COLUMNS, Registry, table_of
from stations.actions.registry.tables import FileRefused, lines_in
from stations.enums import DivisionLevel, StationKind
from stations.reports.registry_template import template_for
from tests.tables import csv_file, xlsx_file

ROWS = [("代码", "名称"), ("330502", "吴兴区甪直镇㘭")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_the_encodings_that_offices_use(encoding):
    lines = lines_in(csv_file(*ROWS, encoding=encoding))

    assert [line.cells for line in lines] == ROWS


def test_cells_divided_by_tabs_are_read():
    assert lines_in(b"code\tname\n1\tA, B\n")[1].cells == ("1", "A, B")


def test_workbook_is_read_as_it_would_be_typed():
    content = xlsx_file(("a", "b", "c", "d"), (330502, 3.0, date(2026, 11, 5), None), (None, " x ", 1.5, True))

    assert [line.cells for line in lines_in(content)][1:] == [
        ("330502", "3", "2026-11-05"),
        ("", "x", "1.5", "true"),
    ]


def test_lines_keep_the_numbers_that_the_person_sees():
    assert [line.number for line in lines_in(b"a,b\n\n,\n1,2\n")] == [1, 4]


@pytest.mark.parametrize(
    "content",
    [b"", b"\n\n", b"\x89PNG\r\n\x1a\n\x00", b"PK\x03\x04 no zip", b"\xff\xfea\x00", b"\xff\xff\xff", b'a\n"open'],
)
def test_file_that_is_no_table_is_refused_in_words(content):
    with pytest.raises(FileRefused, match=r"\."):
        lines_in(content)


def test_table_that_never_ends_is_refused(monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 2)

    with pytest.raises(FileRefused, match="more than 2 rows"):
        lines_in(csv_file(*[("a",)] * 4))


def test_workbook_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(tables, "MOST_BYTES_UNPACKED", 100)

    with pytest.raises(FileRefused, match="more than"):
        lines_in(xlsx_file(("a",)))


# Headings


@pytest.mark.parametrize(
    "head",
    [
        ("Station code", "Name", "Division code"),
        ("station CODE", "name", "division code"),
        ("code", "name", "division"),
        ("站点编码", "名称", "行政区划代码"),
    ],
)
def test_headings_are_understood_in_both_languages(head):
    table = table_of(Registry.STATIONS, lines_in(csv_file(head, ("1", "2", "3"))))

    assert table.fields == ("code", "name", "division")
    assert table.rows[0]["division"] == "3"
    assert table.rows[0]["closed_on"] == ""


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        (("code", "name", "colour"), "“colour” is not known"),
        (("code", "name", "Name", "division"), "same heading"),
        (("code", "name"), "“Division code” is missing"),
    ],
)
def test_headings_that_do_not_fit_are_told(head, sentence):
    with pytest.raises(FileRefused, match=sentence):
        table_of(Registry.STATIONS, lines_in(csv_file(head)))


def test_cells_beyond_the_headings_are_told():
    with pytest.raises(FileRefused, match="Line 2 has more cells"):
        table_of(Registry.STATIONS, lines_in(csv_file(("code", "name", "division"), ("1", "2", "3", "4"))))


@pytest.mark.parametrize("registry", Registry)
def test_empty_table_to_fill_in_is_understood(registry):
    table = table_of(registry, lines_in(template_for(registry)))

    assert table.fields == tuple(column.field for column in COLUMNS[registry])
    assert table.rows == ()


# Cells


@pytest.mark.parametrize("text", ["2026-11-05", "2026/11/5", "2026.11.05", "2026年11月5日", "20261105"])
def test_dates_are_read_as_people_write_them(text):
    assert date_in(text) == date(2026, 11, 5)


@pytest.mark.parametrize("text", ["2026-13-01", "5.11.2026", "gestern", "0000-01-01"])
def test_no_date_is_told(text):
    with pytest.raises(CellRefused, match="is no date"):
        date_in(text)


@pytest.mark.parametrize("text", ["乡级", "镇", "街道", "Township", "township"])
def test_levels_have_many_words(text):
    assert choice_in(text, DivisionLevel) == DivisionLevel.TOWNSHIP


@pytest.mark.parametrize(("text", "kind"), [("站", StationKind.TOWNSHIP), ("Village point", StationKind.VILLAGE)])
def test_kinds_have_many_words(text, kind):
    assert choice_in(text, StationKind) is kind


def test_unknown_word_is_told_with_the_known_ones():
    with pytest.raises(CellRefused, match=r"“galaxy” is not known here: write one of .*Township"):
        choice_in("galaxy", DivisionLevel)


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("33", "province"),
        ("330000", "province"),
        ("330500", "prefecture"),
        ("330502", "county"),
        ("330502001", "township"),
        ("330502001001", "village"),
        ("3305020", None),
        ("A30502", None),
    ],
)
def test_code_of_the_standards_tells_the_level(code, level):
    assert level_of_code(code) == level


@pytest.mark.parametrize("text", ["", "a b", "1" * 13, "代码", "-1"])
def test_no_code_is_told(text):
    with pytest.raises(CellRefused):
        code_in(text, longest=12)


@pytest.mark.parametrize("text", ["x" * 6, "a\nb", "a\u200bb"])
def test_text_that_does_not_fit_is_told(text):
    with pytest.raises(CellRefused):
        text_in(text, longest=5)

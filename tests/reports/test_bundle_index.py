"""The index of a file with many reports: how many there are, which could not be made, and rows that stay short."""

import io
from dataclasses import replace

import openpyxl
import pytest
from django.utils import translation

from stations.reports.blocks import Table
from stations.reports.bundle_index import Entry, Index, index_document, index_workbook
from stations.reports.pdf import render_pdf
from tests.reports import records
from tests.reports.reading import pages_of
from tests.reports.test_consolidated import LANGUAGES

NUMBER = "SWOT-2026Q3N-SW990101001-01"
"""As long as a number becomes: a quarter, and a cycle opened for the nation."""
CODE = "DDAB-CDEF-00AB-DDEF"
AGAIN = {
    ("en", 1): "This report could not be made: Dongxiang Social Work Station. "
    "Order it again, or tell your system administrator.",
    ("en", 2): "These reports could not be made: Dongxiang Social Work Station and Dongxiang Social Work Station. "
    "Order them again, or tell your system administrator.",
    ("zh-hans", 1): "以下社工站的报告未能生成：东乡社会工作服务站。请重新打包，或联系系统管理员。",
    ("zh-hans", 2): "以下社工站的报告未能生成：东乡社会工作服务站、东乡社会工作服务站。请重新打包，或联系系统管理员。",
}


def make_index(language, *, made=2, failed=0, overtaken=0, placeholder=False):
    context = records.full_record().context
    if placeholder:
        context = in_the_city(context)
    name = replace(context.station.name, zh_hans="东乡社会工作服务站", en="Dongxiang Social Work Station")
    context = replace(context, station=replace(context.station, name=name))
    entries = [
        Entry(context=context, number=NUMBER, code=CODE, file="x.pdf" if n < made else "") for n in range(made + failed)
    ]
    entries[:overtaken] = [replace(entry, is_current=False) for entry in entries[:overtaken]]
    return Index(
        division="示例市",
        depth=1 if placeholder else 2,
        cycle="2026",
        language=language,
        ordered_at=records.TAKEN_AT,
        entries=tuple(entries),
    )


def in_the_city(context):
    """The station where a province governs the county itself."""
    province, prefecture, *below = context.station.divisions
    city = replace(prefecture, name=replace(prefecture.name, zh_hans="市辖区", en="Districts"))
    return replace(context, station=replace(context.station, divisions=(province, city, *below)))


def written(language, **order):
    with translation.override(language):
        return index_document(make_index(language, **order))


@pytest.mark.parametrize(("language", "ordered", "made"), [("en", "3", "2"), ("zh-hans", "3份", "2份")])
def test_cover_counts_reports(language, ordered, made):
    assert [value for _label, value in written(language, failed=1).cover.facts][1:] == [ordered, made]


@pytest.mark.parametrize(("language", "failed"), AGAIN)
def test_what_could_not_be_made_is_named(language, failed):
    notice = written(language, failed=failed).annexes[0].blocks[0]

    assert notice.text == AGAIN[language, failed]


def test_nothing_is_said_where_all_were_made():
    assert [type(block) for block in written("en").annexes[0].blocks] == [Table]


@pytest.mark.parametrize(("language", "place"), [("en", "Dongxiang Township, Jia County"), ("zh-hans", "甲县东乡")])
@pytest.mark.parametrize("placeholder", [False, True])
def test_place_reads_as_in_the_reports(language, place, placeholder):
    index = make_index(language, placeholder=placeholder)
    with translation.override(language):
        (rows,) = openpyxl.load_workbook(io.BytesIO(index_workbook(index))).worksheets
        (table,) = index_document(index).annexes[0].blocks

    assert [row[2] for row in rows.values][1:] == [place, place]
    assert [row[1] for row in table.rows] == [place, place]


@pytest.mark.parametrize(("language", "title"), [("en", "List of reports"), ("zh-hans", "报告清单")])
def test_list_has_a_head(language, title):
    assert [section.title for section in written(language).annexes] == [title]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("overtaken", [0, 1])
def test_number_and_code_stand_in_one_line_each(settings, language, overtaken):
    document = written(language, overtaken=overtaken)
    (table,) = document.annexes[0].blocks
    styles = (settings.BASE_DIR / "static" / "css" / "report.css").read_text(encoding="utf-8")
    with translation.override(language):
        lines = pages_of(render_pdf(document))[1]

    assert sum(column.width for column in table.columns) == 100
    assert all(f".w{column.width} {{" in styles for column in table.columns)
    assert (NUMBER in lines, CODE in lines) == (True, True)


@pytest.mark.parametrize(
    ("language", "title", "remark"),
    [("en", "Remark", "no longer current when packed"), ("zh-hans", "备注", "打包时已不是最新版本")],
)
def test_report_that_was_overtaken_when_packed_has_a_remark(language, title, remark):
    index = make_index(language, overtaken=1)
    with translation.override(language):
        sheet = openpyxl.load_workbook(io.BytesIO(index_workbook(index))).active
        (table,) = index_document(index).annexes[0].blocks

    assert [row[-1] or "" for row in sheet.values] == [title, remark, ""]
    assert table.columns[-1].title == title
    assert [row[-1] for row in table.rows] == [remark, ""]


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_no_report_was_overtaken_remarks_have_no_column(language):
    index = make_index(language, made=1, failed=1)
    index = replace(index, entries=(index.entries[0], replace(index.entries[1], is_current=False)))
    with translation.override(language):
        sheet = openpyxl.load_workbook(io.BytesIO(index_workbook(index))).active
        notice, table = index_document(index).annexes[0].blocks

    assert (sheet.max_column, len(table.columns)) == (6, 4)
    assert notice.role == "notice"

"""How a table is set: how wide, with which rules, and where it may break."""

import pytest
from django.template.loader import render_to_string

from stations.reports.blocks import Column, Table
from tests.reports import records
from tests.reports.test_check_ratings import COUNTY, PREFECTURE
from tests.reports.test_evidence import ENTRIES


def with_evidence_and_checks():
    return records.make_record(evidence=ENTRIES, checks=(COUNTY, PREFECTURE))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("record", [records.full_record, with_evidence_and_checks])
def test_columns_fill_their_tables_with_widths_that_the_styles_know(written, settings, record, language):
    styles = (settings.BASE_DIR / "static" / "css" / "report.css").read_text(encoding="utf-8")
    document = written(record(), language)
    tables = [
        block
        for section in (*document.sections, *document.annexes)
        for block in section.blocks
        if isinstance(block, Table)
    ]

    assert {sum(column.width for column in table.columns) for table in tables} == {100}
    assert all(f".w{column.width} {{" in styles for table in tables for column in table.columns)


@pytest.mark.parametrize(
    ("columns", "is_narrow"),
    [(("text", "number"), True), (("text", "text"), False), (("text", "number", "number"), False)],
)
def test_one_column_of_figures_stands_near_its_names(columns, is_narrow):
    table = Table(caption="", columns=tuple(Column(title="", width=30, holds=holds) for holds in columns), rows=())
    html = render_to_string("reports/_table.html", {"block": table})

    assert ("data-narrow" in html) is is_narrow


@pytest.mark.parametrize(("length", "is_ruled", "is_whole"), [(99, False, True), (100, True, True), (301, True, False)])
def test_rows_as_high_as_paragraphs_are_ruled_and_only_the_highest_break(length, is_ruled, is_whole):
    table = Table(caption="", columns=(Column(title="", width=70),), rows=(("字",), ("字" * length,)))
    html = render_to_string("reports/_table.html", {"block": table})

    assert ("data-ruled" in html, "data-whole" in html) == (is_ruled, is_whole)

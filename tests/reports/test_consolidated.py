"""What a consolidated report says of a county: of many stations, of few, of none, and in which order."""

import re

import pytest
from django.utils import translation

from stations.reports.blocks import Figure, Paragraph, Seal, Table
from stations.reports.consolidated.document import document_of
from tests.reports.consolidated import CODE, make_material, make_result, make_results, one_quadrant_short
from tests.reports.reading import document_texts, paragraphs, section_named

LANGUAGES = ("zh-hans", "en")
OF_THE_WHOLE = {"Position types", "Verdicts", "Common problems", "Disputed factors", "Proposals"}


def written(language="en", **county):
    with translation.override(language):
        return document_of(make_material(language, **county))


def table(document, caption):
    blocks = [block for section in (*document.sections, *document.annexes) for block in section.blocks]
    return next(block for block in blocks if isinstance(block, Table) and block.caption == caption)


def titles(document):
    return [section.title for section in document.sections]


# Many stations


def test_report_of_many_has_every_part_in_order():
    document = written(count=12, missing=2)

    assert [section.number + section.title for section in document.sections if section.level == 1] == [
        "1 Basic facts",
        "2 Basis and method",
        "3 Completion",
        "4 Results of the stations together",
        "5 Common problems",
        "6 Proposals",
        "7 The stations one by one",
        "8 Against the last cycle",
        "9 Conclusions and limits",
    ]
    assert [section.number for section in document.annexes] == ["Annex 1: ", "Annex 2: "]


def test_cover_says_of_what_and_when_and_how_to_check():
    document = written("zh-hans", count=12, missing=2)

    assert (document.cover.station, document.cover.title) == ("甲县", "社会工作服务站评估专项报告")
    assert dict(document.cover.facts) == {
        "行政区划": "示例省示例市甲县",
        "主管部门": "甲县民政局",
        "已有结果的站点": "12个（共14个）",
        "编制单位": "甲县民政局",
        "日期": "2026年11月5日",
        "报告编号": document.running_mark,
        "校验码": CODE,
    }
    assert re.fullmatch(r"SWOT-2026C-990101-[0-9A-F]{6}", document.running_mark)
    assert CODE in document.cover.code


def test_figures_are_those_of_the_stations():
    results = make_results(12)
    rhos = sorted(result.card.strength.coefficient for result in results)
    document = written(count=12)

    medians = {row[0]: row[2] for row in table(document, "Medians and quartiles").rows}
    zones = dict(table(document, "Stations of each position type").rows)

    assert medians["Index ρ"] == f"{(rhos[5] + rhos[6]) / 2:.2f}"
    assert sum(int(cell.split()[0]) for cell in zones.values()) == 12
    assert f"at {sum(rho > 0.5 for rho in rhos)} of 12 stations" in paragraphs(
        section_named(document, "Magnitudes and feasibility index")
    )


def test_problems_are_counted_over_stations():
    results = make_results(12)
    row = next(
        row for row in table(written(count=12), "Common weaknesses, the highest median first").rows if "(W3)" in row[0]
    )

    listed = sum("W3" in result.problems for result in results)
    severe = sum(result.card.factor("W3").median >= 4 for result in results)

    assert (row[1], row[2], row[3]) == ("12", str(listed), str(severe))


def test_disputes_are_counted_where_several_rated():
    document = written(count=12)
    results = [result for result in make_results(12) if result.card.judging_rater_count > 1]
    counts = {row[0]: row[1] for row in table(document, "Factors that are disputed at several stations").rows}

    for name, cell in counts.items():
        code = re.search(r"\((\w+)\)$", name)[1]
        assert cell == f"{sum(code in result.disputed for result in results)} of {len(results)}"
    assert f"At {len(results)} stations more than one rater" in paragraphs(section_named(document, "Disputed factors"))


def test_stations_stand_in_the_order_of_their_codes_and_are_not_ranked():
    document = written(count=12)

    names = [row[0].split()[0] for row in table(document, "Stations in the order of their codes").rows]

    assert names == sorted(names)
    assert len(names) == 12
    assert "no ranking" in paragraphs(section_named(document, "The stations one by one"))


def test_provisional_results_are_marked():
    rows = table(written(count=12), "Stations in the order of their codes").rows

    assert [row[0].endswith("*") for row in rows[:4]] == [False, False, False, True]


def test_mark_stands_on_the_maps_too_and_is_explained_at_both():
    section = section_named(written(count=7), "The stations one by one")
    first, second = (block for block in section.blocks if isinstance(block, Figure))
    note, rows = section.blocks[-2:]

    assert ">SW990101004*</text>" in first.drawing
    assert first.caption.endswith("SW990101001–SW990101005 (* provisional)")
    assert second.caption.endswith("SW990101006–SW990101007")
    assert note.text.startswith("Results marked with * are provisional")
    assert isinstance(rows, Table)


def test_no_mark_needs_no_note():
    section = section_named(written(count=3), "The stations one by one")

    assert "*" not in section_texts(section)
    assert "provisional" not in " ".join(block.caption for block in section.blocks if isinstance(block, Figure))


def test_magnitudes_stand_in_the_annex():
    rows = table(written(count=4), "Magnitudes, positions, raters and coverage in order of the stations’ codes").rows
    figures = make_results(4)[3].figures

    assert rows[3][0] == "SW990101004*"
    assert rows[3][1:5] == tuple(
        f"{figures[name]:.1f}" for name in ("strengths", "weaknesses", "opportunities", "threats")
    )


def test_stations_are_compared_with_themselves():
    document = written(count=12)

    text = paragraphs(section_named(document, "Against the last cycle"))
    rows = {row[0]: row[1:] for row in table(document, "Medians of the same stations, and how many rose or fell").rows}

    assert "10 of the stations with a result had one in an earlier cycle (2025 annual assessment)" in text
    assert rows["Index ρ"][0] == "0.48"
    assert all(sum(int(cell) for cell in row[2:]) == 10 for row in rows.values())


def test_measures_that_nobody_recorded_are_not_made_up():
    assert "does not say which measures they have adopted" in paragraphs(section_named(written(count=12), "Proposals"))


def test_one_table_names_each_stations_own_report():
    rows = table(written(count=12), "Reports in order of the stations’ codes").rows

    assert rows[0][1] == "SWOT-2026-SW990101001-01"
    assert all(re.fullmatch(r"[0-9A-F]{4}(-[0-9A-F]{4}){3}", row[2]) for row in rows)


def test_more_than_forty_eight_stations_are_not_drawn_one_by_one():
    results = [make_result(0)] * 49
    section = section_named(written(results=results), "The stations one by one")

    assert not any(isinstance(block, Figure) for block in section.blocks)


# Few, one, none


@pytest.mark.parametrize("count", [1, 4])
def test_fewer_than_five_have_no_distribution(count):
    document = written(count=count, missing=1)

    assert not OF_THE_WHOLE & set(titles(document))
    assert "are given only once 5 stations have a result" in paragraphs(
        section_named(document, "Results of the stations together")
    )
    assert len(table(document, "Stations in the order of their codes").rows) == count
    assert "Median" not in " ".join(block.caption for block in blocks_of(document) if isinstance(block, Table))
    assert document.summary.rankings == ()


def test_five_have_one():
    assert set(titles(written(count=5))) >= OF_THE_WHOLE


def test_cycle_without_a_result_says_so_and_no_more():
    document = written(count=0, missing=4)

    assert titles(document) == ["Basic facts", "Completion", "Conclusions and limits"]
    without = table(document, "Stations without a result that counts")
    facts = table(document, "The division and the cycle")
    assert [row[0] for row in without.rows] == ["SW990101901", "SW990101902", "SW990101903", "SW990101904"]
    assert "Results as of" not in dict(facts.rows)
    assert document.annexes == ()


def test_division_without_any_station_says_so():
    assert "No station of this division takes part" in " ".join(document_texts(written(count=0)))


def test_without_an_earlier_cycle_nothing_is_compared():
    results = [make_result(number, has_previous=False) for number in range(6)]

    section = section_named(written(results=results), "Against the last cycle")

    assert paragraphs(section) == "No station has a result from an earlier cycle to compare with."
    assert len(section.blocks) == 1


def test_too_few_earlier_results_are_not_compared():
    results = [make_result(number, has_previous=number < 2) for number in range(6)]

    assert paragraphs(section_named(written(results=results), "Against the last cycle")) == (
        "2 stations have a result from an earlier cycle; changes are given only once 5 stations have one."
    )


def test_one_rater_each_tells_nothing_of_disputes():
    results = [make_result(number, raters=1) for number in range(6)]
    document = written(results=results)

    assert "At fewer than 5 stations did more than one rater" in paragraphs(section_named(document, "Disputed factors"))
    assert "6 stations had one rater alone" in paragraphs(section_named(document, "Limits"))
    assert ("No verdict", "6 (100%)") in table(document, "Stations of each verdict").rows


def test_lists_that_nobody_scored_are_told():
    results = [one_quadrant_short(number) for number in range(6)]
    document = written(results=results)

    assert "At none of the 6 stations" in paragraphs(section_named(document, "Position types"))
    assert "at 5 stations or more" in paragraphs(section_named(document, "Common threats"))
    assert {row[0]: row[2] for row in table(document, "Medians and quartiles").rows}["Index ρ"] == "—"


# In every case


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [0, 1, 4, 12])
def test_no_part_is_empty(language, count):
    document = written(language, count=count, missing=1)
    sections = [*document.sections, *document.annexes]

    for section, following in zip(sections, [*sections[1:], None], strict=True):
        assert section.blocks or (following and following.level > section.level), section.title
    assert all(block.rows for block in blocks_of(document) if isinstance(block, Table))
    assert all(block.text for block in blocks_of(document) if isinstance(block, Paragraph))
    assert sum(isinstance(block, Seal) for block in blocks_of(document)) == 1


@pytest.mark.parametrize("count", [0, 3, 12])
def test_columns_fill_their_tables_with_widths_that_the_styles_know(settings, count):
    styles = (settings.BASE_DIR / "static" / "css" / "report.css").read_text(encoding="utf-8")
    tables = [block for block in blocks_of(written(count=count, missing=1)) if isinstance(block, Table)]

    assert {sum(column.width for column in table.columns) for table in tables} == {100}
    assert all(f".w{column.width} {{" in styles for table in tables for column in table.columns)


@pytest.mark.parametrize("count", [0, 3, 12])
def test_what_is_missing_stands_first(count):
    document = written(count=count, missing=2)

    assert document.summary.notices[0].startswith("The cycle is not complete.")
    assert written(count=12).summary.notices == ()


@pytest.mark.parametrize("count", [3, 12])
def test_chinese_reports_hold_no_english_sentence(count):
    texts = document_texts(written("zh-hans", count=count, missing=2))

    assert [text for text in texts if re.search(r"[A-Za-z]{3,} [a-z]{2,}", text)] == []


def section_texts(section):
    return " ".join(block.text for block in section.blocks if isinstance(block, Paragraph))


def blocks_of(document):
    return [block for section in (*document.sections, *document.annexes) for block in section.blocks]

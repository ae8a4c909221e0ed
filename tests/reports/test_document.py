"""What the report says: its order, its figures, and what it says where figures are missing."""

import re
from dataclasses import replace

import pytest
from django.utils import translation

from stations import formats
from stations.enums import DivisionLevel
from stations.reports.blocks import Entries, Formulas, Heading, Paragraph, Seal, Table
from stations.reports.document import check_code, report_number
from stations.reports.sections.annexes import importance_source
from stations.reports.sections.sources import entry
from stations.reports.texts import CitedSection
from stations.scorecards import CycleEntry
from stations.scoring import Answer, AnswerKind, ImportanceSource, Quadrant
from tests.reports import records
from tests.reports.reading import (
    block_texts,
    document_texts,
    figures_in,
    paragraphs,
    section_named,
    section_texts,
)
from tests.reports.records import library_texts

LANGUAGES = ("zh-hans", "en")


def headings(document):
    return [f"{section.number}{section.title}" for section in document.sections]


def test_chapters_stand_in_the_order_of_official_reports(written):
    document = written(records.full_record(), "zh-hans")

    assert [heading for heading in headings(document) if not heading.startswith("（")] == [
        "一、基本情况",
        "二、评估依据与方法",
        "三、评估结果",
        "四、存在问题",
        "五、对策建议",
        "六、结论与局限",
    ]
    assert [heading for heading in headings(document) if heading.startswith("（")][:8] == [
        "（一）总体结果",
        "（二）优势",
        "（三）劣势",
        "（四）机会",
        "（五）威胁",
        "（六）战略定位与可行性",
        "（七）结果的把握程度",
        "（八）与上一周期比较",
    ]


def test_english_headings_have_decimal_numbers(written):
    document = written(records.full_record(), "en")

    assert headings(document)[:5] == [
        "1 Basic facts",
        "2 Basis and method",
        "3 Results",
        "3.1 Overall result",
        "3.2 Strengths",
    ]


def test_annexes_without_data_do_not_appear_and_take_no_number(written):
    full = written(records.full_record(), "zh-hans")
    bare = written(records.one_rater_record(), "zh-hans")

    assert [section.number.strip("\u3000") for section in full.annexes] == [
        *(f"附表{number}" for number in range(1, 8)),
        "附件1",
        "附件2",
    ]
    assert [section.number.strip("\u3000") for section in bare.annexes] == [
        *(f"附表{number}" for number in range(1, 5)),
        "附件1",
        "附件2",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["full_record", "gaps_record", "one_rater_record", "empty_quadrant_record"])
def test_no_section_and_no_text_is_empty(written, name, language):
    document = written(getattr(records, name)(), language)

    chapters = {section.number for section in document.sections if section.level == 1 and not section.blocks}
    assert len(chapters) <= 2  # the two that only hold parts
    assert all(section.blocks for section in document.sections if section.level > 1)
    assert all(text.strip() for text in document_texts(document))
    assert not any("None" in text or "%(" in text for text in document_texts(document))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["full_record", "gaps_record", "one_rater_record", "empty_quadrant_record"])
def test_every_figure_of_the_text_stands_in_an_annex(written, name, language):
    record = getattr(records, name)()
    document = written(record, language)

    annexed = {figure for text in section_texts(document.annexes) for figure in figures_in(text)}
    said = {
        figure
        for section in document.sections[2:]
        for block in section.blocks
        if isinstance(block, Paragraph)
        for figure in figures_in(block.text)
    }
    said |= {figure for statement in document.summary.statements for figure in figures_in(statement)}
    said |= {figure for ranking in document.summary.rankings for item in ranking.items for figure in figures_in(item)}

    # The method's own limits are explained in chapter two.
    assert said - annexed <= {"0.50", "3.0", "80%", "60%", "90%"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_are_those_of_the_scorecard_in_their_formats(written, language):
    record = records.full_record()
    card = record.scorecard

    document = written(record, language)

    assert [figure.figure for figure in document.summary.figures] == [
        *(formats.score(card.quadrant(quadrant).magnitude) for quadrant in Quadrant),
        formats.index(card.strength.coefficient),
        formats.percent(card.coverage.share),
        "4",
    ]
    degrees = next(block for block in document.annexes[0].blocks if isinstance(block, Table))
    assert [row[1] for row in degrees.rows] == [formats.score(factor.mean) for factor in card.factors]
    weights = next(block for block in document.annexes[1].blocks if isinstance(block, Table))
    assert [row[3:] for row in weights.rows] == [
        (formats.weight(factor.weight), formats.index(factor.contribution), formats.share(factor.salience))
        for factor in card.factors
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ((ImportanceSource.RATERS, 1), "1 rater"),
        ((ImportanceSource.RATERS, 3), "3 raters"),
        ((ImportanceSource.QUADRANT, 0), "Mean of the list"),
        ((ImportanceSource.DEFAULT, 0), "Equal weights"),
        ((None, 0), "—"),
    ],
)
def test_annex_says_whose_importance_it_is(source, expected):
    factor = replace(
        records.full_record().scorecard.factors[0], importance_source=source[0], importance_count=source[1]
    )

    with translation.override("en"):
        assert importance_source(factor) == expected


def test_main_problems_are_the_weightiest_weaknesses_and_threats_of_degree_three_or_more(written):
    record = records.full_record()
    held = [factor for factor in record.scorecard.factors if factor.quadrant in "WT" and factor.mean >= 3]
    expected = [factor.code for factor in sorted(held, key=lambda factor: -factor.salience)]

    document = written(record, "en")

    assert [re.search(r"\((\w+)\)", item)[1] for item in document.summary.rankings[0].items] == expected[:3]
    problems = section_named(document, "Problems found")
    titles = [block.title for block in problems.blocks if isinstance(block, Heading)]
    assert [re.search(r"\((\w+)\)$", title)[1] for title in titles] == expected[:6]


def test_proposals_are_the_first_ranks_grouped_by_family(written):
    record = records.full_record()
    first = {score.code for score in record.scorecard.countermeasures if score.rank <= 6}

    document = written(record, "en")

    start = [section.title for section in document.sections].index("Recommended countermeasures")
    end = [section.title for section in document.sections].index("Conclusions and limits")
    families = document.sections[start + 1 : end]
    titles = [block.title for section in families for block in section.blocks if isinstance(block, Heading)]
    assert {re.search(r"\((\w+)\)$", title)[1] for title in titles} == first
    assert len({section.title for section in families}) == len(families)


def test_verdict_interval_and_standing_are_said_with_several_raters(written):
    record = records.full_record()
    index = record.scorecard.certainty.index

    statement = written(record, "en").summary.statements[0]

    assert statement.startswith("Verdict: Feasible. ")
    assert f"{formats.index(index.low)}–{formats.index(index.high)}" in statement
    assert statement.endswith("The verdict stays the same without any one of the raters.")


def test_one_raters_report_says_so_first_and_gives_no_verdict(written):
    document = written(records.one_rater_record(), "zh-hans")

    assert document.summary.notices[0].startswith("结果暂定，一人之见")
    text = "".join(document_texts(document))
    assert "可行性结论：" not in text
    assert not any("把握程度为P" in text for text in document.summary.statements)
    assert "结果的把握程度" not in [section.title for section in document.sections]
    assert "评分者一致性" not in [section.title for section in document.sections]


def test_low_coverage_is_provisional_and_said_before_any_figure(written):
    document = written(records.gaps_record(), "zh-hans")

    assert document.summary.notices == ("结果暂定：威胁类因素的覆盖率为52%，低于60%。",)
    overall = section_named(document, "总体结果")
    assert overall.blocks[0] == Paragraph(text=document.summary.notices[0], role="notice")


def test_a_list_that_nobody_scored_is_said_in_words_and_never_as_zero(written):
    document = written(records.empty_quadrant_record(), "zh-hans")

    assert document.summary.statements[0].startswith("威胁类因素均没有评出程度，无法计算其强度。")
    figures = {figure.label: figure.figure for figure in document.summary.figures}
    assert (figures["威胁"], figures["可行性指数"]) == ("—", "—")
    assert not any(line.startswith("ρ = ") for line in working_lines(document))
    assert "0.00" not in paragraphs(section_named(document, "战略定位与可行性"))


def test_who_could_not_judge_stands_under_a_number_with_the_reason(written):
    document = written(records.gaps_record(), "zh-hans")

    table = next(block for block in section_named(document, "覆盖率").blocks if isinstance(block, Table))

    assert ("投入增长与站点覆盖（O3）", "评分人2", "无法判断", "不掌握全县站点建设和投入的数字。") in table.rows
    assert sum(row[2] == "未填写" for row in table.rows) == 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_is_never_called_a_probability(written, language):
    for name in ("full_record", "gaps_record", "one_rater_record"):
        text = "".join(document_texts(written(getattr(records, name)(), language)))

        assert not re.search("概率|可能性|probab|likelihood|chance of", text, re.IGNORECASE)


def test_a_draft_says_so_and_has_neither_number_nor_code_nor_seal(written):
    document = written(records.empty_quadrant_record(), "zh-hans")

    assert document.cover.draft_mark == document.running_mark == "草稿"
    facts = dict(document.cover.facts)
    assert (facts["报告编号"], facts["校验码"]) == ("无（草稿）", "无（草稿）")
    assert document.summary.notices[0].startswith("草稿")
    assert not any(isinstance(block, Seal) for section in document.sections for block in section.blocks)


def test_submitted_work_has_a_number_and_a_code_that_can_be_read_aloud():
    record = records.full_record()

    assert report_number(record) == "SWOT-2026-SW990101001-01"
    assert check_code(record) == "0123-4567-89AB-CDEF"


def test_report_numbers_tell_the_cycles_of_a_year_apart():
    kinds = [("annual", None), ("mid_term", None), ("final", None), ("quarterly", 1), ("quarterly", 2)]

    numbers = {
        number_in(kind=kind, quarter=quarter, opener=level) for kind, quarter in kinds for level in DivisionLevel
    }

    assert len(numbers) == len(kinds) * len(DivisionLevel)


def test_number_in_a_countys_own_cycle_is_the_short_one():
    assert number_in(opener="county") == "SWOT-2026-SW990101001-01"
    assert number_in(opener="province") == "SWOT-2026P-SW990101001-01"


def number_in(**fields):
    """The number of a report in such a cycle."""
    record = records.full_record()
    cycle = CycleEntry(**{"kind": "annual", "quarter": None, **cycle_fields(record), **fields})
    return report_number(replace(record, context=replace(record.context, cycle=cycle)))


def cycle_fields(record):
    cycle = record.context.cycle
    return {"year": cycle.year, "opens_on": cycle.opens_on, "due_on": cycle.due_on}


def test_the_authority_is_the_operators_word(written, settings):
    settings.SUPERVISING_AUTHORITY = {"zh-hans": "社会工作部", "en": "social work department"}

    assert dict(written(records.full_record(), "zh-hans").cover.facts)["主管部门"] == "甲县社会工作部"
    english = dict(written(records.full_record(), "en").cover.facts)["Supervising authority"]
    assert english == "Social work department of Jia County"


@pytest.mark.parametrize("language", LANGUAGES)
def test_working_puts_the_stations_numbers_into_the_formulas(written, language):
    record = records.full_record()
    strength = record.scorecard.strength

    lines = working_lines(written(record, language))

    positive, negative = formats.weight(strength.positive), formats.weight(strength.negative)
    assert f"ρ = U / (U + V) = {positive} / ({positive} + {negative}) = {formats.weight(strength.coefficient)}" in lines
    checked = [
        line for line in lines if line.startswith(("S =", "W =", "O =", "T =", "X =", "Y =", "U =", "V =", "ρ =", "A("))
    ]
    assert len(checked) == 10
    assert all(abs(worked(line) - float(line.rpartition("= ")[2])) < 0.006 for line in checked)


def working_lines(document):
    blocks = (block for section in document.annexes for block in section.blocks)
    return [line for block in blocks if isinstance(block, Formulas) for line in block.lines]


def worked(line):
    """What a calculator makes of the figures in a line of working."""
    figures = line.rpartition(" = ")[0].rpartition("= ")[2]
    return eval(re.sub(r"\[\w+\]", "", figures).replace("×", "*").replace("−", "-"))


def test_sides_that_differ_are_said(written):
    # ρ = OS/(OS + TW): 5·2 against 4·3 is under a half although 5 + 2 equals 4 + 3, so a little more tips β alone.
    levels = {"S": {1: 2, 2: 2, 3: 2, 4: 2, 5: 2, 6: 2, 7: 3}, "O": 5, "W": 3, "T": 4}

    def answering(code, rater):
        level = levels[code[0]]
        return Answer(kind=AnswerKind.DEGREE, degree=level if isinstance(level, int) else level[int(code[1:])])

    record = records.make_record(records.make_panel(2, answering))
    document = written(record, "en")

    assert record.scorecard.strength.sides_differ is True
    assert "The two measures disagree" in paragraphs(section_named(document, "Strategic position and feasibility"))
    assert "different sides of neutral" in paragraphs(section_named(document, "Limits"))


def test_steps_before_the_record_are_its_review_history(written):
    document = written(records.full_record(), "zh-hans")

    history = section_named(document, "评估经过表")

    table = next(block for block in history.blocks if isinstance(block, Table))
    assert table.rows[1][0::2] == ("2026年11月4日", "请补充T2的评分说明。")


def test_nobody_declared_yet_makes_a_report_of_words_alone(written):
    record = records.make_record(records.make_panel(0), is_draft=True)

    document = written(record, "en")

    assert document.summary.statements == ("Nobody has given a degree yet, so no figure can be computed.",)
    assert {figure.figure for figure in document.summary.figures[:-1]} == {"—"}
    assert document.summary.figures[-1].figure == "0"
    assert any("no countermeasure can be recommended" in text for text in document_texts(document))
    assert all(list(block_texts(block)) for section in document.sections for block in section.blocks)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_sources_say_what_their_short_names_stand_for(written, language):
    section = section_named(
        written(records.full_record(), language), {"en": "Sources", "zh-hans": "资料来源"}[language]
    )

    sentence = paragraphs(section).splitlines()[0]

    for source in library_texts(language).sources:
        assert source.key in sentence
        assert source.title in sentence


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_section_that_is_cited_stands_under_its_source(written, language):
    section = section_named(
        written(records.full_record(), language), {"en": "Sources", "zh-hans": "资料来源"}[language]
    )
    lists = [block.items for block in section.blocks if isinstance(block, Entries)]

    for source, entries in zip(library_texts(language).sources, lists, strict=True):
        for cited, line in zip(source.sections, entries, strict=True):
            assert cited.title in line
            assert line.endswith({"en": ", ", "zh-hans": "、"}[language].join(cited.cited_by))
            assert line.startswith(cited.number) is (cited.number != "abstract")


@pytest.mark.parametrize(
    ("number", "name"), [("2.1.1", "2.1.1 Title"), ("Appendix A", "Appendix A Title"), ("abstract", "Title")]
)
def test_only_an_abstract_goes_without_its_number(number, name):
    section = CitedSection(number=number, title="Title", cited_by=("S1", "C2"))

    with translation.override("en"):
        assert entry(section, "en") == f"{name}: S1, C2"

"""The words of a consolidated report in both languages: each thing said once, in its place."""

import pytest

from stations.reports.blocks import Figure, Seal, Table
from tests.reports.consolidated import make_material
from tests.reports.reading import paragraphs, section_named
from tests.reports.test_consolidated import LANGUAGES, blocks_of, section_texts, titles, written

WORDS = [
    ("en", 12, "Proposals", "What follows is how often each stands among the first 3"),
    ("en", 12, "Proposals", "which measures they have adopted, so this report lists none."),
    ("en", 12, "Basis and method", "the standards of their raters differ."),
    ("en", 12, "Basis and method", "For many stations together the report gives the median and the quartiles"),
    ("en", 12, "Against the last cycle", "The position type has changed at 7 of 10 stations."),
    ("en", 12, "Conclusions", "The proposals most often among the first three are "),
    ("en", 3, "Results of the stations together", "station by station under “The stations one by one”."),
    ("en", 3, "Against the last cycle", "changes are given only once 5 stations have one."),
    ("en", 4, "Limits", "1 station had one rater alone, so its result shows one person’s judgement."),
    ("en", 12, "Limits", "3 stations had one rater alone, so each of these results shows"),
    ("en", 3, "Basic facts", "in the 2026 annual assessment, which runs from 1 October 2026 to 30 November 2026."),
    ("en", 3, "Conclusions", "That is too few for a conclusion on all of them together."),
    ("zh-hans", 12, "对策建议", "因此本报告不作说明。"),
    ("zh-hans", 12, "结论", "居前三位次数最多的对策是"),
    ("zh-hans", 12, "与上一周期比较", "10个站点中，方位类型有变化的为7个。"),
    ("zh-hans", 3, "总体结果", "此前只在“各站点情况”中逐站列出方位类型、可行性结论和可行性指数。"),
    ("zh-hans", 12, "局限", "供研究决策时参考，不代替决策。"),
    ("zh-hans", 12, "评估依据与方法", "评分中位数达到4.0的，为在该站点突出；评分平均数达到3.0的，列为该站点的问题。"),
    ("zh-hans", 3, "结论", "站点过少，暂不能作出总体结论。"),
]


@pytest.mark.parametrize(("language", "count", "title", "words"), WORDS)
def test_words_of_the_parts(language, count, title, words):
    assert words in paragraphs(section_named(written(language, count=count, missing=1), title))


@pytest.mark.parametrize(("language", "title"), [("en", "The stations one by one"), ("zh-hans", "各站点情况")])
def test_part_that_few_are_sent_to_is_there(language, title):
    document = written(language, count=3)

    assert title in titles(document)
    assert title in document.summary.statements[1]


@pytest.mark.parametrize(
    ("language", "problem", "proposals", "medians"),
    [
        (
            "en",
            ", median degree 5.0",
            "Proposals most often among the first three",
            "The magnitudes and the index below are medians.",
        ),
        ("zh-hans", "，中位数5.0", "居前三位次数最多的对策", "下表所列强度和指数均为中位数。"),
    ],
)
def test_words_of_the_summary(language, problem, proposals, medians):
    problems, leading = written(language, count=12).summary.rankings

    assert problems.items[0].endswith(problem)
    assert written(language, count=12).summary.statements[1].endswith(medians)
    assert leading.title == proposals


@pytest.mark.parametrize(("language", "told"), [("en", "3 of them"), ("zh-hans", "其中3个")])
def test_few_are_counted_once_in_summary_completion_and_conclusions(language, told):
    document = written(language, count=3, missing=1)

    assert sum(told in text for text in document.summary.statements) == 1
    assert sum(section_texts(section).count(told) for section in document.sections) == 2
    assert "3" not in section_texts(document.sections[3])


AUTHORITIES = [
    ("en", "civil affairs bureau", "Civil affairs bureau of Jia County"),
    ("en", "Civil Affairs Bureau of Example City", "Civil Affairs Bureau of Example City"),
    ("zh-hans", "社会工作部", "甲县社会工作部"),
    ("zh-hans", "示例市民政局", "示例市民政局"),
]


@pytest.mark.parametrize(("language", "authority", "preparer"), AUTHORITIES)
def test_report_is_prepared_by_the_divisions_authority(settings, language, authority, preparer):
    settings.SUPERVISING_AUTHORITY = dict.fromkeys(LANGUAGES, authority)
    document = written(language, count=3)

    facts = dict(document.cover.facts)
    (signed,) = (block for section in document.sections for block in section.blocks if isinstance(block, Seal))

    assert facts[{"en": "Prepared by", "zh-hans": "编制单位"}[language]] == preparer
    assert facts[{"en": "Supervising authority", "zh-hans": "主管部门"}[language]] == preparer
    assert signed.parties == (f"{preparer}{ {'en': ' (signature and seal)', 'zh-hans': '（签章）'}[language] }",)


# Without a result


WITHOUT_A_RESULT = {
    "en": (
        "4 stations take part; none of them has a result that counts yet.",
        "As soon as a station submits, this report is superseded.",
        "No conclusion can be drawn.",
        "This report shows how far the cycle has come, and nothing of how the stations work.",
        "6 October 2026 (the day on which the cycle was opened in the system; no result yet)",
    ),
    "zh-hans": (
        "参评站点4个，尚无有效结果。",
        "任一站点提交评估后，本报告即被新报告取代。",
        "暂不能作出结论。",
        "本报告只反映本周期评估的进展，不反映站点工作情况。",
        "2026年10月6日（系统开启本周期之日，尚无结果）",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_cycle_without_a_result_says_each_thing_once_in_its_place(language):
    document = written(language, count=0, missing=4)
    gap = " " if language == "en" else ""
    completion, outlook, conclusion, limit, date = WITHOUT_A_RESULT[language]
    texts = [section_texts(section) for section in document.sections]

    assert document.summary.statements == (completion,)
    assert document.summary.notices[0].endswith(outlook)
    assert texts[1:] == [f"{completion}{gap}{outlook}", f"{completion}{gap}{conclusion} {limit}"]
    assert dict(document.cover.facts)[{"en": "Date", "zh-hans": "日期"}[language]] == date
    assert document.created == make_material(language, count=0, missing=4).roster.opened_at


# Drawings and tables


@pytest.mark.parametrize("language", LANGUAGES)
def test_boxes_say_what_they_are_in_words(language):
    drawings = [str(block.drawing) for block in blocks_of(written(language, count=12)) if isinstance(block, Figure)]
    key, name = {"en": ("bar: median", "O Opportunities"), "zh-hans": ("竖线：中位数", "O 机会")}[language]

    boxes = [drawing for drawing in drawings if key in drawing]

    assert len(boxes) == 2
    assert all(f">{name}</text>" in drawing for drawing in boxes)
    assert ">990101<" not in "".join(boxes)


@pytest.mark.parametrize(("language", "word"), [("en", "No verdict"), ("zh-hans", "无结论")])
def test_missing_verdict_has_one_form(language, word):
    document = written(language, count=12)
    rows = next(block for block in section_blocks(document, "SW990101004*") if isinstance(block, Table)).rows

    assert {row[-2] for row in rows if row[0].endswith("*")} == {word}
    assert word in {
        row[0] for block in section_blocks(document, word) if isinstance(block, Table) for row in block.rows
    }


def section_blocks(document, code):
    """The blocks of the section with a table that has a row of this code."""
    return next(
        section.blocks
        for section in document.sections
        if any(isinstance(block, Table) and code in {row[0] for row in block.rows} for block in section.blocks)
    )

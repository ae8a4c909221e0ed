"""Sentences that hold for some results and not for others: few factors, ties, agreement, and lists without a degree."""

from dataclasses import replace

import pytest
from django.utils import translation

from stations import formats
from stations.reports.blocks import Formulas, Heading, Paragraph, Table
from stations.reports.sections.working import error_figure
from stations.reports.words import near_boundary_sentence
from stations.scoring import Answer, AnswerKind, Quadrant
from tests.reports import records
from tests.reports.reading import paragraphs, section_named

LANGUAGES = ("zh-hans", "en")
UNRATED = {"zh-hans": "威胁因素没有评分，对策只按已评因素排序", "en": "which nobody scored, may stand too low"}
NONE = {"zh-hans": "威胁类因素均没有评出程度", "en": "No degree was given to any of the threats"}


def titled(document, language, **titles):
    return section_named(document, titles[language.partition("-")[0]])


def degree(value, importance=None):
    return Answer(kind=AnswerKind.DEGREE, degree=value, importance=importance)


def alike(code, rater):
    return degree(4 if code[0] in "SO" else 3)


def working_of(document, language):
    return titled(document, language, zh="计算过程", en="How this was computed")


def lines_of(section):
    return [line for block in section.blocks if isinstance(block, Formulas) for line in block.lines]


# A list that nobody scored


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_order_without_a_list_is_said_to_lack_it_wherever_it_is_told(written, language):
    document = written(records.empty_quadrant_record(), language)

    sections = [
        titled(document, language, zh="对策建议", en="Recommended countermeasures"),
        titled(document, language, zh="结论", en="Conclusions"),
        titled(document, language, zh="对策吸引力表", en="Countermeasures and their attractiveness"),
    ]
    assert all(UNRATED[language] in paragraphs(section) for section in sections)
    assert UNRATED[language] in document.summary.statements[0]
    full = written(records.full_record(), language)
    assert not any(UNRATED[language] in paragraphs(section) for section in (*full.sections, *full.annexes))


@pytest.mark.parametrize("language", LANGUAGES)
def test_half_a_position_is_neither_printed_nor_worked_out(written, language):
    document = written(records.empty_quadrant_record(), language)

    working = working_of(document, language)
    second = working.blocks[1]
    assert isinstance(second, Paragraph)
    assert NONE[language] in second.text, "The reason stands before the first heading."
    assert sum(isinstance(block, Heading) for block in working.blocks) == 2
    assert {line.partition(" ")[0] for line in lines_of(working)} == {"S", "W", "O", "A(C4)"}
    overall = titled(document, language, zh="总体数据表", en="Overall figures")
    assert NONE[language] in paragraphs(overall)
    rows = next(block for block in overall.blocks if isinstance(block, Table)).rows
    assert not any(" = " in name for name, _value in rows)


# Factors


def test_factors_as_weighty_as_the_third_are_named_with_it(written):
    contributions = {
        factor.code: formats.index(factor.contribution)
        for factor in records.one_rater_record().scorecard.factors_of(Quadrant.WEAKNESSES)
    }
    third = sorted(contributions.values(), reverse=True)[2]
    expected = {code for code, figure in contributions.items() if figure >= third}

    said = paragraphs(section_named(written(records.one_rater_record(), "en"), "Weaknesses"))

    assert len(expected) > 3
    assert {code for code in contributions if f"({code}, degree" in said} == expected


def test_factors_that_all_weigh_the_same_are_not_listed(written):
    said = paragraphs(section_named(written(records.make_record(records.make_panel(2, alike)), "en"), "Weaknesses"))

    assert "All factors that were scored contribute alike." in said
    assert "largest" not in said


def test_main_problems_are_told_with_the_share_by_which_they_are_ordered(written):
    record = records.full_record()
    (first, *_others) = written(record, "en").summary.rankings[0].items

    factor = max(
        (factor for factor in record.scorecard.factors if factor.quadrant in "WT" and factor.mean >= 3),
        key=lambda factor: factor.salience,
    )
    assert first.endswith(
        f"({factor.code}): share {formats.share(factor.salience)}, degree {formats.score(factor.mean)}"
    )


def strengths_not_answered(code, rater):
    if code == "S7":
        return Answer(kind=AnswerKind.NOT_APPLICABLE)
    return None if code == "S6" else records.a_degree(code, rater)


@pytest.mark.parametrize(
    ("answering", "said", "unsaid"),
    [
        (records.gaps, "answered “not applicable” to Ability in special fields (S7). Its weight", "Nobody gave"),
        (strengths_not_answered, "Nobody gave a degree to Professional strategy", "Its weight"),
        (strengths_not_answered, "(S6). Their weight is shared", "Its weight"),
    ],
)
def test_not_applicable_is_not_told_as_not_answered(written, answering, said, unsaid):
    text = paragraphs(section_named(written(records.make_record(records.make_panel(3, answering)), "en"), "Strengths"))

    assert said in text
    assert unsaid not in text


@pytest.mark.parametrize(
    ("degrees", "said"),
    [
        ((3, None), "One rater gave a degree: 3.0; the factor’s share"),
        ((3, 3), "Two raters gave degrees: 3.0, all alike; the factor’s share"),
        ((3, 4), "Two raters gave degrees: 3.5 on average, ranging from 3 to 4; the factor’s share"),
    ],
)
def test_degrees_of_a_problem_are_told_by_how_they_lie(written, degrees, said):
    def answering(code, rater):
        given = degrees[rater - 1] if code == "W1" else 2
        return None if given is None else degree(given)

    document = written(records.make_record(records.make_panel(2, answering)), "en")

    assert said in paragraphs(section_named(document, "Problems found"))


# How sure, and how much agreed


def test_raters_who_agree_leave_no_division_by_zero(written):
    section = working_of(written(records.make_record(records.make_panel(3, alike)), "en"), "en")

    assert not any(line.startswith("P = F(") for line in lines_of(section))
    assert "the standard error is 0" in paragraphs(section)
    assert "It is 1.000, for the index lies above 0.50." in paragraphs(section)


def test_raters_who_differ_have_their_division(written):
    section = working_of(written(records.full_record(), "en"), "en")

    assert any(line.startswith("P = F(") for line in lines_of(section))
    assert "the standard error is 0" not in paragraphs(section)


@pytest.mark.parametrize(
    ("error", "figure"), [(0.0412, "0.041"), (0.0004, "0.0004"), (0.00003, "0.00003"), (0, "0.000")]
)
def test_a_small_error_is_not_printed_as_none(error, figure):
    assert error_figure(error) == figure


def test_raters_who_left_factors_out_are_named_under_their_dots(written):
    told = [
        paragraphs(section_named(written(record, "en"), "Agreement of the raters"))
        for record in (records.gaps_record(), records.full_record())
    ]

    assert "came from Rater 2 and Rater 3; their dots rest on the factors that they scored" in told[0]
    assert "their dots rest on" not in told[1]


def test_order_against_the_confidence_of_rank_one_is_explained(written):
    title = "Countermeasures and their attractiveness"

    told = [
        paragraphs(section_named(written(record, "en"), title))
        for record in (records.gaps_record(), records.full_record())
    ]

    assert "is greatest for Bring rural resources to life (C7)." in told[0]
    assert "is greatest for" not in told[1]


# Position type


@pytest.mark.parametrize(
    ("own", "sentence"),
    [
        ("WO", "The position type is Striving (WO), near the boundary with Pioneering (SO)."),
        ("SO", "The position type is Pioneering (SO), near the boundary with Striving (WO)."),
        ("ST", "The position lies near the boundary of Striving (WO) and Pioneering (SO)."),
    ],
)
def test_a_type_near_a_boundary_is_named_all_the_same(own, sentence):
    with translation.override("en"):
        assert near_boundary_sentence(own, ("WO", "SO")) == sentence


@pytest.mark.parametrize(
    ("before", "cell", "sentence"),
    [
        ("WO", "changed", "The position type has changed from Striving (WO) to Pioneering (SO)."),
        ("SO", "unchanged", "The position type is Pioneering (SO) as before."),
        (None, "—", ""),
    ],
)
def test_change_of_the_position_type_is_told(written, before, cell, sentence):
    record = records.make_record(previous=replace(records.LAST_YEAR, zone=before))

    section = section_named(written(record, "en"), "Against the last cycle")

    assert next(block for block in section.blocks if isinstance(block, Table)).rows[-1][-1] == cell
    assert paragraphs(section).endswith(sentence or "0.62.")


# Who signs


@pytest.mark.parametrize(
    ("name", "said"),
    [("民政局", "甲县民政局"), ("甲县民政局", "甲县民政局"), ("示例市社会工作部", "示例市社会工作部")],
)
def test_the_authority_is_named_in_full_where_it_signs_as_on_the_cover(written, settings, name, said):
    settings.SUPERVISING_AUTHORITY = {"zh-hans": name, "en": "civil affairs bureau"}

    document = written(records.full_record(), "zh-hans")

    assert dict(document.cover.facts)["主管部门"] == said
    assert document.sections[-1].blocks[-1].parties[1] == f"{said}（签章）"


@pytest.mark.parametrize("language", LANGUAGES)
def test_annexes_are_pointed_to_by_their_numbers(written, language):
    document = written(records.full_record(), language)

    said = paragraphs(titled(document, language, zh="对策建议", en="Recommended countermeasures"))
    method = paragraphs(titled(document, language, zh="评估依据与方法", en="Basis and method"))
    ranking = titled(document, language, zh="对策吸引力表", en="Countermeasures and their attractiveness")
    sources = titled(document, language, zh="资料来源", en="Sources")
    assert ranking.number.strip("\u3000: ") in said
    assert sources.number.strip("\u3000: ") in method

"""How sure the result is and whether the raters agree, in the report's words."""

import dataclasses

import pytest

from stations import formats
from stations.reports.blocks import Table
from stations.scoring import Answer, AnswerKind
from tests.reports import records
from tests.reports.reading import document_texts, paragraphs, section_named


def degree(value):
    return Answer(kind=AnswerKind.DEGREE, degree=value)


def only_the_first_saw_threats(code, rater):
    return None if code[0] == "T" and rater > 1 else records.a_degree(code, rater)


def one_upside_down(code, rater):
    level = 1 + (sum(code.encode()) * 7) % 5
    return degree(6 - level if rater == 3 else level)


def all_alike(code, rater):
    return degree(4 if code[0] in "SO" else 2)


def nearly_neutral(code, rater):
    return degree(3 + (code == "S1") - (code == "W2" and rater == 2))


def titles(document):
    return [section.title for section in document.sections]


def test_a_list_that_hangs_on_one_rater_has_no_interval_and_says_whose(written):
    record = records.make_record(records.make_panel(2, only_the_first_saw_threats))

    document = written(record, "en")

    assert document.summary.statements[0] == (
        "There is no verdict and no interval: without Rater 1 one of the lists would hold no degree."
    )
    assert "How sure the result is" not in titles(document)


def gaps_with(turning):
    """A record of three raters without each of whom of these the verdict would be another."""
    record = records.gaps_record()
    found = record.scorecard.certainty
    without = tuple(
        dataclasses.replace(entry, verdict_stands=entry.rater not in turning) for entry in found.without_rater
    )
    certainty = dataclasses.replace(found, without_rater=without)
    return dataclasses.replace(record, scorecard=dataclasses.replace(record.scorecard, certainty=certainty))


@pytest.mark.parametrize(
    ("turning", "sentence"),
    [
        ((), "The verdict stays the same without any one of the raters."),
        (("R1",), "The verdict hangs on single raters: without Rater 1 it would be “Undetermined”."),
        (
            ("R1", "R3"),
            "one at a time: without Rater 1 it would be “Undetermined”; without Rater 3 it would be “Undetermined”.",
        ),
    ],
)
def test_it_is_told_whether_the_verdict_hangs_on_some_or_on_most(written, turning, sentence):
    assert written(gaps_with(turning), "en").summary.statements[0].endswith(sentence)


def test_verdict_of_a_provisional_result_is_provisional(written):
    said = [written(record, "en").summary.statements[0] for record in (records.gaps_record(), records.full_record())]

    assert [statement.split(".")[0] for statement in said] == ["Verdict: Feasible (provisional)", "Verdict: Feasible"]


def test_without_each_rater_stands_in_a_table(written):
    record = records.full_record()

    section = section_named(written(record, "en"), "How sure the result is")

    table = next(block for block in section.blocks if isinstance(block, Table))
    assert [row[:2] for row in table.rows] == [
        (f"Rater {entry.rater[1:]}", formats.index(entry.coefficient))
        for entry in record.scorecard.certainty.without_rater
    ]


def test_the_tipping_factor_is_named_with_the_degree_that_would_turn_the_index(written):
    record = records.make_record(records.make_panel(2, nearly_neutral))
    change = record.scorecard.certainty.tipping.changes[0]

    text = paragraphs(section_named(written(record, "en"), "How sure the result is"))

    assert f"({change.factor}): at a mean degree of {formats.score(change.tipping_degree)}" in text


def test_proposals_that_cannot_be_told_apart_from_the_first_are_named(written):
    record = records.full_record()
    first = next(score.code for score in record.scorecard.countermeasures if score.rank == 1)
    placed = {score.code for score in record.scorecard.countermeasures if score.rank <= 6}
    alike = {
        pair.second
        for pair in record.scorecard.certainty.pairs
        if pair.first == first and not pair.is_separated and pair.second in placed
    }

    text = paragraphs(section_named(written(record, "en"), "Recommended countermeasures"))

    said = text.rpartition("With these raters ")[2].rpartition(" cannot be told apart")[0]
    assert {code for code in placed if f"({code})" in said} == alike != set()


def test_a_scale_that_stands_upside_down_is_flagged_and_counts(written):
    record = records.make_record(records.make_panel(3, one_upside_down))

    text = paragraphs(section_named(written(record, "zh-hans"), "评分者一致性"))

    assert "评分人3对全部因素的评分与其他评分人方向相反" in text
    assert record.scorecard.judging_rater_count == 3


def test_disputed_factors_are_listed_with_the_reason(written):
    record = records.full_record()

    section = section_named(written(record, "zh-hans"), "评分者一致性")

    table = next(block for block in section.blocks if isinstance(block, Table))
    assert [row[0].split()[0] for row in table.rows] == [
        dispute.factor for dispute in record.scorecard.agreement.disputes
    ]
    assert all(row[3] for row in table.rows)


def test_raters_who_agree_fully_have_no_dispute(written):
    document = written(records.make_record(records.make_panel(3, all_alike)), "en")

    section = section_named(document, "Agreement of the raters")

    assert "No factor is disputed among the raters." in paragraphs(section)
    assert not any(isinstance(block, Table) for block in section.blocks)


def test_sheets_begun_after_a_submission_are_named_among_the_limits(written):
    record = records.full_record()
    sheets = tuple(dataclasses.replace(sheet, begun_after=sheet.rater == "R3") for sheet in record.context.sheets)
    late = dataclasses.replace(record, context=dataclasses.replace(record.context, sheets=sheets))

    before, after = ("\n".join(document_texts(written(each, "en"))) for each in (record, late))

    assert "may have seen that result" not in before
    assert "Rater 3 began only after the assessment had been submitted before and may have seen that result" in after
    assert "an earlier result may have been seen: the sheet of Rater 3." in after


def only_one_importance(code, rater):
    given = records.a_degree(code, rater)
    return dataclasses.replace(given, importance=5 if code == "S1" and rater == 1 else None)


def test_importance_of_one_factor_alone_is_said_to_change_nothing(written):
    record = records.make_record(records.make_panel(2, only_one_importance))

    text = "\n".join(document_texts(written(record, "en")))

    assert text.count("only one factor was given an importance") == 1
    assert "Among the strengths only one factor was given an importance" in text

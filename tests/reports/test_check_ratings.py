"""The station's own figures beside the check ratings, as the report and the page say it."""

import io
from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation
from openpyxl import load_workbook

from stations import scorecards, scoring
from stations.actions.assessments import approve
from stations.enums import ReportStanding
from stations.reports.document import document_of
from stations.reports.material import Material
from stations.reports.report import attachments_of
from stations.reports.sections.check_ratings import (
    ENOUGH,
    check_ratings,
    close_sentence,
    difference_words,
    leaning_sentence,
)
from stations.reports.spreadsheet import workbook_of
from stations.reports.verification import find_report
from stations.scorecards import CheckEntry, CheckSheet
from tests.reports.records import library_texts, make_panel, make_record
from tests.worlds import give_checks, review

COUNTY = CheckSheet(
    reviewer="C1",
    level="county",
    given_on=date(2026, 11, 5),
    entries=(
        CheckEntry(factor="S1", degree=1, note="现场抽看八份个案。"),
        CheckEntry(factor="W3", degree=3, note=""),
        CheckEntry(factor="O1", degree=None, note="没有去看。"),
    ),
)
PREFECTURE = replace(COUNTY, reviewer="C2", level="prefecture", entries=(CheckEntry(factor="T2", degree=5, note=""),))


def material(*checks, language="en"):
    record = make_record(checks=checks)
    return Material(record=record, texts=library_texts(language), language=language)


def section_of(found):
    with translation.override(found.language):
        return check_ratings(found)


def tables(section):
    return [block for block in section.blocks if block.kind == "table"]


def words(section):
    return " ".join(block.text for block in section.blocks if block.kind == "paragraph")


def test_section_stands_only_where_there_are_check_ratings():
    assert section_of(material()) is None
    assert section_of(material(COUNTY)) is not None


def test_each_reviewer_has_an_own_table_and_no_name():
    found = tables(section_of(material(COUNTY, PREFECTURE)))

    assert [table.caption for table in found] == [
        "The station’s figures and those of reviewer 1 (county level), the widest difference first",
        "Notes of reviewer 1 (county level)",
        "The station’s figures and those of reviewer 2 (prefecture level), the widest difference first",
    ]


def test_rows_hold_median_mean_check_and_difference_widest_first():
    found = material(COUNTY)
    card = found.card
    rows = tables(section_of(found))[0].rows

    differences = {code: degree - card.factor(code).mean for code, degree in COUNTY.degrees.items()}
    order = sorted(differences, key=lambda code: -abs(differences[code]))
    assert [row[0].split()[0] for row in rows] == order
    by_code = {row[0].split()[0]: row[1:5] for row in rows}
    s1 = card.factor("S1")
    assert by_code["S1"] == (f"{s1.median:.1f}", f"{s1.mean:.1f}", "1", f"{1 - s1.mean:+.1f}".replace("-", "−"))


def test_notes_stand_below_even_where_no_degree_was_given():
    notes = tables(section_of(material(COUNTY)))[1]

    assert [row[0][-3:-1] for row in notes.rows] == ["S1", "O1"]
    assert "没有去看。" in notes.rows[1][1]


@pytest.mark.parametrize(
    ("quadrant", "difference", "said"),
    [
        ("S", 0.44, "nearly the same"),
        ("S", 0.46, "somewhat stronger"),
        ("S", 0.5, "somewhat stronger"),
        ("O", -0.5, "somewhat weaker"),
        ("S", 1.44, "somewhat stronger"),
        ("S", 1.46, "much stronger"),
        ("O", -2.0, "much weaker"),
        ("W", 1.0, "somewhat more severe"),
        ("T", -1.0, "somewhat milder"),
        ("W", 1.5, "much more severe"),
        ("T", -3.0, "much milder"),
        ("T", None, "the station gave no degree"),
    ],
)
def test_difference_in_words(quadrant, difference, said):
    entry = scoring.CheckDifference(
        factor="X", quadrant=scoring.Quadrant(quadrant), station=3.0, check=3, difference=difference
    )
    with translation.override("en"):
        assert difference_words(entry) == said


def test_milder_weakness_counts_in_the_stations_favour():
    """A higher strength and a lower weakness are both a better view of the station."""
    panel = make_panel()
    card = scoring.score(panel)
    better = CheckSheet(
        reviewer="C1",
        level="county",
        given_on=date(2026, 11, 6),
        entries=tuple(
            CheckEntry(factor=factor.code, degree=5 if factor.quadrant in "SO" else 1, note="")
            for factor in card.factors
        ),
    )

    assert "the reviewer sees the station better than it sees itself" in words(section_of(material(better)))


@pytest.mark.parametrize(("count", "is_summed_up"), [(ENOUGH - 1, False), (ENOUGH, True)])
def test_few_factors_are_not_summed_up(count, is_summed_up):
    entries = tuple(CheckEntry(factor=f"T{number}", degree=5, note="") for number in range(1, count + 1))

    said = words(section_of(material(replace(COUNTY, entries=entries))))

    assert ("Taken together" in said) is is_summed_up
    assert ("too few to say who sees the station better" in said) is not is_summed_up


@pytest.mark.parametrize(
    ("mean", "said"),
    [(0.44, "neither of the two"), (0.46, "better than it sees itself"), (-0.5, "worse than it sees itself")],
)
def test_leaning_in_words(mean, said):
    with translation.override("en"):
        assert said in leaning_sentence(mean)


@pytest.mark.parametrize(
    ("language", "title"), [("zh-hans", "自评与复核评分对照"), ("en", "Self-assessment against check ratings")]
)
def test_report_has_it_among_conclusions_and_limits(language, title):
    found = material(COUNTY, language=language)
    with translation.override(language):
        document = document_of(found)
    titles = [section.title for section in document.sections]

    conclusions = {"zh-hans": "结论与局限", "en": "Conclusions and limits"}[language]
    assert titles.index(conclusions) < titles.index(title) < len(titles) - 1


def test_limits_no_longer_say_that_nobody_checked():
    with translation.override("en"):
        plain, checked = (
            " ".join(block.text for block in document_of(found).sections[-1].blocks if block.kind == "paragraph")
            for found in (material(), material(COUNTY))
        )

    assert "were not checked by anyone outside" in plain
    assert "were not checked" not in checked


def test_attachment_holds_them_as_version_2_and_scores_to_the_same_result():
    with translation.override("en"):
        attached = {entry.name: entry.content for entry in attachments_of(material(COUNTY))}
    plain = scoring.read_json(attached["assessment.json"].decode())

    assert plain["schema"] == "swot-assessment/2"
    (comparison,) = scoring.check_ratings_from_plain(plain)
    assert (comparison.reviewer, [entry.check for entry in comparison.differences]) == ("C1", [1, 3])
    panel, card = scoring.assessment_from_plain(plain)
    assert scoring.score(panel) == card


def test_context_is_stored_and_read_back():
    context = make_record(checks=(COUNTY, PREFECTURE)).context

    assert scorecards.context_from_plain(scorecards.context_to_plain(context)) == context


def test_context_without_them_is_written_as_it_always_was():
    assert "checks" not in scorecards.context_to_plain(make_record().context)


def test_workbook_has_a_sheet_of_them():
    with translation.override("en"):
        book = load_workbook(io.BytesIO(workbook_of(material(COUNTY))))
        plain = load_workbook(io.BytesIO(workbook_of(material())))

    rows = list(book["Check ratings"].iter_rows(values_only=True))
    assert len(rows) == 1 + len(COUNTY.entries)
    reviewer, level, code, quadrant, _title, median, mean, check, difference, note = rows[1]
    assert (reviewer, level, code, quadrant, check, note) == ("C1", "County", "S1", "S", 1, "现场抽看八份个案。")
    assert (median, difference) == (material().card.factor("S1").median, pytest.approx(1 - mean))
    assert rows[3][7:] == (None, None, "没有去看。")
    assert "Check ratings" not in plain.sheetnames


def test_report_of_the_submission_is_superseded_by_that_of_the_approval(world):
    before = give_checks(review(world), world.county_reviewer, {"S1": 2}).snapshot

    after = approve(assessment=world.assessment, by=world.county_reviewer).snapshot

    assert find_report(before.digest[:16], "en").standing == ReportStanding.SUPERSEDED
    assert find_report(after.digest[:16], "en").standing == ReportStanding.CURRENT


@pytest.mark.parametrize(
    ("close", "count", "sentence"),
    [
        (0, 1, "The one factor that can be compared lies half a degree or more from the station’s mean."),
        (1, 1, "The one factor that can be compared lies less than half a degree from the station’s mean."),
        (0, 3, "Each of the 3 factors that can be compared lies half a degree or more from the station’s mean."),
        (1, 3, "Of the 3 factors that can be compared, 1 lies less than half a degree from the station’s mean."),
        (2, 3, "Of the 3 factors that can be compared, 2 lie less than half a degree from the station’s mean."),
        (3, 3, "Each of the 3 factors that can be compared lies less than half a degree from the station’s mean."),
    ],
)
def test_share_of_close_ratings_is_told_in_a_sentence(close, count, sentence):
    with translation.override("en"):
        assert close_sentence(close, count) == sentence

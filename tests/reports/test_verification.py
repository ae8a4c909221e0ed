"""Genuine, current, unchanged: what a check code and a file come to while an assessment lives on."""

import io
import json

import openpyxl
import pikepdf
import pytest

from stations import scoring
from stations.actions import assessments
from stations.enums import FileStanding, ReportStanding
from stations.models import ReportKey
from stations.reports.report import report_for
from stations.reports.verification import MOST_CODES, digits_of, examine, find_report
from stations.scorecards import record_from
from tests.worlds import approve, resubmit, submit

pytestmark = pytest.mark.django_db
CURRENT, SUPERSEDED, UNKNOWN = ReportStanding


def code_of(assessment):
    return assessment.snapshot.digest[:16]


def test_a_code_tells_station_cycle_and_date_and_nothing_else(world):
    code = code_of(submit(world))

    found = find_report(code, "zh-hans")

    assert (found.standing, found.station) == (CURRENT, "东乡社工站")
    assert found.cycle.endswith("年度评估")
    assert digits_of(found.code) == code
    assert list(found.__slots__) == ["standing", "code", "station", "cycle", "day", "is_consolidated"]


def test_a_code_is_current_until_the_assessment_moves_on(world):
    code = code_of(submit(world))
    standings = []

    for step in (
        lambda: assessments.approve(assessment=world.assessment, by=world.county_reviewer),
        lambda: assessments.reopen(assessment=world.assessment, reason="请补充。", by=world.county_reviewer),
        lambda: assessments.submit(assessment=world.assessment, by=world.alice),
    ):
        step()
        standings.append(find_report(code, "en").standing)

    assert standings == [CURRENT, SUPERSEDED, SUPERSEDED]
    assert find_report(code_of(world.assessment), "en").standing == CURRENT


def test_withdrawn_work_is_not_current(world):
    code = code_of(submit(world))
    assessments.withdraw(assessment=world.assessment, by=world.alice)

    assert find_report(code, "en").standing == SUPERSEDED


@pytest.mark.parametrize(
    "typed", ["", "0123", "0123-4567-89AB-CDEF", "g" * 16, "f" * 16, "0" * 64, "\x00", "%", "é" * 16]
)
def test_any_other_code_is_unknown(world, typed):
    submit(world)

    found = find_report(typed, "en")

    assert (found.standing, found.station, found.cycle, found.day) == (UNKNOWN, "", "", "")


def test_a_file_stays_ours_while_it_is_overtaken_and_found_out_when_changed(world):
    assessment = submit(world)
    content = report_for(record_from(assessment.snapshot), assessment.edition, "en").content

    fresh = examine(content, "en")
    resubmit(world)
    overtaken = examine(content, "en")
    changed = examine(content + b"\n", "en")

    assert (fresh.standing, fresh.report.standing) == (FileStanding.UNCHANGED, CURRENT)
    assert (overtaken.standing, overtaken.report.standing) == (FileStanding.UNCHANGED, SUPERSEDED)
    assert (changed.standing, changed.report.standing) == (FileStanding.CHANGED, SUPERSEDED)


def test_a_newer_key_seals_and_the_older_still_verifies(world):
    assessment = submit(world)
    record = record_from(assessment.snapshot)
    old = report_for(record, assessment.edition, "en").content
    ReportKey.objects.create(secret="ab" * 32)

    new = report_for(record, assessment.edition, "en").content

    assert new != old
    assert {examine(content, "en").standing for content in (old, new)} == {FileStanding.UNCHANGED}


def test_a_file_with_a_code_that_nobody_knows_is_not_ours():
    content = b"<swot:code>0123-4567-89AB-CDEF</swot:code><swot:seal>" + b"0" * 64 + b"</swot:seal>"

    assert examine(content, "en").standing == FileStanding.FOREIGN


@pytest.mark.parametrize("foreign", [1, MOST_CODES - 1])
def test_codes_put_before_the_true_one_do_not_hide_it(world, foreign):
    assessment = submit(world)
    content = report_for(record_from(assessment.snapshot), assessment.edition, "en").content
    codes = [f"<swot:code>{number:04X}-0000-0000-0000</swot:code>".encode() for number in range(foreign)]

    found = examine(content.replace(b"<swot:code>", b"".join(codes) + b"<swot:code>", 1), "en")

    assert found.standing == FileStanding.CHANGED
    assert digits_of(found.report.code) == code_of(assessment)


def test_file_full_of_codes_is_asked_for_a_few(django_assert_max_num_queries):
    content = b"".join(f"<swot:code>{number:04X}-0000-0000-0000</swot:code>".encode() for number in range(500))

    with django_assert_max_num_queries(MOST_CODES + 1):
        assert examine(content, "en").standing == FileStanding.FOREIGN


def test_a_report_carries_the_export_and_the_workbook(world):
    assessment = approve(world)
    record = record_from(assessment.snapshot)

    content = report_for(record, assessment.edition, "en").content

    with pikepdf.open(io.BytesIO(content)) as file:
        files = {name: spec.get_file().read_bytes() for name, spec in file.attachments.items()}
        kinds = {str(spec.UF): (str(spec.AFRelationship), str(spec.EF.F.Subtype)) for spec in file.Root.AF}
        dates = {str(spec.EF.F.Params.ModDate) for spec in file.Root.AF}
    plain = scoring.assessment_to_plain(record.panel, record.scorecard)
    assert files["assessment.json"] == scoring.canonical_json(plain).encode()
    assert json.loads(files["assessment.json"])["scorecard"] == scoring.scorecard_to_plain(record.scorecard)
    assert len(openpyxl.load_workbook(io.BytesIO(files["annexes.xlsx"])).worksheets) == 4
    assert kinds == {
        "annexes.xlsx": ("/Data", "/application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        "assessment.json": ("/Source", "/application/json"),
    }
    assert len(dates) == 1

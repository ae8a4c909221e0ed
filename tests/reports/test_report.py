"""The file that a person downloads: its name and that it is a report."""

import io

import pikepdf
import pytest

from stations.reports.report import filename_for, report_for
from stations.scorecards import Name
from tests.reports import records


@pytest.mark.django_db
def test_a_report_is_a_file_with_a_name():
    edition = records.make_library_edition()

    report = report_for(records.one_rater_record(), edition, "zh-hans")

    assert report.filename == "甲县东乡社会工作服务站可行性评估报告（2026年度评估）.pdf"
    with pikepdf.open(io.BytesIO(report.content)) as file:
        assert str(file.Root.Lang) == "zh-Hans"


def test_a_drafts_name_says_so():
    record = records.empty_quadrant_record()

    assert (
        filename_for(record.context, "zh-hans", is_draft=True)
        == "甲县东乡社会工作服务站可行性评估报告（2026年度评估，草稿）.pdf"
    )
    assert filename_for(record.context, "en", is_draft=True) == (
        "Dongxiang Township Social Work Station - feasibility report - 2026 annual assessment (draft).pdf"
    )


def test_a_name_keeps_nothing_that_a_file_system_forbids():
    name = Name(zh_hans='../a/b\\c:*?"<>|\x00\u202e' + "站" * 200)
    station = records.replace(records.STATION, name=name)

    filename = filename_for(records.make_record(records.make_panel(1), station=station).context, "zh-hans")

    assert not set(filename) & set('/\\:*?"<>|\x00\u202e')
    assert not filename.startswith(".")
    assert len(filename.encode()) < 255

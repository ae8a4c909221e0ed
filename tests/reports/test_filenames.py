"""Names of files and folders: whatever people call a place or a station, every file system takes it."""

from dataclasses import replace

import pytest

from stations.enums import CycleKind
from stations.models import Division, ReportBatch
from stations.reports.bundle import name_in_bundle
from stations.reports.filenames import NAME_BYTES, PLACE_TAKER, safe
from stations.reports.report import filename_for
from stations.scorecards import CycleEntry, DivisionEntry, Name
from tests.reports import records
from tests.reports.test_consolidated import LANGUAGES

MOST_BYTES = 255
"""What Linux takes for one name."""
CYCLES = [
    replace(
        records.full_record().context.cycle,
        kind=kind.value,
        year=2026,
        quarter=3 if kind == CycleKind.QUARTERLY else None,
    )
    for kind in CycleKind
]


def packed(language, *, cycle: CycleEntry | None = None, prefecture="示例市", county="甲县", **station):
    """The name in a province's ZIP file of a report whose station has these particulars."""
    divisions = (
        DivisionEntry(code="99", level="province", name=Name(zh_hans="示例省", en="")),
        DivisionEntry(code="9901", level="prefecture", name=Name(zh_hans=prefecture, en="")),
        DivisionEntry(code="990101", level="county", name=Name(zh_hans=county, en="")),
    )
    context = records.full_record().context
    context = replace(
        context, station=replace(context.station, divisions=divisions, **station), cycle=cycle or context.cycle
    )
    batch = ReportBatch(division=Division(name="示例省", path="00000001"), language=language)
    return name_in_bundle(context, batch)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cycle", CYCLES, ids=lambda cycle: cycle.kind)
@pytest.mark.parametrize("code", ["SW990101001234567890", "𠮷" * 20], ids=["digits", "plane 2"])
def test_longest_names_can_be_unpacked(language, cycle, code):
    name = packed(language, cycle=cycle, county="𠮷" * 60, code=code, name=Name(zh_hans="𠮷" * 60, en=""))

    assert [len(part.encode()) <= MOST_BYTES for part in name.split("/")] == [True, True, True]
    assert code in name
    assert "𠮷" * (NAME_BYTES // 4) in name
    assert name.endswith(".pdf")


@pytest.mark.parametrize("language", LANGUAGES)
def test_longest_drafts_name_fits(language):
    context = records.full_record().context
    context = replace(context, station=replace(context.station, name=Name(zh_hans="站" * 60, en="s" * 160)))
    names = [filename_for(replace(context, cycle=cycle), language, is_draft=True) for cycle in CYCLES]

    assert max(len(name.encode()) for name in names) <= MOST_BYTES


@pytest.mark.parametrize("county", ["...", "?", " ", "\u200b", "//", ". /"])
def test_nameless_county_has_a_folder(county):
    assert packed("zh-hans", county=county).split("/")[1] == PLACE_TAKER


@pytest.mark.parametrize(("prefecture", "folders"), [("示例市", ["示例市", "甲县"]), ("市辖区", ["甲县"])])
def test_folders_go_by_the_divisions_that_people_name(prefecture, folders):
    assert packed("zh-hans", prefecture=prefecture).split("/")[:-1] == folders


@pytest.mark.parametrize("name", ["CON", "nul", "COM1", "LPT9", "COM²", "AUX.county", "Prn .x", "CON:", "NUL."])
def test_names_of_devices_are_changed(name):
    assert safe(name).startswith(PLACE_TAKER)


@pytest.mark.parametrize("name", ["甲县", "Console", "COM10", "Connecticut", "Nul-Stadt", "x CON"])
def test_other_names_stay(name):
    assert safe(name) == name


def test_cut_leaves_no_blank_at_the_end():
    assert safe("a" * 59 + " b") == "a" * 59

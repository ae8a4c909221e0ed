"""Every kind of printed file holds against PDF/A-3a and PDF/UA-1, by veraPDF's rules."""

import io

import pikepdf
import pytest
from django.utils import translation

from stations.actions.registry.slips import Slip
from stations.reports.blank_form import blank_form_pdf
from stations.reports.bundle_index import Entry, Index, index_document
from stations.reports.pdf import render_pdf
from stations.reports.slips import slips_pdf
from tests.reports import records
from tests.reports.consolidated import consolidated_file
from tests.reports.records import make_library_edition
from tests.reports.verapdf import validate

pytestmark = pytest.mark.same_on_every_database

PROFILES = ("3a", "ua1")
A_SLIP = Slip(
    username="wang.xiaolian",
    name="王小㘭 Wang Xiaolian",
    places=("Lead: 埇桥镇社工站",),
    path="/account/link/MTIz/d0-2f3a4b5c6d7e8f90a1b2c3d4e5f60718",
)
MANY = 1_000
PRINTED = {
    "zh-hans": ["full_record", "gaps_record", "long_record"],
    "en": ["full_record", "empty_quadrant_record"],
}


def others(language):
    """What is printed beside reports."""
    with translation.override(language):
        index = render_pdf(index_document(an_index(language)))
        slips = slips_pdf([A_SLIP] * 11, base_url="https://swot.example")
    return {
        "index.pdf": index,
        "slips.pdf": slips,
        "blank.pdf": blank_form_pdf(make_library_edition(), language),
        "consolidated.pdf": consolidated_file(language),
    }


def an_index(language):
    context = records.full_record().context
    entries = (
        Entry(context=context, number="SWOT-2026-SW990101001-01", code="0123-4567-89AB-CDEF", file="a.pdf"),
        Entry(context=context, number="SWOT-2026-SW990101001-02", code="0123-4567-89AB-CDEF", file=""),
    )
    return Index(
        division="甲县", depth=3, cycle="2026", language=language, ordered_at=records.TAKEN_AT, entries=entries
    )


@pytest.mark.long
@pytest.mark.parametrize("language", PRINTED)
def test_whatever_is_printed_keeps_both_standards(db, printed, tmp_path, language):
    contents = {f"{name}.pdf": printed(name, language) for name in PRINTED[language]} | others(language)
    files = [tmp_path / name for name in contents]
    for file in files:
        file.write_bytes(contents[file.name])

    verdicts = validate(files)

    assert {place: verdict.failures for place, verdict in verdicts.items()} == {
        (file, profile): () for file in files for profile in PROFILES
    }
    assert all(verdict.checks > MANY for verdict in verdicts.values())


def test_a_spoilt_report_is_found_out(printed, tmp_path):
    """The checker is no rubber stamp."""
    place = tmp_path / "spoilt.pdf"
    with pikepdf.open(io.BytesIO(printed("empty_quadrant_record", "en"))) as file:
        del file.Root.OutputIntents
        del file.Root.ViewerPreferences
        file.save(place)

    verdicts = validate([place])

    assert "6.2.4.3-2" in {rule for rule, _place in verdicts[place, "3a"].failures}
    assert {rule for rule, _place in verdicts[place, "ua1"].failures} == {"7.1-10"}

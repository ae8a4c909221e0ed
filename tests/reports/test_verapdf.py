"""Every kind of printed file holds against PDF/A-3a and PDF/UA-1, by veraPDF's rules."""

import io

import pikepdf

from tests.reports.verapdf import validate

PROFILES = ("3a", "ua1")
MANY = 10_000
PRINTED = [
    ("full_record", "zh-hans"),
    ("full_record", "en"),
    ("gaps_record", "zh-hans"),
    ("empty_quadrant_record", "en"),
    ("long_record", "zh-hans"),
]


def test_every_report_keeps_both_standards(printed, tmp_path):
    files = [tmp_path / f"{name}-{language}.pdf" for name, language in PRINTED]
    for file, (name, language) in zip(files, PRINTED, strict=True):
        file.write_bytes(printed(name, language))

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

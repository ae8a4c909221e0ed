"""The seal: it fits the file that it was made for, whatever the software, and no other."""

import io
import subprocess
import sys

import pikepdf
import pytest

from stations.reports.seals import codes_in, is_intact, sealed

SECRET, OTHER = b"a" * 32, b"b" * 32
HASHES = """
import os, sys, hashlib
import django
django.setup()
from tests.reports import records
from tests.reports.conftest import material_of
from stations.reports.report import print_report
from django.utils import translation
with translation.override("en"):
    print(hashlib.sha256(print_report(material_of(records.one_rater_record(), "en"))).hexdigest())
"""


@pytest.fixture(scope="module")
def report(printed):
    return sealed(printed("full_record", "en"), SECRET)


def rewritten(content, change):
    """The file as a PDF program would save it."""
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        change(file)
        file.save(saved, static_id=True)
    return saved.getvalue()


def exchange_attachment(file):
    file.attachments["assessment.json"] = pikepdf.AttachedFileSpec(file, b"{}", filename="assessment.json")


def change_title(file):
    with file.open_metadata() as metadata:
        metadata["dc:title"] = "Another title"


def another_seal(content):
    return content + b"\n<swot:seal>" + b"0" * 64 + b"</swot:seal>"


def test_an_unchanged_file_is_known_by_any_of_the_secrets(report):
    assert is_intact(report, [SECRET])
    assert is_intact(report, [OTHER, SECRET])
    assert not is_intact(report, [OTHER])
    assert codes_in(report) == ["0123-4567-89AB-CDEF"]


def test_one_bit_anywhere_breaks_the_seal(report):
    for place in (8, *range(100, len(report), len(report) // 40), len(report) - 2):
        changed = bytearray(report)
        changed[place] ^= 1
        assert not is_intact(bytes(changed), [SECRET]), place


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content + b"\n",
        lambda content: content + b"1 0 obj\n<< >>\nendobj\nstartxref\n0\n%%EOF\n",
        another_seal,
        lambda content: content[:-1000],
        lambda content: rewritten(content, exchange_attachment),
        lambda content: rewritten(content, change_title),
        lambda content: rewritten(content, lambda file: file.pages.reverse()),
        lambda content: rewritten(content, lambda file: None),
    ],
    ids=["line", "update", "seal", "cut", "attachment", "title", "pages", "saved"],
)
def test_a_changed_file_is_found_out_and_still_says_which_report_it_was(report, change):
    changed = change(report)

    assert not is_intact(changed, [SECRET])
    assert codes_in(changed) == ["0123-4567-89AB-CDEF"]


def test_a_draft_has_no_place_for_a_seal(printed):
    draft = printed("empty_quadrant_record", "en")

    assert codes_in(draft) == []
    with pytest.raises(ValueError, match="one place"):
        sealed(draft, SECRET)


def test_a_report_is_the_same_bytes_in_every_process_and_zone():
    hashes = {
        subprocess.run(
            [sys.executable, "-c", HASHES],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for environment in (surroundings("1", "UTC", "C"), surroundings("2", "America/New_York", "C.UTF-8"))
    }

    assert len(hashes) == 1
    assert len(hashes.pop()) == 64


def surroundings(seed, zone, locale):
    """A process of its own, and what must not matter to it."""
    import os  # noqa: PLC0415 -- for this test alone

    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONHASHSEED": seed,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "TZ": zone,
        "LC_ALL": locale,
    }

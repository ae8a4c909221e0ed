"""The shelf of finished reports: printed once, whole or not at all, and not kept for ever."""

import os
import time

import pytest

from stations.reports import shelf, software
from stations.reports.report import Report


@pytest.fixture
def files(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    return tmp_path


@pytest.fixture
def presses(monkeypatch):
    """Every report that was really printed."""
    calls = []

    def print_report(record, edition, language):
        calls.append((record.digest, language))
        return Report(filename="", content=f"{record.digest} {language}".encode())

    monkeypatch.setattr(shelf, "report_for", print_report)
    return calls


@pytest.fixture
def snapshot(submitted_world):
    return submitted_world.assessment.snapshot


def test_report_is_printed_once(files, presses, snapshot):
    first = shelf.printed(snapshot, "en")
    again = shelf.printed(snapshot, "en")

    assert first == again
    assert first.read_bytes() == f"{snapshot.digest} en".encode()
    assert presses == [(snapshot.digest, "en")]


def test_languages_stand_side_by_side(files, presses, snapshot):
    assert shelf.printed(snapshot, "en") != shelf.printed(snapshot, "zh-hans")
    assert len(presses) == 2


def test_other_software_prints_anew(files, presses, snapshot, monkeypatch):
    old = shelf.printed(snapshot, "en")
    monkeypatch.setattr(shelf, "software_version", lambda: "another")

    assert shelf.printed(snapshot, "en") != old
    assert len(presses) == 2


def test_sweep_takes_what_is_old_and_leaves_what_is_new(files, presses, snapshot):
    new = shelf.printed(snapshot, "en")
    old = shelf.printed(snapshot, "zh-hans")
    other = files / "reports" / "another" / "ab" / "old.pdf"
    other.parent.mkdir(parents=True)
    other.write_bytes(b"old")
    long_ago = time.time() - shelf.KEPT_SECONDS - 60
    for path in (old, other, other.parent, other.parent.parent):
        os.utime(path, (long_ago, long_ago))
    shelf.sweep()

    assert new.exists()
    assert not old.exists()
    assert not other.parent.parent.exists()


def test_sweep_of_nothing(files):
    shelf.sweep()
    assert list(files.iterdir()) == []


def test_version_follows_from_what_reports_are_made_of(settings):
    version = software.software_version.__wrapped__
    before = version()
    assert before == version()
    settings.SUPERVISING_AUTHORITY = {"zh-hans": "社会工作部", "en": "social work department"}

    assert version() != before
    assert {path.suffix for path in software.source_files()} == software.KINDS

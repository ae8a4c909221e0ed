"""The shelf of finished reports: printed once, whole or not at all, and not kept for ever."""

import errno
import os
import time

import pytest

from stations.models import ReportKey
from stations.reports import shelf, software
from stations.reports.report import Report
from stations.reports.seals import BLANK, is_intact, sealed
from stations.reports.shelf import newest_secret


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
        return Report(filename="", content=sealed(f"{record.digest} {language}".encode() + BLANK, newest_secret()))

    monkeypatch.setattr(shelf, "report_for", print_report)
    return calls


@pytest.fixture
def snapshot(submitted_world):
    return submitted_world.assessment.snapshot


def place_of(snapshot, language="en"):
    return shelf.place_of(snapshot.digest, language)


def test_report_is_printed_once(files, presses, snapshot):
    first = shelf.printed(snapshot, "en")
    again = shelf.printed(snapshot, "en")

    assert first == again == place_of(snapshot).read_bytes()
    assert first.startswith(f"{snapshot.digest} en".encode())
    assert presses == [(snapshot.digest, "en")]


def test_languages_stand_side_by_side(files, presses, snapshot):
    assert shelf.printed(snapshot, "en") != shelf.printed(snapshot, "zh-hans")
    assert len(presses) == 2


def test_other_software_prints_anew(files, presses, snapshot, monkeypatch):
    shelf.printed(snapshot, "en")
    old = place_of(snapshot)
    monkeypatch.setattr(shelf, "software_version", lambda: "another")
    shelf.printed(snapshot, "en")

    assert place_of(snapshot) != old
    assert len(presses) == 2


@pytest.mark.parametrize("content", [b"%PDF-1.4 forged", b"", b"%PDF-1.4" + BLANK, None])
def test_rotten_file_is_printed_again(files, presses, snapshot, caplog, content):
    whole = shelf.printed(snapshot, "en")
    place = place_of(snapshot)
    place.write_bytes(whole[:-1] if content is None else content)

    assert shelf.printed(snapshot, "en") == whole
    assert place.read_bytes() == whole
    assert "is printed again" in caplog.text
    shelf.stock(snapshot, "en")
    assert len(presses) == 2


def test_stock_replaces_what_is_rotten(files, presses, snapshot):
    shelf.stock(snapshot, "en")
    place_of(snapshot).write_bytes(b"")
    shelf.stock(snapshot, "en")

    assert place_of(snapshot).read_bytes() == shelf.printed(snapshot, "en")
    assert len(presses) == 2


def test_what_an_older_key_sealed_is_printed_again(files, presses, snapshot):
    old = shelf.printed(snapshot, "en")
    ReportKey.objects.create(secret="ab" * 32)
    new = shelf.printed(snapshot, "en")

    assert not is_intact(old, [newest_secret()])
    assert is_intact(new, [newest_secret()])
    assert shelf.printed(snapshot, "en") == new
    assert len(presses) == 2


def test_file_that_cannot_be_read_is_printed_again(files, presses, snapshot, caplog):
    place_of(snapshot).mkdir(parents=True)

    assert shelf.printed(snapshot, "en").startswith(snapshot.digest.encode())
    assert "cannot be read" in caplog.text


def refuse_to_write(monkeypatch):
    def full(place):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shelf, "whole_file", full)


def test_full_disk_keeps_nobody_from_a_report(files, presses, snapshot, monkeypatch, caplog):
    refuse_to_write(monkeypatch)

    assert shelf.printed(snapshot, "en").startswith(snapshot.digest.encode())
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "No space left on device" in caplog.text


def test_full_disk_lets_nothing_be_stocked(files, presses, snapshot, monkeypatch):
    refuse_to_write(monkeypatch)

    with pytest.raises(OSError, match="No space left"):
        shelf.stock(snapshot, "en")


def test_sweep_takes_what_is_old_and_leaves_what_is_new(files, presses, snapshot):
    for language in ("en", "zh-hans"):
        shelf.printed(snapshot, language)
    new, old = (place_of(snapshot, language) for language in ("en", "zh-hans"))
    other = files / "reports" / "another" / "ab" / "old.pdf"
    other.parent.mkdir(parents=True)
    other.write_bytes(b"old")
    long_ago = time.time() - shelf.KEPT_SECONDS - 60
    for path in (old, other):
        os.utime(path, (long_ago, long_ago))
    shelf.sweep()

    assert new.exists()
    assert not old.exists()
    assert not other.exists()


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

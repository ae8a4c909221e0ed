"""Old files go, and whatever other processes do to the folder meanwhile is no error."""

import os
import time
from pathlib import Path

import pytest

from stations.files import ages
from stations.files.ages import clear

HOUR = 60 * 60


@pytest.fixture
def put(tmp_path):
    """A file of that age in hours."""

    def put(name, hours):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
        age(path, hours)
        return path

    return put


def age(path, hours):
    then = time.time() - hours * HOUR
    os.utime(path, (then, then))


def test_old_files_go_and_those_to_keep_stay(put, tmp_path):
    put("a/old", 3)
    stays = [put("a/kept", 3), put("a/new", 1)]

    clear(tmp_path, older_than=2 * HOUR, kept={"kept"})

    assert sorted((tmp_path / "a").iterdir()) == sorted(stays)


def test_old_folder_goes_when_it_is_empty(put, tmp_path):
    put("lately/old", 3)
    put("full/new", 1)
    (tmp_path / "empty").mkdir()
    for name in ("full", "empty"):
        age(tmp_path / name, 3)

    clear(tmp_path, older_than=2 * HOUR)

    assert {path.name for path in tmp_path.iterdir()} == {"lately", "full"}


def test_folder_that_is_not_there_is_clear(tmp_path):
    clear(tmp_path / "missing", older_than=HOUR)

    assert list(tmp_path.iterdir()) == []


def test_file_that_others_take_away_meanwhile_is_no_error(put, tmp_path, monkeypatch):
    """Another process gives its finished file the name that it is to have, or looks for old files as well."""
    renamed, old = put(".new-abcd", 0), put("old", 3)
    seen = ages.changed_at

    def others_are_faster(path):
        found = seen(path) if path == old else (renamed.replace(tmp_path / "whole"), seen(path))[1]
        old.unlink(missing_ok=True)
        return found

    monkeypatch.setattr(ages, "changed_at", others_are_faster)
    clear(tmp_path, older_than=2 * HOUR)

    assert [path.name for path in tmp_path.iterdir()] == ["whole"]


def test_folder_that_others_take_away_meanwhile_is_no_error(put, tmp_path, monkeypatch):
    put("a/old", 3)
    (tmp_path / "b").mkdir()
    listed = os.scandir

    def scan(path):
        if Path(path).name == "b":
            Path(path).rmdir()
        return listed(path)

    monkeypatch.setattr(os, "scandir", scan)
    clear(tmp_path, older_than=2 * HOUR)

    assert [path.name for path in tmp_path.iterdir()] == ["a"]

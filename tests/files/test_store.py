"""The private store: whole or not at all, for the owner alone, and what comes out is what went in."""

import hashlib
import os
import stat

import pytest

from stations.files import store


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def test_content_comes_back_by_its_sum(folder):
    store.write(7, b"content")

    assert store.read(7, sha256(b"content")) == b"content"
    assert [path.relative_to(folder).as_posix() for path in store.stored()] == [f"evidence/7/{sha256(b'content')}"]


def test_nobody_else_on_the_machine_reads_it():
    store.write(7, b"content")

    path = store.path_of(7, sha256(b"content"))

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_same_content_twice_is_one_file():
    store.write(7, b"content")
    store.write(7, b"content")

    assert len(list(store.stored())) == 1


def test_altered_or_lost_content_is_noticed():
    store.write(7, b"content")
    path = store.path_of(7, sha256(b"content"))

    path.write_bytes(b"c0ntent")
    with pytest.raises(store.Lost):
        store.read(7, sha256(b"content"))
    path.unlink()
    with pytest.raises(store.Lost):
        store.read(7, sha256(b"content"))


def test_failed_write_leaves_nothing(monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space"):
        store.write(7, b"content")

    assert list(store.stored()) == []


def test_deleting_what_is_gone_is_no_error():
    store.delete(7, sha256(b"content"))

"""Foreign files are read in a process of their own, which may die without harm."""

import hashlib
import sys

import pytest

from stations.files import cleaning
from stations.files.cleaning import clean
from stations.files.kinds import MAX_BYTES, MediaType, Refusal, Refused
from tests.files import samples


def test_image_comes_back_clean():
    sent = samples.jpeg_of_a_phone()

    file = clean(sent)

    assert file.media_type == MediaType.JPEG
    assert b"Exif" not in file.content
    assert file.sha256 == hashlib.sha256(file.content).hexdigest()
    assert file.sent_sha256 == hashlib.sha256(sent).hexdigest() != file.sha256


def test_document_is_kept_byte_for_byte():
    sent = samples.pdf()

    file = clean(sent)

    assert (file.content, file.media_type) == (sent, MediaType.PDF)
    assert file.sha256 == file.sent_sha256


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", Refusal.EMPTY),
        (samples.heic(), Refusal.HEIC),
        (samples.locked_pdf("secret"), Refusal.ENCRYPTED),
        (samples.png_bomb(), Refusal.TOO_MANY_PIXELS),
        (samples.jpeg()[:-40], Refusal.UNREADABLE),
    ],
)
def test_refusal_crosses_the_border(content, refusal):
    with pytest.raises(Refused) as refused:
        clean(content)

    assert refused.value.refusal == refusal


def test_document_that_bursts_is_refused_and_one_like_it_is_not():
    """The reader has no room for what the first one unpacks to."""
    content = samples.bursting_pdf()
    assert len(content) < MAX_BYTES

    with pytest.raises(Refused) as refused:
        clean(content)

    assert refused.value.refusal == Refusal.UNREADABLE
    assert clean(samples.bursting_pdf(gigabytes=0)).media_type == MediaType.PDF


def test_reader_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(cleaning, "COMMAND", (sys.executable, "-c", "import time; time.sleep(60)"))
    monkeypatch.setattr(cleaning, "SECONDS", 0.3)

    with pytest.raises(Refused) as refused:
        clean(samples.png())

    assert refused.value.refusal == Refusal.UNREADABLE


def test_reader_that_crashes_is_an_unreadable_file(monkeypatch, caplog):
    crash = "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"
    monkeypatch.setattr(cleaning, "COMMAND", (sys.executable, "-c", crash))

    with pytest.raises(Refused) as refused:
        clean(samples.png())

    assert refused.value.refusal == Refusal.UNREADABLE
    assert "ended with -11" in caplog.text


def test_reader_has_little_memory_and_no_secrets(monkeypatch):
    """What it may use, and what it is told, asked from inside."""
    ask = (
        "import json, os, resource, sys\n"
        "from stations.files import reader\n"
        "reader.limit()\n"
        "names = sorted(set(os.environ) - {'LC_CTYPE'})\n"
        "try:\n    bytearray(2 * 1024**3)\n"
        "except MemoryError:\n    names.append('no memory')\n"
        "sys.stdout.write(json.dumps({'refusal': 'empty' if names == ['no memory'] else 'heic'}) + chr(10))"
    )
    monkeypatch.setattr(cleaning, "COMMAND", (sys.executable, "-c", ask))
    monkeypatch.setenv("SECRET_KEY", "secret")

    with pytest.raises(Refused) as refused:
        clean(samples.png())

    assert refused.value.refusal == Refusal.EMPTY

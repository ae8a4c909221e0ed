"""Files in forms that take none: read past, not kept in memory or on the disk, and not read at all where they are large."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse

from swot_app.uploads import MOST_BYTES, OneFile
from tests.worlds import make_world

LARGE = b"x" * 5_000_000


@pytest.fixture
def spool(tmp_path, monkeypatch, settings):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    return tmp_path


def request_with(*files, **fields):
    return RequestFactory().post("/", fields | {f"file{n}": file for n, file in enumerate(files)})


def test_page_that_takes_no_file_reads_past_it(spool):
    request = request_with(SimpleUploadedFile("a.bin", LARGE), name="A")

    assert dict(request.POST) == {"name": ["A"]}
    assert dict(request.FILES) == {}
    assert list(Path(spool).iterdir()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["sign_in", "set_language", "profile"])
def test_enormous_request_is_refused_before_it_is_read(client, name):
    if name == "profile":
        client.force_login(make_world().bob)
    body = b'--b\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\nx\r\n--b--\r\n'

    response = client.generic(
        "POST",
        reverse(name),
        body,
        content_type="multipart/form-data; boundary=b",
        CONTENT_LENGTH=str(MOST_BYTES + 1),
    )

    assert response.status_code == 413


def taking(request, largest=10):
    taker = OneFile(request, largest=largest)
    request.upload_handlers = [taker]
    return taker


def test_one_file_is_held_in_memory(spool):
    request = request_with(SimpleUploadedFile("a.bin", b"0123456789"), name="A")

    taker = taking(request)

    assert (request.FILES["file0"].read(), request.FILES["file0"].name) == (b"0123456789", "a.bin")
    assert (request.POST["name"], taker.is_too_large) == ("A", False)
    assert list(Path(spool).iterdir()) == []


def test_file_that_grows_too_large_is_dropped_and_the_rest_kept():
    request = request_with(SimpleUploadedFile("a.bin", b"0123456789a"), name="A")

    taker = taking(request)

    assert (dict(request.FILES), request.POST["name"], taker.is_too_large) == ({}, "A", True)
    assert taker.taken.getvalue() == b""


def test_second_file_is_read_past():
    request = request_with(SimpleUploadedFile("a.bin", b"one"), SimpleUploadedFile("b.bin", b"two"))

    taking(request)

    assert [file.read() for file in request.FILES.values()] == [b"one"]


def test_files_among_the_static_ones_stop_the_start(tmp_path):
    environment = os.environ | {"SWOT_DATA_DIR": str(tmp_path), "SWOT_FILES_DIR": str(tmp_path / "static" / "files")}

    started = subprocess.run(
        [sys.executable, "-c", "import swot_app.settings"], env=environment, check=False, capture_output=True, text=True
    )

    assert started.returncode == 1
    assert "SWOT_FILES_DIR lies among the static files" in started.stderr

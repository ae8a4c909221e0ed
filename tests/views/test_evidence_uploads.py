"""Pieces of a file over the network: what the server answers to each, and what it does not even read."""

from uuid import UUID

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from stations.files import parts
from stations.files.kinds import MAX_BYTES
from stations.views.evidence_uploads import PIECE_BYTES
from tests.worlds import submit

UPLOAD = UUID("6f1c5a52-2f3a-4a57-9b3f-0123456789ab")
BYTES = "application/octet-stream"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    cache.clear()


def address(world):
    return reverse("evidence_upload", args=[world.assessment.pk, UPLOAD])


def send(world, browser, content, offset=0, content_type=BYTES):
    return browser.post(f"{address(world)}?offset={offset}", content, content_type=content_type)


def test_pieces_are_taken_one_after_another(world, visit):
    browser = visit(world.bob)
    assert browser.get(address(world)).json() == {"received": 0}

    answers = [send(world, browser, b"abc"), send(world, browser, b"def", 3), send(world, browser, b"def", 3)]

    assert [(answer.status_code, answer.json()) for answer in answers] == [
        (200, {"received": 3}),
        (200, {"received": 6}),
        (200, {"received": 6}),
    ]
    assert browser.get(address(world)).json() == {"received": 6}
    assert parts.read(world.bob.pk, UPLOAD) == b"abcdef"


def test_gap_is_answered_with_the_place_to_go_on(world, visit):
    answer = send(world, visit(world.bob), b"x", 10)

    assert (answer.status_code, answer.json()) == (409, {"received": 0})


@pytest.mark.parametrize("offset", ["", "-1", "one", "１", "9" * 30, str(MAX_BYTES + 1)])
def test_offset_that_is_none_is_refused(world, visit, offset):
    assert send(world, visit(world.bob), b"x", offset).status_code == 400


def test_other_content_than_plain_bytes_is_refused(world, visit):
    assert send(world, visit(world.bob), b"a=b", 0, "application/x-www-form-urlencoded").status_code == 400


def test_piece_that_is_too_large_is_refused(world, visit):
    assert send(world, visit(world.bob), b"x" * (PIECE_BYTES + 1)).status_code == 413


def test_file_that_is_too_large_is_refused(world, visit):
    answer = send(world, visit(world.bob), b"xx", MAX_BYTES - 1)

    assert answer.status_code == 422
    assert answer.json()["detail"].startswith("The file is larger than 10 MB.")


def test_submitted_work_takes_no_pieces(world, visit):
    submit(world)

    answer = send(world, visit(world.bob), b"x")

    assert answer.status_code == 409
    assert answer.json()["detail"].startswith("This assessment has been submitted")
    assert parts.received(world.bob.pk, UPLOAD) == 0


def test_haste_is_refused_and_ratings_have_a_share_of_their_own(world, visit, monkeypatch):
    monkeypatch.setattr("stations.views.evidence_uploads.PIECES_PER_MINUTE", 1)
    browser = visit(world.bob)
    send(world, browser, b"a")

    answer = send(world, browser, b"b", 1)

    assert (answer.status_code, int(answer.headers["Retry-After"]) <= 60) == (429, True)
    operations = browser.post(
        reverse("api_operations"),
        {"user": world.bob.pk, "operations": [{"op_id": str(UPLOAD)}]},
        content_type="application/json",
    )
    assert operations.status_code == 200


def test_full_disk_asks_to_try_again(world, visit, monkeypatch):
    def full(*_arguments, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(parts, "write_at", full)

    assert send(world, visit(world.bob), b"x").status_code == 503


def test_piece_without_a_token_is_refused(world):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.bob)

    assert send(world, browser, b"x").status_code == 403


def test_answers_are_kept_by_no_browser(world, visit):
    assert "no-store" in visit(world.bob).get(address(world)).headers["Cache-Control"]

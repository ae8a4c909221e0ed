"""Pieces of a file: the length on the disk is the state, so a piece may come twice, late, or after a crash."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest

from stations.files import parts
from stations.files.kinds import MAX_BYTES, Refused

UPLOAD = UUID("6f1c5a52-2f3a-4a57-9b3f-0123456789ab")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    return tmp_path


def add(offset, content, *, user=1, upload=UPLOAD):
    return parts.add(user, upload, offset=offset, content=content)


def test_pieces_make_the_file():
    assert parts.received(1, UPLOAD) == 0

    assert [add(0, b"abc"), add(3, b"def")] == [3, 6]

    assert parts.read(1, UPLOAD) == b"abcdef"
    assert parts.received(1, UPLOAD) == 6


def test_piece_that_comes_twice_changes_nothing():
    add(0, b"abc")

    assert [add(0, b"abc"), add(0, b"ab"), add(3, b"d"), add(0, b"abc")] == [3, 3, 4, 4]

    assert parts.read(1, UPLOAD) == b"abcd"


def test_piece_that_was_cut_goes_on_from_where_it_ended():
    add(0, b"ab")

    assert add(0, b"abcd") == 4

    assert parts.read(1, UPLOAD) == b"abcd"


def test_piece_that_would_leave_a_gap_is_not_taken():
    add(0, b"ab")

    assert add(5, b"fgh") == 2

    assert parts.read(1, UPLOAD) == b"ab"


def test_file_grows_no_larger_than_files_may_be():
    with pytest.raises(Refused):
        add(MAX_BYTES - 1, b"ab")


def test_people_do_not_meet_in_one_file():
    add(0, b"mine", user=1)
    add(0, b"theirs", user=2)

    assert (parts.read(1, UPLOAD), parts.read(2, UPLOAD)) == (b"mine", b"theirs")


def test_two_that_send_the_same_piece_at_once_write_it_once():
    content = os.urandom(200_000)
    pieces = [(start, content[start : start + 50_000]) for start in range(0, 200_000, 50_000)]

    with ThreadPoolExecutor(8) as pool:
        for piece in pieces:
            list(pool.map(lambda _again, piece=piece: add(*piece), range(8)))

    assert parts.read(1, UPLOAD) == content


def test_only_so_many_wait_for_one_person():
    uploads = [uuid4() for _ in range(7)]
    for age, upload in enumerate(uploads):
        add(0, b"x", upload=upload)
        grow_old(upload, seconds=100 - age)

    assert [parts.received(1, upload) for upload in uploads] == [0, 0, 1, 1, 1, 1, 1]


def test_what_waited_for_a_day_goes():
    add(0, b"abc")
    grow_old(UPLOAD, seconds=parts.SECONDS_KEPT + 60)
    assert list(parts.expired()) == [parts.path_of(1, UPLOAD)]

    add(0, b"x", upload=uuid4())

    assert parts.received(1, UPLOAD) == 0


def grow_old(upload, *, seconds):
    then = time.time() - seconds
    os.utime(parts.path_of(1, upload), (then, then))


def test_discarded_upload_is_gone():
    add(0, b"abc")

    parts.discard(1, UPLOAD)
    parts.discard(1, UPLOAD)

    assert parts.read(1, UPLOAD) == b""

"""Uploads that are not finished: what has arrived so far, in pieces that may come twice, each person's apart.

The length of the file on the disk is the whole state, so a server that dies in the middle goes on where it stood.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.conf import settings

from stations.files.ages import changed_at
from stations.files.kinds import MAX_BYTES, Refusal, Refused
from stations.files.store import FOLDER

SECONDS_KEPT = 24 * 60 * 60
AT_ONCE = 5
"""Unfinished uploads that one person may have; with one more, the oldest goes."""


def folder_of(user: int) -> Path:
    return Path(settings.FILES_DIR) / "uploads" / str(user)


def path_of(user: int, upload: UUID) -> Path:
    return folder_of(user) / str(upload)


def received(user: int, upload: UUID) -> int:
    """How many bytes have arrived."""
    try:
        return path_of(user, upload).stat().st_size
    except FileNotFoundError:
        return 0


def add(user: int, upload: UUID, *, offset: int, content: bytes) -> int:
    """Write the piece that begins at this offset, and return how much there is now.

    What was there already is not written again, so a piece that comes twice changes nothing; a piece that would leave
    a gap is not written at all. Raises Refused where the file grows too large.
    """
    if offset + len(content) > MAX_BYTES:
        raise Refused(Refusal.TOO_LARGE)
    make_room(user, upload)
    with locked(path_of(user, upload)) as descriptor:
        size = os.fstat(descriptor).st_size
        missing = content[size - offset :] if offset <= size else b""
        if missing:
            write_at(descriptor, missing, size)
            size += len(missing)
    return size


def write_at(descriptor: int, content: bytes, offset: int) -> None:
    written = 0
    while written < len(content):
        written += os.pwrite(descriptor, content[written:], offset + written)
    os.fsync(descriptor)


@contextmanager
def locked(path: Path) -> Iterator[int]:
    """The file's descriptor, for one writer at a time among all processes."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


def make_room(user: int, upload: UUID) -> None:
    """The person's folder; before a further upload begins, those that wait for too long or are too many go."""
    folder = folder_of(user)
    folder.mkdir(mode=FOLDER, parents=True, exist_ok=True)
    if path_of(user, upload).exists():
        return
    newest_first = sorted(folder.iterdir(), key=lambda path: -changed_at(path))
    for place, path in enumerate(newest_first, start=1):
        if place >= AT_ONCE or is_expired(path):
            path.unlink(missing_ok=True)


def read(user: int, upload: UUID) -> bytes:
    """What has arrived; nothing where nothing has."""
    try:
        return path_of(user, upload).read_bytes()
    except FileNotFoundError:
        return b""


def discard(user: int, upload: UUID) -> None:
    path_of(user, upload).unlink(missing_ok=True)


def expired() -> Iterator[Path]:
    return (path for path in (Path(settings.FILES_DIR) / "uploads").glob("*/*") if is_expired(path))


def is_expired(path: Path) -> bool:
    return changed_at(path) < time.time() - SECONDS_KEPT

"""Bring an archive's files into an empty directory: all of them, or none."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

from django.conf import settings

from stations.management.archives import reading
from stations.management.archives.manifest import MADE_AGAIN, Manifest

UNFINISHED = ".restore-"
FOLDER, FILE = 0o700, 0o600


def is_empty() -> bool:
    """Whether the directory holds nothing that an archive would; what can be made again does no harm."""
    folder = Path(settings.FILES_DIR)
    entries = [entry for entry in folder.iterdir() if entry.name not in MADE_AGAIN] if folder.is_dir() else []
    return not any(path.is_file() for entry in entries if not entry.name.startswith(".") for path in files_in(entry))


def files_in(entry: Path) -> Iterator[Path]:
    yield from entry.rglob("*") if entry.is_dir() else [entry]


@contextmanager
def unpacked(archive: ZipFile, content: Manifest) -> Iterator[Path]:
    """The files in a folder of their own, on the disk where they are to stand; gone after the block."""
    folder = Path(settings.FILES_DIR)
    folder.mkdir(mode=FOLDER, parents=True, exist_ok=True)
    for left in folder.glob(f"{UNFINISHED}*"):
        shutil.rmtree(left)
    waiting = folder / f"{UNFINISHED}{secrets.token_hex(8)}"
    waiting.mkdir(mode=FOLDER)
    try:
        for stored in content.files:
            unpack(archive, stored.member, waiting / stored.path)
        yield waiting
    finally:
        shutil.rmtree(waiting)


def unpack(archive: ZipFile, member: str, target: Path) -> None:
    target.parent.mkdir(mode=FOLDER, parents=True, exist_ok=True)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE), "wb") as file:
        for block in reading.blocks(archive, member):
            file.write(block)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def in_place(waiting: Path) -> Iterator[None]:
    """The unpacked files where they belong; away again if the block, which commits the rows, fails."""
    folder = Path(settings.FILES_DIR)
    entries = [entry.name for entry in waiting.iterdir()]
    for name in entries:
        # Empty folders may stand there already.
        shutil.rmtree(folder / name, ignore_errors=True)
        (waiting / name).rename(folder / name)
    try:
        yield
    except BaseException:
        for name in entries:
            (folder / name).rename(waiting / name)
        raise

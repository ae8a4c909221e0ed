"""Where files are kept: in a private directory, named by their content, in a folder for each assessment."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

FOLDER = 0o700
TEMPORARY = ".new-"


class Lost(Exception):
    """A file is not on the disk any more, or is not what was kept."""


def folder_of(assessment: int) -> Path:
    return Path(settings.FILES_DIR) / "evidence" / str(assessment)


def path_of(assessment: int, sha256: str) -> Path:
    return folder_of(assessment) / sha256


def write(assessment: int, content: bytes) -> None:
    """Keep a content: whole and on the disk, or not at all. What is there already stays as it is."""
    folder = folder_of(assessment)
    folder.mkdir(mode=FOLDER, parents=True, exist_ok=True)
    target = folder / hashlib.sha256(content).hexdigest()
    # Readable for nobody else: mkstemp sees to that.
    descriptor, temporary = tempfile.mkstemp(dir=folder, prefix=TEMPORARY)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """After this, the name survives a power cut as well."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read(assessment: int, sha256: str) -> bytes:
    """A content as it was kept; raises Lost where it is gone or was altered."""
    try:
        content = path_of(assessment, sha256).read_bytes()
    except OSError as error:
        raise Lost(str(error)) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Lost(f"{path_of(assessment, sha256)} was altered.")
    return content


def delete(assessment: int, sha256: str) -> None:
    path_of(assessment, sha256).unlink(missing_ok=True)


def stored() -> Iterator[Path]:
    """Every file, those that were never finished too."""
    return (path for path in (Path(settings.FILES_DIR) / "evidence").glob("*/*") if path.is_file())

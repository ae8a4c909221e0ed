"""Where files are kept: in a private directory, named by their content, in a folder for each assessment."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from stations.files.atomic import whole_file

FOLDER = 0o700


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
    with whole_file(folder / hashlib.sha256(content).hexdigest()) as file:
        file.write(content)


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

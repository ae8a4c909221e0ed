"""A file that stands in its place whole and on the disk, or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

UNFINISHED = ".new-"


@contextmanager
def whole_file(place: Path) -> Iterator[BinaryIO]:
    """A file to write and to read back, readable for nobody else; it gets its name when the block ends well.

    Its folder must be there. Two that write the same place at once do not mix: the later one stands.
    """
    descriptor, name = tempfile.mkstemp(dir=place.parent, prefix=UNFINISHED)
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(place)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    sync_folder(place.parent)


def sync_folder(folder: Path) -> None:
    """After this, a new name survives a power cut as well."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""Files by their age: several processes may look through one folder while others write and take away in it."""

import os
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path


def clear(folder: Path, *, older_than: float, kept: Collection[str] = ()) -> None:
    """Take away the files below a folder that did not change for so many seconds, but for those with a name to keep.

    Folders that are as old and empty go as well; a folder in which something was done lately stays for another while.
    """
    limit = time.time() - older_than
    # From below, and silent about folders that others have taken away meanwhile.
    for place, folders, files in os.walk(folder, topdown=False):
        for name in files:
            if name not in kept and changed_at(path := Path(place, name)) < limit:
                path.unlink(missing_ok=True)
        for name in folders:
            if changed_at(path := Path(place, name)) < limit:
                # Not empty, or gone.
                with suppress(OSError):
                    path.rmdir()


def changed_at(path: Path) -> float:
    """The beginning of time for what has just gone."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0

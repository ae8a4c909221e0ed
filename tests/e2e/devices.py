"""A phone of one's own: a browser with a profile on the disk, which a test may kill and start again."""

import contextlib
import os
import shutil
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import BrowserContext, BrowserType, Page

from tests.e2e.browser import FLAGS

SECONDS_TO_DIE = 20


class Phone:
    """Chromium with a profile that outlives its process."""

    def __init__(self, browser_type: BrowserType, profile: Path, url: str, *, flags: Sequence[str] = ()) -> None:
        self.browser_type = browser_type
        self.profile = profile
        self.url = url
        self.flags = [*FLAGS, *flags]
        self.context: BrowserContext | None = None

    def start(self, **options) -> Page:
        self.context = self.browser_type.launch_persistent_context(
            str(self.profile),
            executable_path=shutil.which("chromium"),
            args=self.flags,
            base_url=self.url,
            viewport={"width": 360, "height": 740},
            locale="zh-CN",
            **options,
        )
        return self.context.pages[0]

    def kill(self) -> None:
        """End every process of this profile at once, as a phone does with an application that it needs the memory of."""
        until = time.monotonic() + SECONDS_TO_DIE
        while pids := processes_of(self.profile):
            for pid in pids:
                kill(pid)
            assert time.monotonic() < until, pids
            time.sleep(0.05)
        # Playwright has noticed by itself that its browser is gone.
        self.context = None
        (self.profile / "SingletonLock").unlink(missing_ok=True)

    def close(self) -> None:
        if self.context is not None:
            self.context.close()
            self.context = None


def processes_of(profile: Path) -> list[int]:
    """The browser's own processes: their command lines name the profile."""
    mark = f"--user-data-dir={profile}".encode()
    return [
        int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit() and mark in command_of(folder)
    ]


def command_of(folder: Path) -> bytes:
    try:
        return (folder / "cmdline").read_bytes()
    except OSError:
        return b""


def kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)

"""Processes that this one starts and that must not outlive it."""

import ctypes
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

SECONDS_TO_TIDY = 60
# Asks Linux to signal a process when the one that started it is gone, however it went.
PR_SET_PDEATHSIG = 1
LIBRARY = ctypes.CDLL(None)


class Terminated(BaseException):
    """Somebody asked this process alone to end; Ctrl-C, in contrast, reaches its children too."""


def die_with_parent() -> None:
    """Given as preexec_fn: the new process ends with the one that started it."""
    LIBRARY.prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def run(command: Sequence[str | Path], environment: Mapping[str, str]) -> int:
    """Run the command to its end; when interrupted, let it stop what it started itself."""
    child = subprocess.Popen(command, env={**os.environ, **environment})
    try:
        return child.wait()
    except Terminated:
        child.send_signal(signal.SIGINT)
        wait_or_kill(child)
        raise
    except KeyboardInterrupt:
        wait_or_kill(child)
        raise


def wait_or_kill(child: "subprocess.Popen[bytes]") -> None:
    try:
        child.wait(timeout=SECONDS_TO_TIDY)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()

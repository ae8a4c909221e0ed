"""What every benchmark hands over: rows of what was measured, the figure, and what it stands beside."""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

Row = tuple[str, str, str]
ROOT = Path(__file__).resolve().parent.parent.parent


def milliseconds(work: Callable[[], object], times: int) -> float:
    """The median of so many runs, after one that warms up."""
    work()
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken) * 1000


def load() -> str:
    """How busy the machine was in the last minute, and which share of its processors others on the same hardware had.

    The share is that since the row before; where one is told, all figures would have been better without it.
    """
    ASKED.append(ticks())
    (all_before, stolen_before), (all_now, stolen_now) = ASKED[-2:]
    steal = (stolen_now - stolen_before) / max(1, all_now - all_before)
    return f"load {os.getloadavg()[0]:.1f}" + (f", steal {steal:.0%}" if steal >= WORTH_TELLING else "")


def ticks() -> tuple[int, int]:
    """Of all processors since the machine began: all, and those in which it had work and was not let."""
    numbers = Path("/proc/stat").read_text(encoding="ascii").split()[1:9]
    return sum(map(int, numbers)), int(numbers[-1])


WORTH_TELLING = 0.02
ASKED = [ticks()]


def hand_over(rows: Iterable[Row]) -> None:
    """From a process of its own to the one that writes the table."""
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def taken_over(text: str) -> list[Row]:
    return [(what, figure, beside) for what, figure, beside in map(json.loads, text.splitlines())]

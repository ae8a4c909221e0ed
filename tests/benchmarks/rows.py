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
    """How busy the machine was in the last minute: our own work and everybody else's."""
    return f"load {os.getloadavg()[0]:.1f}"


def hand_over(rows: Iterable[Row]) -> None:
    """From a process of its own to the one that writes the table."""
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def taken_over(text: str) -> list[Row]:
    return [(what, figure, beside) for what, figure, beside in map(json.loads, text.splitlines())]

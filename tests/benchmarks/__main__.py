"""One command for all benchmarks: it measures, prints, and writes the table of README.md beside it.

Run from the project's root: PYTHONPATH=bin python -m tests.benchmarks [--short] [part …]
A part that is measured alone takes its place in the table; the others stay as they are.
"""

import argparse
import importlib
import importlib.util
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.rows import Row

TABLES = Path(__file__).with_name("README.md")
HEADING = "## "
PARTS = {
    "saves": "Rating: the page and saving, beside a bare view",
    "pages": "Divisions: their pages beside the bare SQL, as assessments grow",
    "scoring": "Scoring a large panel",
    "report": "Reports, and the memory of a worker",
}
NOTES = {
    "saves": """The machine's cores serve the people's side, the server and the database together. What a save takes beyond
the bare view are its question, whose sheet it is, and its second row: the answer written with its history, while the
assessment is held against a submission. PostgreSQL does that in one statement, SQLite in four. No commit is answered
before it is on the disk. The page of a quadrant is Python throughout: some ten queries put into
words, and a form of every factor drawn by the template.""",
    "pages": """The figures are those of each station's latest result, found by an index that holds no other, so earlier cycles
do not slow them. They grow with the stations, for a quartile needs every station's value. On a small division drawing
takes most of the time. The SQL is the page's own statements, asked again with their rows fetched and dropped.""",
}
INTRODUCTION = """# Benchmarks

Written by `PYTHONPATH=bin python -m tests.benchmarks`; `--short` takes minutes less and measures small worlds alone. Every ratio is
of figures from one run; the load is the machine's average of the minute before. What visits weigh on a slow line is
measured by `PYTHONPATH=bin python -m tests.benchmarks.weight`, which needs a browser.

Targets: a save takes at most 10 times as long as the bare view; 300 saves a second with p95 at most 100 ms on PostgreSQL;
the page of a quadrant at most 40 ms; the nation's page at most twice its SQL plus its own rendering, and as fast after
ten cycles as after one; a worker at most 120 MB before its first PDF.
"""


def measured(part: str, *, short: bool) -> Iterator[Row]:
    module = importlib.import_module(f"tests.benchmarks.{part}")
    for row in module.measure(short=short):
        sys.stdout.write(" | ".join(row) + "\n")
        sys.stdout.flush()
        yield tuple(row)


def section(part: str, rows: list[Row], *, short: bool, seconds: float) -> str:
    kind = "short run" if short else "whole run"
    lines = [
        f"{HEADING}{PARTS[part]}",
        "",
        f"{machine()}; {kind} of {seconds:.0f} s on {datetime.now(UTC).date().isoformat()}.",
        "",
    ]
    lines += ["| What | Figure | Beside |", "|---|---|---|", *(f"| {' | '.join(row)} |" for row in rows)]
    lines += ["", NOTES[part]] if part in NOTES else []
    return "\n".join(lines) + "\n"


def machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores ({processor()}), {memory:.0f} GB, Python {platform.python_version()}"


def processor() -> str:
    done = subprocess.run(["lscpu"], check=False, capture_output=True, text=True)
    names = [line.partition(":")[2].strip() for line in done.stdout.splitlines() if line.startswith("Model name")]
    return names[0] if names else platform.machine()


def sections() -> dict[str, str]:
    """What the table says already, by part."""
    text = TABLES.read_text(encoding="utf-8") if TABLES.exists() else ""
    parts = {title: part for part, title in PARTS.items()}
    found = [HEADING + block for block in text.split(f"\n{HEADING}")[1:]]
    return {parts[title]: block for block in found if (title := block.splitlines()[0].removeprefix(HEADING)) in parts}


def write(found: dict[str, str]) -> None:
    blocks = [found[part].rstrip() + "\n" for part in PARTS if part in found]
    TABLES.write_text("\n".join([INTRODUCTION, *blocks]), encoding="utf-8")


def main() -> None:
    there = [part for part in PARTS if importlib.util.find_spec(f"tests.benchmarks.{part}")]
    parser = argparse.ArgumentParser(description="Measure, and write the table.")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("parts", nargs="*", metavar="part", help=", ".join(there))
    options = parser.parse_args()
    if unknown := set(options.parts) - set(there):
        parser.error(f"There is no part {', '.join(sorted(unknown))}; there are {', '.join(there)}.")
    for part in options.parts or there:
        started = time.monotonic()
        rows = list(measured(part, short=options.short))
        write(sections() | {part: section(part, rows, short=options.short, seconds=time.monotonic() - started)})


if __name__ == "__main__":
    main()

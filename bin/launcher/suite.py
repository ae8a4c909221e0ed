"""bin/test: install, check, test on SQLite, on PostgreSQL and in a browser, and count."""

import argparse
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

from launcher import catalogues, checks, children, cluster, machine, packages
from launcher.paths import PYTHON, ROOT, VENV
from launcher.say import step

HELP = """\
Run every check and every test, and end with their number. What is missing is installed first.

  bin/test                    everything but the slow tests
  bin/test --slow             everything
  bin/test FILE...            only the tests in these files, on SQLite
  bin/test --pg FILE...       and those of them that use the database once more on PostgreSQL

A FILE may name one test, as pytest does: tests/models/test_rating.py::test_range
"""
PROCESSES = "2"


@dataclass
class Tally:
    """What passed, what failed and what was skipped so far."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    sentences: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"


def main(arguments: list[str]) -> int:
    options = read(arguments)
    os.chdir(ROOT)
    keep_bytecode()
    machine.provide(machine.TO_TEST)
    packages.provide(extra="test")
    catalogues.provide()
    tally = Tally()
    if not options.files:
        run_checks(tally)
    run_tests(tally, options)
    for sentence in tally.sentences:
        print(sentence)
    print(tally, flush=True)
    return 1 if tally.failed or not tally.passed else 0


def keep_bytecode() -> None:
    """Let the many processes of a run compile each module once, even where none may write beside the sources."""
    os.environ["PYTHONPYCACHEPREFIX"] = str(VENV / "bytecode")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def read(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/test", description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--slow", action="store_true", help="run the slow tests too")
    parser.add_argument("--pg", action="store_true", help="with FILE: on PostgreSQL too")
    parser.add_argument("files", nargs="*", metavar="FILE", type=from_here)
    return parser.parse_args(arguments)


def from_here(name: str) -> str:
    """The file as the caller's shell means it, though pytest runs at the top of the project."""
    path, separator, test = name.partition("::")
    if not Path(path).exists():
        raise argparse.ArgumentTypeError(f"there is no file {path}")
    return f"{Path(path).resolve()}{separator}{test}"


def run_checks(tally: Tally) -> None:
    passed, sentences = checks.run_all()
    tally.passed += passed
    tally.failed += len(sentences)
    tally.sentences += sentences


def run_tests(tally: Tally, options: argparse.Namespace) -> None:
    choice = [*(["--slow"] if options.slow else []), *options.files]
    everything = not options.files
    run_pytest(tally, "on SQLite", ["-m", "not e2e", *choice] if everything else choice)
    if everything or options.pg:
        with cluster.running() as url:
            database = ["--database-only", "-m", "not e2e", *choice]
            run_pytest(tally, "on PostgreSQL", database, {"DATABASE_URL": url})
    if everything:
        run_pytest(tally, "in a browser", ["-m", "e2e", *choice, *files_for_a_browser()])


def files_for_a_browser() -> list[str]:
    """Where tests ask for a browser; to look through all the others' files takes a quarter of a minute."""
    tests = ROOT / "tests"
    marked = [path for path in tests.rglob("test_*.py") if "@pytest.mark.e2e" in path.read_text(encoding="utf-8")]
    return [str(tests / "e2e"), *map(str, marked)]


def run_pytest(tally: Tally, where: str, choice: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
    step(f"Tests {where}")
    with tempfile.TemporaryDirectory(prefix="swot-report-") as folder:
        report = Path(folder) / "report.xml"
        command: list[str | Path] = [PYTHON, "-m", "pytest", "-q", "-n", PROCESSES, f"--junitxml={report}", *choice]
        # Which database is tested is said here, not by the caller's shell.
        code = children.run(command, {"DATABASE_URL": "", "DATABASE_URL_FILE": "", **(environment or {})})
        failed = count(tally, report)
    if code:
        tally.failed += 0 if failed else 1
        tally.sentences.append(f"The tests {where} failed; pytest's words above say which and why.")


def count(tally: Tally, report: Path) -> int:
    """Add the numbers of one run, and return how many tests failed in it."""
    suites = ET.parse(report).getroot().findall("testsuite") if report.exists() else []  # noqa: S314 -- our own file
    total, failures, errors, skipped = (
        sum(int(suite.get(number, 0)) for suite in suites) for number in ("tests", "failures", "errors", "skipped")
    )
    failed = failures + errors
    tally.passed += total - failed - skipped
    tally.failed += failed
    tally.skipped += skipped
    return failed

"""The checks that need no test runner: form, types, floors, templates, migrations, the settings of a deployment."""

import os
import secrets
import subprocess
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from launcher.paths import PYTHON, ROOT, VENV
from launcher.say import step

AT_ONCE = 2
"""One of them takes longer than all others together, and uses one processor."""


@dataclass(frozen=True)
class Check:
    """A program that succeeds, and what to do where it does not."""

    name: str
    command: tuple[str | Path, ...]
    remedy: str
    environment: Mapping[str, str] = field(default_factory=dict)


def every_check(data: Path) -> list[Check]:
    templates = tuple(sorted((ROOT / "templates").rglob("*.html")))
    django = {"SECRET_KEY": secrets.token_urlsafe(64), "SWOT_DATA_DIR": str(data), "DATABASE_URL": "", "DEBUG": "0"}
    ruff, manage = (VENV / "bin/ruff",), (PYTHON, "manage.py")
    return [
        Check("ruff format", (*ruff, "format", "--check", "."), "Format with: .venv/bin/ruff format ."),
        Check("ruff check", (*ruff, "check", "."), "Mend what it names; .venv/bin/ruff check --fix mends some."),
        Check("mypy", (VENV / "bin/mypy",), "Mend the types that it names."),
        Check(
            "imports", (VENV / "bin/lint-imports", "--no-logo"), "Imports go down only; pyproject.toml has the floors."
        ),
        Check(
            "djade",
            (VENV / "bin/djade", "--check", "--target-version", "5.2", *templates),
            "Format with: .venv/bin/djade --target-version 5.2 and the templates that it names.",
        ),
        Check("djlint", (VENV / "bin/djlint", "--lint", "--quiet", "templates"), "Mend the markup that it names."),
        Check(
            "migrations",
            (*manage, "makemigrations", "--check", "--dry-run"),
            "The models and the migrations differ; write a migration.",
            django,
        ),
        Check(
            "deployment",
            (*manage, "check", "--deploy", "--fail-level", "WARNING"),
            "The settings are not fit for production; mend what it names.",
            {**django, "SWOT_HTTPS": "1"},
        ),
    ]


def run_all() -> tuple[int, list[str]]:
    """How many checks passed, and a sentence for each that did not."""
    with tempfile.TemporaryDirectory(prefix="swot-checks-") as data, ThreadPoolExecutor(AT_ONCE) as pool:
        sentences = list(pool.map(run, every_check(Path(data))))
    failures = [sentence for sentence in sentences if sentence]
    return len(sentences) - len(failures), failures


def run(check: Check) -> str:
    """Nothing where the check passes, or what failed and what to do; its own words only where they are needed."""
    start = time.monotonic()
    environment = {**os.environ, **check.environment}
    done = subprocess.run(
        check.command, check=False, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    step(f"{check.name}: {'failed' if done.returncode else 'passed'} in {time.monotonic() - start:.1f} s")
    if not done.returncode:
        return ""
    print(done.stdout.rstrip(), flush=True)
    return f"{check.name} failed. {check.remedy}"

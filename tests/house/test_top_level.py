"""The top level of the repository is a plan that fits on one screen."""

from tests.house.sources import ROOT

PLAN = {
    "LICENSE",
    "README.md",
    "bin",
    "fixtures",
    "manage.py",
    "pyproject.toml",
    "requirements.lock",
    "static",
    "stations",
    "swot_app",
    "templates",
    "tests",
}
# Made on each machine and left out of the repository.
MADE = {"var", "__pycache__"}


def test_top_level_is_the_plan():
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}

    assert found - MADE == PLAN


def test_commands_are_two_and_can_be_run():
    runnable = {path.name for path in (ROOT / "bin").iterdir() if path.is_file() and path.stat().st_mode & 0o100}

    assert runnable == {"serve", "test", "with_python"}


def test_ci_runs_the_test_command():
    run = ROOT / ".ci" / "run"

    assert run.stat().st_mode & 0o100
    assert run.read_text(encoding="utf-8").splitlines()[-1] == 'exec "$(dirname "${BASH_SOURCE[0]}")/../bin/test"'

"""Reports from the command line: made again from a code, and verified with a word and an exit code."""

import io
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from stations.enums import FileStanding
from stations.management.commands import report
from tests.worlds import make_world, resubmit, submit

pytestmark = pytest.mark.django_db


def verified(file):
    """The exit code and what was said."""
    out = io.StringIO()
    try:
        call_command("report", "verify", str(file), stdout=out)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def test_made_report_is_verified_until_it_is_overtaken_or_changed(tmp_path):
    world, file, changed = make_world(), tmp_path / "report.pdf", tmp_path / "changed.pdf"
    code = submit(world).snapshot.digest[:16]

    call_command("report", "make", code, str(file), "--in", "en", stdout=io.StringIO())
    changed.write_bytes(file.read_bytes() + b"\n")
    fresh = verified(file)
    resubmit(world)

    assert fresh[0] == 0
    assert "东乡社工站" in fresh[1]
    assert [verified(one)[0] for one in (file, changed)] == [3, 1]


def test_other_files_are_not_ours(tmp_path):
    file = tmp_path / "other.pdf"
    file.write_bytes(b"%PDF-1.7")

    assert verified(file)[0] == 2


def test_what_cannot_be_read_or_found_is_said(tmp_path):
    with pytest.raises(CommandError, match="cannot be read") as missing:
        call_command("report", "verify", str(tmp_path / "missing.pdf"))
    with pytest.raises(CommandError, match="No report with this check code"):
        call_command("report", "make", "0123-4567-89AB-CDEF", str(tmp_path / "a.pdf"))

    assert missing.value.returncode == 4


def forbid(error):
    def fail(*_arguments):
        raise error

    return fail


def refused(*arguments):
    with pytest.raises(CommandError) as refusal:
        call_command("report", "verify", *map(str, arguments))
    return refusal.value.returncode, str(refusal.value)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (
            OperationalError("no connection:\n\tserver down."),
            "the database gives no answer (no connection: server down)",
        ),
        (MemoryError(), "MemoryError"),
        (RuntimeError("torn."), "torn"),
    ],
)
def test_what_keeps_a_file_from_being_checked_accuses_nobody(tmp_path, monkeypatch, error, reason):
    file = tmp_path / "report.pdf"
    file.write_bytes(b"%PDF-1.7")
    monkeypatch.setattr(report, "examine", forbid(error))

    assert refused(file) == (4, f"{file} could not be checked: {reason}.")


def test_no_more_is_read_than_the_page_takes(monkeypatch, tmp_path):
    file = tmp_path / "long.pdf"
    file.write_bytes(b"%" * 9)
    monkeypatch.setattr(report, "LIMIT", 9)
    assert verified(file)[0] == 2

    monkeypatch.setattr(report, "LIMIT", 8)
    assert refused(file)[0] == 4


def test_endless_file_is_not_read_to_its_end():
    assert refused("/dev/zero") == (
        4,
        "/dev/zero was not examined: it is larger than 20 MB, as no report of this system is.",
    )


def test_terminal_without_chinese_letters_is_told_in_numbers(tmp_path):
    file = tmp_path / "other.pdf"
    file.write_bytes(b"%PDF-1.7")
    with io.TextIOWrapper(io.BytesIO(), encoding="ascii") as out:
        with pytest.raises(SystemExit) as end:
            call_command("report", "verify", str(file), stdout=out)
        out.seek(0)
        said = out.read()

    assert end.value.code == 2
    assert said.encode().decode("unicode_escape").strip() == str(FileStanding.FOREIGN.label)


@pytest.mark.parametrize(
    "arguments", [[], ["verify"], ["verify", "a.pdf", "b.pdf"], ["verify", "--frob", "a.pdf"], ["forge", "a.pdf"]]
)
def test_mistaken_arguments_say_nothing_about_a_file(arguments, capsys):
    with pytest.raises(SystemExit) as end:
        report.Command().run_from_argv(["manage.py", "report", *arguments])

    assert end.value.code == 4
    assert "usage: " in capsys.readouterr().err


@pytest.mark.parametrize(
    "environment",
    [{"DEBUG": "1", "DATABASE_URL": "sqlite:////nowhere/at/all.sqlite3"}, {"DEBUG": "perhaps"}],
    ids=["database", "settings"],
)
def test_installation_that_does_not_work_accuses_nobody(settings, tmp_path, environment):
    file = tmp_path / "report.pdf"
    file.write_bytes(b"%PDF-1.7")
    ended = subprocess.run(
        [sys.executable, "manage.py", "report", "verify", str(file)],
        cwd=settings.BASE_DIR,
        env={"SWOT_DATA_DIR": str(tmp_path), "PYTHONIOENCODING": "ascii", **environment},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ended.returncode, ended.stdout) == (4, "")
    assert len(ended.stderr.splitlines()) == 1

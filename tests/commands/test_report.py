"""Reports from the command line: made again from a code, and verified with a word and an exit code."""

import io

import pytest
from django.core.management import CommandError, call_command

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

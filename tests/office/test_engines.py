"""An archive from either database restores into either, row by row and file by file: that is how an office grows up."""

import json
from zipfile import ZipFile

import pytest

from tests.office.installations import EVIDENCE, as_postgresql

ENGINES = ("sqlite", "postgresql")
WAYS = [(source, target) for source in ENGINES for target in ENGINES]
GO_ON = """
from django.core.management import call_command
from django.db import transaction
from swot_app.accounts.models import User
call_command("check", databases=["default"])
call_command("load_library")
with transaction.atomic():
    print("next", User.objects.create_user("new", None, name="N").pk)
    transaction.set_rollback(True)
"""


def manifest_of(path):
    with ZipFile(path) as archive:
        return json.loads(archive.read("manifest.json"))


@pytest.mark.parametrize(("source", "target"), WAYS)
def test_every_row_survives(original, restored, source, target):
    before, installation = original.rows(), restored(source, target)
    after = installation.rows()

    assert sorted(before) == sorted(after)
    assert len(before["stations_rating"]) > 1000
    for table in before:
        rows = before[table] if target == "sqlite" else as_postgresql(before[table], after[table])
        assert plain(rows) == plain(after[table]), table


def plain(rows):
    """With JSON texts read: the order of an object's keys says nothing."""
    return [{name: json.loads(v) if is_json(v) else v for name, v in row.items()} for row in rows]


def is_json(value):
    return isinstance(value, str) and value[:1] in {"{", "["}


@pytest.mark.parametrize(("source", "target"), WAYS)
def test_every_file_survives(backups, restored, source, target):
    installation = restored(source, target)

    # A later test may have put the others beside them, which a backup leaves out.
    with ZipFile(backups(source)) as archive:
        names = {name for name in archive.namelist() if name.startswith("files/")}
    assert names == {f"files/{name}" for name in EVIDENCE}
    assert {name: installation.read_files()[name] for name in EVIDENCE} == EVIDENCE


def test_archives_of_both_databases_hold_the_same(backups):
    """The form of an archive follows from the rows alone."""
    ours, other = manifest_of(backups("sqlite")), manifest_of(backups("postgresql"))

    assert (ours["engine"], other["engine"]) == ENGINES
    assert other["tables"] == ours["tables"]
    assert other["files"] == ours["files"]


@pytest.mark.parametrize("engine", ENGINES)
def test_restored_installation_goes_on(restored, engine):
    """Its guards stand, its library is known, and the number of a deleted account is never given again."""
    said = restored("sqlite", engine).manage("shell", "-v", "0", "-c", GO_ON)

    assert "no issues" in said
    assert "无变化" in said
    assert said.endswith("next 901")


def test_references_and_guards_are_those_of_a_new_database(restored, empty):
    question = """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), true FROM pg_trigger
        WHERE NOT tgisinternal ORDER BY 1, 2
    """
    new = empty("postgresql")
    new.manage("migrate", "-v", "0")

    assert restored("sqlite", "postgresql").ask(question) == new.ask(question)

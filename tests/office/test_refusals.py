"""What backup and restore refuse, each with a sentence and with nothing half done."""

import hashlib
import json
import stat
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from stations.management.archives import manifest
from tests.office.installations import EVIDENCE


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def archive(backups):
    return backups("sqlite")


def check(path, **options):
    call_command("restore", path, check=True, **options)


def changed(archive, path, change):
    """A copy of the archive whose members were changed: a dictionary of their names and contents."""
    with ZipFile(archive) as old:
        members = {name: old.read(name) for name in old.namelist()}
    change(members)
    with ZipFile(path, "w") as new:
        for name, content in members.items():
            new.writestr(name, content)
    return path


def edit(members, **fields):
    content = json.loads(members["manifest.json"])
    members["manifest.json"] = json.dumps(content | fields).encode()


def rewrite(members):
    members["tables/accounts_user.jsonl"] = members["tables/accounts_user.jsonl"].replace(b"admin", b"nimda")


def lead_outside(members):
    files = json.loads(members["manifest.json"])["files"]
    members["files/../../outside"] = members.pop(f"files/{files[0]['path']}")
    edit(members, files=[files[0] | {"path": "../../outside"}, *files[1:]])


CHANGES = {
    "tables/accounts_user.jsonl": rewrite,
    "files/evidence/3/0a1b": lambda members: members.update({"files/evidence/3/0a1b": b"another"}),
    "manifest.json": lambda members: members.pop("tables/stations_rating.jsonl"),
    "There is no item named": lambda members: members.pop("manifest.json"),
    "../../outside": lead_outside,
    "format": lambda members: edit(members, format=2),
}


@pytest.mark.parametrize("part", CHANGES)
def test_altered_archive_is_refused(archive, tmp_path, part):
    bad = changed(archive, tmp_path / "bad.zip", CHANGES[part])

    with pytest.raises(CommandError) as refused:
        check(bad)

    assert str(refused.value).startswith(f"{bad} is no whole backup of this system (")
    assert part in str(refused.value)
    assert str(refused.value).endswith("). Nothing was changed.")


def test_unchanged_copy_is_whole(archive, tmp_path, capsys):
    check(changed(archive, tmp_path / "good.zip", lambda members: None))

    assert "is whole: rows: " in capsys.readouterr().out


@pytest.mark.parametrize("share", [0, 0.3, 0.99])
def test_truncated_archive_is_refused(archive, tmp_path, share):
    content = archive.read_bytes()
    (tmp_path / "cut.zip").write_bytes(content[: int(len(content) * share)])

    with pytest.raises(CommandError, match="is no whole backup of this system"):
        check(tmp_path / "cut.zip")


@pytest.mark.parametrize("place", [0.1, 0.4, 0.7, 0.9])
def test_archive_with_one_wrong_byte_is_refused(archive, tmp_path, place):
    content = bytearray(archive.read_bytes())
    content[int(len(content) * place)] ^= 0x55
    (tmp_path / "bad.zip").write_bytes(content)

    with pytest.raises(CommandError, match="is no whole backup of this system"):
        check(tmp_path / "bad.zip")


def test_absent_archive_is_a_sentence(tmp_path):
    with pytest.raises(CommandError, match=r"cannot be restored: No such file or directory\. Nothing was changed\.$"):
        check(tmp_path / "absent.zip")


def test_only_the_archive_with_the_given_digest_is_taken(archive, capsys):
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    check(archive, sha256=digest)

    with pytest.raises(CommandError, match="This is another file than the one with that SHA-256"):
        check(archive, sha256="0" * 64)


@pytest.mark.parametrize("path", ["", "/etc/passwd", "../x", "a/../../x", "a//b", "a\\b", "a\0b", "./a"])
def test_path_that_leads_elsewhere_is_damage(path):
    with pytest.raises(manifest.Damaged):
        manifest.require_inside(path)


def test_backup_is_for_its_owner_alone(archive):
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert [path.name for path in archive.parent.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("sqlite.zip", "is there already. Choose another name."),
        ("no/such/folder.zip", "cannot be written: No such file or directory. No backup was made."),
    ],
)
def test_backup_that_cannot_be_written_is_a_sentence(archive, name, sentence):
    before = archive.read_bytes()

    with pytest.raises(CommandError) as refused:
        call_command("backup", archive.parent / name)

    assert str(refused.value) == f"{archive.parent / name} {sentence}"
    assert archive.read_bytes() == before


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_installation_that_holds_something_is_left_alone(restored, archive, engine):
    installation = restored("sqlite", engine)
    before = installation.rows()

    code, said = installation.run("restore", archive)

    assert code == 1
    assert "空数据库" in said
    assert installation.rows() == before


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_row_that_does_not_fit_leaves_nothing_behind(empty, archive, tmp_path, engine):
    """The archive is whole, but names a person who is not in it: the references are checked at the very end."""
    bad = changed(archive, tmp_path / "bad.zip", forget_people)
    installation = empty(engine)

    code, said = installation.run("restore", bad)

    assert (code, said.count("\n")) == (1, 0), said
    assert installation.ask("SELECT count(*) FROM stations_rating") == [(0,)]
    assert installation.read_files() == {}
    assert set(EVIDENCE) != set()
    installation.manage("restore", archive)
    assert installation.read_files() == EVIDENCE


def forget_people(members):
    members["tables/accounts_user.jsonl"] = b""
    tables = json.loads(members["manifest.json"])["tables"]
    people = next(table for table in tables if table["name"] == "accounts_user")
    people |= {"rows": 0, "sha256": hashlib.sha256(b"").hexdigest()}
    edit(members, tables=tables)


def test_archive_of_another_version_says_what_to_do(empty, archive, tmp_path):
    migrations = json.loads(ZipFile(archive).read("manifest.json"))["migrations"]
    later = [*migrations, "stations.9999_later"]
    old = changed(archive, tmp_path / "old.zip", lambda members: edit(members, version="0.9", migrations=later))
    installation = empty("sqlite")

    code, said = installation.run("restore", old)

    assert code == 1
    assert "0.9" in said
    assert "stations.9999_later" in said
    assert installation.ask("SELECT count(*) FROM accounts_user") == [(0,)]


def test_files_of_another_installation_are_left_alone(empty, archive):
    installation = empty("sqlite")
    (installation.files / "evidence").mkdir(parents=True)
    (installation.files / "evidence" / "x").write_bytes(b"somebody's")

    code, said = installation.run("restore", archive)

    assert code == 1
    assert str(installation.files) in said
    assert installation.read_files() == {"evidence/x": b"somebody's"}

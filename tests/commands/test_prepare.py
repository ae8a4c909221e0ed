"""`prepare` does what an installation or an upgrade needs, and on the next start only what is new."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError, connection

from stations.enums import DivisionLevel
from stations.management.commands import load_demo, prepare
from stations.management.commands.load_demo import PUBLISHED_PASSWORD
from stations.models import Division, Edition
from swot_app.accounts.models import User

STORAGE = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}


@pytest.fixture(autouse=True)
def own_static_files(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": STORAGE}
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "page.css").write_text("p { color: black }\n", encoding="ascii")


@pytest.fixture(autouse=True)
def world_without_cycles(tmp_path, monkeypatch):
    world = json.loads(load_demo.WORLD.read_text(encoding="utf-8"))
    path = tmp_path / "world.json"
    path.write_text(json.dumps(world | {"cycles": []}), encoding="utf-8")
    monkeypatch.setattr(load_demo, "WORLD", path)


def run(*arguments):
    out = StringIO()
    call_command("prepare", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_prepare_loads_the_library_and_collects(settings):
    said = run()

    assert Edition.objects.count() == 1
    assert not User.objects.exists()
    assert "2026-1" in said.splitlines()[0]
    assert said.splitlines()[1:] == ["Static files collected."]
    assert (settings.STATIC_ROOT / "staticfiles.json").exists()


@pytest.mark.django_db
def test_static_files_are_collected_when_they_changed_or_are_gone(settings, tmp_path):
    assert prepare.collect_static()
    assert not prepare.collect_static()

    (tmp_path / "source" / "page.css").write_text("p { color: gray }\n", encoding="ascii")
    assert prepare.collect_static()

    (settings.STATIC_ROOT / "staticfiles.json").unlink()
    assert prepare.collect_static()


def test_files_of_the_version_before_stay(settings, tmp_path):
    prepare.collect_static()
    before = set(settings.STATIC_ROOT.glob("page.*.css"))
    (tmp_path / "source" / "page.css").write_text("p { color: gray }\n", encoding="ascii")

    prepare.collect_static()

    assert before < set(settings.STATIC_ROOT.glob("page.*.css"))


def test_data_folder_is_made_and_kept_from_others(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "not" / "yet"

    prepare.make_data_folder()
    prepare.make_data_folder()

    assert settings.DATA_DIR.stat().st_mode & 0o777 == 0o700


def test_data_folder_that_cannot_be_made_is_a_sentence(settings, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    settings.DATA_DIR = tmp_path / "file" / "data"

    with pytest.raises(CommandError, match=r"^SWOT_DATA_DIR, .*/file/data, cannot be made: Not a directory\.$"):
        prepare.Command().handle(public=False)


def test_unreachable_database_is_a_sentence(monkeypatch):
    def fail():
        raise OperationalError("no such server")

    monkeypatch.setattr(connection, "ensure_connection", fail)

    with pytest.raises(CommandError, match=r"^The database cannot be reached: no such server$"):
        prepare.require_database()


@pytest.mark.django_db
def test_public_server_leaves_no_published_password(settings):
    settings.DEMO = True
    run()
    assert prepare.published_password_in_use()

    said = run("--public")

    assert not prepare.published_password_in_use()
    assert PUBLISHED_PASSWORD not in said
    for account in prepare.demo_accounts():
        assert account["username"] in said


@pytest.mark.django_db
def test_random_passwords_are_printed_once(settings):
    settings.DEMO = True
    first = run("--public")
    passwords = [line.split()[-1] for line in first.splitlines() if line.split()[0] in {"worker", "admin"}]

    again = run("--public") + run()

    assert len(set(passwords)) == 2
    assert [password for password in passwords if password in again] == []


@pytest.mark.django_db
def test_published_accounts_are_printed_at_every_start(settings):
    settings.DEMO = True
    first, again = run(), run()

    lines = [line for line in first.splitlines() if line.endswith(PUBLISHED_PASSWORD)]

    assert len(lines) == len(prepare.demo_accounts())
    assert [line for line in again.splitlines() if line.endswith(PUBLISHED_PASSWORD)] == lines


@pytest.mark.django_db
def test_database_with_stations_of_its_own_is_served_as_it_is(settings):
    Division.objects.plant(parent=None, code="990000", level=DivisionLevel.PROVINCE, name="示例省")
    settings.DEMO = True

    said = run()

    assert "Without the demonstration: " in said
    assert not User.objects.exists()

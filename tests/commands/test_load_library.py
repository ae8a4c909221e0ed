"""The command that brings a library file into the database."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from stations.actions.edition_content import content_of
from stations.actions.edition_files import normalised
from stations.enums import EditionState
from stations.management.commands.load_library import DEFAULT
from stations.models import Edition
from tests.libraries import library_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def load(*arguments):
    out = StringIO()
    call_command("load_library", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "library.json"
    path.write_text(json.dumps(library_file()), encoding="utf-8")
    return path


def test_edition_1_is_loaded_and_published_as_its_file_says():
    summary = load()

    edition = Edition.objects.get()
    assert summary == "Edition 2026-1: loaded; Published; factors: 28, countermeasures: 15, practice models: 5.\n"
    assert edition.state == EditionState.PUBLISHED
    assert content_of(edition) == normalised(json.loads(DEFAULT.read_text(encoding="utf-8")))


def test_second_run_changes_nothing(file):
    load(file)

    assert load(file) == "Edition 2030-1: unchanged; Published; factors: 4, countermeasures: 2, practice models: 1.\n"


def test_draft_stays_a_draft_if_asked(file):
    assert (
        load(file, "--draft") == "Edition 2030-1: loaded; Draft; factors: 4, countermeasures: 2, practice models: 1.\n"
    )
    assert load(file).startswith("Edition 2030-1: unchanged; Published;")


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b'{"schema": "other"}', b"[]"])
def test_bad_file_ends_with_a_sentence(tmp_path, content):
    path = tmp_path / "bad.json"
    path.write_bytes(content)

    with pytest.raises(CommandError) as caught:
        load(path)

    assert caught.value.returncode == 1
    assert str(caught.value).endswith(".")


def test_missing_file_ends_with_a_sentence(tmp_path):
    with pytest.raises(CommandError, match=r"cannot be read: No such file or directory\.$"):
        load(tmp_path / "none.json")


def test_refusal_lists_its_gaps_but_not_without_end(file):
    data = library_file()
    data["factors"][0]["surprise"] = 1
    data["sources"] = [{}] * 30
    file.write_text(json.dumps(data), encoding="utf-8")

    with pytest.raises(CommandError) as caught:
        load(file)

    lines = str(caught.value).splitlines()
    assert len(lines) == 22
    assert lines[-1].startswith("… and ")

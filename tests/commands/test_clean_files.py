"""`clean_files` takes away what nothing names any more, and nothing else."""

import os
import time
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command

from stations.actions import assessments, evidence
from stations.files import parts, store
from tests.worlds import attach, submit


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    return tmp_path


def run():
    out = StringIO()
    call_command("clean_files", stdout=out)
    return out.getvalue()


def grow_old(folder, seconds):
    then = time.time() - seconds
    for path in folder.rglob("*"):
        os.utime(path, (then, then))


def test_named_files_stay(world, folder):
    attach(world.assessment, world.bob)
    submit(world)
    assessments.return_for_revision(assessment=world.assessment, reason="补充。", by=world.county_reviewer)
    attach(world.assessment, world.bob, b"%PDF-2")
    evidence.remove(evidence=world.assessment.evidence.first(), by=world.bob)
    grow_old(folder, 10 * 24 * 60 * 60)

    assert run() == ""
    assert len(list(store.stored())) == 2


def test_file_without_a_row_goes_after_an_hour(world, folder):
    store.write(world.assessment.pk, b"left by a crash")
    store.write(4711, b"of an assessment that never was")
    (store.folder_of(world.assessment.pk) / ".new-half").write_bytes(b"half")
    assert run() == ""

    grow_old(folder, 2 * 60 * 60)

    assert run() == "Files deleted that nothing names: 3.\n"
    assert list(store.stored()) == []


def test_removed_draft_goes_where_the_server_died_before(world, folder):
    evidence.remove(evidence=attach(world.assessment, world.bob), by=world.bob)
    grow_old(folder, 2 * 60 * 60)

    assert run() == "Files deleted that nothing names: 1.\n"


def test_unfinished_upload_goes_after_a_day(world, folder):
    parts.add(world.bob.pk, uuid4(), offset=0, content=b"abc")
    grow_old(folder, 23 * 60 * 60)
    assert run() == ""

    grow_old(folder, 25 * 60 * 60)

    assert run() == "Files deleted that nothing names: 1.\n"


def test_nothing_to_do_where_nothing_was_ever_sent(world):
    assert run() == ""

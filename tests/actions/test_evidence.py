"""Adding and removing evidence: once, within limits, while the assessment is open, and the disk as the rows say."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from stations.actions import assessments, evidence
from stations.actions.errors import AssessmentClosed, OperationReused, UnknownFactor
from stations.actions.evidence import FILES_PER_ASSESSMENT, FILES_PER_FACTOR, FileRefused, StoreFailed
from stations.files import store
from stations.files.kinds import Refusal
from stations.models import AuditEvent, Evidence, Factor
from stations.scorecards import context_from_plain
from tests.files import samples
from tests.worlds import attach, declare, make_edition, resubmit, submit

UPLOAD = uuid4()


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    return tmp_path


def add(world, content, *, code="S1", by=None, **fields):
    given = {
        "assessment": world.assessment,
        "factor": Factor.objects.get(edition=world.edition, code=code),
        "upload_id": UPLOAD,
        "content": content,
        "name": "C:\\照片\\合影.png",
        "caption": "培训",
        "by": by or world.bob,
    }
    return evidence.add(**given | fields)


def kept(world):
    return [path.name for path in store.stored()]


def test_photo_is_cleaned_kept_and_noted(world):
    row = add(world, samples.jpeg_of_a_phone())

    row.refresh_from_db()
    content = store.read(world.assessment.pk, row.sha256)
    assert (row.name, row.caption, row.media_type, row.added_by) == ("合影.png", "培训", "image/jpeg", world.bob)
    assert (row.size, b"Exif" in content) == (len(content), False)
    assert row.sent_sha256 != row.sha256
    event = AuditEvent.objects.get(action="evidence.add")
    assert event.detail == {"assessment": world.assessment.pk, "factor": "S1", "type": "image/jpeg", "size": row.size}


def test_same_upload_counts_once(world):
    first = add(world, samples.png())

    assert add(world, samples.png()) == first
    assert add(world, b"") == first
    assert Evidence.objects.count() == 1
    assert AuditEvent.objects.filter(action="evidence.add").count() == 1


@pytest.mark.parametrize("other", ["factor", "person", "removed"])
def test_number_of_an_upload_serves_no_other_file(world, other):
    first = add(world, samples.png())
    if other == "removed":
        evidence.remove(evidence=first, by=world.bob)
    fields = {"factor": {"code": "S2"}, "person": {"by": world.alice}, "removed": {}}[other]

    with pytest.raises(OperationReused):
        add(world, samples.png(), **fields)


def test_same_file_stands_once_at_a_factor_and_once_at_another(world):
    add(world, samples.png())

    with pytest.raises(FileRefused, match="already"):
        add(world, samples.png(), upload_id=uuid4())
    add(world, samples.png(), upload_id=uuid4(), code="S2")

    assert len(kept(world)) == 1


def test_removed_file_can_be_added_again(world):
    evidence.remove(evidence=add(world, samples.png()), by=world.bob)

    add(world, samples.png(), upload_id=uuid4())

    assert Evidence.objects.standing().count() == 1


REFUSED = {
    Refusal.EMPTY: b"",
    Refusal.HEIC: samples.heic(),
    Refusal.UNKNOWN: samples.SVG,
    Refusal.UNREADABLE: samples.jpeg()[:-40],
    Refusal.TOO_MANY_PIXELS: samples.png_bomb(),
    Refusal.ENCRYPTED: samples.locked_pdf("secret"),
    Refusal.ACTIVE: samples.pdf(samples.with_script),
    Refusal.TOO_LARGE: b"%PDF-" + b" " * 11_000_000,
}


def test_every_refusal_is_tried():
    assert set(REFUSED) == set(Refusal)


@pytest.mark.parametrize("refusal", REFUSED)
def test_refused_file_leaves_nothing_and_a_sentence(world, refusal):
    with pytest.raises(FileRefused) as refused:
        add(world, REFUSED[refusal])

    assert str(refused.value) == evidence.refusal_sentence(refusal)
    assert "%(" not in str(refused.value)
    assert (Evidence.objects.count(), kept(world)) == (0, [])


def test_factor_takes_so_many_files(world):
    for number in range(FILES_PER_FACTOR):
        attach(world.assessment, world.bob, b"%%PDF %d" % number)

    with pytest.raises(FileRefused, match=f"A factor takes {FILES_PER_FACTOR} files"):
        attach(world.assessment, world.bob, b"%PDF more")
    attach(world.assessment, world.bob, b"%PDF more", factor="S2")


def test_assessment_takes_so_many_files(world, monkeypatch):
    monkeypatch.setattr(evidence, "FILES_PER_FACTOR", FILES_PER_ASSESSMENT)
    for number in range(FILES_PER_ASSESSMENT):
        attach(world.assessment, world.bob, b"%%PDF %d" % number)

    with pytest.raises(FileRefused, match="An assessment takes"):
        attach(world.assessment, world.bob, b"%PDF more", factor="S2")


def test_removed_files_take_no_room(world):
    for number in range(FILES_PER_FACTOR + 1):
        evidence.remove(evidence=attach(world.assessment, world.bob, b"%%PDF %d" % number), by=world.bob)

    assert Evidence.objects.standing().count() == 0


def test_submitted_work_takes_no_file_and_gives_none_away(world):
    row = attach(world.assessment, world.bob)
    submit(world)

    with pytest.raises(AssessmentClosed):
        add(world, samples.png())
    with pytest.raises(AssessmentClosed):
        evidence.remove(evidence=row, by=world.bob)
    assert len(kept(world)) == 1


def test_factor_of_another_edition_is_refused(world):
    strange = make_edition("strange").factors.first()

    with pytest.raises(UnknownFactor):
        add(world, samples.png(), factor=strange)


def test_full_disk_is_said_and_no_row_is_left(world, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "write", full)

    with pytest.raises(StoreFailed):
        add(world, samples.png())

    assert not Evidence.objects.exists()


# What is taken away


def test_removed_file_is_deleted_where_it_was_never_submitted(world, django_capture_on_commit_callbacks):
    row = attach(world.assessment, world.bob)

    with django_capture_on_commit_callbacks(execute=True):
        evidence.remove(evidence=row, by=world.bob)

    row.refresh_from_db()
    assert (row.removed_by, kept(world)) == (world.bob, [])
    assert AuditEvent.objects.get(action="evidence.remove").detail == {"assessment": row.assessment_id, "factor": "S1"}


def test_content_that_another_factor_needs_stays(world, django_capture_on_commit_callbacks):
    row = attach(world.assessment, world.bob)
    attach(world.assessment, world.bob, factor="S2")

    with django_capture_on_commit_callbacks(execute=True):
        evidence.remove(evidence=row, by=world.bob)

    assert kept(world) == [row.sha256]


def test_removing_twice_is_noted_once(world):
    row = attach(world.assessment, world.bob)

    evidence.remove(evidence=row, by=world.bob)
    evidence.remove(evidence=row, by=world.alice)

    row.refresh_from_db()
    assert row.removed_by == world.bob
    assert AuditEvent.objects.filter(action="evidence.remove").count() == 1


def test_submitted_file_stays_after_its_removal(world, django_capture_on_commit_callbacks):
    row = attach(world.assessment, world.bob)
    submit(world)
    assessments.return_for_revision(assessment=world.assessment, reason="补充。", by=world.county_reviewer)

    with django_capture_on_commit_callbacks(execute=True):
        evidence.remove(evidence=row, by=world.bob)

    assert kept(world) == [row.sha256]


def test_row_that_fails_leaves_a_file_that_the_sweeper_finds(world, monkeypatch):
    def fail(*_arguments, **_options):
        raise IntegrityError

    monkeypatch.setattr(Evidence, "save", fail)

    with pytest.raises(IntegrityError), transaction.atomic():
        add(world, samples.png())

    assert (Evidence.objects.count(), len(kept(world))) == (0, 1)


# What a submission freezes


def test_snapshot_freezes_what_stands(world):
    declare(world.assessment, world.bob)
    row = attach(world.assessment, world.bob, caption="培训记录")
    attach(world.assessment, world.alice, b"%PDF-2", factor="W2", name="名册.pdf")
    evidence.remove(evidence=attach(world.assessment, world.bob, b"%PDF-3"), by=world.bob)

    snapshot = submit(world).snapshot

    entries = context_from_plain(snapshot.context).evidence
    assert [(entry.factor, entry.rater, entry.name, entry.caption) for entry in entries] == [
        ("S1", "R1", "台账.pdf", "培训记录"),
        ("W2", "R2", "名册.pdf", ""),
    ]
    assert (entries[0].sha256, entries[0].size) == (row.sha256, row.size)
    assert sorted(snapshot.evidence.values_list("name", flat=True)) == ["台账.pdf", "名册.pdf"]


def test_somebody_without_a_declared_sheet_is_the_station(world):
    attach(world.assessment, world.bob)

    assert [entry["rater"] for entry in submit(world).snapshot.context["evidence"]] == [""]


def test_snapshot_without_evidence_is_written_as_it_always_was(world):
    assert "evidence" not in submit(world).snapshot.context


def test_new_submission_has_the_evidence_of_its_day(world):
    row = attach(world.assessment, world.bob)
    submit(world)
    resubmit(world)

    assert [snapshot.evidence.get() for snapshot in world.assessment.snapshots.all()] == [row, row]

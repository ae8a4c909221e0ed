"""Background work from the order to the file, by the worker that an installation runs."""

import io
import os
import time
import zipfile
from datetime import timedelta

import openpyxl
import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.management.commands import db_worker
from pypdf import PdfReader

from stations import tasks
from stations.actions import assessments, report_batches
from stations.enums import BatchState
from stations.management.commands import worker
from stations.models import ReportBatch
from stations.reports import bundle, shelf
from stations.reports.report import Report
from stations.reports.seals import BLANK, sealed
from tests.worlds import submit, submit_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def tame(monkeypatch):
    """The worker's signal handlers would outlive the test, and the test's connection must outlive the worker."""
    monkeypatch.setattr(worker.Worker, "configure_signals", lambda self: None)
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)


@pytest.fixture
def quick(monkeypatch):
    """No report is really printed."""

    def print_report(record, edition, language):
        return Report(filename="", content=sealed(b"%PDF" + BLANK, shelf.newest_secret()))

    monkeypatch.setattr(shelf, "report_for", print_report)


@pytest.fixture
def world(world):
    submit(world)
    submit_for(world.foreign_assessment, world.charlie)
    return world


@pytest.fixture
def batch(world):
    return tasks.order_reports(
        division=world.prefecture, cycle=world.cycle, language="zh-hans", by=world.prefecture_viewer
    )


def work():
    call_command("worker", once=True)


def newest(batch):
    return ReportBatch.objects.get(pk=batch.pk)


def break_report_of(monkeypatch, code):
    """Printing one station's report fails."""
    whole = shelf.report_for

    def broken(record, edition, language):
        if record.context.station.code == code:
            raise RuntimeError("torn")
        return whole(record, edition, language)

    monkeypatch.setattr(shelf, "report_for", broken)


def test_what_goes_in_comes_out(batch, world):
    work()

    made = newest(batch)
    place = bundle.place_of(made)
    assert (made.state, made.size) == (BatchState.FINISHED, place.stat().st_size)
    with zipfile.ZipFile(place) as file:
        assert file.testzip() is None
        names = file.namelist()
        assert [name.split("/")[0] for name in names] == ["甲县", "乙县", "目录.xlsx", "目录.pdf"]
        assert names[0].startswith("甲县/SW990101001 东乡社工站")
        own = file.read(names[0])
        rows = list(openpyxl.load_workbook(io.BytesIO(file.read("目录.xlsx"))).active.values)
        index = "".join(page.extract_text() for page in PdfReader(io.BytesIO(file.read("目录.pdf"))).pages)
    assert own == shelf.place_of(world.assessment.snapshot.digest, "zh-hans").read_bytes()
    assert [row[0] for row in rows] == ["社工站代码", "SW990101001", "SW990102001"]
    assert [row[-1] for row in rows[1:]] == names[:2]
    assert "东乡社工站" in index
    assert "南乡社工站" in index


def test_report_that_was_taken_back_before_it_was_packed_has_a_remark(batch, world):
    assessments.withdraw(assessment=world.assessment, by=world.alice)
    work()

    with zipfile.ZipFile(bundle.place_of(batch)) as file:
        rows = list(openpyxl.load_workbook(io.BytesIO(file.read("目录.xlsx"))).active.values)
    assert [row[-1] for row in rows] == ["备注", "打包时已不是最新版本", None]


def test_report_that_fails_stops_no_other_and_is_named(quick, batch, monkeypatch, caplog):
    break_report_of(monkeypatch, "SW990101001")
    work()

    assert newest(batch).print_counts() == {"waiting": 0, "printed": 1, "failed": 1}
    with zipfile.ZipFile(bundle.place_of(batch)) as file:
        assert len(file.namelist()) == 3
        rows = list(openpyxl.load_workbook(io.BytesIO(file.read("目录.xlsx"))).active.values)
    assert rows[1][-1] == "未能生成"
    assert "torn" in caplog.text


def test_failed_report_is_made_when_it_is_tried_again(quick, batch, monkeypatch):
    with monkeypatch.context() as patch:
        break_report_of(patch, "SW990101001")
        work()
    tasks.try_again(batch=newest(batch), by=batch.ordered_by)
    work()

    assert newest(batch).print_counts() == {"waiting": 0, "printed": 2, "failed": 0}
    with zipfile.ZipFile(bundle.place_of(batch)) as file:
        assert len(file.namelist()) == 4


def test_cancelled_order_makes_nothing_more(batch):
    report_batches.cancel(batch=batch, by=batch.ordered_by)
    work()

    assert newest(batch).state == BatchState.CANCELLED
    assert newest(batch).print_counts()["waiting"] == 2
    assert not bundle.place_of(batch).exists()


def age(path, hours=25):
    then = time.time() - hours * 60 * 60
    os.utime(path, (then, then))


def is_swept(path):
    """Whether a day later nothing of it is left; before that nobody judges it."""
    worker.tidy()
    assert path.exists()
    age(path)
    worker.tidy()
    return not path.exists()


def test_order_that_is_cancelled_while_it_is_packed_offers_no_file(quick, batch, monkeypatch):
    packed = bundle.bind

    def bind_and_cancel(order):
        size = packed(order)
        report_batches.cancel(batch=order, by=order.ordered_by)
        assert bundle.place_of(order).exists()
        return size

    monkeypatch.setattr(bundle, "bind", bind_and_cancel)
    work()

    assert newest(batch).state == BatchState.CANCELLED
    assert not newest(batch).offers_file
    assert is_swept(bundle.place_of(batch))


def test_order_that_was_given_up_while_it_was_packed_leaves_no_file(quick, batch, monkeypatch):
    packed = bundle.bind

    def bind_too_late(order):
        tasks.give_up(tasks.bind_batch.module_path, [order.pk])
        return packed(order)

    monkeypatch.setattr(bundle, "bind", bind_too_late)
    work()

    assert newest(batch).state == BatchState.FAILED
    assert is_swept(bundle.place_of(batch))


def test_file_that_a_worker_could_not_finish_is_swept(batch, files):
    place = files / "batches" / ".new-abcdefgh"
    place.parent.mkdir()
    place.write_bytes(b"PK")

    assert is_swept(place)


@pytest.mark.parametrize("end", ["cancel", "fail", None])
def test_file_stays_until_it_expires_while_the_order_is_tried_again(quick, batch, monkeypatch, end):
    with monkeypatch.context() as patch:
        break_report_of(patch, "SW990101001")
        work()
    place, made = bundle.place_of(batch), newest(batch)
    tasks.try_again(batch=made, by=batch.ordered_by)
    if end == "cancel":
        report_batches.cancel(batch=batch, by=batch.ordered_by)
    elif end == "fail":
        report_batches.fail(batch)
    age(place)
    worker.tidy()

    assert place.exists()
    assert newest(batch).offers_file
    ReportBatch.objects.filter(pk=batch.pk).update(expires_at=timezone.now())
    worker.tidy()
    # What is at work will put a new one there.
    assert place.exists() == newest(batch).is_at_work


def test_order_that_could_not_be_packed_is_packed_when_it_is_tried_again(quick, batch, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(bundle, "INDEXES", 7)
        work()
    tasks.try_again(batch=newest(batch), by=batch.ordered_by)
    work()

    assert newest(batch).state == BatchState.FINISHED
    with zipfile.ZipFile(bundle.place_of(batch)) as file:
        assert len(file.namelist()) == 4


def test_order_that_cannot_be_packed_says_so(quick, batch, monkeypatch, caplog):
    monkeypatch.setattr(bundle, "INDEXES", 7)
    work()

    assert newest(batch).state == BatchState.FAILED
    assert "2 ordered, 2 made, 2 listed, 4 packed" in caplog.text
    assert not bundle.place_of(batch).exists()


def test_tidy_takes_away_what_has_expired(quick, batch):
    work()
    ReportBatch.objects.filter(pk=batch.pk).update(
        finished_at=timezone.now() - timedelta(days=9), expires_at=timezone.now() - timedelta(days=2)
    )
    age(bundle.place_of(batch))
    worker.tidy()

    assert newest(batch).state == BatchState.EXPIRED
    assert not bundle.place_of(batch).exists()


def test_task_may_run_twice(quick, batch):
    work()
    made = newest(batch)
    tasks.hand_out.call(batch.pk)
    tasks.print_report.call(batch.reports.first().pk)
    tasks.bind_batch.call(batch.pk)
    work()

    assert newest(batch).finished_at == made.finished_at
    assert newest(batch).print_counts() == made.print_counts()

"""All reports in one file, as the person sees it who orders them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from stations import tasks
from stations.actions import report_batches
from stations.enums import PrintState
from stations.models import ReportBatch
from stations.reports import bundle, shelf
from tests.views.pages import told
from tests.worlds import submit, submit_for


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES_DIR = tmp_path


@pytest.fixture
def submitted(world):
    submit(world)
    submit_for(world.foreign_assessment, world.charlie)
    return world


@pytest.fixture
def viewer(world, visit):
    return visit(world.prefecture_viewer)


@pytest.fixture
def url(world):
    return reverse("reports_order", args=[world.prefecture.pk])


@pytest.fixture
def batch(submitted):
    return tasks.order_reports(
        division=submitted.prefecture, cycle=submitted.cycle, language="en", by=submitted.prefecture_viewer
    )


def finish(batch, outcome=PrintState.PRINTED):
    for report in batch.reports.all():
        report_batches.settle(report, outcome)
    place = bundle.place_of(batch)
    place.parent.mkdir(parents=True)
    place.write_bytes(b"PK")
    report_batches.finish(batch, size=2)


def test_order_leads_to_its_progress(submitted, viewer, url):
    page = viewer.post(url, {"cycle": submitted.cycle.pk, "language": "zh-hans"}, follow=True)

    batch = ReportBatch.objects.get()
    assert page.redirect_chain == [(batch.get_absolute_url(), 302)]
    assert (batch.language, batch.reports.count()) == ("zh-hans", 2)
    assert "0 of 2 reports made" in page.content.decode()
    assert "data-progress" in page.content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"cycle": 0, "language": "en"}, "Select a valid choice"),
        ({"cycle": None, "language": "fr"}, "Select a valid choice"),
        ({"cycle": None, "language": "en"}, "These reports are being made already"),
    ],
)
def test_order_that_cannot_be_says_why(batch, world, viewer, url, fields, sentence):
    fields = {name: world.cycle.pk if value is None else value for name, value in fields.items()}
    page = viewer.post(url, fields)

    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert ReportBatch.objects.count() == 1


def test_script_is_told_how_far_the_order_is(batch, viewer):
    answer = viewer.get(batch.get_absolute_url(), headers={"Accept": "application/json"})
    assert answer.json() == {"text": "0 of 2 reports made", "done": 0, "state": "printing"}


def test_order_before_anybody_submitted_says_so(world, viewer, url):
    page = viewer.post(url, {"cycle": world.cycle.pk, "language": "en"})
    assert "no report to pack" in page.content.decode()


def test_division_without_a_cycle_offers_nothing(world, viewer, url):
    world.cycle.assessments.all().delete()
    world.cycle.delete()
    assert "Make the file" not in viewer.get(url).content.decode()


def test_link_chooses_the_cycle(world, viewer, url):
    assert viewer.get(f"{url}?cycle={world.cycle.pk}").context["form"]["cycle"].value() == str(world.cycle.pk)


def test_finished_file_is_fetched_under_its_name(batch, viewer):
    finish(batch)
    page = viewer.get(batch.get_absolute_url()).content.decode()
    file = viewer.get(reverse("report_batch_file", args=[batch.pk]))

    assert "Download the file (2\xa0bytes)" in page
    assert "data-progress" not in page
    assert b"".join(file.streaming_content) == b"PK"
    assert "feasibility%20reports" in file["Content-Disposition"]
    assert file["Cache-Control"] == "private, no-store"


def test_file_that_is_gone_is_explained(batch, viewer):
    finish(batch)
    bundle.place_of(batch).unlink()
    page = viewer.get(reverse("report_batch_file", args=[batch.pk]), follow=True)
    assert told(page) == ["There is no file to fetch. Look at the state of the order."]
    assert "The file is no longer kept." in page.content.decode()


def test_file_whose_time_is_over_is_not_handed_out(batch, viewer, url):
    finish(batch, PrintState.FAILED)
    now = timezone.now()
    ReportBatch.objects.filter(pk=batch.pk).update(finished_at=now - timedelta(days=7), expires_at=now)
    page = viewer.get(reverse("report_batch_file", args=[batch.pk]), follow=True)

    assert bundle.place_of(batch).exists()
    assert told(page) == ["There is no file to fetch. Look at the state of the order."]
    assert "The file is no longer kept." in page.content.decode()
    assert "Download the file" not in page.content.decode()
    assert "Try the failed ones again" not in page.content.decode()
    for address in (batch.get_absolute_url(), url):
        assert '<span class="state-tag state-tag--expired">Expired</span>' in viewer.get(address).content.decode()


def test_failed_reports_are_tried_again(batch, viewer):
    finish(batch, PrintState.FAILED)
    page = viewer.get(batch.get_absolute_url()).content.decode()
    assert "2 reports could not be made" in page

    viewer.post(reverse("report_batch_retry", args=[batch.pk]))
    assert batch.print_counts() == {"waiting": 2, "printed": 0, "failed": 0}


def cancel(batch):
    report_batches.cancel(batch=batch, by=batch.ordered_by)


@pytest.mark.parametrize("end", [lambda batch: None, cancel, report_batches.fail])
def test_file_that_was_made_before_is_offered_until_the_next(batch, viewer, end):
    finish(batch, PrintState.FAILED)
    viewer.post(reverse("report_batch_retry", args=[batch.pk]))
    end(batch)

    page = viewer.get(batch.get_absolute_url()).content.decode()
    file = viewer.get(reverse("report_batch_file", args=[batch.pk]))

    assert "The file that was made before can still be fetched, until" in page
    assert "Download the file (2\xa0bytes)" in page
    assert b"".join(file.streaming_content) == b"PK"


def test_order_that_could_not_be_packed_is_tried_again(batch, viewer):
    for report in batch.reports.all():
        report_batches.settle(report, PrintState.PRINTED)
    report_batches.fail(batch)
    page = viewer.get(batch.get_absolute_url()).content.decode()
    assert "The file could not be packed. Try again;" in page

    page = viewer.post(reverse("report_batch_retry", args=[batch.pk]), follow=True).content.decode()
    assert "Being packed" in page
    assert "Cancel this order" in page


def test_cancelling_twice_is_explained(batch, viewer):
    cancel = reverse("report_batch_cancel", args=[batch.pk])
    assert told(viewer.post(cancel, follow=True)) == ["The order is cancelled."]
    assert told(viewer.post(cancel, follow=True)) == ["This order is not at work any more."]


@pytest.mark.parametrize("state", ["expired", "failed", "binding"])
def test_every_state_has_its_page(batch, viewer, state):
    ReportBatch.objects.filter(pk=batch.pk).update(state=state)
    assert viewer.get(batch.get_absolute_url()).status_code == 200


def test_progress_asks_as_often_for_many_reports_as_for_few(submitted, viewer, batch):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            viewer.get(batch.get_absolute_url())
        return len(queries)

    few = asked()
    batch.reports.last().delete()
    assert asked() == few


def test_settled_report_is_printed_once(submitted, visit, monkeypatch):
    url = reverse("report", args=[submitted.assessment.pk, "en"])
    reviewer = visit(submitted.county_reviewer)
    first = reviewer.get(url)
    monkeypatch.setattr(shelf, "report_for", None)
    again = reviewer.get(url)

    assert first.content.startswith(b"%PDF")
    assert again.content == first.content
    assert again["Content-Disposition"] == first["Content-Disposition"]

"""How long a report takes, alone and in the background, beside what WeasyPrint and a disk need at least.

Run from the project's root: PYTHONPATH=bin python -m tests.benchmarks report [--short]
It makes an installation of its own on SQLite, with one station of four raters and 28 factors. Reports and downloads are
measured in processor seconds, by turns; of the workers, wall time alone tells how well they share the machine.
"""

import gc
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.benchmarks.rows import ROOT, Row, load
from tests.e2e.process import environment, manage

LANGUAGE = "zh-hans"
RATERS = 4
PAGE = os.sysconf("SC_PAGE_SIZE")
MEGABYTE = 2**20


@dataclass(frozen=True, kw_only=True)
class Amounts:
    """How often each thing is done."""

    runs: int
    downloads: int
    """Of a report that stands on the shelf."""
    pair: int
    """Reports for one worker, and as many for two."""
    ordered: int
    printed: int
    """By one process, whose memory is looked at."""
    every: int


WHOLE = Amounts(runs=7, downloads=300, pair=16, ordered=100, printed=500, every=50)
SHORT = Amounts(runs=3, downloads=100, pair=6, ordered=10, printed=20, every=5)


# What is done in a process of its own, within the installation; the last line of each is a result as JSON.


def make_world(snapshots: int) -> object:
    """A submitted assessment, and as many snapshots of it as reports will be ordered."""
    from stations.actions import assessments, cycles, ratings, sheets  # noqa: PLC0415 -- after setup
    from stations.enums import (  # noqa: PLC0415 -- after setup
        AppointmentRole,
        CycleKind,
        DivisionLevel,
        MembershipRole,
    )
    from stations.models import Division, Snapshot  # noqa: PLC0415 -- after setup
    from tests import worlds  # noqa: PLC0415 -- after setup
    from tests.reports.records import make_library_edition  # noqa: PLC0415 -- after setup

    county = Division.objects.plant(code="990000", level=DivisionLevel.PROVINCE, name="示例省")
    for code, level in (("990100", DivisionLevel.PREFECTURE), ("990101", DivisionLevel.COUNTY)):
        county = Division.objects.plant(parent=county, code=code, level=level, name=f"示例{level.label}")
    edition = make_library_edition()
    station = worlds.make_station(county, "990101803", "埇桥")
    raters = [worlds.make_member(f"rater{number}", station, MembershipRole.WORKER) for number in range(RATERS - 1)]
    lead = worlds.make_member("lead", station, MembershipRole.LEAD)
    cycles.open_cycle(
        division=county,
        edition=edition,
        kind=CycleKind.ANNUAL,
        year=2021,
        quarter=None,
        opens_on=date(2021, 1, 10),
        due_on=date(2021, 3, 10),
        by=worlds.make_official("reviewer", county, AppointmentRole.REVIEWER),
    )
    assessment = station.assessments.get()
    for number, rater in enumerate([*raters, lead]):
        sheet = sheets.open_sheet(assessment=assessment, by=rater)
        for place, factor in enumerate(edition.factors.all()):
            value = worlds.degree((place * 7 + number * 3 + place // 4) % 5 + 1)
            ratings.rate(sheet=sheet, factor=factor, value=value, base_revision=0, operation_id=uuid4(), by=rater)
        sheets.declare(sheet=sheet, by=rater)
    snapshot = assessments.submit(assessment=assessment, by=lead).snapshot
    for number in range(2, snapshots + 2):
        snapshot.pk, snapshot.number, snapshot.digest = None, number, f"{number:064x}"
        snapshot.save(force_insert=True)
    return {"assessment": assessment.pk, "lead": lead.pk, "snapshots": Snapshot.objects.count()}


def press(assessment_pk: int, runs: int) -> object:
    """Processor seconds of our whole way, and of WeasyPrint alone on the same HTML, by turns and warm."""
    from django.utils import timezone, translation  # noqa: PLC0415 -- after setup

    from stations import tasks  # noqa: F401, PLC0415 -- what a worker holds
    from stations.models import Assessment  # noqa: PLC0415 -- after setup
    from stations.reports import pdf  # noqa: PLC0415 -- after setup
    from stations.reports.document import document_of  # noqa: PLC0415 -- after setup
    from stations.reports.material import Material  # noqa: PLC0415 -- after setup
    from stations.reports.report import report_for  # noqa: PLC0415 -- after setup
    from stations.reports.texts import texts_of  # noqa: PLC0415 -- after setup
    from stations.scorecards import record_of  # noqa: PLC0415 -- after setup

    before = memory()

    def whole() -> None:
        assessment = Assessment.objects.select_related("edition").get(pk=assessment_pk)
        report_for(record_of(assessment, at=timezone.now()), assessment.edition, LANGUAGE)

    whole()
    assessment = Assessment.objects.select_related("edition").get(pk=assessment_pk)
    with translation.override(LANGUAGE):
        record, texts = record_of(assessment, at=timezone.now()), texts_of(assessment.edition, LANGUAGE)
        html = pdf.markup(document_of(Material(record=record, texts=texts, language=LANGUAGE)))

    def bare() -> None:
        tools = pdf.press()
        page = tools.weasyprint.HTML(string=html, url_fetcher=tools.fetcher)
        profile = {pdf.COLOURS: pdf.colour_profile()}
        options = {"pdf_variant": "pdf/a-3a", "output_intent": pdf.COLOURS}
        page.render(tools.fonts, None, profile, stylesheets=[tools.styles], **options).write_pdf(**options)

    bare()
    taken: dict[str, list[float]] = {"whole": [], "bare": []}
    for _ in range(runs):
        for name, work in (("whole", whole), ("bare", bare)):
            gc.collect()  # neither clears away what the other left
            taken[name].append(processor_seconds(work))
    return {"before": before, **taken}


def downloads(assessment_pk: int, lead_pk: int, times: int) -> object:
    """Seconds of a report that stands on the shelf, and of the same file from a view that does nothing but open it.

    The middlewares are the same, and both load the session and the person who asks; rights and name are the report's.
    """
    from django.test import Client, override_settings  # noqa: PLC0415 -- after setup
    from django.urls import reverse  # noqa: PLC0415 -- after setup

    from swot_app.accounts.models import User  # noqa: PLC0415 -- after setup

    client = Client()
    client.force_login(User.objects.get(pk=lead_pk), backend="swot_app.accounts.sessions.OfficeBackend")
    address = reverse("report", args=[assessment_pk, LANGUAGE])

    def ask(path: str) -> bytes:
        answer = client.get(path, headers={"host": "127.0.0.1"})
        if answer.status_code != HTTPStatus.OK:
            raise SystemExit(f"{path} answers {answer.status_code} {answer.headers.get('Location', '')}.")
        return b"".join(answer)

    content = ask(address)
    Path(os.environ["SWOT_BARE_FILE"]).write_bytes(content)
    taken: dict[str, list[float]] = {"shelf": [], "plain": []}
    with override_settings(ROOT_URLCONF="tests.benchmarks.plain_file"):
        assert ask("/plain-file/") == content
        for _ in range(times):
            taken["shelf"].append(processor_seconds(lambda: ask(address)))
            taken["plain"].append(processor_seconds(lambda: ask("/plain-file/")))
    return {"size": len(content), **taken}


def order(assessment_pk: int, first: int, count: int) -> object:
    """Hand reports to the workers, as an order does once its first task is done.

    That task would keep the one worker while the other, finding nothing, leaves: `--once` does not wait.
    """
    from stations import tasks  # noqa: PLC0415 -- after setup
    from stations.models import Assessment, BatchReport, ReportBatch, Snapshot  # noqa: PLC0415 -- after setup
    from swot_app.accounts.models import User  # noqa: PLC0415 -- after setup

    assessment = Assessment.objects.select_related("cycle", "station__division").get(pk=assessment_pk)
    batch = ReportBatch.objects.create(
        division=assessment.station.division,
        cycle=assessment.cycle,
        language=LANGUAGE,
        ordered_by=User.objects.get(username="lead"),
    )
    keys = Snapshot.objects.filter(number__gt=first, number__lte=first + count).values_list("pk", flat=True)
    BatchReport.objects.bulk_create(
        [BatchReport(batch=batch, snapshot_id=key, place=place) for place, key in enumerate(keys, start=1)]
    )
    tasks.hand_out.call(batch.pk)
    return batch.pk


def count_printed(batch: int) -> object:
    from stations.models import BatchReport  # noqa: PLC0415 -- after setup

    return BatchReport.objects.printed().filter(batch=batch).count()


def growth(assessment_pk: int, printed: int, every: int) -> object:
    """Megabytes in memory after so many reports."""
    from stations.models import Assessment, Snapshot  # noqa: PLC0415 -- after setup
    from stations.reports.report import report_for  # noqa: PLC0415 -- after setup
    from stations.scorecards import record_from  # noqa: PLC0415 -- after setup

    sizes = []
    edition = Assessment.objects.select_related("edition").get(pk=assessment_pk).edition
    for number in range(1, printed + 1):
        snapshot = Snapshot.objects.filter(assessment=assessment_pk).earliest("number")
        report_for(record_from(snapshot), edition, LANGUAGE)
        if number % every == 0:
            sizes.append(memory())
    return sizes


INSIDE: dict[str, Callable[..., object]] = {
    work.__name__: work for work in (make_world, press, downloads, order, count_printed, growth)
}


def memory() -> float:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE / MEGABYTE


def processor_seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


# What the measuring process does


def inside(variables: dict[str, str], work: str, *numbers: int) -> Any:
    command = [sys.executable, "-m", "tests.benchmarks.report", work, *map(str, numbers)]
    done = subprocess.run(command, cwd=ROOT, env=variables, check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def worked_off(variables: dict[str, str], workers: int) -> tuple[float, float]:
    """Seconds and processor seconds until as many workers have done what was ordered."""
    used = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    started = time.perf_counter()
    command = [sys.executable, "manage.py", "worker", "--once"]
    running = [subprocess.Popen(command, cwd=ROOT, env=variables, stderr=subprocess.DEVNULL) for _ in range(workers)]
    for process in running:
        process.wait()
    return time.perf_counter() - started, sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) - used


def measure(*, short: bool) -> Iterator[Row]:
    amounts = SHORT if short else WHOLE
    with tempfile.TemporaryDirectory(prefix="swot-report-") as folder:
        data = Path(folder)
        (data / "static").mkdir()
        variables = {**environment(data), "SWOT_BARE_FILE": str(data / "bare.pdf")}
        manage(["migrate", "--verbosity=0"], variables)
        world = inside(variables, "make_world", amounts.pair * 2 + amounts.ordered)
        yield from press_rows(variables, world, amounts)
        yield from background_rows(variables, world, amounts)
        sizes = inside(variables, "growth", world["assessment"], amounts.printed, amounts.every)
        grown = ", ".join(f"{size:.0f}" for size in sizes)
        yield (
            f"Memory of one process after each {amounts.every} reports",
            f"{sizes[-1]:.0f} MB",
            f"{grown} MB ({load()})",
        )


def press_rows(variables: dict[str, str], world: dict[str, int], amounts: Amounts) -> Iterator[Row]:
    found = inside(variables, "press", world["assessment"], amounts.runs)
    whole, bare = statistics.median(found["whole"]), statistics.median(found["bare"])
    yield "Memory of a worker before its first report", f"{found['before']:.0f} MB", "at most 120 MB"
    beside = f"WeasyPrint alone on the same HTML {bare:.2f} s: {whole / bare:.2f} ×, at most 1.10 × ({load()})"
    yield f"A report, {RATERS} raters and 28 factors, warm, processor", f"{whole:.2f} s", beside
    found = inside(variables, "downloads", world["assessment"], world["lead"], amounts.downloads)
    shelf, plain = (statistics.median(found[name]) * 1000 for name in ("shelf", "plain"))
    beside = f"a plain file behind the same middlewares, sign-in too, {plain:.1f} ms: {shelf / plain:.2f} ×, at most 2 × ({load()})"
    yield f"A report from the shelf, its seal checked, {found['size'] // 1000} kB, processor", f"{shelf:.1f} ms", beside


def background_rows(variables: dict[str, str], world: dict[str, int], amounts: Amounts) -> Iterator[Row]:
    first, alone = 1, 0.0
    for workers, count in ((1, amounts.pair), (2, amounts.pair), (2, amounts.ordered)):
        batch = inside(variables, "order", world["assessment"], first, count)
        seconds, processor = worked_off(variables, workers)
        done, first, alone = inside(variables, "count_printed", batch), first + count, alone or seconds
        if done != count:
            raise SystemExit(f"Of {count} reports {done} were printed.")
        beside = f"{processor:.1f} s of processor"
        if (workers, count) == (2, amounts.pair):
            beside += f"; {alone / seconds:.2f} × as fast as one, at least 1.8 ×"
        what = f"{count} reports in the background, {workers} worker{'s' if workers > 1 else ''} from a cold start"
        yield what, f"{seconds:.1f} s", f"{beside} ({load()})"


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps(INSIDE[sys.argv[1]](*map(int, sys.argv[2:]))) + "\n")

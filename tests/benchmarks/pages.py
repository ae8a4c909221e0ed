"""The pages of a county, a prefecture, a province and the nation: beside the bare SQL, and as assessments grow.

Run from the project's root: PYTHONPATH=bin python -m tests.benchmarks pages
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from launcher import cluster

from tests.benchmarks.rows import ROOT, Row, hand_over, load, milliseconds, taken_over
from tests.e2e.process import environment, manage

SECONDS_AT_MOST = 600
TIMES = 5
# Stations and yearly cycles; the last but one is the whole world, with its ratings.
SHORT = [(1_000, 1, False), (5_000, 2, False)]
WHOLE = [(1_000, 1, False), (10_000, 1, False), (41_352, 1, False), (41_352, 10, True), (50_000, 10, False)]


def measure(*, short: bool) -> Iterator[Row]:
    for stations, cycles, with_ratings in SHORT if short else WHOLE:
        for name in ("SQLite", "PostgreSQL"):
            with cluster.running() if name == "PostgreSQL" else nullcontext("") as url:
                yield from measured(name, url, stations, cycles, with_ratings=with_ratings)


def measured(name: str, url: str, stations: int, cycles: int, *, with_ratings: bool) -> Iterator[Row]:
    head = f"{name}, {stations * cycles:,} assessments"
    with tempfile.TemporaryDirectory(prefix="swot-pages-") as folder:
        variables = environment(Path(folder), url) | {"LOG_LEVEL": "WARNING"}
        manage(["migrate", "--verbosity=0"], variables)
        manage(["collectstatic", "--noinput", "--verbosity=0"], variables)
        options = ["--stations", str(stations), "--cycles", str(cycles), *([] if with_ratings else ["--no-ratings"])]
        started = time.monotonic()
        made = run(["tests.benchmarks.world", *options], variables)
        yield f"{head}: world made", f"{time.monotonic() - started:.0f} s", made.strip()
        for what, figure, beside in taken_over(run(["tests.benchmarks.pages"], variables)):
            yield f"{head}: {what}", figure, beside


def run(module: list[str], variables: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *module],
        cwd=ROOT,
        env=variables,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        timeout=SECONDS_AT_MOST,
    )
    return done.stdout


# Within the process that knows the database


def page_rows() -> Iterator[Row]:
    import django  # noqa: PLC0415 -- the process that starts this one needs no Django

    django.setup()
    from django.test import Client  # noqa: PLC0415 -- after the set-up

    from stations.enums import DivisionLevel  # noqa: PLC0415 -- after the set-up
    from stations.models import Division  # noqa: PLC0415 -- after the set-up
    from swot_app.accounts.models import User  # noqa: PLC0415 -- after the set-up

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(username="nation"), "swot_app.accounts.sessions.OfficeBackend")
    levels = [DivisionLevel.COUNTY, DivisionLevel.PREFECTURE, DivisionLevel.PROVINCE, DivisionLevel.NATION]
    for level in levels:
        division = Division.objects.filter(level=level).order_by("pk")[0]
        path = division.get_absolute_url()
        yield row(f"page of a {level.value}", lambda path=path: fetch(client, path))
        yield row(f"figures of a {level.value}, without drawing", lambda division=division: figures(division))
        if level == DivisionLevel.NATION:
            yield row("page of the nation's cycles", lambda path=path: fetch(client, f"{path}cycles/"))


def fetch(client: Any, path: str) -> None:
    answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answers {answer.status_code}.")


def figures(division: Any) -> None:
    """All that the page tells of many stations, before it is drawn."""
    from stations.models import Cycle  # noqa: PLC0415 -- after the set-up
    from stations.rollups import completion_of, rollup_of  # noqa: PLC0415 -- after the set-up

    completion_of(division, Cycle.objects.all()[0])
    rollup_of(division)


def row(what: str, work: Callable[[], None]) -> Row:
    """How long it takes beside its SQL alone: the same statements, their rows fetched and dropped."""
    taken, queries = milliseconds(work, TIMES), asked(work)
    sql = milliseconds(lambda: ask(queries), TIMES)
    return (
        what,
        f"{taken:.0f} ms",
        f"its SQL {sql:.0f} ms, the rest {taken - sql:.0f} ms; {taken / sql:.1f} × ({load()})",
    )


def asked(work: Callable[[], None]) -> list[str]:
    from django.db import connection  # noqa: PLC0415 -- after the set-up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- after the set-up

    with CaptureQueriesContext(connection) as captured:
        work()
    return [query["sql"] for query in captured if query["sql"].lstrip().startswith(("SELECT", "WITH"))]


def ask(queries: list[str]) -> None:
    from django.db import connection  # noqa: PLC0415 -- after the set-up

    with connection.cursor() as cursor:
        for query in queries:
            cursor.execute(query)
            cursor.fetchall()


if __name__ == "__main__":
    hand_over(page_rows())

"""How fast answers are saved when twenty people rate at once, and how fast the page is on which they do.

Run from the project's root: PYTHONPATH=bin python -m tests.benchmarks saves
It talks to its own server of two processes on this machine alone, sends a fixed number of answers and gives up after two
minutes. Beside each stands a bare view behind the same middlewares and server, which writes one row or none.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from launcher import cluster

from tests.benchmarks.rows import Row, load
from tests.benchmarks.wire import Wire
from tests.e2e.process import ROOT, Server, manage

# 28 factors, answered and then changed six times over; the server takes at most 300 from one person in a minute.
PEOPLE, SAVES_EACH, STATIONS = 20, 196, 10
SECONDS_AT_MOST = 120
SAVES_EACH_SHORT = 56
RUNS = 2
VISITS = 100
SAVE, BARE = "/api/operations/", "/bare/"


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in, and whose sheet it is."""

    user: int
    session: str
    assessment: int


@dataclass(frozen=True)
class Figures:
    """What one run came to."""

    taken: list[float]
    seconds: float

    @property
    def rate(self) -> float:
        return len(self.taken) / self.seconds

    def percentile(self, share: int) -> float:
        """In milliseconds."""
        return statistics.quantiles(self.taken, n=100, method="inclusive")[share - 1] * 1000

    @property
    def spread(self) -> str:
        return (
            f"p50 {self.percentile(50):.0f} ms, p95 {self.percentile(95):.0f} ms, most {max(self.taken) * 1000:.0f} ms"
        )


class Sender:
    """A person's browser: one connection, one answer after another."""

    def __init__(self, port: int, person: Person, codes: list[str]) -> None:
        self.wire = Wire(port, person.session)
        self.person, self.codes = person, codes

    def send_all(self, path: str, bodies: list[dict], word: bytes, until: float) -> list[float]:
        """The seconds that each answer took; fewer where the time is up."""
        requests = [self.wire.request(path, body) for body in bodies]
        taken = []
        for request in requests:
            if time.monotonic() > until:
                break
            started = time.perf_counter()
            answer = self.wire.ask(request)
            taken.append(time.perf_counter() - started)
            if word not in answer:
                raise SystemExit(f"This is no answer: {answer.decode()}")
        return taken

    def visits(self, path: str, times: int) -> list[float]:
        """The seconds that each visit of a page took."""
        request, taken = self.wire.visit(path), []
        for _ in range(times):
            started = time.perf_counter()
            answer = self.wire.ask(request)
            taken.append(time.perf_counter() - started)
            if not answer.startswith(b"HTTP/1.1 200"):
                raise SystemExit(f"This is no page: {answer[:200].decode()}")
        return taken

    def saves(self, first: int, count: int) -> list[dict]:
        return [self.save(number) for number in range(first, first + count)]

    def save(self, number: int) -> dict:
        base, place = divmod(number, len(self.codes))
        note = f"第{base + 1}次的一句说明。"
        value = {"kind": "degree", "degree": base % 5 + 1, "importance": None, "reason": "", "note": note}
        operation = {
            "op_id": str(uuid4()),
            "kind": "rate",
            "assessment": self.person.assessment,
            "factor": self.codes[place],
            "value": value,
            "base_rev": base,
        }
        return {"user": self.person.user, "operations": [operation]}

    def bare(self, count: int) -> list[dict]:
        return [{"op_id": str(uuid4()), "assessment": self.person.assessment} for _ in range(count)]


def print_people() -> None:
    """Within the server's environment: make the people and print who they are, as JSON."""
    import django  # noqa: PLC0415 -- the measuring process itself needs no Django

    django.setup()
    from django.conf import settings  # noqa: PLC0415 -- after setup

    # Nobody signs in with a password here.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415 -- after setup

    from stations.enums import MembershipRole  # noqa: PLC0415 -- after setup
    from swot_app.accounts.sessions import SessionStore  # noqa: PLC0415 -- after setup
    from tests import worlds  # noqa: PLC0415 -- after setup

    world = worlds.make_world()
    stations = [worlds.make_station(world.county, f"9901018{number:02}", f"站{number}") for number in range(STATIONS)]
    edition = worlds.make_edition("2099-1", factors=7)
    cycle = worlds.open_cycle(world, world.county, year=2021, edition=edition)
    people = []
    for number in range(PEOPLE):
        station = stations[number % STATIONS]
        user = worlds.make_member(f"rater{number}", station, MembershipRole.WORKER)
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "swot_app.accounts.sessions.OfficeBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        people.append([user.pk, session.session_key, station.assessments.get(cycle=cycle).pk])
    codes = list(edition.factors.values_list("code", flat=True))
    sys.stdout.write(json.dumps({"people": people, "codes": codes}))


@contextmanager
def running_server(database: str) -> Iterator[list[Sender]]:
    with tempfile.TemporaryDirectory(prefix="swot-saves-") as folder:
        data = Path(folder)
        server = Server(data=data, database=database)
        server.application = "tests.benchmarks.bare:application"
        manage(["migrate", "--verbosity=0"], server.variables)
        manage(["collectstatic", "--noinput", "--verbosity=0"], server.variables)
        command = [sys.executable, "-m", "tests.benchmarks.saves"]
        printed = subprocess.run(command, cwd=ROOT, env=server.variables, check=True, capture_output=True, text=True)
        world = json.loads(printed.stdout)
        server.start()
        try:
            yield [Sender(server.port, Person(*person), world["codes"]) for person in world["people"]]
        finally:
            server.stop()


def measure(*, short: bool) -> Iterator[Row]:
    # What is measured here has to survive a power cut, as production's has.
    cluster.QUICK = ()
    yield from measured("SQLite", "", short=short)
    with cluster.running() as url:
        yield from measured("PostgreSQL", url, short=short)


def measured(name: str, database: str, *, short: bool) -> Iterator[Row]:
    """Each run's saves, the bare view's, and the page of a quadrant."""
    each, runs = (SAVES_EACH_SHORT, 1) if short else (SAVES_EACH, RUNS)
    with running_server(database) as senders:
        yield from save_rows(name, senders, each, runs)
        yield from page_rows(name, senders[0])


def save_rows(name: str, senders: list[Sender], each: int, runs: int) -> Iterator[Row]:
    busy = load()
    bare = together(senders, BARE, [sender.bare(each) for sender in senders], b"true")
    yield f"{name}: bare view, {PEOPLE} people at once", f"{bare.rate:.0f} rows/s", f"{bare.spread} ({busy})"
    for number in range(runs):
        if number:
            # As many again would be more than one person may send in a minute.
            wait_for_the_next_minute()
        busy = load()
        run = together(senders, SAVE, [sender.saves(number * each, each) for sender in senders], b'"applied"')
        times = bare.rate / run.rate
        beside = f"{run.spread}; {times:.1f} × the bare view's time ({busy})"
        yield f"{name}: ratings saved, {PEOPLE} people at once", f"{run.rate:.0f} saves/s", beside


def page_rows(name: str, sender: Sender) -> Iterator[Row]:
    path = f"/assessments/{sender.person.assessment}/rate/S/"
    sender.visits(path, 20)
    page, bare = (Figures(sender.visits(each, VISITS), 1) for each in (path, BARE))
    times = page.percentile(50) / bare.percentile(50)
    what = f"{name}: page of a quadrant, one person"
    yield (
        what,
        f"{page.percentile(50):.1f} ms",
        f"p95 {page.percentile(95):.1f} ms; {times:.1f} × a bare view ({load()})",
    )


def wait_for_the_next_minute() -> None:
    time.sleep(60.5 - time.time() % 60)


def together(senders: list[Sender], path: str, bodies: list[list[dict]], word: bytes) -> Figures:
    until = time.monotonic() + SECONDS_AT_MOST
    started = time.perf_counter()
    with ThreadPoolExecutor(PEOPLE) as pool:
        jobs = [
            pool.submit(sender.send_all, path, own, word, until) for sender, own in zip(senders, bodies, strict=True)
        ]
        taken = [seconds for job in jobs for seconds in job.result()]
    return Figures(taken, time.perf_counter() - started)


if __name__ == "__main__":
    print_people()

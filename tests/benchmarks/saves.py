"""How fast answers are saved when twenty people rate at once: one real server of two processes, on each database.

Run from the project's root: PYTHONPATH=bin python -m tests.benchmarks.saves
It talks to its own server on this machine alone, sends a fixed number of answers and gives up after two minutes. Beside
the answers it measures a bare view behind the same middlewares, which writes one row: what the server can do at most.
"""

import json
import os
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

from tests.benchmarks.wire import Wire
from tests.e2e.process import ROOT, Server, manage

# 28 factors, answered and then changed six times over; the server takes at most 300 from one person in a minute.
PEOPLE, SAVES_EACH, STATIONS = 20, 196, 10
SECONDS_AT_MOST = 120
RUNS = 3
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

    def row(self, name: str) -> str:
        percentiles = statistics.quantiles(self.taken, n=100, method="inclusive")
        figures = [percentiles[49] * 1000, percentiles[94] * 1000, max(self.taken) * 1000]
        return f"{name:<26}{len(self.taken):>7}{self.seconds:>9.1f}{self.rate:>10.1f}" + "".join(
            f"{figure:>9.0f}" for figure in figures
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

    def saves(self, run: int) -> list[dict]:
        return [self.save(run * SAVES_EACH + number) for number in range(SAVES_EACH)]

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

    def bare(self) -> list[dict]:
        return [{"op_id": str(uuid4()), "assessment": self.person.assessment} for _ in range(SAVES_EACH)]


def print_people() -> None:
    """Within the server's environment: make the people and print who they are, as JSON."""
    import django  # noqa: PLC0415 -- the measuring process itself needs no Django

    django.setup()
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
        (data / "static").mkdir()
        server = Server(data=data, database=database)
        server.application = "tests.benchmarks.bare:application"
        manage(["migrate", "--verbosity=0"], server.variables)
        command = [sys.executable, "-m", "tests.benchmarks.saves", "people"]
        printed = subprocess.run(command, cwd=ROOT, env=server.variables, check=True, capture_output=True, text=True)
        world = json.loads(printed.stdout)
        server.start()
        try:
            yield [Sender(server.port, Person(*person), world["codes"]) for person in world["people"]]
        finally:
            server.stop()


def measure(name: str, database: str) -> Iterator[str]:
    """The rows of one database: each run's saves, the bare view's, and how many times longer a save takes."""
    with running_server(database) as senders:
        runs = []
        for number in range(RUNS):
            # As many again would be more than one person may send in a minute.
            wait_for_the_next_minute()
            load = os.getloadavg()[0]
            runs.append(together(senders, SAVE, [sender.saves(number) for sender in senders], b'"applied"'))
            yield runs[-1].row(f"{name}, load {load:.1f}")
        bare = together(senders, BARE, [sender.bare() for sender in senders], b"true")
        yield bare.row(f"{name}, a bare view")
        ratio = bare.rate / max(run.rate for run in runs)
        yield f"{name}: the bare view writes {ratio:.1f} times as many rows a second"


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


def say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def main() -> None:
    # What is measured here has to survive a power cut, as production's has.
    cluster.QUICK = ()
    say(
        f"{PEOPLE} people at {STATIONS} stations, {SAVES_EACH} answers each, one a request; two processes of four threads",
        f"{os.cpu_count()} cores, which serve the people's side too",
        f"{'':<26}{'saves':>7}{'seconds':>9}{'saves/s':>10}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}",
    )
    for row in measure("SQLite", ""):
        say(row)
    with cluster.running() as url:
        for row in measure("PostgreSQL", url):
            say(row)


if __name__ == "__main__":
    print_people() if sys.argv[1:] == ["people"] else main()

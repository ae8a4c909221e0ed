"""How fast answers are saved when twenty people rate at once: one real server of two processes, on each database.

Run from the project's root: PYTHONPATH=bin python -m tests.benchmarks.saves
It talks to its own server on this machine alone, sends a fixed number of answers and gives up after two minutes.
"""

import http.client
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

from tests.e2e.process import ROOT, Server, manage

PEOPLE, SAVES_EACH, STATIONS = 20, 40, 10
SECONDS_AT_MOST = 120
TOKEN = "b" * 32  # what the cookie says is compared with the header alone


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in, and whose sheet it is."""

    user: int
    session: str
    assessment: int


class Sender:
    """A person's browser: one connection, one answer after another."""

    def __init__(self, port: int, person: Person, codes: list[str], until: float) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.person, self.codes, self.until = person, codes, until

    def save_all(self) -> list[float]:
        """The seconds that each answer took; fewer where the time is up."""
        taken = []
        for number in range(SAVES_EACH):
            if time.monotonic() > self.until:
                break
            started = time.perf_counter()
            self.save(number)
            taken.append(time.perf_counter() - started)
        return taken

    def save(self, number: int) -> None:
        base, place = divmod(number, len(self.codes))
        value = {"kind": "degree", "degree": base + 1, "importance": None, "reason": "", "note": "基准测试的一句说明。"}
        operation = {
            "op_id": str(uuid4()),
            "kind": "rate",
            "assessment": self.person.assessment,
            "factor": self.codes[place],
            "value": value,
            "base_rev": base,
        }
        self.connection.request(
            "POST", "/api/operations/", json.dumps({"user": self.person.user, "operations": [operation]}), self.headers
        )
        response = self.connection.getresponse()
        body = json.loads(response.read())
        if response.status != 200 or body["results"][0]["outcome"] != "applied":
            raise SystemExit(f"An answer was not saved: {response.status} {body}")

    @property
    def headers(self) -> dict[str, str]:
        return {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Cookie": f"sessionid={self.person.session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
        }


def print_people() -> None:
    """Within the server's environment: make the people and print who they are, as JSON."""
    import django  # noqa: PLC0415 -- the measuring process itself needs no Django

    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415 -- after setup
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415 -- after setup

    from stations.enums import MembershipRole  # noqa: PLC0415 -- after setup
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
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        people.append([user.pk, session.session_key, station.assessments.get(cycle=cycle).pk])
    codes = list(edition.factors.values_list("code", flat=True))
    sys.stdout.write(json.dumps({"people": people, "codes": codes}))


@contextmanager
def running_server(database: str) -> Iterator[tuple[Server, list[Person], list[str]]]:
    with tempfile.TemporaryDirectory(prefix="swot-saves-") as folder:
        data = Path(folder)
        (data / "static").mkdir()
        server = Server(data=data, database=database)
        manage(["migrate", "--verbosity=0"], server.variables)
        command = [sys.executable, "-m", "tests.benchmarks.saves", "people"]
        printed = subprocess.run(command, cwd=ROOT, env=server.variables, check=True, capture_output=True, text=True)
        world = json.loads(printed.stdout)
        server.start()
        try:
            yield server, [Person(*person) for person in world["people"]], world["codes"]
        finally:
            server.stop()


def measure(name: str, database: str) -> str:
    """A row of the table."""
    with running_server(database) as (server, people, codes):
        until = time.monotonic() + SECONDS_AT_MOST
        senders = [Sender(server.port, person, codes, until) for person in people]
        for sender in senders[:2]:
            sender.connection.request("GET", "/healthz")
            sender.connection.getresponse().read()
        started = time.perf_counter()
        with ThreadPoolExecutor(PEOPLE) as pool:
            taken = [seconds for each in pool.map(Sender.save_all, senders) for seconds in each]
        return row(name, taken, time.perf_counter() - started)


def row(name: str, taken: list[float], seconds: float) -> str:
    percentiles = statistics.quantiles(taken, n=100, method="inclusive")
    figures = [percentiles[49] * 1000, percentiles[94] * 1000, max(taken) * 1000]
    return f"{name:<12}{len(taken):>7}{seconds:>9.1f}{len(taken) / seconds:>10.1f}" + "".join(
        f"{figure:>9.0f}" for figure in figures
    )


def main() -> None:
    # What is measured here has to survive a power cut, as production's has.
    cluster.QUICK = ()
    lines = [
        f"{PEOPLE} people at {STATIONS} stations, {SAVES_EACH} answers each, one a request; two processes of four threads",
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before",
        f"{'':<12}{'saves':>7}{'seconds':>9}{'saves/s':>10}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}",
        measure("SQLite", ""),
    ]
    with cluster.running() as url:
        lines.append(measure("PostgreSQL", url))
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    print_people() if sys.argv[1:] == ["people"] else main()

"""What a visit to the form weighs, and when it can be used on a slow line: printed as a table, 1 where a limit is passed.

Run from the project's root: PYTHONPATH=bin python -m tests.benchmarks.weight
A fresh server with the demonstration world, and the browser's own throttling: 400 kbit/s, 400 ms, a processor four times
slower. The bytes are counted on their way, heads of the answers included.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from tests.e2e.browser import chromium
from tests.e2e.meter import FIRST_VISIT, REPEAT_VISIT, Visit, Visitor, metering, wake
from tests.e2e.pictures import sign_in
from tests.e2e.process import Server, environment, manage
from tests.e2e.rating_page import first_assessment

KILOBITS, LATENCY, PROCESSOR = 400, 400, 4
SECONDS_AT_MOST = 3.0


@contextmanager
def running_server(folder: Path) -> Iterator[Server]:
    data = folder / "data"
    data.mkdir()
    manage(["prepare"], environment(data))
    server = Server(data=data)
    server.start()
    wake(server.port)
    try:
        yield server
    finally:
        server.stop()


def form_of(browser: Browser, server: Server) -> tuple[str, list]:
    """The form's address and the cookies of somebody who may see it; the server has shown it once."""
    context = browser.new_context(base_url=server.url, locale="zh-CN")
    page = context.new_page()
    sign_in(page, "worker")
    path = f"{first_assessment(page)}rate/S/"
    for _ in range(4):
        page.goto(path)
    cookies = context.cookies()
    context.close()
    return path, cookies


def visits(browser: Browser, server: Server, *, worker: bool) -> Iterator[tuple[str, int, Visit]]:
    path, cookies = form_of(browser, server)
    name = "with a service worker" if worker else "without one"
    with metering(server.port) as meter:
        visitor = Visitor(browser, meter, cookies, worker=worker)
        visitor.slow_down(kilobits=KILOBITS, latency=LATENCY, processor=PROCESSOR)
        yield f"first visit, {name}", FIRST_VISIT, visitor.visit(path)
        yield f"second visit, {name}", REPEAT_VISIT, visitor.visit(path)
        visitor.close()


def row(name: str, limit: int, visit: Visit) -> str:
    return f"{name:<36}{visit.bytes:>9}{limit:>9}{visit.seconds:>9.2f}{SECONDS_AT_MOST:>9.2f}"


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with running_server(folder) as server, chromium(folder) as browser:
            found = [visit for worker in (True, False) for visit in visits(browser, server, worker=worker)]
    lines = [
        f"{KILOBITS} kbit/s, {LATENCY} ms, processor {PROCESSOR} times slower; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}",
        f"{'':<36}{'bytes':>9}{'at most':>9}{'seconds':>9}{'at most':>9}",
        *(row(*one) for one in found),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return int(any(visit.bytes > limit or visit.seconds > SECONDS_AT_MOST for _name, limit, visit in found))


if __name__ == "__main__":
    sys.exit(main())

"""What a visit to the form weighs: a proxy before the server counts every byte that it sends, and the page tells when it is ready."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection

from playwright.sync_api import Browser, BrowserContext, Page, expect

FIRST_VISIT, REPEAT_VISIT = 100_000, 20_000
SECONDS = 60_000
# The script has taken over as soon as it says where the work is.
WATCH = """
new MutationObserver((_changes, observer) => {
  const line = document.getElementById("save-status");
  if (!line || !line.dataset.state) return;
  window.interactiveAt = performance.now();
  observer.disconnect();
}).observe(document, { subtree: true, childList: true, attributes: true });
"""
SHELL_IS_KEPT = "navigator.serviceWorker.ready.then(() => true)"
LOADED = "performance.getEntriesByType('resource').map((entry) => entry.name)"


class Meter:
    """A proxy on a port of its own that hands everything on and counts what the server sends."""

    def __init__(self, port: int) -> None:
        self.target = ("127.0.0.1", port)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.lock = threading.Lock()
        self.bytes = 0
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self) -> None:
        while True:
            try:
                browser, _address = self.listener.accept()
            except OSError:
                return
            server = socket.create_connection(self.target)
            for source, sink, counts in ((browser, server, False), (server, browser, True)):
                threading.Thread(target=self.hand_on, args=(source, sink, counts), daemon=True).start()

    def hand_on(self, source: socket.socket, sink: socket.socket, counts: bool) -> None:
        try:
            while piece := source.recv(65536):
                if counts:
                    with self.lock:
                        self.bytes += len(piece)
                sink.sendall(piece)
        except OSError:
            pass
        finally:
            source.close()
            sink.close()

    def close(self) -> None:
        self.listener.close()


@contextmanager
def metering(port: int) -> Iterator[Meter]:
    meter = Meter(port)
    try:
        yield meter
    finally:
        meter.close()


@dataclass(frozen=True)
class Visit:
    """One look at the form: what came over the wire, from where, and after how many seconds it could be used."""

    bytes: int
    seconds: float
    addresses: list[str]


class Visitor:
    """A person's browser that has seen nothing of the application yet, with a session from elsewhere."""

    def __init__(self, browser: Browser, meter: Meter, cookies: list, *, worker: bool = True) -> None:
        self.meter = meter
        self.worker = worker
        self.slowness: tuple[int, int, int] | None = None
        self.context: BrowserContext = browser.new_context(
            base_url=meter.url,
            viewport={"width": 360, "height": 740},
            locale="zh-CN",
            service_workers="allow" if worker else "block",
        )
        self.context.add_cookies(cookies)
        self.context.add_init_script(WATCH)

    def slow_down(self, *, kilobits: int, latency: int, processor: int) -> None:
        """The browser's own throttling, for every visit from now on."""
        self.slowness = (kilobits, latency, processor)

    def visit(self, path: str) -> Visit:
        before = self.meter.bytes
        page = self.context.new_page()
        self.throttle(page)
        page.goto(path, timeout=SECONDS)
        expect(page.locator("#save-status[data-state]")).to_have_count(1, timeout=SECONDS)
        if self.worker:
            page.evaluate(SHELL_IS_KEPT)
        page.wait_for_load_state("networkidle", timeout=SECONDS)
        seconds = page.evaluate("window.interactiveAt") / 1000
        addresses = [page.url, *page.evaluate(LOADED)]
        page.close()
        return Visit(self.meter.bytes - before, seconds, addresses)

    def throttle(self, page: Page) -> None:
        if self.slowness is None:
            return
        kilobits, latency, processor = self.slowness
        session = self.context.new_cdp_session(page)
        bytes_a_second = kilobits * 1000 / 8
        conditions = {"latency": latency, "downloadThroughput": bytes_a_second, "uploadThroughput": bytes_a_second}
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", {"offline": False, **conditions})
        session.send("Emulation.setCPUThrottlingRate", {"rate": processor})

    def close(self) -> None:
        self.context.close()


def wake(port: int) -> None:
    """Let both processes of the server load what they load with their first page."""
    for _ in range(6):
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", "/account/sign-in/")
        connection.getresponse().read()
        connection.close()

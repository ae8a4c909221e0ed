"""Chromium for the tests: how it is started, and what in a page counts as a failure."""

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pylopdf_fonts_zh_cn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

FLAGS = [
    "--headless",
    "--no-sandbox",
    # There is no graphics card, and nothing here draws in three dimensions.
    "--disable-gpu",
    "--disable-software-rasterizer",
    "--in-process-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The report's fonts serve the browser too: a machine without Chinese ones draws boxes of other widths.
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{folder}</dir>
</fontconfig>
"""
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`Content security policy: ${event.violatedDirective} refused ${event.blockedURI}`);
});
"""


@contextmanager
def chromium(folder: Path) -> Iterator[Browser]:
    fonts = folder / "fonts.conf"
    fonts.write_text(FONTS.format(folder=Path(pylopdf_fonts_zh_cn.__file__).parent), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=FLAGS, env={"FONTCONFIG_FILE": str(fonts)}
        )
        yield browser
        browser.close()


class Pages:
    """Opens pages as different people on different devices would, and remembers every error that they report."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser = browser
        self.url = url
        self.contexts: list[BrowserContext] = []
        self.errors: list[str] = []

    def __call__(
        self, width: int, *, height: int = 800, expected_errors: Sequence[str] = (), locale: str = "zh-CN", **device
    ) -> Page:
        """A page in a browser profile of its own; `expected_errors` are patterns of errors that the test provokes."""
        context = self.browser.new_context(
            base_url=self.url, viewport={"width": width, "height": height}, locale=locale, **device
        )
        self.contexts.append(context)
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("console", lambda message: self.note_console(message, expected_errors))
        context.on("weberror", lambda error: self.note(str(error.error), expected_errors))
        return context.new_page()

    def note_console(self, message: ConsoleMessage, expected: Sequence[str]) -> None:
        if message.type == "error":
            self.note(f"{message.text} ({message.location.get('url', '')})", expected)

    def note(self, error: str, expected: Sequence[str]) -> None:
        if not any(re.search(pattern, error) for pattern in expected):
            self.errors.append(error)

    def close(self) -> None:
        for context in self.contexts:
            context.close()

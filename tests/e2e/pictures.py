"""Make README.md's pictures anew: `PYTHONPATH=bin .venv/bin/python -m tests.e2e.pictures`.

A fresh server with the demonstration world, a browser, and one picture for each row below; look at them afterwards.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from tests.e2e.browser import chromium
from tests.e2e.process import Server, environment, manage

PASSWORD = "demo-swot-2026"  # as README.md publishes it
FOLDER = Path(__file__).resolve().parent / "pictures"


def sign_in(page: Page, username: str) -> None:
    page.goto("/account/sign-in/")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("#form button[type=submit], #form button:not([type])").click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)


def rating(page: Page) -> None:
    sign_in(page, "worker")
    page.get_by_role("link", name="开始评分").click()
    page.locator(".task").get_by_role("link", name="优势").click()
    page.locator("fieldset.rating input[value='4']").first.check()


def division(page: Page) -> None:
    sign_in(page, "county")


def result(page: Page) -> None:
    sign_in(page, "county")
    page.get_by_role("row", name="示例竹乡").get_by_role("link", name="（SO）").click()


PICTURES = {"rating": (rating, 360, 760), "division": (division, 1000, 900), "result": (result, 1000, 1000)}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        data.mkdir()
        manage(["prepare"], environment(data))
        server = Server(data=data)
        server.start()
        try:
            take_all(server, Path(folder))
        finally:
            server.stop()


def take_all(server: Server, folder: Path) -> None:
    with chromium(folder) as browser:
        for name, (walk, width, height) in PICTURES.items():
            viewport = {"width": width, "height": height}
            context = browser.new_context(base_url=server.url, viewport=viewport, locale="zh-CN")
            page = context.new_page()
            walk(page)
            page.screenshot(path=FOLDER / f"{name}.png")
            context.close()


if __name__ == "__main__":
    sys.exit(main())

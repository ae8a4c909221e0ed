"""All reports of a county in one file: ordered in a browser, made by workers of which one is killed."""

import os
import signal
import subprocess
import sys
import time
import zipfile

import pytest
from launcher.children import die_with_parent

from tests.e2e.process import ROOT

SECONDS = 120_000


def start_worker(server, *options):
    command = [sys.executable, "manage.py", "worker", *options]
    with server.log.open("ab") as log:
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=server.variables,
            stdout=log,
            stderr=log,
            preexec_fn=die_with_parent,  # noqa: PLW1509 -- as for the server
        )


@pytest.fixture
def reviewer(page_at, sign_in):
    page = page_at(360)
    sign_in(page, "county")
    return page


def begun(server):
    """How many reports lie on the shelf."""
    return len(list((server.data / "files" / "reports").rglob("*.pdf")))


@pytest.mark.long
def test_file_is_whole_although_a_worker_was_killed(server, reviewer):
    reviewer.get_by_role("link", name="打包下载全部报告").click()
    reviewer.get_by_role("button", name="开始打包").click()
    total = int(reviewer.locator("progress").get_attribute("max"))
    assert total >= 2

    killed = start_worker(server)
    until = time.monotonic() + 60
    while not begun(server) and time.monotonic() < until:
        time.sleep(0.05)
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    assert begun(server) < total
    start_worker(server, "--once").wait()

    with reviewer.expect_download(timeout=SECONDS) as started:
        reviewer.get_by_role("link", name="下载文件").click(timeout=SECONDS)
    with zipfile.ZipFile(started.value.path()) as file:
        assert file.testzip() is None
        assert len(file.namelist()) == total + 2

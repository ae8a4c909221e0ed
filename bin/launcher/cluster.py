"""A throw-away PostgreSQL for one run of the tests: no port, no durability, gone at the end."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from launcher import children, machine
from launcher.say import Stop, step

# PostgreSQL refuses to run as root; Debian's package brings this account.
ACCOUNT = "postgres"
SECONDS_TO_START = 30
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@contextmanager
def running() -> Iterator[str]:
    """The URL of a database in a server that lives as long as the block."""
    programs = machine.database_server()
    if programs is None:
        raise Stop("PostgreSQL is not installed.")
    folder = Path(tempfile.mkdtemp(prefix="swot-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, ACCOUNT, ACCOUNT)
        make(programs, folder)
        server = start(programs, folder)
        try:
            wait(programs, folder, server)
            # The tests make databases of their own beside this one.
            yield f"postgresql://{ACCOUNT}@/postgres?host={folder}"
        finally:
            stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make(programs: Path, folder: Path) -> None:
    step("Starting a throw-away PostgreSQL")
    choices = ("-U", ACCOUNT, "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8")
    made = run((programs / "initdb", "-D", folder / "data", *choices), folder)
    if made.returncode:
        raise Stop(f"PostgreSQL's initdb failed: {made.stderr.strip()}")


def start(programs: Path, folder: Path) -> subprocess.Popen[bytes]:
    command: list[str | Path] = [programs / "postgres", "-D", folder / "data", "-k", folder, "-c", "listen_addresses="]
    for setting in QUICK:
        command += ["-c", setting]
    with (folder / "log").open("wb") as log:
        # In a session of its own, Ctrl-C leaves it to us to stop it after its clients.
        return subprocess.Popen(
            command,
            **as_account(folder),
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=children.die_with_parent,  # noqa: PLW1509 -- this process has no threads
        )


def wait(programs: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while run([programs / "pg_isready", "-q", "-h", folder], folder).returncode:
        if server.poll() is not None or time.monotonic() > until:
            raise Stop(f"PostgreSQL did not start: {(folder / 'log').read_text(errors='replace').strip()}")
        time.sleep(0.1)


def stop(server: subprocess.Popen[bytes]) -> None:
    # Without a last checkpoint, for nothing in it is wanted any more.
    server.send_signal(signal.SIGQUIT)
    children.wait_or_kill(server)


def run(command: Sequence[str | Path], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, **as_account(folder), check=False, capture_output=True, text=True)


def as_account(folder: Path) -> dict[str, Any]:
    """Whom to start a program of PostgreSQL as, and where."""
    if os.geteuid():
        return {"cwd": folder}
    return {"cwd": folder, "user": ACCOUNT, "group": ACCOUNT, "extra_groups": []}

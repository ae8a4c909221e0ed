"""The application as a process of its own: production's settings, its own data directory, its own port."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from launcher.children import die_with_parent

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS_TO_START = 60
# gunicorn gives what it has begun 20 seconds (bin/gunicorn.conf.py), and a closed tab may have left something half sent.
SECONDS_TO_STOP = 40
LOG = "server.log"
# From pytest or from the developer's shell these would change what is tested.
OURS = {
    "DJANGO_SETTINGS_MODULE": "swot_app.settings",
    "DEBUG": "0",
    "SWOT_HTTPS": "0",
    "SWOT_DEMO": "1",
    "SECRET_KEY_FILE": "",
    "ALLOWED_HOSTS": "",
    "CSRF_TRUSTED_ORIGINS": "",
    "DATABASE_URL_FILE": "",
}


def environment(data: Path, database: str = "") -> dict[str, str]:
    """The variables of an installation whose data stands in that directory."""
    key = "the browser tests' key, which has to be as long as a real one"
    own = {**OURS, "SECRET_KEY": key, "SWOT_DATA_DIR": str(data), "DATABASE_URL": database}
    return {name: value for name, value in {**os.environ, **own}.items() if value}


def manage(arguments: list[str], variables: dict[str, str]) -> str:
    """What a management command of that installation prints."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=variables, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


class Server:
    """A server that a test may stop, kill and start again."""

    def __init__(self, *, data: Path, database: str = "") -> None:
        self.data = data
        self.variables = environment(data, database)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = data / LOG
        self.application = "swot_app.wsgi:application"
        self.process: subprocess.Popen[bytes] | None = None
        self.starts = 0
        self.first_variables = dict(self.variables)

    def start(self) -> None:
        self.starts += 1
        command = [sys.executable, "-m", "gunicorn", "--config", "bin/gunicorn.conf.py", "--bind", self.url[7:]]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, self.application],
                cwd=ROOT,
                env=self.variables,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509 -- Playwright's threads hold no lock that it needs
            )
        self.wait_until_healthy()

    def wait_until_healthy(self) -> None:
        until = time.monotonic() + SECONDS_TO_START
        while not self.is_healthy():
            ended = self.process is None or self.process.poll() is not None
            if ended or time.monotonic() > until:
                raise AssertionError(f"The server did not start:\n{self.log.read_text(encoding='utf-8')}")
            time.sleep(0.05)

    def is_healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def stop(self) -> None:
        """Let it answer what it has begun, then end."""
        self.end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a power cut would, in the middle of whatever it does."""
        self.end(signal.SIGKILL)

    def end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        if self.process.poll() is None:
            os.killpg(self.process.pid, how)
            self.process.wait(timeout=SECONDS_TO_STOP)
        self.process = None

    def restart(self) -> None:
        self.stop()
        self.start()

    def is_as_started(self) -> bool:
        """Whether no test has stopped, killed or changed it."""
        runs = self.process is not None and self.process.poll() is None
        return runs and self.starts == 1 and self.variables == self.first_variables

    def begin_anew(self, prepared: Path) -> None:
        """Let new workers serve a fresh copy of what was prepared: all that a start would do but the long import."""
        self.renew_workers()
        # Nobody has the database open: the new workers connect at their first request.
        fill_data(prepared, self.data)
        os.truncate(self.log, 0)
        self.wait_until_healthy()

    def renew_workers(self) -> None:
        assert self.process is not None
        old, until = self.workers(), time.monotonic() + SECONDS_TO_START
        self.process.send_signal(signal.SIGHUP)
        while len(now := self.workers()) != len(old) or now & old:
            assert time.monotonic() < until, f"Its workers did not make way:\n{self.log.read_text(encoding='utf-8')}"
            time.sleep(0.02)

    def workers(self) -> set[int]:
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return {int(pid) for pid in children.read_text(encoding="ascii").split()}

    def break_by(self, trouble: str) -> None:
        """Serve with one thing broken on purpose (tests/e2e/trouble.py); with an empty text, soundly again."""
        self.kill()
        self.variables["OUTBOX_TROUBLE"] = trouble
        self.application = "tests.e2e.trouble:application" if trouble else "swot_app.wsgi:application"
        self.start()

    def wait_for_death(self) -> None:
        assert self.process is not None
        self.process.wait(timeout=SECONDS_TO_STOP)

    def manage(self, *arguments: str) -> str:
        return manage(list(arguments), self.variables)

    def errors(self) -> list[str]:
        """The lines of the log that tell of an answer with status 500."""
        lines = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        return [line for line in lines if "Internal Server Error" in line]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def copy_data(prepared: Path, data: Path) -> None:
    """A copy of a prepared installation; its collected static files are shared, for nobody writes them."""
    data.mkdir()
    fill_data(prepared, data)


def fill_data(prepared: Path, data: Path) -> None:
    """The same in a directory that is there already, where nothing is kept but the server's log."""
    for path in data.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != LOG:
            path.unlink()
    for file in prepared.iterdir():
        if file.is_file():
            shutil.copy2(file, data)
    (data / "static").symlink_to(prepared / "static")

"""A machine in a folder: the commands of an installation document, run there, and what they would start, started by hand.

Paths of the system become paths in the folder, in the commands and in the files of bin/office alike. What changes the
real machine (packages, accounts, owners, systemd) is written down instead of done; everything else is done.
"""

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from launcher import children, cluster
from launcher import machine as needs

from tests.e2e.process import ROOT, free_port

OFFICE = ROOT / "bin" / "office"
PLACES = ("/etc/", "/opt/swot", "/var/lib/swot", "/var/log/swot", "/var/backups/swot", "/run/swot", "/run/postgresql")
# Written down: they would change the machine on which the tests run.
NOTED = ("apt-get", "adduser", "systemctl", "chown", "git", "serve")
SECONDS = 120
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)

STUB = """#!/bin/sh
echo "$(basename "$0") $*" >> {notes}
"""
# The accounts do not exist here: everything belongs to whoever runs the tests.
RUNUSER = """#!/bin/sh
test "$1" = -u || exit 2
test "$2" != postgres || export PGUSER=postgres
shift 3
exec "$@"
"""
INSTALL = """#!{python}
import os, sys
words, kept = sys.argv[1:], []
while words:
    word = words.pop(0)
    kept += [] if word in ("-o", "-g") and words.pop(0) else [word]
os.execv("{install}", ["install", *kept])
"""
NGINX = """#!/bin/sh
exec {nginx} -c {folder}/etc/nginx/nginx.conf "$@"
"""


def commands_of(document: Path, heading: str = "") -> list[str]:
    """The commands in a document's blocks, or in those under one heading, in their order."""
    text = document.read_text(encoding="utf-8")
    if heading:
        text = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    blocks = BLOCK.findall(text)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("# ")]


@dataclass
class Machine:
    """A folder that stands for a machine."""

    folder: Path
    http: int = field(default_factory=free_port)
    https: int = field(default_factory=free_port)
    processes: list[subprocess.Popen] = field(default_factory=list)

    def __post_init__(self) -> None:
        for place in PLACES[1:]:
            self.path(place).parent.mkdir(parents=True, exist_ok=True)
        for place in ("/run/swot", "/run/postgresql", "/etc/systemd/system", "/etc/logrotate.d"):
            self.path(place).mkdir(parents=True, exist_ok=True)
        self.web: subprocess.Popen | None = None
        self.listener = socket.socket(socket.AF_UNIX)
        self.notes = self.folder / "notes"
        self.notes.touch()
        self.state = self.folder / "state"
        self.state.write_text(f"cd {self.folder}\n", encoding="utf-8")
        self.provide_programs()
        self.provide_nginx()
        self.check_out()

    def path(self, place: str) -> Path:
        return Path(self.translated(place))

    def translated(self, text: str) -> str:
        """The text with the folder's paths and ports in place of the machine's."""
        places = "|".join(map(re.escape, PLACES))
        text = re.sub(rf"(?<![\w./-])({places})", lambda found: f"{self.folder}{found[1]}", text)
        text = re.sub(r"^\s*listen \[::\].*\n", "", text, flags=re.MULTILINE)
        text = re.sub(r"\blisten 80;", f"listen 127.0.0.1:{self.http};", text)
        return re.sub(r"\blisten 443 ", f"listen 127.0.0.1:{self.https} ", text)

    def provide_programs(self) -> None:
        self.programs = self.folder / "programs"
        texts = dict.fromkeys(NOTED, STUB.format(notes=self.notes)) | {
            "runuser": RUNUSER,
            "install": INSTALL.format(python=sys.executable, install=shutil.which("install")),
            "nginx": NGINX.format(nginx=nginx(), folder=self.folder),
        }
        self.programs.mkdir()
        for name, text in texts.items():
            (self.programs / name).write_text(text, encoding="utf-8")
            (self.programs / name).chmod(0o755)

    def provide_nginx(self) -> None:
        """Debian's own configuration, as its package leaves it."""
        home = self.path("/etc/nginx")
        shutil.copytree("/etc/nginx", home, symlinks=True)
        main = home / "nginx.conf"
        text = self.translated(main.read_text(encoding="utf-8"))
        text = text.replace("/run/nginx.pid", f"{self.folder}/run/nginx.pid").replace(
            "/var/log/", f"{self.folder}/log/"
        )
        # The folder belongs to whoever runs the tests, and so does the application's socket.
        text = re.sub(r"^user .*;", "user root;" if os.geteuid() == 0 else "", text, flags=re.MULTILINE)
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        temporary = "".join(f"{kind}_temp_path {self.folder}/run/{kind};" for kind in kinds)
        main.write_text(text.replace("http {", f"http {{ {temporary}"), encoding="utf-8")
        (self.folder / "log" / "nginx").mkdir(parents=True)

    def check_out(self) -> None:
        """The software where the document puts it: everything as it is, bin/office with the folder's paths."""
        checkout = self.path("/opt/swot")
        (checkout / "bin").mkdir(parents=True)
        for entry in ROOT.iterdir():
            if entry.name != "bin":
                (checkout / entry.name).symlink_to(entry)
        (checkout / "bin" / "gunicorn.conf.py").symlink_to(ROOT / "bin" / "gunicorn.conf.py")
        (checkout / "bin" / "serve").symlink_to(self.programs / "serve")
        (checkout / "bin" / "office").mkdir()
        for file in OFFICE.iterdir():
            text = self.translated(file.read_text(encoding="utf-8"))
            (checkout / "bin" / "office" / file.name).write_text(text, encoding="utf-8")

    @property
    def variables(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("LANG", "HOME", "TMPDIR") if name in os.environ}
        socket = str(self.path("/run/postgresql"))
        return {**kept, "PATH": f"{self.programs}:/usr/sbin:/usr/bin:/sbin:/bin", "PGHOST": socket}

    def run(self, command: str) -> str:
        """What one command says; the next begins where it left the shell."""
        after = f"{{ export -p; echo cd $(pwd); }} > {self.state}"
        script = f". {self.state}\n{self.translated(command)}\n{after}"
        done = subprocess.run(
            ["bash", "-ec", script], env=self.variables, capture_output=True, text=True, timeout=SECONDS, check=False
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def noted(self) -> list[str]:
        return self.notes.read_text(encoding="utf-8").splitlines()

    # What systemd would start

    def unit(self, name: str) -> dict[str, str]:
        """The settings of an installed unit file; the last of those with the same name."""
        text = (self.path("/etc/systemd/system") / name).read_text(encoding="utf-8")
        return dict(line.split("=", 1) for line in text.splitlines() if "=" in line and not line.startswith("#"))

    def commands(self, name: str) -> list[list[str]]:
        """What a service runs, one after the other."""
        text = (self.path("/etc/systemd/system") / name).read_text(encoding="utf-8")
        found = re.findall(r"^ExecStart=(.*)$", text, flags=re.MULTILINE)
        return [shlex.split(command.replace("$$", "$").replace("%%", "%")) for command in found]

    def run_unit(self, name: str) -> None:
        """All that a service runs which ends by itself."""
        for command in self.commands(name):
            process = self.start_unit(name, command=command)
            assert process.wait(timeout=SECONDS) == 0, self.log_of(name)

    def start_unit(self, name: str, *, command: list[str] | None = None, **options) -> subprocess.Popen:
        """A service's command, or this one, in its own folder and with its own settings."""
        unit = self.unit(name)
        (words,) = [command] if command else self.commands(name)
        environment = {**self.variables, **read_settings(Path(unit["EnvironmentFile"]))}
        return self.start(words, name, cwd=Path(unit["WorkingDirectory"]), env=environment, **options)

    def start(self, command: list[str | Path], name: str, **options) -> subprocess.Popen:
        with (self.folder / "log" / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=children.die_with_parent,  # noqa: PLW1509 -- no thread of ours holds a lock that it needs
                **options,
            )
        self.processes.append(process)
        return process

    def log_of(self, name: str) -> str:
        return (self.folder / "log" / f"{name}.log").read_text(encoding="utf-8")

    def start_database(self) -> None:
        """A PostgreSQL with the installed settings, at the socket where Debian's would be."""
        programs, home = needs.database_server(), self.folder / "postgresql"
        home.mkdir()
        if os.geteuid() == 0:
            for folder in (home, self.path("/run/postgresql")):
                shutil.chown(folder, cluster.ACCOUNT)
        cluster.make(programs, home)
        settings = home / "data" / "postgresql.conf"
        shutil.copytree(self.path("/etc/postgresql/15/main/conf.d"), home / "data" / "conf.d")
        extra = f"include_dir = 'conf.d'\nunix_socket_directories = '{self.path('/run/postgresql')}'\n"
        settings.write_text(settings.read_text(encoding="utf-8") + extra, encoding="utf-8")
        if os.geteuid() == 0:
            subprocess.run(["chown", "-R", cluster.ACCOUNT, home / "data"], check=True)
        command = [programs / "postgres", "-D", home / "data", "-c", "listen_addresses=", "-c", "fsync=off"]
        self.start(command, "postgresql", **cluster.as_account(home))
        self.wait_for(lambda: self.succeeds([programs / "pg_isready", "-q"]), "postgresql")

    def succeeds(self, command: list[str | Path]) -> bool:
        return subprocess.run(command, env=self.variables, check=False, capture_output=True).returncode == 0

    def wait_for(self, is_there, name: str, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while not is_there():
            assert time.monotonic() < until, self.log_of(name)
            time.sleep(0.1)

    def stop(self) -> None:
        for process in reversed(self.processes):
            process.terminate()
            children.wait_or_kill(process)
        self.listener.close()


def nginx() -> str:
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert found, "nginx is not installed"
    return found


def read_settings(path: Path) -> dict[str, str]:
    """A file of settings, as systemd reads it."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))

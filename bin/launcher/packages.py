"""The virtual environment and the Python packages in it."""

import fcntl
import hashlib
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from launcher.paths import LOCK, PROJECT, PYTHON, ROOT, VENV
from launcher.say import Stop, step


def provide(*, extra: str = "") -> None:
    """Install the packages that the project asks for, in the versions of the lock, unless that was done before."""
    with alone():
        if not works(PYTHON):
            create()
        if not stamp(extra).exists() or stamp(extra).read_text(encoding="utf-8") != fingerprint():
            install(extra)
            # What an extra brings comes on top of what serving needs.
            for name in {"", extra}:
                stamp(name).write_text(fingerprint(), encoding="utf-8")


@contextmanager
def alone() -> Iterator[None]:
    """Let two commands that were started together install one after the other."""
    with PROJECT.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def works(python: Path) -> bool:
    if not python.exists():
        return False
    test = "import sys; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([python, "-c", test], check=False, stderr=subprocess.DEVNULL).returncode == 0


def create() -> None:
    step(f"Making a virtual environment with Python {sys.version.split()[0]}")
    run([sys.executable, "-m", "venv", "--clear", VENV], f"The virtual environment {VENV} could not be made.")


def install(extra: str) -> None:
    uv = f"uv=={uv_version()}"
    network = "Check the network: the first start downloads packages, later ones do not."
    step(f"Installing the installer, {uv}")
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", uv)
    run(pip, f"{uv} could not be installed. {network}")
    step("Installing the Python packages of requirements.lock" + (f" with those for the {extra}s" if extra else ""))
    packages: list[str | Path] = ["-c", LOCK, "-r", PROJECT, *(["--extra", extra] if extra else [])]
    uv_pip = [PYTHON, "-m", "uv", "pip", "install", "--python", PYTHON, *certificates(), *packages]
    run(uv_pip, f"The Python packages could not be installed. {network}")


def certificates() -> tuple[str, ...]:
    """An office whose network is inspected has its own certificate in the system's store; uv does not look there."""
    return ("--system-certs",) if Path("/etc/ssl/certs/ca-certificates.crt").exists() else ()


def run(command: Sequence[str | Path], failure: str) -> None:
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise Stop(f"{failure} The lines above say more.")


def uv_version() -> str:
    required: str = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["tool"]["uv"]["required-version"]
    return required.removeprefix("==")


def stamp(extra: str) -> Path:
    return VENV / f"installed-{extra or 'base'}"


def fingerprint() -> str:
    """What the installed packages follow from."""
    return hashlib.sha256(PROJECT.read_bytes() + LOCK.read_bytes()).hexdigest()

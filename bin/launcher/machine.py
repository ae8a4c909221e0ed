"""What the machine itself must have: looked for by what is used, installed by Debian's package manager."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from launcher.say import Stop, step


@dataclass(frozen=True)
class Need:
    """One thing that may be missing, the Debian package that brings it, and what it is for."""

    package: str
    purpose: str
    is_there: Callable[[], bool]


def library(name: str) -> Callable[[], bool]:
    def loads() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return loads


def program(name: str) -> Callable[[], bool]:
    # Debian keeps some programs off the path of those who are not root.
    return lambda: shutil.which(name, path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin") is not None


def database_server() -> Path | None:
    """The folder of the newest PostgreSQL's programs; Debian keeps them off the path."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if folders:
        return max(folders, key=lambda folder: int(folder.parent.name))
    found = shutil.which("initdb")
    return Path(found).parent if found else None


TO_SERVE = (
    Need(
        f"python3.{sys.version_info.minor}-venv",
        "a virtual environment for the Python packages",
        lambda: importlib.util.find_spec("ensurepip") is not None,
    ),
    Need("libpango-1.0-0", "the text of PDF reports", library("libpango-1.0.so.0")),
    Need("libpangoft2-1.0-0", "the text of PDF reports", library("libpangoft2-1.0.so.0")),
    Need("libharfbuzz-subset0", "small fonts in PDF reports", library("libharfbuzz-subset.so.0")),
    Need("tzdata", "the local time", lambda: Path("/usr/share/zoneinfo/Asia/Shanghai").exists()),
    Need("gettext", "the Chinese translation of the pages", program("msgfmt")),
)
TO_TEST = (
    *TO_SERVE,
    Need("postgresql", "the tests on PostgreSQL", lambda: database_server() is not None),
    Need("chromium", "the tests in a browser", program("chromium")),
    Need("poppler-utils", "the tests of PDF reports", program("pdftotext")),
    Need("default-jdk-headless", "veraPDF, which holds PDF reports against PDF/A and PDF/UA", program("javac")),
    Need("libjaxb-java", "veraPDF, which reads its rules with it", Path("/usr/share/java/jaxb-runtime.jar").exists),
    Need("nginx", "the installation of an office", program("nginx")),
    Need("logrotate", "the installation of an office", program("logrotate")),
    Need("systemd", "the unit files of an office", program("systemd-analyze")),
)


def provide(needs: Iterable[Need]) -> None:
    """Install what is missing, or say which command would."""
    missing = [need for need in needs if not need.is_there()]
    if not missing:
        return
    for need in missing:
        step(f"Missing for {need.purpose}: {need.package}")
    packages = [need.package for need in missing]
    install(packages)
    importlib.invalidate_caches()
    absent = [need.package for need in missing if not need.is_there()]
    if absent:
        raise Stop(f"These packages were installed, but what they bring was not found: {', '.join(absent)}.")


def install(packages: list[str]) -> None:
    by_hand = f"apt-get install {' '.join(packages)}"
    if not shutil.which("apt-get"):
        raise Stop(f"This machine has no apt-get. Install by hand what Debian calls: {', '.join(packages)}.")
    step(f"Installing from the system's packages: {' '.join(packages)}")
    # An outdated or unreachable list of packages matters only if the installation fails after it.
    subprocess.run(as_root(["apt-get", "update", "-q"], by_hand), check=False)
    command = ["apt-get", "install", "-q", "--yes", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120"]
    if subprocess.run(as_root(command + packages, by_hand), check=False).returncode:
        raise Stop(f"The packages could not be installed; the lines above say why. By hand, as root: {by_hand}")


def as_root(command: list[str], by_hand: str) -> list[str]:
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", *command]
    if os.geteuid() == 0:
        return quiet
    if not shutil.which("sudo"):
        raise Stop(f"Installing needs root's rights, and there is no sudo. Run this as root first: {by_hand}")
    # Without a terminal nobody can answer the question for a password.
    return ["sudo", *([] if sys.stdin.isatty() else ["-n"]), *quiet]

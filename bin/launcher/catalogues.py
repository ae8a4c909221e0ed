"""The compiled catalogues of messages, made from the translations that stand in the repository."""

import subprocess
from pathlib import Path

from launcher.paths import ROOT
from launcher.say import Stop, step


def provide() -> None:
    for source in sorted((ROOT / "stations" / "locale").glob("*/LC_MESSAGES/*.po")):
        if is_outdated(source.with_suffix(".mo"), source):
            step(f"Compiling {source.relative_to(ROOT)}")
            translate(source)


def is_outdated(compiled: Path, source: Path) -> bool:
    return not compiled.exists() or compiled.stat().st_mtime <= source.stat().st_mtime


def translate(source: Path) -> None:
    command = ("msgfmt", "--check-format", "-o", source.with_suffix(".mo"), source)
    if subprocess.run(command, check=False).returncode:
        raise Stop(f"{source.relative_to(ROOT)} has a mistake; the lines above say where.")

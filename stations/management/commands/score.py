"""Score the inputs of an exported assessment, so that anyone can check a result with the same method."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from stations import scoring


class Command(BaseCommand):
    help = "Read the inputs of an exported assessment, or of a file with inputs alone, and print the result as JSON."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the JSON file; - reads standard input")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        try:
            panel = panel_in(scoring.read_json(text_of(file)))
            result = scoring.scorecard_to_plain(scoring.score(panel))
        except scoring.ScoringError as error:
            raise CommandError(f"This file cannot be scored: {error}.") from None
        self.stdout.write(scoring.canonical_json(result))


def text_of(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise CommandError(f"{file} is no text in UTF-8.") from None


def panel_in(plain: dict[str, Any]) -> scoring.Panel:
    """The inputs of an export with its result, or the inputs alone."""
    return scoring.panel_from_plain(plain.get("panel", plain))

"""Load the demonstration world and print its accounts once."""

import json
import secrets
import unicodedata
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stations.actions import demo
from stations.actions.errors import ActionRefused

WORLD = settings.BASE_DIR / "fixtures" / "demo_world.json"
PUBLISHED_PASSWORD = "demo-swot-2026"  # noqa: S105 -- everybody may know it: for a server that only its own machine reaches
# Without 0, O, 1, l and I, which look alike on paper.
LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
RANDOM_LENGTH = 14


class Command(BaseCommand):
    help = (
        "Loads a fictional province with stations, people and three yearly cycles into an empty database. A second run "
        "changes nothing. The accounts get a published password, fit only for a server that nobody else can reach; "
        "elsewhere use --random-passwords or --password-file."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--password-file", type=Path, metavar="FILE", help="One password for all accounts.")
        choice.add_argument("--random-passwords", action="store_true", help="A new one for each, printed once.")
        parser.add_argument("--reset-passwords", action="store_true", help="Also where the accounts are there already.")

    def handle(self, *args: Any, **options: Any) -> None:
        world = json.loads(WORLD.read_text(encoding="utf-8"))
        accounts = world["accounts"]
        passwords = {entry["username"]: password_of(options) for entry in accounts}
        try:
            is_new = demo.load(world=world, passwords=passwords)
        except ActionRefused as refusal:
            raise CommandError(str(refusal)) from None
        if not is_new and options["reset_passwords"]:
            demo.reset_passwords(passwords=passwords)
        if is_new or options["reset_passwords"]:
            self.stdout.write(_("Demonstration accounts:"))
            self.stdout.write(table(accounts, passwords))
        else:
            self.stdout.write(_("The demonstration is loaded already; nothing was changed."))


def password_of(options: dict[str, Any]) -> str:
    """The password of the next account, as the command was asked."""
    if options["password_file"]:
        return password_in(options["password_file"])
    if options["random_passwords"]:
        return "".join(secrets.choice(LETTERS) for _place in range(RANDOM_LENGTH))
    return PUBLISHED_PASSWORD


def password_in(path: Path) -> str:
    try:
        password = path.read_text(encoding="utf-8").strip()
        validate_password(password)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None
    return password


def table(accounts: list[dict[str, Any]], passwords: dict[str, str]) -> str:
    """User name, role, password: one line an account."""
    language = "en" if get_language() == "en" else "zh_hans"
    rows = [(entry["username"], entry["role"][language], passwords[entry["username"]]) for entry in accounts]
    widths = [max(width(row[column]) for row in rows) for column in (0, 1)]
    return "\n".join("  ".join([padded(row[0], widths[0]), padded(row[1], widths[1]), row[2]]) for row in rows)


def padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def width(text: str) -> int:
    """How many columns of a terminal a text takes; Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)

"""Bring database, library, demonstration world and static files up to this version, after an installation or upgrade."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, connection

from stations.management.commands import load_demo
from swot_app.accounts.models import User

# Variants of Bootstrap that no page of ours loads, and the admin's uncompressed libraries, which it loads only with
# DEBUG; compressing them takes forty seconds.
UNUSED_FILES = [
    "*.rtl.*",
    "bootstrap.css*",
    "bootstrap-grid.*",
    "bootstrap-reboot.css*",
    "bootstrap-utilities.css*",
    "bootstrap.js*",
    "bootstrap.min.js*",
    "bootstrap.esm*",
    "bootstrap.bundle.js*",
    "jquery.js",
    "select2.full.js",
    "xregexp.js",
]


class Command(BaseCommand):
    help = "Migrates, loads the library, loads the demonstration world where SWOT_DEMO is on, collects static files."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--public",
            action="store_true",
            help="Other machines reach this server: no demonstration account keeps the published password.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        make_data_folder()
        require_database()
        call_command("migrate", interactive=False, verbosity=0)
        # Makes one only where SWOT_CACHE asks for it.
        call_command("createcachetable", verbosity=0)
        call_command("load_library", stdout=self.stdout)
        if settings.DEMO:
            self.load_demo(is_public=options["public"])
        if collect_static():
            self.stdout.write("Static files collected.")
        call_command("clean_files", stdout=self.stdout)

    def load_demo(self, *, is_public: bool) -> None:
        known = published_password_in_use()
        try:
            reset = is_public and known
            call_command("load_demo", random_passwords=is_public, reset_passwords=reset, stdout=self.stdout)
        except CommandError as refusal:
            # A database with real stations in it is served as it is.
            self.stdout.write(f"Without the demonstration: {refusal}")
            return
        if known and not is_public:
            accounts = demo_accounts()
            passwords = {entry["username"]: load_demo.PUBLISHED_PASSWORD for entry in accounts}
            self.stdout.write(load_demo.table(accounts, passwords))


def make_data_folder() -> None:
    """Like the launcher, and closed to others, for the key lies there; SQLite would only say that it cannot open a file."""
    try:
        settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(f"SWOT_DATA_DIR, {settings.DATA_DIR}, cannot be made: {error.strerror}.") from None


def require_database() -> None:
    try:
        connection.ensure_connection()
    except Error as error:
        raise CommandError(f"The database cannot be reached: {error}") from None


def demo_accounts() -> list[dict[str, Any]]:
    accounts: list[dict[str, Any]] = json.loads(load_demo.WORLD.read_text(encoding="utf-8"))["accounts"]
    return accounts


def published_password_in_use() -> bool:
    names = [entry["username"] for entry in demo_accounts()]
    hashes = set(User.objects.filter(username__in=names).values_list("password", flat=True))
    return any(check_password(load_demo.PUBLISHED_PASSWORD, hashed) for hashed in hashes)


def collect_static() -> bool:
    """Collect the static files if they changed since the last time; compressing them takes seconds."""
    stamp = settings.DATA_DIR / "static.sha256"
    digest = static_digest()
    is_whole = (settings.STATIC_ROOT / "staticfiles.json").exists()
    if is_whole and stamp.exists() and stamp.read_text(encoding="ascii") == digest:
        return False
    # Earlier versions stay: a form that was open during the upgrade still finds its files.
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED_FILES)
    stamp.write_text(digest, encoding="ascii")
    return True


def static_digest() -> str:
    """What the collected files follow from: every source file's name and content."""
    digest = hashlib.sha256(str(settings.STATIC_ROOT).encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list(UNUSED_FILES), key=lambda found: found[0]):
            digest.update(name.encode() + b"\0")
            digest.update(Path(storage.path(name)).read_bytes())
    return digest.hexdigest()

"""Bring an archive of `backup` into an empty installation, on either database: all of it, or nothing."""

import hashlib
from io import BufferedReader
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, connection, transaction
from django.utils.translation import gettext as _

from stations.management.archives import loading, placing, reading, tables
from stations.management.archives.manifest import Damaged, Manifest

SHOWN = 6


class Command(BaseCommand):
    help = (
        "Brings an archive that backup made into an empty installation. SQLite and PostgreSQL read one another's "
        "archives. An archive that is not whole, or an installation that is not empty, is refused and nothing is changed."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="The archive to read.")
        parser.add_argument("--check", action="store_true", help="Only see whether the archive is whole.")
        parser.add_argument("--sha256", metavar="DIGITS", help="What backup said: no other archive is taken.")

    def handle(self, *args: Any, file: Path, check: bool, sha256: str | None, verbosity: int, **options: Any) -> str:
        try:
            with file.open("rb") as archive:
                require_digest(archive, sha256)
                content = reading.checked(archive)
                if not check:
                    restore(archive, content)
        except Damaged as damage:
            sentence = _("%(file)s is no whole backup of this system (%(part)s). Nothing was changed.")
            raise CommandError(sentence % {"file": file, "part": damage}) from None
        except OSError as error:
            sentence = _("%(file)s cannot be restored: %(reason)s. Nothing was changed.")
            raise CommandError(sentence % {"file": file, "reason": error.strerror}) from None
        except Error as error:
            sentence = _("The database refused what the backup holds: %(reason)s Nothing was changed.")
            raise CommandError(sentence % {"reason": reason_of(error)}) from None
        return summary(content, is_check=check)


def require_digest(archive: BufferedReader, wanted: str | None) -> None:
    if wanted is not None and hashlib.file_digest(archive, "sha256").hexdigest() != wanted.strip().lower():
        raise CommandError(_("This is another file than the one with that SHA-256. Nothing was changed."))


def restore(file: BufferedReader, content: Manifest) -> None:
    require_empty()
    call_command("migrate", interactive=False, verbosity=0)
    require_same_version(content)
    with (
        reading.opened(file) as archive,
        placing.unpacked(archive, content) as waiting,
        # The rows are committed inside the block of the files, which go away again if that fails.
        placing.in_place(waiting),
        transaction.atomic(),
    ):
        require_empty_tables()
        loading.load(archive, content, connection)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def require_empty() -> None:
    require_empty_tables()
    if not placing.is_empty():
        sentence = _("A backup is restored beside an empty directory of files alone; %(folder)s holds some.")
        raise CommandError(sentence % {"folder": settings.FILES_DIR})


def require_empty_tables() -> None:
    if filled := tables.filled_tables(connection):
        shown = ", ".join(filled[:SHOWN]) + (" …" if len(filled) > SHOWN else "")
        sentence = _("A backup is restored into an empty database alone; this one holds rows in: %(tables)s.")
        raise CommandError(sentence % {"tables": shown})


def require_same_version(content: Manifest) -> None:
    """The same migrations and so the same columns: an older archive goes into its own version, which is then upgraded."""
    here = set(tables.applied_migrations(connection))
    differing = sorted(here ^ set(content.migrations))
    own = {model._meta.db_table: sorted(tables.columns_of(model)) for model in tables.archived_models()}
    if differing or own != {table.name: sorted(table.columns) for table in content.tables}:
        sentence = _(
            "The backup is of version %(version)s, whose tables differ from this one’s (%(differing)s). Install that "
            "version, restore there, and upgrade then."
        )
        shown = ", ".join(differing[:SHOWN]) or "–"
        raise CommandError(sentence % {"version": content.version, "differing": shown})


def reason_of(error: Exception) -> str:
    """The database's first line; the further ones may quote a row."""
    return str(error).strip().partition("\n")[0]


def summary(content: Manifest, *, is_check: bool) -> str:
    sentence = (
        _("The backup of %(time)s is whole: rows: %(rows)s, files: %(files)s.")
        if is_check
        else _("The backup of %(time)s is restored: rows: %(rows)s, files: %(files)s.")
    )
    return sentence % {"time": content.taken_at, "rows": content.rows, "files": len(content.files)}

"""Write everything that the installation holds into one archive, while people go on working."""

import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, connection
from django.utils.translation import gettext as _

from stations.management.archives import writing
from stations.management.archives.manifest import Damaged


class Command(BaseCommand):
    help = (
        "Writes all rows and all files that cannot be made again into one archive, as they are at one moment, and reads "
        "it again. It holds personal data: nobody but its owner can read it, and it belongs in a safe place."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="The archive to write; it must not be there yet.")

    def handle(self, *args: Any, file: Path, verbosity: int, **options: Any) -> str | None:
        if file.exists():
            raise CommandError(_("%(file)s is there already. Choose another name.") % {"file": file})
        try:
            content = writing.write(file, connection)
        except OSError as error:
            sentence = _("%(file)s cannot be written: %(reason)s. No backup was made.")
            raise CommandError(sentence % {"file": file, "reason": error.strerror}) from None
        except (Damaged, Error) as error:
            sentence = _("%(file)s cannot be written: %(reason)s. No backup was made.")
            raise CommandError(sentence % {"file": file, "reason": str(error).strip()}) from None
        return summary(file, rows=content.rows, files=len(content.files)) if verbosity else None


def summary(archive: Path, *, rows: int, files: int) -> str:
    with archive.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return _("%(file)s: rows: %(rows)s, files: %(files)s, bytes: %(bytes)s, SHA-256: %(digest)s.") % {
        "file": archive,
        "rows": rows,
        "files": files,
        "bytes": archive.stat().st_size,
        "digest": digest,
    }

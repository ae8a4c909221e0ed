"""Write an archive of one moment, while people go on working."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from stations.files.atomic import whole_file
from stations.management.archives import manifest, reading, tables
from stations.management.archives.manifest import MADE_AGAIN, File, Manifest, Table
from stations.management.archives.values import line_of

LINES_AT_ONCE = 500
BYTES_AT_ONCE = 1024 * 1024


def write(target: Path, connection: BaseDatabaseWrapper) -> Manifest:
    """Write the archive, read it again, and only then give it its name; OSError and Damaged where that fails.

    Nobody but the owner may read it: it holds people's names, phones and answers.
    """
    with whole_file(target) as file:
        with ZipFile(file, "w") as archive, one_moment(connection):
            fill(archive, connection)
        file.flush()
        return reading.checked(file)


@contextmanager
def one_moment(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Whatever is read in this block is what had been committed when it began; it holds up nobody who writes."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with transaction.atomic(using=connection.alias):
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                yield
            return
        # Django's own transactions on SQLite begin as writers. Beside a journal of the WAL kind this one reads only.
        cursor.execute("BEGIN DEFERRED")
        try:
            cursor.execute("SELECT count(*) FROM django_migrations")
            yield
        finally:
            cursor.execute("ROLLBACK")


def fill(archive: ZipFile, connection: BaseDatabaseWrapper) -> None:
    # The first question fixes the moment. The files follow at once: what its rows name was on the disk before them.
    migrations = tables.applied_migrations(connection)
    taken_at = datetime.now(UTC).isoformat(timespec="seconds")
    files = [stored for path in paths() if (stored := store(archive, path))]
    content = Manifest(
        version=manifest.version(),
        taken_at=taken_at,
        engine=connection.vendor,
        migrations=migrations,
        tables=[table_in(archive, model, connection) for model in tables.archived_models()],
        files=files,
    )
    archive.writestr(member(manifest.NAME, ZIP_DEFLATED), manifest.written(content))


def member(name: str, compression: int) -> ZipInfo:
    info = ZipInfo(name, datetime.now(UTC).timetuple()[:6])
    info.compress_type = compression
    info.external_attr = 0o600 << 16
    return info


def table_in(archive: ZipFile, model: tables.Model, connection: BaseDatabaseWrapper) -> Table:
    name, digest, count = model._meta.db_table, hashlib.sha256(), 0
    lines = map(line_of, tables.rows_of(model, connection))
    with archive.open(member(f"tables/{name}.jsonl", ZIP_DEFLATED), "w", force_zip64=True) as file:
        for some in in_batches(lines):
            block = b"".join(some)
            file.write(block)
            digest.update(block)
            count += len(some)
    return Table(
        name=name,
        columns=tables.columns_of(model),
        rows=count,
        last_number=tables.last_number(model, connection),
        sha256=digest.hexdigest(),
    )


def in_batches(lines: Iterator[bytes]) -> Iterator[list[bytes]]:
    while some := list(islice(lines, LINES_AT_ONCE)):
        yield some


def paths() -> list[Path]:
    """The files that cannot be made again; those with a dot in front are still being written."""
    folder = Path(settings.FILES_DIR)
    found = (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file())
    return [path for path in found if path.parts[0] not in MADE_AGAIN and not is_hidden(path)]


def is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def store(archive: ZipFile, path: Path) -> File | None:
    """Put a file into the archive, as it is: pictures and documents are compressed already."""
    try:
        source = (Path(settings.FILES_DIR) / path).open("rb")
    except FileNotFoundError:
        # Somebody took it away since the folder was read.
        return None
    digest, size = hashlib.sha256(), 0
    with source, archive.open(member(f"files/{path.as_posix()}", ZIP_STORED), "w", force_zip64=True) as file:
        while block := source.read(BYTES_AT_ONCE):
            file.write(block)
            digest.update(block)
            size += len(block)
    return File(path=path.as_posix(), size=size, sha256=digest.hexdigest())

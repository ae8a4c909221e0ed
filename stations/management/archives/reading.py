"""Read an archive: is it whole, is it ours, and what is in it."""

import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from stations.management.archives import manifest
from stations.management.archives.manifest import Damaged, File, Manifest, Table

BYTES_AT_ONCE = 1024 * 1024
# What zipfile raises over bytes that somebody or something has changed.
UNREADABLE = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError, ValueError)


def checked(file: BinaryIO) -> Manifest:
    """What the archive holds, after every byte was compared with what was written; raises Damaged."""
    with opened(file) as archive:
        content = contents(archive)
        for table in content.tables:
            require_whole(archive, table)
        for stored in content.files:
            require_same(archive, stored)
    return content


@contextmanager
def opened(file: BinaryIO) -> Iterator[ZipFile]:
    try:
        with ZipFile(file) as archive:
            yield archive
    except UNREADABLE as error:
        raise Damaged(str(error)) from None


def contents(archive: ZipFile) -> Manifest:
    """The manifest, which names every member of the archive and no other."""
    content = manifest.read(archive.read(manifest.NAME))
    if sorted(archive.namelist()) != sorted(content.members):
        raise Damaged(manifest.NAME)
    return content


def require_whole(archive: ZipFile, table: Table) -> None:
    digest, lines = hashlib.sha256(), 0
    for block in blocks(archive, table.member):
        digest.update(block)
        lines += block.count(b"\n")
    if (digest.hexdigest(), lines) != (table.sha256, table.rows):
        raise Damaged(table.member)


def require_same(archive: ZipFile, stored: File) -> None:
    digest, size = hashlib.sha256(), 0
    for block in blocks(archive, stored.member):
        digest.update(block)
        size += len(block)
    if (digest.hexdigest(), size) != (stored.sha256, stored.size):
        raise Damaged(stored.member)


def blocks(archive: ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(name) as file:
        while block := file.read(BYTES_AT_ONCE):
            yield block


def lines(archive: ZipFile, table: Table) -> Iterator[bytes]:
    with archive.open(table.member) as file:
        yield from file

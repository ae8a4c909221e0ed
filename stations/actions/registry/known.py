"""The divisions that the database holds, read in one query, and the lock that keeps two imports apart."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from stations.models import Division


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDivision:
    """A division as the database has it; codes name other divisions, as in a file."""

    key: int
    code: str
    name: str
    name_latin: str
    level: str
    path: str
    parent: str
    parent_key: int | None
    valid_from: date | None
    valid_until: date | None
    successor: str
    successor_key: int | None


def known_divisions() -> list[KnownDivision]:
    rows = Division.objects.order_by("path").values_list(
        "pk",
        "code",
        "name",
        "name_latin",
        "level",
        "path",
        "parent__code",
        "parent_id",
        "valid_from",
        "valid_until",
        "successor__code",
        "successor_id",
    )
    return [
        KnownDivision(
            key=key,
            code=code,
            name=name,
            name_latin=name_latin,
            level=level,
            path=path,
            parent=parent or "",
            parent_key=parent_key,
            valid_from=valid_from,
            valid_until=valid_until,
            successor=successor or "",
            successor_key=successor_key,
        )
        for (
            key,
            code,
            name,
            name_latin,
            level,
            path,
            parent,
            parent_key,
            valid_from,
            valid_until,
            successor,
            successor_key,
        ) in rows
    ]


def lock_registries() -> None:
    """Let one import at a time compare and write; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {Division._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")

"""Installations of their own for the tests of backup and restore: a data directory and a database, on either engine."""

import json
import secrets
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

import psycopg
from psycopg import sql

from tests.e2e.process import ROOT, environment

# What an archive leaves out: who is signed in or locked out, and the list of migrations, which it compares.
NOT_ARCHIVED = ("django_session", "axes_", "django_migrations", "sqlite_")
EVIDENCE = {"evidence/3/0a1b": b"\x00\xff" * 70_000, "evidence/4/名": "证据".encode(), "evidence/4/empty": b""}
MADE_AGAIN = {"reports/7.pdf": b"%PDF", "batches/1/all.zip": b"PK", "evidence/4/.new-x": b"half"}


@dataclass(kw_only=True)
class Installation:
    """One installation; `database` is empty for the SQLite file in its data directory."""

    data: Path
    database: str = ""
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def variables(self) -> dict[str, str]:
        return {**environment(self.data, self.database), **self.settings}

    @property
    def files(self) -> Path:
        return self.data / "files"

    def run(self, *arguments: str | Path) -> tuple[int, str]:
        """How a management command ends, and what it says."""
        command = [sys.executable, "manage.py", *map(str, arguments)]
        done = subprocess.run(command, cwd=ROOT, env=self.variables, check=False, capture_output=True, text=True)
        return done.returncode, (done.stdout + done.stderr).strip()

    def manage(self, *arguments: str | Path) -> str:
        code, said = self.run(*arguments)
        assert code == 0, said
        return said

    def write_files(self) -> None:
        for name, content in {**EVIDENCE, **MADE_AGAIN}.items():
            path = self.files / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def read_files(self) -> dict[str, bytes]:
        paths = [path for path in self.files.rglob("*") if path.is_file()]
        return {path.relative_to(self.files).as_posix(): path.read_bytes() for path in paths}

    def rows(self) -> dict[str, list[dict[str, object]]]:
        """Every archived row as the database itself gives it, by table and in the order of the keys."""
        return rows_of_postgresql(self.database) if self.database else rows_of_sqlite(self.data / "swot.sqlite3")

    def ask(self, question: str) -> list[tuple]:
        """The rows that answer a question in SQL."""
        if self.database:
            with psycopg.connect(self.database) as connection:
                return connection.execute(question).fetchall()
        with closing(sqlite3.connect(self.data / "swot.sqlite3")) as connection:
            return connection.execute(question).fetchall()


def new_database(cluster: str) -> str:
    """The URL of an empty database in a PostgreSQL server."""
    name = f"swot_office_{secrets.token_hex(6)}"
    with psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return urlunsplit(urlsplit(cluster)._replace(path=f"/{name}"))


def is_archived(table: str) -> bool:
    return not table.startswith(NOT_ARCHIVED)


def rows_of_sqlite(path: Path) -> dict[str, list[dict[str, object]]]:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: [dict(row) for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY 1')]
            for name in filter(is_archived, names)
        }


def rows_of_postgresql(url: str) -> dict[str, list[dict[str, object]]]:
    with psycopg.connect(url, row_factory=psycopg.rows.dict_row) as connection:
        found = connection.execute("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'").fetchall()
        names = [row["name"] for row in found]
        return {
            name: connection.execute(sql.SQL("SELECT * FROM {} ORDER BY 1").format(sql.Identifier(name))).fetchall()
            for name in filter(is_archived, names)
        }


def as_postgresql(rows: list[dict[str, object]], like: list[dict[str, object]]) -> list[dict[str, object]]:
    """SQLite's rows with the types that PostgreSQL's rows show for the same columns."""
    kinds = {column: type(row[column]) for row in like for column in row if row[column] is not None}
    return [{column: typed(value, kinds.get(column)) for column, value in row.items()} for row in rows]


def typed(value: object, kind: type | None) -> object:
    if value is None or kind is None:
        return value
    readers = {
        bool: bool,
        datetime: lambda text: datetime.fromisoformat(text).replace(tzinfo=UTC),
        date: date.fromisoformat,
        Decimal: lambda number: Decimal(str(number)),
        UUID: UUID,
        dict: json.loads,
        list: json.loads,
    }
    return readers[kind](value) if kind in readers else kind_of_address(value, kind)


def kind_of_address(value: object, kind: type) -> object:
    return kind(value) if kind.__module__ == "ipaddress" else value


def clean_data(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder

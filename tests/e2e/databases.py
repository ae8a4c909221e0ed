"""The browser tests' databases: a prepared one, made once, and a copy of it for each server."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

BASE = os.environ.get("DATABASE_URL", "")


@contextmanager
def database(*, template: str = "") -> Iterator[str]:
    """The URL of a database beside that of DATABASE_URL, gone after the block; empty where SQLite is used."""
    if not BASE:
        yield ""
        return
    name = f"swot_e2e_{secrets.token_hex(6)}"
    source = urlsplit(template).path.removeprefix("/") or "template1"
    run(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(source)))
    try:
        yield urlunsplit(urlsplit(BASE)._replace(path=f"/{name}"))
    finally:
        run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def run(statement: sql.Composed) -> None:
    with psycopg.connect(BASE, autocommit=True) as connection:
        connection.execute(statement)

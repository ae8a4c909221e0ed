"""Settings from the environment; a wrong value stops the start with a sentence that names it."""

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    """The variable's value without surrounding blanks, or the default where it is unset."""
    return os.environ.get(name, default).strip()


def boolean(name: str, *, default: bool = False) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    word = value.strip().lower()
    if word not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} is {value!r}: write 1 or 0.")
    return word in TRUE


def integer(name: str, default: int, *, minimum: int = 0) -> int:
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or int(value) < minimum:
        raise ImproperlyConfigured(f"{name} is {value!r}: write a whole number of at least {minimum}.")
    return int(value)


def choice(name: str, default: str, choices: set[str]) -> str:
    value = text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is {value!r}: write one of {', '.join(sorted(choices))}.")
    return value


def words(name: str, default: str = "") -> list[str]:
    """The parts of a comma-separated value, empty ones left out."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def origins(name: str) -> list[str]:
    """Web origins, each with its scheme, as Django wants them."""
    values = words(name)
    for value in values:
        if not value.startswith(("http://", "https://")):
            raise ImproperlyConfigured(f"{name} holds {value!r}: write each origin with http:// or https://.")
    return values


def address(name: str) -> str:
    """A web address without a path, as a person types it into a browser."""
    value = text(name).rstrip("/")
    if value and not re.fullmatch(r"https?://[\w.:\[\]-]+", value):
        raise ImproperlyConfigured(f"{name} is {value!r}: write http:// or https:// and the host, without a path.")
    return value


def secret(name: str) -> str:
    """A secret given by itself, or by NAME_FILE, the path of a file that holds it."""
    path = text(f"{name}_FILE")
    if not path:
        return text(name)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE names {path!r}, which cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise ImproperlyConfigured(f"{name}_FILE names {path!r}, which is not text in UTF-8.") from None


def database(url: str, *, sqlite: Path) -> dict[str, Any]:
    """Django's settings of the database that a URL names; the SQLite file where there is none."""
    if not url:
        return sqlite_database(str(sqlite))
    try:
        parts = urlsplit(url)
    except ValueError:
        raise ImproperlyConfigured("DATABASE_URL is no URL: write postgresql://user:password@host:port/name.") from None
    if parts.scheme == "sqlite":
        return sqlite_database(unquote(parts.path.removeprefix("/")) or ":memory:")
    if parts.scheme in {"postgres", "postgresql"}:
        return postgresql_database(url)
    raise ImproperlyConfigured("DATABASE_URL must begin with postgresql:// or sqlite:///.")


def sqlite_database(name: str) -> dict[str, Any]:
    # Immediate transactions wait for the writer before them instead of failing midway; FULL makes a commit that
    # was answered survive a power cut, which WAL with NORMAL does not promise. Recursive triggers see the rows that a
    # REPLACE throws out, so that it cannot slip past the guards.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        # The last connection to be closed moves the whole log into the database, which takes longer than saving does.
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000; "
            "PRAGMA recursive_triggers=ON;",
        },
    }


# Statements that come again are planned once by the server. A pooler between (PgBouncer) that knows none of them needs
# ?prepare_threshold=none at the end of the URL.
POSTGRESQL: dict[str, Any] = {
    "pool": {"min_size": 1, "max_size": 4, "timeout": 10},
    "server_side_binding": True,
    "prepare_threshold": 3,
}


def native(value: str) -> Any:
    """A URL's option as the driver wants it: everything but a number and “none” is a text."""
    if value.isascii() and value.isdigit():
        return int(value)
    return None if value.lower() == "none" else value


def postgresql_database(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        raise ImproperlyConfigured("DATABASE_URL has a port that is not a number from 0 to 65535.") from None
    name = unquote(parts.path.removeprefix("/"))
    if not name:
        raise ImproperlyConfigured("DATABASE_URL must end with the name of the database: postgresql://…/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": POSTGRESQL | {name: native(value) for name, value in parse_qsl(parts.query)},
    }

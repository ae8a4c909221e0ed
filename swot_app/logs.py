"""Log records as one line each, as text or as JSON, with the request's id and without anything about a person.

What is written is ours: sentences, names of routes, classes and lines of code. What a request brought is left out: its
path (a one-time link is a path), its query, its address, whatever was filled into a foreign library's message, and the
words of most exceptions, which like to quote the value that they stumbled over. Imports no Django, for gunicorn logs
before there is one.
"""

import json
import logging
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

# The id and the route of the request at work; commands and background work have none.
request_id: ContextVar[str] = ContextVar("request_id", default="")
LEFT_OUT = "…"
# Loggers whose messages are filled with our own words, numbers and keys.
OWN = ("stations", "swot_app", "django_tasks", "psycopg")
ADDRESS = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b|\b(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}")
# What a record may carry beyond its message; `swot_app.requests` gives it.
FIELDS = ("method", "route", "status", "ms")
# These tell of every step; what goes wrong is still heard.
TALKATIVE = ("weasyprint.progress", "fontTools", "axes", "django_tasks", "django_tasks_db")
# A request that is too large has a line of its own (stations/views/errors.py) instead of a traceback.
TOLD = tuple(f"django.security.{name}" for name in ("RequestDataTooBig", "TooManyFieldsSent", "TooManyFilesSent"))
# Whose words tell an operator what to do, and speak of machines alone.
TELLING = {"OperationalError", "InterfaceError", "PoolTimeout", "ImproperlyConfigured", "MemoryError"}


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(fields_of(record), ensure_ascii=False)


class LineFormatter(logging.Formatter):
    """The same in one line of text; an exception's way stands in the lines below."""

    def format(self, record: logging.LogRecord) -> str:
        fields = fields_of(record)
        head = f"{fields['time']} {fields['level']} {fields['logger']} {fields['message']}"
        identity = f" [{fields['request_id']}]" if "request_id" in fields else ""
        below = [line for error in fields.get("exception", []) for line in (f"  {told(error)}", *error["way"])]
        return "\n    ".join([head + identity, *below])


FORMATTERS: dict[str, dict[str, Any]] = {
    "json": {"()": JsonFormatter},
    "text": {"()": LineFormatter},
    # For a developer, who works with invented people: every word of every exception.
    "everything": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
}
FORMS = {"json", "text"}
LEVELS = {"DEBUG", "INFO", "WARNING", "ERROR"}


def told(error: dict[str, Any]) -> str:
    return f"{error['class']}: {error['words']}" if "words" in error else str(error["class"])


def fields_of(record: logging.LogRecord) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "message": message_of(record),
        "process": record.process,
    }
    fields |= {name: value for name in FIELDS if (value := getattr(record, name, None)) is not None}
    if identity := request_id.get():
        fields["request_id"] = identity
    if record.exc_info and record.exc_info[1] is not None:
        fields["exception"] = [described(error) for error in chain(record.exc_info[1])]
    return fields


def message_of(record: logging.LogRecord) -> str:
    """The message without what a request may have put into it."""
    if record.name.startswith("django.security"):
        # The words are the exception's; its class is the logger's last name.
        return f"Refused: {record.name.rpartition('.')[2]}"
    if record.name.split(".")[0] in OWN:
        return record.getMessage()
    message = foreign_message(record)
    return ADDRESS.sub(LEFT_OUT, message) if record.levelno >= logging.WARNING else message


def foreign_message(record: logging.LogRecord) -> str:
    """A library's sentence, with its numbers and without its texts where something went wrong."""
    if record.levelno < logging.WARNING and record.name.startswith("gunicorn"):
        return record.getMessage()
    values = record.args if isinstance(record.args, tuple) else ()
    try:
        return str(record.msg) % tuple(value if is_number(value) else LEFT_OUT for value in values)
    except (TypeError, ValueError):
        return str(record.msg)


def is_number(value: object) -> bool:
    return isinstance(value, int | float)


def chain(error: BaseException) -> list[BaseException]:
    """The exception, and those that led to it."""
    found: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in found:
        found.append(following)
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)
    return found


def described(error: BaseException) -> dict[str, Any]:
    """Its class, the way it came, and words that cannot quote a person's."""
    way = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    described: dict[str, Any] = {"class": f"{type(error).__module__}.{type(error).__qualname__}", "way": way}
    if words := words_of(error):
        described["words"] = words
    return described


def words_of(error: BaseException) -> str:
    if type(error).__name__ in TELLING:
        return str(error).strip()
    if isinstance(error, OSError):
        return error.strerror or ""
    # PostgreSQL names the rule that was broken apart from the row that broke it.
    rule = getattr(getattr(error, "diag", None), "constraint_name", None)
    return f"{getattr(error, 'sqlstate', '')} {rule}" if rule else ""


def logging_of(*, form: str, level: str) -> dict[str, Any]:
    """The configuration of Python's logging, for Django and for gunicorn alike."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": FORMATTERS[form]},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "loggers": {name: {"level": "WARNING"} for name in TALKATIVE} | {name: {"level": "CRITICAL"} for name in TOLD},
        "root": {"handlers": ["console"], "level": level},
    }

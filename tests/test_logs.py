"""What a log record becomes: one line, with the request's id, and with nothing about a person."""

import io
import json
import logging
import sys

import psycopg.errors
import pytest
from django.db import OperationalError

from swot_app.logs import JsonFormatter, LineFormatter, request_id

SECRET = "13800138000"


def record(name, message, *arguments, level=logging.WARNING, error=None, **extra):
    exc_info = None
    if error is not None:
        try:
            raise error
        except type(error):
            exc_info = sys.exc_info()
    made = logging.LogRecord(name, level, __file__, 1, message, arguments, exc_info)
    vars(made).update(extra)
    return made


def fields(*arguments, **options):
    return json.loads(JsonFormatter().format(record(*arguments, **options)))


def test_record_is_one_json_object():
    written = fields("stations.api", "Operation %s failed.", "7f", level=logging.ERROR)

    assert written.pop("time").endswith("+00:00")
    assert written.pop("process") is not None
    assert written == {"level": "ERROR", "logger": "stations.api", "message": "Operation 7f failed."}


def test_record_names_its_request():
    token = request_id.set("abc123")

    try:
        assert fields("stations", "Said.")["request_id"] == "abc123"
        assert LineFormatter().format(record("stations", "Said.")).endswith("WARNING stations Said. [abc123]")
    finally:
        request_id.reset(token)


@pytest.mark.parametrize(
    ("name", "message", "arguments", "level", "written"),
    [
        ("django.request", "Not Found: %s", (f"/account/link/{SECRET}/",), logging.WARNING, "Not Found: …"),
        ("axes.handlers", "AXES: Locking out %s after %d failures.", (SECRET, 5), logging.WARNING,
         "AXES: Locking out … after 5 failures."),
        ("django.security.csrf", "Forbidden (%s): %s", ("Referer checking failed", "/x"), logging.WARNING,
         "Refused: csrf"),
        ("django.security.DisallowedHost", f"Invalid HTTP_HOST header: {SECRET}", (), logging.ERROR,
         "Refused: DisallowedHost"),
        ("gunicorn.error", "Invalid request from ip=203.0.113.9: x", (), logging.WARNING,
         "Invalid request from ip=…: x"),
        ("gunicorn.error", "Invalid request from 2001:db8::9, x", (), logging.WARNING,
         "Invalid request from …, x"),
        ("gunicorn.error", "Listening at: %s (%s)", ("http://127.0.0.1:8000", 9), logging.INFO,
         "Listening at: http://127.0.0.1:8000 (9)"),
        ("anything", "100 % and %s of %s", (SECRET,), logging.ERROR, "100 % and %s of %s"),
    ],
)  # fmt: skip
def test_what_a_request_brought_is_left_out(name, message, arguments, level, written):
    assert fields(name, message, *arguments, level=level)["message"] == written


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ValueError(f"invalid phone {SECRET}"), None),
        (FileNotFoundError(2, "No such file or directory", f"/files/{SECRET}"), "No such file or directory"),
        (OperationalError("connection refused"), "connection refused"),
        (psycopg.errors.UniqueViolation(f"Key (username)=({SECRET})"), None),
    ],
)
def test_exception_is_told_by_its_class_and_its_way(error, words):
    (told,) = fields("django.request", "Internal Server Error: %s", "/x", error=error)["exception"]

    assert told["class"].endswith(type(error).__name__)
    assert told["way"][0].endswith(" record")
    assert told.get("words") == words
    assert SECRET not in LineFormatter().format(record("django.request", "Failed", error=error))


def test_cause_of_an_exception_is_told_too():
    def fail():
        try:
            _ = {}[SECRET]
        except KeyError as error:
            raise RuntimeError(SECRET) from error

    stream, logger = io.StringIO(), logging.getLogger("tests.chain")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(LineFormatter())
    logger.addHandler(handler)
    try:
        fail()
    except RuntimeError:
        logger.exception("It failed.")
    logger.removeHandler(handler)

    assert [line.strip() for line in stream.getvalue().splitlines() if line.startswith("      ")] == [
        "builtins.RuntimeError",
        "builtins.KeyError",
    ]
    assert SECRET not in stream.getvalue()

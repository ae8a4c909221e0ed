"""Messages can be collected and translated: each is one constant text, and every one has its Chinese words."""

import ast
import os
import shutil
import subprocess
import sys

import pytest

from tests.house.sources import ROOT, name_of, python_files, tree_of

# How many of the first arguments are texts.
TEXTS = {
    "_": 1,
    "gettext": 1,
    "gettext_lazy": 1,
    "gettext_noop": 1,
    "ngettext": 2,
    "ngettext_lazy": 2,
    "pgettext": 2,
    "pgettext_lazy": 2,
    "npgettext": 3,
    "npgettext_lazy": 3,
}
CATALOGUES = sorted((ROOT / "stations" / "locale").glob("*/LC_MESSAGES/*.po"))
BURDENS = {"new or untranslated": "--untranslated", "fuzzy": "--only-fuzzy", "no longer used": "--only-obsolete"}


def test_messages_are_constant_texts():
    # A text that is put together before the call is in no catalogue.
    built = [
        f"{name_of(path)}:{call.lineno}"
        for path in python_files()
        if "tests" not in path.parts
        for call in ast.walk(tree_of(path))
        if isinstance(call, ast.Call) and not are_constants(call)
    ]

    assert built == []


def are_constants(call):
    texts = call.args[: TEXTS.get(getattr(call.func, "id", getattr(call.func, "attr", "")), 0)]
    return all(isinstance(text, ast.Constant) and isinstance(text.value, str) for text in texts)


def test_there_is_a_chinese_catalogue():
    assert ROOT / "stations/locale/zh_Hans/LC_MESSAGES/django.po" in CATALOGUES


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """A copy of the project in which every message was collected anew."""
    copy = tmp_path_factory.mktemp("messages")
    for room in ("stations", "swot_app", "templates", "static"):
        shutil.copytree(ROOT / room, copy / room, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    shutil.copy(ROOT / "manage.py", copy)
    for domain in {catalogue.stem for catalogue in CATALOGUES}:
        collect(copy, domain)
    return copy


def collect(copy, domain):
    languages = [f"--locale={catalogue.parent.parent.name}" for catalogue in CATALOGUES if catalogue.stem == domain]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "swot_app.settings", "PYTHONPATH": str(copy)}
    command = [sys.executable, "manage.py", "makemessages", f"--domain={domain}", "--no-location", *languages]
    done = subprocess.run(command, cwd=copy, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("burden", BURDENS)
@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_catalogue_has_no_message_that_is(burden, catalogue, collected):
    fresh = collected / catalogue.relative_to(ROOT)

    assert messages(fresh, BURDENS[burden]) == []


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_catalogue_keeps_every_placeholder(catalogue):
    done = subprocess.run(
        ["msgfmt", "--check-format", "--output-file=/dev/null", catalogue], check=False, capture_output=True, text=True
    )

    assert (done.returncode, done.stderr) == (0, "")


def messages(catalogue, choice):
    """The messages of one kind; the catalogue's header is none."""
    done = subprocess.run(
        ["msgattrib", choice, "--no-wrap", catalogue], check=True, capture_output=True, text=True, encoding="utf-8"
    )
    lines = [line.removeprefix("#~ ") for line in done.stdout.splitlines()]
    return [line for line in lines if line.startswith("msgid ") and line != 'msgid ""']

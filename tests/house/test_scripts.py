"""Our scripts are small modules that any browser of our floor can run, light enough for a township's connection."""

import re

import brotli
import pytest

from swot_app.storage import slim
from tests.house.sources import ROOT, lines_of, name_of, scripts, text_of

LINES = 300
KILOBYTES = 14
IMPORT = re.compile(r'^import .*? from "\./(\w+)\.js";$', re.MULTILINE | re.DOTALL)
# Each would open a way for foreign text to become code or markup, or is newer than the oldest browsers that we serve.
FORBIDDEN = {
    "markup from text": r"innerHTML|outerHTML|insertAdjacentHTML|document\.write",
    "code from text": r"\beval\b|new Function",
    "left from looking for a mistake": r"console\.|debugger",
    "newer than Chromium 90, Safari 15 or Firefox 90": r"\.at\(|structuredClone|Object\.hasOwn|AbortSignal\.|\.findLast|"
    r"replaceAll\(|^\s*static \{|requestSubmit|Promise\.withResolvers|\.toSorted|\.groupBy",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_forbidden_is_used(what):
    pattern = re.compile(FORBIDDEN[what], re.MULTILINE)

    assert [name_of(path) for path in scripts() if pattern.search(text_of(path))] == []


def test_scripts_are_short_and_introduced():
    assert [name_of(path) for path in scripts() if lines_of(path) > LINES or not text_of(path).startswith("/**")] == []


def test_imports_are_written_so_that_their_names_are_hashed():
    """Django replaces what stands in one statement, ends with a semicolon and names a file beside the module."""
    written = {
        name_of(path): re.findall(r"^import\b|\bimport\(|^export .* from", text_of(path), re.MULTILINE)
        for path in scripts()
    }
    replaced = {name_of(path): IMPORT.findall(text_of(path)) for path in scripts()}

    assert {name: len(found) for name, found in written.items()} == {
        name: len(found) for name, found in replaced.items()
    }


def test_imports_go_round_in_no_circle():
    """The hashed name of a module follows from its content, which holds the hashed names of its imports."""
    left = {path.stem: set(IMPORT.findall(text_of(path))) for path in scripts()}
    while leaves := {name for name, needs in left.items() if not needs & left.keys()}:
        left = {name: needs for name, needs in left.items() if name not in leaves}

    assert left == {}


@pytest.mark.parametrize(
    ("template", "entry"),
    [
        ("components/outbox.html", "site"),
        ("stations/rating_section.html", "rating"),
        ("stations/sheet_enter.html", "entry"),
    ],
)
def test_modules_are_fetched_side_by_side(template, entry):
    text = text_of(ROOT / "templates" / template) + text_of(ROOT / "templates/components/outbox.html")
    fetched = set(re.findall(r"(?:href|src)=\"{% static 'js/(\w+)\.js' %}", text))

    assert needed_by(entry) <= fetched


def needed_by(entry):
    found, new = set(), {entry}
    while new:
        found |= new
        new = {name for module in new for name in IMPORT.findall(script(module))} - found
    return found


def script(name):
    return text_of(ROOT / f"static/js/{name}.js")


def test_scripts_are_light():
    """What the rating page loads; the worker is fetched when everything else is there."""
    sizes = {name: len(brotli.compress(slim(script(name)).encode(), quality=11)) for name in needed_by("rating")}

    assert sum(sizes.values()) <= KILOBYTES * 1000, sizes


def test_slim_script_says_the_same():
    script = '/** What it is. */\n\n// Why.\nexport function one() {\n  return "a // b";\n}\n'

    assert slim(script) == 'export function one() {\nreturn "a // b";\n}\n'

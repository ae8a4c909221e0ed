"""Modules and functions that a reader can hold in mind, each introduced by a sentence."""

import ast

from tests.house.sources import ROOT, functions_of, lines_of, name_of, python_files, tree_of

MODULE_LINES = 300
TEST_MODULE_LINES = 400
FUNCTION_LINES = 50
ROOMS_FOR_ANYTHING = {"utils", "util", "helpers", "helper", "common", "services", "misc"}


def most_lines(path):
    return TEST_MODULE_LINES if "tests" in path.parts else MODULE_LINES


def test_every_module_opens_with_a_docstring():
    # Among the tests an empty file is enough to make a folder a package.
    modules = [path for path in python_files() if path.stat().st_size or "tests" not in path.parts]
    silent = [name_of(path) for path in modules if not ast.get_docstring(tree_of(path))]

    assert silent == []


def test_no_module_is_too_long():
    long = [f"{name_of(path)}: {lines_of(path)} lines" for path in python_files() if lines_of(path) > most_lines(path)]

    assert long == []


def test_no_function_is_too_long():
    long = [
        f"{name_of(path)}: {function.name} has {function.end_lineno - function.lineno + 1} lines"
        for path in python_files()
        for function in functions_of(path)
        if function.end_lineno - function.lineno + 1 > FUNCTION_LINES
    ]

    assert long == []


def test_no_room_is_for_anything():
    folders = [path for room in ("stations", "swot_app", "tests", "bin") for path in (ROOT / room).rglob("*")]
    vague = [name_of(path) for path in [*folders, *python_files()] if path.stem in ROOMS_FOR_ANYTHING]

    assert vague == []

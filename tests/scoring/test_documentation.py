"""The documentation says what the code does: examples run, and the schema names every field."""

import dataclasses
import doctest
import enum
import importlib
import inspect
import pkgutil
import re
import types
import typing
from pathlib import Path

import pytest

import stations.scoring
from stations import scoring
from stations.scoring import Panel, Scorecard, serialise

PACKAGE = Path(scoring.__file__).parent
MODULES = [
    importlib.import_module(f"stations.scoring.{module.name}") for module in pkgutil.iter_modules(scoring.__path__)
]
PUBLIC = [getattr(scoring, name) for name in scoring.__all__]


def names_of(values: list) -> list[str]:
    return [value.__name__ for value in values]


@pytest.mark.parametrize("module", MODULES, ids=names_of(MODULES))
def test_examples_run(module):
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("module", MODULES, ids=names_of(MODULES))
def test_module_opens_with_a_sentence_and_stays_short(module):
    assert module.__doc__.split("\n")[0].endswith(".") or ":" in module.__doc__.split("\n")[0]
    assert len(Path(module.__file__).read_text().splitlines()) < 300


FUNCTIONS = [value for value in PUBLIC if inspect.isfunction(value)]


@pytest.mark.parametrize("function", FUNCTIONS, ids=names_of(FUNCTIONS))
def test_public_function_has_an_example_that_runs(function):
    assert doctest.DocTestFinder().find(function)[0].examples


TYPES = [value for value in PUBLIC if inspect.isclass(value)]


@pytest.mark.parametrize("kind", TYPES, ids=names_of(TYPES))
def test_public_type_says_what_it_is(kind):
    assert kind.__doc__
    assert not kind.__doc__.startswith(f"{kind.__name__}(")


def test_all_is_what_exists():
    assert sorted(scoring.__all__) == sorted(set(scoring.__all__))
    assert all(hasattr(stations.scoring, name) for name in scoring.__all__)


def parts(kind: type) -> set[type]:
    """The dataclasses and enumerations that a dataclass is made of, itself included."""
    found = {kind}
    for hint in typing.get_type_hints(kind).values() if dataclasses.is_dataclass(kind) else ():
        for part in leaves(hint):
            found |= parts(part)
    return found


def leaves(hint) -> set[type]:
    if isinstance(hint, types.UnionType) or typing.get_origin(hint):
        return set().union(*(leaves(argument) for argument in typing.get_args(hint)))
    return (
        {hint} if dataclasses.is_dataclass(hint) or (inspect.isclass(hint) and issubclass(hint, enum.Enum)) else set()
    )


STORED = sorted(parts(Scorecard) | parts(Panel), key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", STORED, ids=names_of(STORED))
def test_schema_names_everything_that_is_stored(kind):
    documented = set(re.findall(r"`([^`\s]+)`", (PACKAGE / "SCHEMA.md").read_text()))
    if dataclasses.is_dataclass(kind):
        wanted = {field.name for field in dataclasses.fields(kind)}
    else:
        wanted = {str(member) for member in kind}

    assert wanted <= documented, wanted - documented


def test_schema_names_its_version():
    assert serialise.SCHEMA in (PACKAGE / "SCHEMA.md").read_text()

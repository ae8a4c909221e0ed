"""The lock names one version of everything that the project asks for, and no place to get it from."""

import re
import tomllib
from importlib.metadata import version

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.house.sources import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LINES = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
PIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*==[0-9][0-9a-z.!+]*")


def pins():
    return dict(line.split("==") for line in LINES)


def requirements():
    extras = [text for texts in PROJECT["optional-dependencies"].values() for text in texts]
    return [Requirement(text) for text in [*PROJECT["dependencies"], *extras]]


def test_lock_holds_pins_alone():
    assert [line for line in LINES if not PIN.fullmatch(line)] == []
    assert sorted(pins()) == list(pins())
    assert len(pins()) == len(LINES)


def test_lock_satisfies_the_project():
    locked = pins()
    unmet = [
        str(wanted)
        for wanted in requirements()
        if not wanted.specifier.contains(locked.get(canonicalize_name(wanted.name), "0"))
    ]

    assert unmet == []


def test_installed_packages_are_the_locked_ones():
    # Some packages write 4.004 where the lock says 4.4.
    other = {name: version(name) for name, locked in pins().items() if Version(version(name)) != Version(locked)}
    assert other == {}

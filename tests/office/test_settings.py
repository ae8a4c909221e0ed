"""Settings for several machines and for a new key."""

import time

import pytest

from tests.office.installations import Installation

SPEND = """
from types import SimpleNamespace
from stations.api import limits
from swot_app.accounts.models import User
limits.time = SimpleNamespace(time=lambda: {now})
try:
    limits.spend(User(pk=7), 200)
    print("taken")
except limits.TooMany:
    print("too many")
"""
SIGN = "from django.core import signing; print(signing.dumps('it is me'))"
READ = "from django.core import signing; print(signing.loads('{signed}'))"
NEW_KEY = "another-key-that-is-as-long-as-the-one-of-before-it"


@pytest.fixture
def installation(tmp_path) -> Installation:
    return Installation(data=tmp_path)


def say(installation, code):
    return installation.manage("shell", "-v", "0", "-c", code)


@pytest.mark.parametrize(("cache", "second"), [("process", "taken"), ("database", "too many")])
def test_limit_is_counted_for_all_machines_where_asked(installation, cache, second):
    installation.settings["SWOT_CACHE"] = cache
    installation.manage("createcachetable")
    code = SPEND.format(now=time.time())

    assert [say(installation, code), say(installation, code)] == ["taken", second]


def test_key_of_before_is_taken_as_long_as_it_is_named(installation):
    installation.settings["SECRET_KEY"] = "the-key-of-before-which-somebody-knew-who-has-left"
    signed = say(installation, SIGN)
    old, installation.settings["SECRET_KEY"] = installation.settings["SECRET_KEY"], NEW_KEY

    installation.settings["SECRET_KEY_OLD"] = old
    assert say(installation, READ.format(signed=signed)) == "it is me"

    del installation.settings["SECRET_KEY_OLD"]
    code, said = installation.run("shell", "-v", "0", "-c", READ.format(signed=signed))
    assert code == 1
    assert "BadSignature" in said

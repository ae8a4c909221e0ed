"""The demonstration world, loaded once a process for the tests that ask for it."""

from datetime import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from stations.actions import demo
from tests.demonstration import PASSWORDS, THIS_YEAR, WORLD
from tests.states import state


def load_demonstration():
    call_command("load_library", verbosity=0)
    assert demo.load(world=WORLD, passwords=PASSWORDS)


demonstration = state("demonstration", load_demonstration)


@pytest.fixture
def in_november(monkeypatch):
    """A day within the open cycle, whatever the machine's clock says."""
    morning = timezone.make_aware(datetime.fromisoformat(f"{THIS_YEAR}-11-20 09:00"))
    monkeypatch.setattr(timezone, "now", lambda: morning)

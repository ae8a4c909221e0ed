"""The demonstration world, loaded once for a module that asks for it."""

from datetime import datetime

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from stations.actions import demo
from tests.demonstration import PASSWORDS, THIS_YEAR, WORLD


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker):
    """Loading takes seconds, so the module shares it: each test's own transaction lies inside this one."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_library", verbosity=0)
        assert demo.load(world=WORLD, passwords=PASSWORDS)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def in_november(monkeypatch):
    """A day within the open cycle, whatever the machine's clock says."""
    morning = timezone.make_aware(datetime.fromisoformat(f"{THIS_YEAR}-11-20 09:00"))
    monkeypatch.setattr(timezone, "now", lambda: morning)

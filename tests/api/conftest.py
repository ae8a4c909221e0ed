"""What the tests of the API share: a browser for each of its people, and a fresh minute."""

import pytest
from django.core.cache import cache
from django.test import Client


@pytest.fixture
def visit():
    """A person's browser, whose script asks for JSON and, as our sentences are written, for English."""

    def browser(user=None, **options):
        client = Client(headers={"accept-language": "en", "accept": "application/json"}, **options)
        if user is not None:
            client.force_login(user)
        return client

    return browser


@pytest.fixture
def bob(world, visit):
    """Bob's browser: he rates at the station and does not lead it."""
    return visit(world.bob)


@pytest.fixture
def alice(world, visit):
    """Alice's browser: she leads the station and rates too."""
    return visit(world.alice)


@pytest.fixture(autouse=True)
def a_fresh_minute():
    """People of different tests have the same numbers, and so would share what they may send in a minute."""
    cache.clear()

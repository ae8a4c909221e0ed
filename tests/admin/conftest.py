"""What the tests of the admin share: a browser for each of its people, a draft and a published edition."""

import pytest
from django.test import Client

from tests.libraries import loaded


@pytest.fixture
def visit():
    def browser(user):
        client = Client(headers={"accept-language": "en"})
        client.force_login(user)
        return client

    return browser


@pytest.fixture
def curating(world, visit):
    return visit(world.curator)


@pytest.fixture
def administering(world, visit):
    return visit(world.administrator)


@pytest.fixture
def auditing(world, visit):
    return visit(world.auditor)


@pytest.fixture
def draft(db):
    return loaded("draft")


@pytest.fixture
def published(db):
    return loaded("published", publishing=True)

"""What the tests of the pages share: a browser for each of its people."""

import pytest
from django.test import Client


@pytest.fixture
def visit():
    """A person's browser, or that of nobody in particular; it asks for English, in which our sentences are written."""

    def browser(user=None):
        client = Client(headers={"accept-language": "en"})
        if user is not None:
            client.force_login(user)
        return client

    return browser

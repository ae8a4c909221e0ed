"""The people who sign in."""

import pytest
from django.test import Client

from swot_app.accounts.models import User
from tests.worlds import make_user

PASSWORD = "correct horse battery"  # what make_user gives


@pytest.fixture
def alice(db) -> User:
    return make_user("alice", language="en")


@pytest.fixture
def english(client) -> Client:
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def sign_in(english):
    """Send the form of the sign-in page."""

    def send(username="alice", password=PASSWORD, client=english, **extra):
        headers = extra.pop("headers", None)
        return client.post("/account/sign-in/", {"username": username, "password": password, **extra}, headers=headers)

    return send

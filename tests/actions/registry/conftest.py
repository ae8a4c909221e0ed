"""Tables of divisions, stations and people over the small world, with their sentences in English."""

import pytest
from django.utils import translation

from tests.worlds import make_world


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield

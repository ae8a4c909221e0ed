"""Tables of divisions, stations and people over the small world, with their sentences in English."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield

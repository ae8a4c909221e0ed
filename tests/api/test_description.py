"""The API's description: whole, without a page from elsewhere, and true of what the tests send."""

import json

import pytest
from django.urls import get_resolver, reverse

from stations.api.interface import api
from tests.api.outbox import rate

PATHS = {
    "/api/operations/": ["post"],
    "/api/assessments/{pk}/sheet/": ["get", "head"],
    "/api/late-operations/{op_id}/apply/": ["post"],
    "/api/late-operations/{op_id}/discard/": ["post"],
}


@pytest.fixture
def description(bob):
    return bob.get(reverse("api_openapi")).json()


def test_every_address_is_described(description):
    assert {path: list(methods) for path, methods in description["paths"].items()} == PATHS


def test_description_is_for_signed_in_people(visit):
    assert visit().get(reverse("api_openapi")).status_code == 401


def test_every_reference_leads_somewhere(description):
    def references(value):
        if isinstance(value, dict):
            yield from [value["$ref"]] if isinstance(value.get("$ref"), str) else []
            children = value.values()
        else:
            children = value if isinstance(value, list) else []
        for child in children:
            yield from references(child)

    names = {reference.removeprefix("#/components/schemas/") for reference in references(description)}

    assert names - description["components"]["schemas"].keys() == set()


def test_operations_are_told_apart_by_their_kind(world, description):
    items = description["components"]["schemas"]["Batch"]["properties"]["operations"]["items"]
    described = description["components"]["schemas"]["Rate"]

    assert sorted(items["discriminator"]["mapping"]) == ["declare", "mark", "rate", "submit"]
    assert sorted(described["required"]) == sorted(rate(world))
    assert described["additionalProperties"] is False


def test_description_says_how_one_is_signed_in(description):
    used = {name for requirement in description["security"] for name in requirement}

    assert used == description["components"]["securitySchemes"].keys() == {"session", "csrf"}


def test_nothing_of_it_comes_from_elsewhere(description):
    assert "http://" not in json.dumps(description)
    assert "https://" not in json.dumps(description)


def test_every_address_is_under_djangos_protection():
    patterns = next(pattern for pattern in domain_patterns() if str(pattern.pattern) == "api/").url_patterns

    assert [pattern.name for pattern in patterns if getattr(pattern.callback, "csrf_exempt", False)] == []
    assert len(patterns) == 1 + len(PATHS)


def domain_patterns():
    return get_resolver("stations.urls").url_patterns


def test_api_has_no_page_of_its_own(bob):
    assert (api.docs_url, api.openapi_url) == (None, None)
    assert [bob.get(f"/api/{page}").status_code for page in ("", "docs", "docs/")] == [404] * 3

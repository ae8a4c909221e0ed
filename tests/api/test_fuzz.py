"""Whatever arrives, the server answers in its own words: never with an error of its own, and never for somebody else."""

import json
from copy import deepcopy
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stations.api.answers import Refusal, Result, Results
from stations.models import LateOperation, Rating
from tests.api.outbox import EMPTY, degree
from tests.worlds import submit

examples = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

# Halves of emojis and nulls are text too, as far as JSON is concerned.
texts = st.text(st.characters(exclude_categories=[]), max_size=20) | st.sampled_from(
    ["", "\x00", "\ud800", "S1", "x" * 3000]
)
numbers = st.integers() | st.sampled_from([0, 1, -1, 2**31, 2**63, 10**100]) | st.floats()
scalars = st.none() | st.booleans() | numbers | texts
anything = st.recursive(scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4))
ids = st.uuids().map(str)
ASSESSMENT, PERSON = "the assessment", "the person"


@pytest.fixture
def send_raw(world, visit):
    """Send a body as Bob; whatever it writes is undone."""

    def send(url, body, *, user=world.bob):
        cache.clear()
        browser, others_before = visit(user), others_ratings(user)
        with transaction.atomic():
            response = browser.post(url, json.dumps(body).encode(), content_type="application/json")
            others_after = others_ratings(user)
            transaction.set_rollback(True)
        assert others_after == others_before
        return response

    return send


@pytest.fixture
def submitted(world):
    submit(world)
    return world


def others_ratings(user):
    return list(Rating.objects.exclude(sheet__rater=user).order_by("pk").values_list("pk", "revision"))


# One of each kind and more, as a browser sends it.
SOUND = [
    {"kind": "rate", "factor": "S1", "value": degree(4), "base_rev": 0, "client_time": "2026-11-05T06:02:11Z"},
    {"kind": "rate", "factor": "W2", "value": {**EMPTY, "kind": "cannot_judge", "reason": "刚到岗"}, "base_rev": 1},
    {"kind": "mark", "quadrant": "S", "done": True},
    {"kind": "declare", "seen": {"S1": 1}},
    {"kind": "submit", "seen": {}, "seen_sheets": {"1": 8}},
]


def places(value, path=()):
    """Where something stands in a body, outermost first."""
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from places(child, (*path, key))


def replaced(body, path, value):
    body = deepcopy(body)
    if not path:
        return value
    holder = body
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    return body


@st.composite
def spoilt_bodies(draw):
    """A sound batch in which one or two things are something else; ASSESSMENT and PERSON stand for numbers."""
    chosen = draw(st.lists(st.sampled_from(SOUND), min_size=1, max_size=5))
    body = {
        "user": PERSON,
        "operations": [{**operation, "op_id": draw(ids), "assessment": ASSESSMENT} for operation in chosen],
    }
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from(list(places(body))))
        body = replaced(body, path, draw(anything))
    return body


def with_numbers(value, world):
    """The body with the numbers where they belong."""
    if isinstance(value, dict):
        return {key: with_numbers(child, world) for key, child in value.items()}
    if isinstance(value, list):
        return [with_numbers(child, world) for child in value]
    if isinstance(value, str):
        return {ASSESSMENT: world.assessment.pk, PERSON: world.bob.pk}.get(value, value)
    return value


def require_sound_answer(response, body):
    assert response.headers["Content-Type"] == "application/json; charset=utf-8"
    if response.status_code == 200:
        results = Results.model_validate(response.json()).results
        assert [result.op_id for result in results] == [operation["op_id"] for operation in body["operations"]]
        assert "failed" not in [result.outcome for result in results]
        assert all(result.detail for result in results if result.outcome in {"conflict", "late", "refused"})
    else:
        assert response.status_code in {401, 413, 422}
        assert Refusal.model_validate(response.json()).detail


@examples
@given(body=anything)
def test_any_json_is_answered(send_raw, body):
    require_sound_answer(send_raw(reverse("api_operations"), body), body)


@examples
@given(body=spoilt_bodies())
def test_nearly_sound_batch_is_answered(world, send_raw, body):
    body = with_numbers(body, world)

    require_sound_answer(send_raw(reverse("api_operations"), body), body)


@examples
@given(body=spoilt_bodies())
def test_nearly_sound_batch_is_answered_after_the_submission(submitted, send_raw, body):
    body = with_numbers(body, submitted)

    require_sound_answer(send_raw(reverse("api_operations"), body), body)


@examples
@given(body=anything, op_id=ids)
def test_any_decision_on_a_late_answer_is_answered(world, visit, send_raw, body, op_id):
    with transaction.atomic():
        late = LateOperation.objects.create(
            operation_id=UUID(op_id),
            assessment=world.assessment,
            factor=world.edition.factors.get(code="S1"),
            by=world.bob,
            base_revision=0,
            received_at="2026-11-05T06:02:11Z",
            kind="degree",
            degree=3,
        )
        for name in ("api_late_apply", "api_late_discard"):
            response = send_raw(reverse(name, args=[late.operation_id]), body)

            assert response.status_code in {200, 422}
            (Result if response.status_code == 200 else Refusal).model_validate(response.json())
        transaction.set_rollback(True)

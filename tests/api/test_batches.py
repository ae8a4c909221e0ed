"""A batch as a whole: in order, each operation on its own, named in the answer; and what is refused before any is read."""

import json

import pytest
from django.db import OperationalError
from django.urls import reverse

from stations.actions import operations
from stations.api import limits
from stations.api.gate import BODY_BYTES
from stations.models import Rating, RatingChange
from tests.api.outbox import EMPTY, batch, degree, mark, outcomes, post, rate, send, send_one
from tests.worlds import make_edition, open_cycle, submit

UNREADABLE = "The server could not read this entry. Load the page again, then enter it anew."
PART = "This part is missing or cannot be read."


def test_results_come_in_the_order_of_the_operations(world, bob):
    sent = [rate(world, code) for code in ("T2", "S1", "O1")] + [mark(world)]

    results = send(bob, *sent)

    assert [result["op_id"] for result in results] == [operation["op_id"] for operation in sent]
    assert outcomes(results) == ["applied"] * 4


def test_operations_are_applied_in_their_order(world, bob):
    send(bob, rate(world, value=degree(2)), rate(world, value=degree(3), base_rev=1))

    assert [change.degree for change in RatingChange.objects.order_by("revision")] == [2, 3]


def test_what_is_refused_neither_undoes_nor_stops_the_others(world, bob):
    results = send(
        bob,
        rate(world, "S1"),
        rate(world, "S2", degree(9)),
        rate(world, "X9"),
        {"op_id": "00000000-0000-4000-8000-000000000000"},
        rate(world, "W1"),
    )

    assert outcomes(results) == ["applied", "refused", "refused", "refused", "applied"]
    assert Rating.objects.count() == 2


def test_unforeseen_error_fails_its_own_operation_alone(world, bob, monkeypatch, caplog):
    rate_soundly = operations.rate_own

    def rate_with_a_bug(sheet, operation):
        if operation.factor.code == "S2":
            raise ZeroDivisionError
        return rate_soundly(sheet, operation)

    monkeypatch.setattr(operations, "rate_own", rate_with_a_bug)
    results = send(bob, rate(world, "S1"), rate(world, "S2"), rate(world, "W1"))

    assert outcomes(results) == ["applied", "failed", "applied"]
    assert results[1]["detail"].startswith("The system is busy.")
    assert "ZeroDivisionError" in caplog.text


def test_batch_is_given_up_where_the_database_fails(world, bob, monkeypatch):
    tried = []

    def database_is_locked(sheet, operation):
        tried.append(operation.factor.code)
        raise OperationalError("database is locked")

    monkeypatch.setattr(operations, "rate_own", database_is_locked)
    results = send(bob, rate(world, "S1"), rate(world, "S2"), rate(world, "W1"))

    assert outcomes(results) == ["failed"] * 3
    assert tried == ["S1"]


def test_fifty_operations_are_taken_and_one_more_is_too_many(world, bob):
    assert outcomes(send(bob, *[mark(world) for _ in range(50)])) == ["applied"] + ["unchanged"] * 49

    response = post(bob, batch(bob, *[rate(world) for _ in range(51)]))

    assert response.status_code == 413
    assert response.json()["detail"] == "This is more than the server takes at once, so nothing was saved."
    assert not Rating.objects.exists()


def test_fifty_of_the_longest_answers_fit(world, bob):
    edition = make_edition("2099-1", factors=13)
    assessment = world.station.assessments.get(
        cycle=open_cycle(world, world.county, year=2021, edition=edition),
    )
    longest = {**EMPTY, "kind": "cannot_judge", "reason": "𠮷" * 500, "note": "𠮷" * 2000}
    codes = [f"{quadrant}{number}" for quadrant in "SWOT" for number in range(1, 14)][:50]
    sent = [{**rate(world, code, longest), "assessment": assessment.pk} for code in codes]

    body = json.dumps(batch(bob, *sent), ensure_ascii=False).encode()
    response = post(bob, body)

    assert outcomes(response.json()["results"]) == ["applied"] * 50
    assert len(body) > BODY_BYTES * 0.8


def test_larger_body_is_refused_before_it_is_read(world, bob):
    response = post(bob, batch(bob, rate(world, note="x" * BODY_BYTES)))

    assert response.status_code == 413


@pytest.mark.parametrize(
    "body",
    [
        b" ",
        b"{",
        b"null",
        b"[]",
        b"{}",
        b'{"user": 1, "operations": []}',
        b'{"operations": [{"op_id": "00000000-0000-4000-8000-000000000000"}]}',
        b'{"user": "1", "operations": [{"op_id": "00000000-0000-4000-8000-000000000000"}]}',
        b'{"user": 1, "operations": null}',
        b'{"user": 1, "operations": {}}',
        b'{"user": 1, "operations": [1]}',
        b'{"user": 1, "operations": [null]}',
        b'{"user": 1, "operations": [{}]}',
        b'{"user": 1, "operations": [{"op_id": 7}]}',
        b'{"user": 1, "operations": [{"op_id": "00000000-0000-4000-8000-00000000000G"}]}',
        b'{"user": 1, "operations": [{"op_id": "AAAAAAAA-0000-4000-8000-000000000000"}]}',
        b'{"user": 1, "operations": [{"op_id": "{00000000-0000-4000-8000-000000000000}"}]}',
        b'{"user": 1, "operations": [{"op_id": "00000000-0000-4000-8000-000000000000"}], "more": 1}',
        b'{"operations": [' + b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"operations": [{"op_id": ' + b"9" * 5000 + b"}]}",
        b'{"user": 1, "operations": [NaN]}',
        b"\xff\xfe\xfa",
        b'{"user": 1, "operations": [{"\\ud800": 1}]}',
    ],
    ids=lambda body: repr(body[:60]),
)
def test_body_that_names_no_operation_is_refused_as_a_whole(world, bob, body):
    response = post(bob, body)

    assert response.status_code == 422
    assert response.json()["detail"] == UNREADABLE
    assert {error["detail"] for error in response.json()["errors"]} == {PART}


def test_nothing_is_applied_of_a_batch_with_an_operation_without_a_name(world, bob):
    response = post(bob, batch(bob, rate(world), {**rate(world, "S2"), "op_id": None}))

    assert response.status_code == 422
    assert not Rating.objects.exists()


@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", ""]
)
def test_other_content_is_refused(bob, content_type):
    response = bob.post(reverse("api_operations"), b'{"operations": []}', content_type=content_type)

    assert (response.status_code, response.json()["detail"]) == (415, "The server takes JSON alone here.")


def test_charset_beside_the_content_type_does_no_harm(world, bob):
    body = json.dumps(batch(bob, rate(world)))

    response = bob.post(reverse("api_operations"), body, content_type="application/json; charset=utf-8")

    assert outcomes(response.json()["results"]) == ["applied"]


def test_nobody_is_told_to_sign_in(world, visit):
    response = post(visit(), {"user": world.bob.pk, "operations": [rate(world)]})

    assert response.status_code == 401
    assert response.json()["sign_in"] == reverse("sign_in")
    assert not Rating.objects.exists()


def test_outbox_of_another_person_is_not_taken(world, alice, bob):
    """Bob's page is still open, and Alice has signed in beside it."""
    sent = batch(bob, rate(world))

    response = post(alice, sent)

    assert (response.status_code, response.json()["sign_in"]) == (401, reverse("sign_in"))
    assert response.json()["detail"].startswith("Somebody else is signed in on this device now.")
    assert not Rating.objects.exists()


def test_forged_request_is_refused(world, visit):
    browser = visit(world.bob, enforce_csrf_checks=True)

    response = post(browser, batch(browser, rate(world)))

    assert (response.status_code, list(response.json())) == (403, ["detail"])
    assert not Rating.objects.exists()


def test_request_with_the_cookies_token_is_taken(world, visit):
    browser = visit(world.bob, enforce_csrf_checks=True)
    browser.get(reverse("api_sheet", args=[world.assessment.pk]))
    token = browser.cookies["csrftoken"].value

    response = post(browser, batch(browser, rate(world)), headers={"X-CSRFToken": token})

    assert outcomes(response.json()["results"]) == ["applied"]


def test_haste_is_refused_until_the_next_minute(world, alice, bob, monkeypatch):
    monkeypatch.setattr(limits, "OPERATIONS", 3)
    monkeypatch.setattr(limits.time, "time", lambda: 1_000_000_010.5)
    send(bob, rate(world, "S1"), rate(world, "S2"), rate(world, "W1"))

    response = post(bob, batch(bob, rate(world, "O1")))
    colleague = post(alice, batch(alice, rate(world, "O1")))
    monkeypatch.setattr(limits.time, "time", lambda: 1_000_000_020.5)
    later = post(bob, batch(bob, rate(world, "O1")))

    assert (response.status_code, response.headers["Retry-After"]) == (429, "10")
    assert response.json()["detail"].startswith("Too many entries were sent at once.")
    assert (colleague.status_code, later.status_code) == (200, 200)


def test_full_cache_stops_nobody(world, bob, monkeypatch):
    monkeypatch.setattr(limits.cache, "add", lambda *args, **options: False)

    assert send_one(bob, rate(world))["outcome"] == "applied"


def test_no_answer_is_kept_by_a_cache(world, bob):
    submit(world)
    url = reverse("api_operations")
    responses = [
        post(bob, batch(bob, rate(world))),
        post(bob, b"{"),
        bob.post(url, {"a": "b"}),
        bob.get(reverse("api_sheet", args=[world.assessment.pk])),
        bob.get(reverse("api_sheet", args=[10**9])),
        bob.get(reverse("api_openapi")),
    ]

    assert [response.status_code for response in responses] == [200, 422, 415, 200, 404, 200]
    assert {response.headers["Cache-Control"] for response in responses} == {"no-store"}


def test_sentences_are_in_the_persons_language(world, visit):
    browser = visit(world.bob)
    browser.cookies["django_language"] = "zh-hans"

    result = send_one(browser, rate(world, value={**EMPTY, "kind": "cannot_judge"}))

    assert result["detail"] != "Say in a few words why you give no degree."


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete", "head"])
def test_other_methods_are_not_allowed(bob, method):
    assert getattr(bob, method)(reverse("api_operations")).status_code == 405

"""What the outbox of a browser sends, and how its answers are read."""

from uuid import uuid4

from django.contrib.auth import SESSION_KEY
from django.urls import reverse

EMPTY = {"kind": "not_answered", "degree": None, "importance": None, "reason": "", "note": ""}


def degree(points, **fields):
    return {**EMPTY, "kind": "degree", "degree": points, **fields}


def operation(world, kind, **fields):
    return {"op_id": str(uuid4()), "kind": kind, "assessment": world.assessment.pk, **fields}


def rate(world, factor="S1", value=None, base_rev=0, **fields):
    return operation(world, "rate", factor=factor, value=value or degree(4), base_rev=base_rev, **fields)


def mark(world, quadrant="S", *, done=True, **fields):
    return operation(world, "mark", quadrant=quadrant, done=done, **fields)


def post(browser, body, **options):
    """The response to a body, sent to the operations' address."""
    return browser.post(reverse("api_operations"), body, content_type="application/json", **options)


def batch(browser, *operations):
    """The body of a batch from the outbox of the person who is signed in."""
    return {"user": int(browser.session[SESSION_KEY]), "operations": list(operations)}


def send(browser, *operations):
    """The results of a batch that was taken."""
    response = post(browser, batch(browser, *operations))
    assert response.status_code == 200, response.content
    return response.json()["results"]


def send_one(browser, sent):
    (result,) = send(browser, sent)
    assert result["op_id"] == sent["op_id"]
    return result


def outcomes(results):
    return [result["outcome"] for result in results]


def read_sheet(browser, assessment):
    response = browser.get(reverse("api_sheet", args=[assessment.pk]))
    assert response.status_code == 200, response.content
    return response.json()


def seen(browser, assessment):
    """The revisions that a declaration names."""
    return {code: rating["revision"] for code, rating in read_sheet(browser, assessment)["ratings"].items()}

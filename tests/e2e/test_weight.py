"""The form's weight over the wire; its time on a slow line is measured by tests/benchmarks/weight.py."""

from urllib.parse import urlsplit

import pytest

from tests.e2e.meter import FIRST_VISIT, REPEAT_VISIT, Visitor, metering
from tests.e2e.rating_page import first_assessment


@pytest.fixture
def form(look_at, sign_in):
    """The form's address and the cookies of somebody who may see it."""
    page = look_at(360)
    sign_in(page, "worker")
    return f"{first_assessment(page)}rate/S/", page.context.cookies()


@pytest.mark.parametrize("worker", [True, False])
def test_form_is_light_and_comes_from_our_own_host(browser, shared_server, form, worker):
    path, cookies = form
    with metering(shared_server.port) as meter:
        visitor = Visitor(browser, meter, cookies, worker=worker)

        first, again = visitor.visit(path), visitor.visit(path)
        visitor.close()

    assert first.bytes <= FIRST_VISIT
    assert again.bytes <= REPEAT_VISIT
    assert {urlsplit(address).netloc for address in first.addresses} == {urlsplit(meter.url).netloc}
    # The meter runs: a page cannot weigh less than its own words.
    assert first.bytes > again.bytes > 2_000

"""An office network without HTTPS: no locks, no UUIDs and no service worker in the browser, and nothing lost all the same."""

import re

import pytest

from tests.e2e.devices import Phone
from tests.e2e.rating_page import RatingPage, Wire, first_assessment

HOST = "office.example"


class OfficePage(RatingPage):
    """The browser alone knows the office's host name, so the server's word is asked for from the page."""

    def ratings(self):
        return self.page.evaluate("path => fetch(path).then(answer => answer.json())", f"/api{self.assessment}sheet/")[
            "ratings"
        ]


@pytest.fixture
def phone(browser, server, tmp_path):
    server.variables["ALLOWED_HOSTS"] = f"{HOST},127.0.0.1"
    server.restart()
    flags = [f"--host-resolver-rules=MAP {HOST} 127.0.0.1"]
    phone = Phone(browser.browser_type, tmp_path / "profile", f"http://{HOST}:{server.port}", flags=flags)
    yield phone
    phone.close()


@pytest.fixture
def rating(phone, sign_in):
    page = phone.start()
    sign_in(page, "worker")
    rating = OfficePage(page, first_assessment(page)).open()
    secure = page.evaluate("[isSecureContext, 'locks' in navigator, 'randomUUID' in crypto]")
    assert secure == [False, False, False]
    return rating


def test_saving_works(rating):
    rating.page.context.set_offline(True)
    rating.tap("S1", 4)
    rating.expect_line(re.compile("待上传 1 项"))
    rating.page.context.set_offline(False)
    rating.expect_state("saved")

    rating.tap("S1", 5)
    rating.expect_state("saved")

    assert rating.degrees() == {"S1": 5}
    assert rating.revisions() == {"S1": 2}


def test_one_tab_sends_at_a_time(rating):
    wire = Wire(rating.page.context)
    wire.hold()
    other = OfficePage(rating.page.context.new_page(), rating.assessment).open()
    rating.tap("S1", 4)
    rating.page.wait_for_timeout(500)
    other.tap("S2", 2)
    other.page.wait_for_timeout(2500)
    # The second tab waits for the first one's answer.
    assert [[operation["factor"] for operation in request] for request in wire.requests] == [["S1"]]

    wire.mend()
    wire.pass_held()

    rating.expect_state("saved")
    other.expect_state("saved")
    assert rating.degrees() == {"S1": 4, "S2": 2}
    ids = [operation["op_id"] for operation in wire.operations]
    assert len(ids) == len(set(ids)) == 2


def test_lease_of_a_closed_tab_runs_out(rating):
    wire = Wire(rating.page.context)
    wire.hold()
    other = OfficePage(rating.page.context.new_page(), rating.assessment).open()
    rating.tap("S1", 4)
    rating.page.wait_for_timeout(500)
    # Closed in the middle of sending, as by a crash: nobody gives the lease back.
    rating.page.close()
    wire.mend()

    other.page.get_by_role("radio").first.focus()
    other.tap("S2", 2)
    other.page.wait_for_timeout(17_000)

    other.expect_state("saved")
    assert other.degrees() == {"S1": 4, "S2": 2}

"""The rating page as a person's fingers and eyes use it, and the server's own word on what was saved."""

import json
import re
import time
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

SECONDS = 15_000


def pass_on(route: Route) -> None:
    route.continue_()


class RatingPage:
    """A section of the person's sheet, open in a browser."""

    def __init__(self, page: Page, assessment: str) -> None:
        self.page = page
        self.assessment = assessment

    @property
    def line(self):
        return self.page.locator("#save-status")

    def open(self, quadrant: str = "S") -> "RatingPage":
        self.page.goto(f"{self.assessment}rate/{quadrant}/")
        self.expect_ready()
        return self

    def expect_ready(self) -> None:
        """The script has taken over: it says where the work is."""
        expect(self.line).to_have_attribute("data-state", re.compile("."), timeout=SECONDS)

    def question(self, code: str):
        return self.page.locator(f"fieldset[data-factor={code}]")

    def choice(self, code: str, answer: int | str):
        return self.question(code).locator(f"input[name={code}-answer][value='{answer}']")

    def tap(self, code: str, answer: int | str) -> None:
        self.choice(code, answer).check()

    def chosen(self, code: str) -> str:
        return self.question(code).evaluate(
            "e => (e.querySelector('[name$=\"-answer\"]:checked') || {value: ''}).value"
        )

    def expect_chosen(self, code: str, answer: int | str) -> None:
        expect(self.choice(code, answer)).to_be_checked(timeout=SECONDS)

    def text(self, code: str, name: str):
        return self.page.locator(f"#{code}-{name}")

    def unfold(self, code: str) -> None:
        self.question(code).evaluate("e => { e.querySelector('.rating-more').open = true; }")

    def send_now(self) -> None:
        """Press "upload now", if the next attempt has not come first."""
        self.page.locator("[data-outbox=send]").dispatch_event("click")

    def expect_state(self, state: str) -> None:
        """saved, saving, waiting or error."""
        expect(self.line).to_have_attribute("data-state", state, timeout=SECONDS)

    def expect_line(self, words: str | re.Pattern[str]) -> None:
        expect(self.line).to_have_text(words, timeout=SECONDS)

    def on_server(self) -> dict:
        """Each answer's value as the server has it: the whole of it, by the factor's code."""
        return {code: rating["value"] for code, rating in self.ratings().items()}

    def degrees(self) -> dict[str, int]:
        return {code: value["degree"] for code, value in self.on_server().items()}

    def ratings(self) -> dict:
        answer = self.page.context.request.get(f"/api{self.assessment}sheet/", headers={"Accept": "application/json"})
        assert answer.status == 200, answer.text()
        return answer.json()["ratings"]

    def revisions(self) -> dict[str, int]:
        return {code: rating["revision"] for code, rating in self.ratings().items()}

    def kept(self) -> list[dict]:
        """The operations that the device holds."""
        return self.page.evaluate(KEPT)

    def expect_kept(self, *codes: str) -> None:
        """The device holds answers to these factors alone, now or soon."""
        until = time.monotonic() + SECONDS / 1000
        while (kept := sorted(operation["factor"] for operation in self.kept())) != sorted(codes):
            assert time.monotonic() < until, f"The device holds {kept}."
            self.page.wait_for_timeout(50)


KEPT = """
() => new Promise((resolve, reject) => {
  const request = indexedDB.open(`outbox-${document.getElementById("outbox").dataset.user}`);
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    const all = request.result.transaction("operations").objectStore("operations").getAll();
    all.onsuccess = () => { resolve(all.result); request.result.close(); };
  };
})
"""


class Wire:
    """What the pages of one device send to the outbox's address; `answer` says what becomes of a request.

    By default it passes. A test may let it fail, answer it by itself, or hold it until `release`.
    """

    def __init__(self, context) -> None:
        self.requests: list[list[dict]] = []
        self.held: list[Route] = []
        self.answer: Callable[[Route], None] = pass_on
        context.route("**/api/operations/", self.take)

    def take(self, route: Route) -> None:
        self.requests.append(json.loads(route.request.post_data)["operations"])
        self.answer(route)

    def hold(self) -> None:
        self.answer = self.held.append

    def cut(self) -> None:
        self.answer = lambda route: route.abort()

    def mend(self) -> None:
        self.answer = pass_on

    def pass_held(self) -> None:
        for route in self.held:
            route.continue_()
        self.held = []

    def lose_answers(self) -> None:
        """What is held reaches the server, but the page never hears of it."""
        for route in self.held:
            route.fetch()
            route.abort()
        self.held = []

    @property
    def operations(self) -> list[dict]:
        return [operation for request in self.requests for operation in request]

    def sent(self, code: str) -> list[dict]:
        return [operation for operation in self.operations if operation.get("factor") == code]


def first_assessment(page: Page) -> str:
    """The address of the assessment that the person is to rate, from the station's page."""
    page.get_by_role("link", name=re.compile("开始评分|继续评分")).first.click()
    page.wait_for_url(re.compile(r"/assessments/\d+/"))
    return re.search(r"/assessments/\d+/", page.url)[0]


RATE_ALL = """
async ([assessment, degree]) => {
  const outbox = document.getElementById("outbox").dataset;
  const codes = ["S", "W", "O", "T"].flatMap((quadrant) => [1, 2, 3, 4, 5, 6, 7].map((number) => quadrant + number));
  const value = { kind: "degree", degree, importance: null, reason: "", note: "" };
  const operations = codes.map((factor) => (
    { op_id: crypto.randomUUID(), kind: "rate", assessment, factor, value, base_rev: 0 }));
  const answer = await fetch(outbox.operations, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": document.cookie.match(/csrftoken=([^;]+)/)[1] },
    body: JSON.stringify({ user: Number(outbox.user), operations }),
  });
  return (await answer.json()).results.map(({ outcome }) => outcome);
}
"""


def rate_all(page: Page, assessment: str, degree: int) -> None:
    """All 28 factors of the person's own sheet at once, not by hand."""
    outcomes = page.evaluate(RATE_ALL, [int(assessment.split("/")[2]), degree])
    assert outcomes == ["applied"] * 28

"""A person who works for hours on two devices while everything around breaks, and what the server has to hold after it."""

import random
from dataclasses import dataclass, field

from playwright.sync_api import Error, Page

from tests.e2e.devices import Phone
from tests.e2e.process import Server
from tests.e2e.rating_page import RatingPage

QUADRANTS = "SWOT"
EMPTY = {"kind": "not_answered", "degree": None, "importance": None, "reason": "", "note": ""}
# Answered on both devices, so that conflicts come up; the others by the phone alone, with all that belongs to an answer.
SHARED = (6, 7)
HANDS = """
([code, what, value]) => {
  const fieldset = document.querySelector(`fieldset[data-factor="${code}"]`);
  const named = (name) => `[name="${code}-${name}"]`;
  if (what === "note") {
    const area = fieldset.querySelector(named("note"));
    area.value = value;
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
    area.dispatchEvent(new Event("change", { bubbles: true }));
  } else if (what === "clear") {
    fieldset.querySelector("button[name=clear]").click();
  } else {
    const radio = fieldset.querySelector(`${named(what)}[value="${value}"]`);
    const isShown = radio.checked;
    radio.click();
    return !isShown;
  }
  return true;
}
"""
MARK = "() => { const box = document.querySelector('[name=done]'); box.click(); return box.checked; }"
DECIDE = """
([code, button]) => document.querySelector(`fieldset[data-factor="${code}"] .rating-conflict [data-${button}]`).click()
"""


@dataclass
class Truth:
    """What the server has to hold: of each question the last tap, and of each section the last mark."""

    answers: dict[str, dict] = field(default_factory=dict)
    marks: dict[str, bool] = field(default_factory=lambda: dict.fromkeys(QUADRANTS, False))
    last_by: dict[tuple[str, str], dict] = field(default_factory=dict)

    def tell(self, device: str, code: str, **fields: object) -> None:
        answer = {**self.answers.get(code, EMPTY), **fields}
        self.answers[code] = self.last_by[device, code] = answer

    def decide(self, device: str, code: str, *, keeps: bool) -> None:
        """Of two devices' answers one stands: the own one, or the other's last."""
        (other,) = {"phone", "laptop"} - {device}
        self.answers[code] = self.last_by[device if keeps else other, code]


class Device:
    """One device of the person, with one or two tabs."""

    def __init__(self, name: str, truth: Truth, chance: random.Random, assessment: str) -> None:
        self.name, self.truth, self.chance, self.assessment = name, truth, chance, assessment
        self.tabs: list[RatingPage] = []
        self.sent: dict[str, dict] = {}
        self.is_offline = False

    def take(self, pages: list[Page]) -> None:
        """Work on these pages from now on."""
        self.tabs = [RatingPage(page, self.assessment) for page in pages]
        self.is_offline = False
        pages[0].context.on("request", self.note)
        for page in pages:
            page.on("dialog", lambda dialog: dialog.accept())
        for tab in self.tabs:
            tab.open(self.chance.choice(QUADRANTS))

    def note(self, request) -> None:
        """What goes over the wire, or tries to."""
        if request.method == "POST" and request.url.endswith("/api/operations/"):
            for operation in request.post_data_json["operations"]:
                same = self.sent.setdefault(operation["op_id"], operation)
                assert same == operation, "an operation that was sent is changed"

    def go_offline(self, offline: bool) -> None:
        self.is_offline = offline
        self.tabs[0].page.context.set_offline(offline)

    def act(self, *, may_move: bool) -> None:
        """One thing that a person does."""
        tab = self.chance.choice(self.tabs)
        if may_move and not self.is_offline and self.chance.random() < 0.12:
            # The page warns whoever leaves before.
            self.wait_until_kept()
            tab.open(self.chance.choice(QUADRANTS))
        quadrant = tab.page.url.split("/rate/")[1][0]
        if self.name == "laptop":
            return self.tap(tab, f"{quadrant}{self.chance.choice(SHARED)}")
        if tab is self.tabs[0] and self.chance.random() < 0.06:
            self.truth.marks[quadrant] = tab.page.evaluate(MARK)
            return None
        return self.answer(tab, quadrant, f"{quadrant}{self.chance.randint(1, 7)}")

    def answer(self, tab: RatingPage, quadrant: str, code: str) -> None:
        is_whole = self.truth.answers.get(code, EMPTY)["kind"] == "degree" and int(code[1]) not in SHARED
        what = self.chance.choices(["answer", "importance", "note", "clear"], [6, 2, 2, 1])[0]
        if not is_whole or what == "answer":
            return self.tap(tab, code)
        if what == "importance":
            importance = self.chance.randint(1, 5)
            return self.do(tab, code, what, importance, importance=importance)
        if what == "note":
            note = f"说明{self.chance.randrange(10**6)}"
            return self.do(tab, code, what, note, note=note)
        if tab is self.tabs[0]:
            self.truth.marks[quadrant] = False
            return self.do(tab, code, "clear", "", **EMPTY)
        return self.tap(tab, code)

    def tap(self, tab: RatingPage, code: str) -> None:
        degree = self.chance.randint(1, 5)
        self.do(tab, code, "answer", degree, kind="degree", degree=degree)

    def do(self, tab: RatingPage, code: str, what: str, value: object, **fields: object) -> None:
        if int(code[1]) not in SHARED:
            self.wait_until_seen(tab, code)
        is_new = tab.page.evaluate(HANDS, [code, what, value])
        # Pressing what is shown as chosen says nothing, even where the other device has changed it since.
        if is_new or int(code[1]) not in SHARED:
            self.truth.tell(self.name, code, **fields)

    def wait_until_seen(self, tab: RatingPage, code: str) -> None:
        """A person looks before pressing: what was entered in one tab is soon shown in the other."""
        degree = str(self.truth.answers.get(code, EMPTY)["degree"] or "")
        for _ in range(100):
            if tab.chosen(code) == degree:
                return
            tab.page.wait_for_timeout(50)
        raise AssertionError(f"{code} shows {tab.chosen(code)!r}, not {degree!r}")

    def wait_until_kept(self) -> None:
        """Until every tab says that what was entered is on the device: from then on it may die."""
        for tab in self.tabs:
            for _ in range(600):
                if tab.line.get_attribute("data-state") != "saving":
                    break
                tab.page.wait_for_timeout(50)

    def settle(self) -> None:
        """Go on sending until nothing waits, and decide what both devices answered."""
        self.go_offline(False)
        tab = self.tabs[0]
        for _ in range(2400):
            records = tab.kept()
            conflicts = [record for record in records if record["state"] == "conflict"]
            if not records:
                return
            if conflicts:
                self.decide(tab, conflicts[0])
            else:
                tab.send_now()
                tab.page.wait_for_timeout(100)
        raise AssertionError(f"The {self.name} still holds {tab.kept()}")

    def decide(self, tab: RatingPage, conflict: dict) -> None:
        code, keeps = conflict["target"], self.chance.random() < 0.5
        tab.open(code[0])
        tab.page.evaluate(DECIDE, [code, "keep" if keeps else "take"])
        self.truth.decide(self.name, code, keeps=keeps)
        for _ in range(200):
            if conflict["op_id"] not in {record["op_id"] for record in tab.kept()}:
                return
            tab.page.wait_for_timeout(50)
        raise AssertionError(f"The decision about {code} was not taken")


class World:
    """The server and the two devices, and everything that may happen to them."""

    def __init__(self, server: Server, phone: Phone, devices: dict[str, Device], cookies: list) -> None:
        self.server, self.phone, self.devices, self.cookies = server, phone, devices, cookies
        self.chance = devices["phone"].chance
        self.counts = dict.fromkeys(["server killed", "before commit", "after commit", "phone killed", "offline"], 0)

    @property
    def is_up(self) -> bool:
        return self.server.process is not None and self.server.process.poll() is None

    def step(self) -> None:
        """One operation of the person, and now and then a misfortune."""
        luck = self.chance.random()
        if luck < 0.012:
            self.hurt_server()
        elif luck < 0.018:
            self.kill_phone()
        elif luck < 0.035:
            self.counts["offline"] += 1
            self.chance.choice(list(self.devices.values())).go_offline(offline=True)
        elif luck < 0.08:
            self.mend()
        device = self.devices["laptop" if self.chance.random() < 0.2 else "phone"]
        try:
            device.act(may_move=self.is_up)
        except Error:
            # The server died under a page that was being opened.
            if self.is_up:
                raise
            self.server.break_by("")
            for tab in device.tabs:
                tab.open()

    def hurt_server(self) -> None:
        how = self.chance.choice(["server killed", "before commit", "after commit"])
        self.counts[how] += 1
        if how == "server killed":
            return self.server.kill()
        try:
            self.server.break_by(f"die {how}")
        except AssertionError:
            # What waited on a device may have come, and ended it, before it had said that it runs.
            if self.is_up:
                raise
        return None

    def kill_phone(self) -> None:
        self.counts["phone killed"] += 1
        self.devices["phone"].wait_until_kept()
        self.phone.kill()
        self.mend_server()
        self.start_phone()

    def start_phone(self) -> None:
        page = self.phone.start()
        page.context.add_cookies(self.cookies)
        self.devices["phone"].take([page, page.context.new_page()])

    def mend_server(self) -> None:
        if not self.is_up or self.server.variables.get("OUTBOX_TROUBLE"):
            self.server.break_by("")

    def mend(self) -> None:
        self.mend_server()
        for device in self.devices.values():
            device.go_offline(offline=False)

    def settle(self) -> None:
        """Everything runs again; afterwards nothing waits on any device."""
        self.mend()
        for name in ("phone", "laptop", "phone"):
            self.devices[name].wait_until_kept()
            self.devices[name].settle()

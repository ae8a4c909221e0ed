"""Two thousand things that a person does on two devices, while servers, browsers and networks die at random."""

import json
import os
import random
import subprocess
import sys
from itertools import groupby

import pytest

from tests.e2e.devices import Phone
from tests.e2e.process import ROOT
from tests.e2e.rating_page import first_assessment
from tests.e2e.soak import EMPTY, QUADRANTS, Device, Truth, World

OPERATIONS = int(os.environ.get("SOAK_OPERATIONS", "2000"))
SEED = int(os.environ.get("SOAK_SEED", "20261122"))
BETWEEN_CHECKS = 100
# A batch that comes again; the server takes 300 operations a minute.
REPLAYED = 50


@pytest.fixture
def phone(browser, server, tmp_path):
    phone = Phone(browser.browser_type, tmp_path / "profile", server.url)
    yield phone
    phone.close()


@pytest.fixture
def world(phone, server, page_at, sign_in):
    laptop_page = page_at(1280, expected_errors=["."])
    sign_in(laptop_page, "worker")
    assessment = first_assessment(laptop_page)
    truth, chance = Truth(), random.Random(SEED)
    devices = {name: Device(name, truth, chance, assessment) for name in ("phone", "laptop")}
    devices["laptop"].take([laptop_page])
    world = World(server, phone, devices, laptop_page.context.cookies())
    world.start_phone()
    return world


def check(world):
    """The server holds exactly each question's last tap, and each section's last mark."""
    laptop = world.devices["laptop"]
    answer = laptop.tabs[0].page.context.request.get(f"/api{laptop.assessment}sheet/").json()
    held = {code: rating["value"] for code, rating in answer["ratings"].items()}
    truth = laptop.truth
    assert held == {code: value for code, value in truth.answers.items() if code in held}
    assert all(value == EMPTY for code, value in truth.answers.items() if code not in held)
    assert {section["quadrant"]: section["is_marked"] for section in answer["sections"]} == truth.marks


def history(world):
    command = [sys.executable, "-m", "tests.e2e.history", world.devices["phone"].assessment.split("/")[2]]
    done = subprocess.run(command, cwd=ROOT, env=world.server.variables, check=True, capture_output=True, text=True)
    return [tuple(row) for row in json.loads(done.stdout)]


def check_history(world):
    """Every operation once: what was applied was sent, each question's revisions have no gap, nothing is there twice."""
    rows = history(world)
    sent = {op_id: operation for device in world.devices.values() for op_id, operation in device.sent.items()}
    ids = [op_id for _code, _revision, op_id in rows]
    assert len(ids) == len(set(ids))
    assert [(op_id, sent[op_id]["factor"]) for op_id in ids] == [(op_id, code) for code, _revision, op_id in rows]
    for _code, own in groupby(rows, key=lambda row: row[0]):
        revisions = [revision for _code, revision, _op_id in own]
        assert revisions == list(range(1, len(revisions) + 1))
    return sent, rows


def check_replay(world, sent, rows):
    """What comes again, long after, changes nothing."""
    tab = world.devices["laptop"].tabs[0]
    applied = [op_id for _code, _revision, op_id in rows]
    again = [sent[op_id] for op_id in world.chance.sample(applied, min(REPLAYED, len(applied)))]
    user = int(tab.page.locator("#outbox").get_attribute("data-user"))
    token = next(cookie["value"] for cookie in tab.page.context.cookies() if cookie["name"] == "csrftoken")
    answer = tab.page.context.request.post(
        "/api/operations/", data={"user": user, "operations": again}, headers={"X-CSRFToken": token}
    )
    assert {result["outcome"] for result in answer.json()["results"]} == {"duplicate"}
    assert history(world) == rows


@pytest.mark.slow
def test_nothing_is_lost_and_nothing_comes_twice(world):
    for number in range(1, OPERATIONS + 1):
        world.step()
        if number % BETWEEN_CHECKS == 0:
            world.settle()
            check(world)
            print(f"{number} operations, {world.counts}", flush=True)  # noqa: T201 -- says where a failure came

    sent, rows = check_history(world)
    check_replay(world, sent, rows)
    assert len(world.devices["phone"].truth.answers) == len(QUADRANTS) * 7
    if OPERATIONS >= 2000:
        assert all(world.counts.values()), world.counts

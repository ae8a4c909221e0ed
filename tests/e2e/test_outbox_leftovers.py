"""What an outbox still holds when its page is no longer open: it is sent, shown, or let go, from any page."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.rating_page import RatingPage, Wire, first_assessment

LEAVE_BEHIND = """
([assessment, factor]) => new Promise((resolve) => {
  const request = indexedDB.open(`outbox-${document.getElementById("outbox").dataset.user}`);
  request.onsuccess = () => {
    const work = request.result.transaction("operations", "readwrite");
    const value = { kind: "degree", degree: 2, importance: null, reason: "", note: "" };
    work.objectStore("operations").add({
      op_id: crypto.randomUUID(), kind: "rate", assessment, target: factor, factor, value, base_rev: 0,
      state: "waiting", client_time: new Date().toISOString(), page: "/assessments/1/rate/S/",
    });
    work.oncomplete = () => { request.result.close(); resolve(); };
  };
})
"""


@pytest.fixture
def rating(page_at, sign_in):
    page = page_at(360, expected_errors=["net::ERR_"])
    sign_in(page, "worker")
    return RatingPage(page, first_assessment(page)).open()


def test_any_page_of_the_person_sends_what_was_left(rating):
    wire = Wire(rating.page.context)
    wire.cut()
    rating.tap("S1", 4)
    rating.expect_line(re.compile("网络不稳定"))
    rating.page.once("dialog", lambda dialog: dialog.accept())
    rating.page.goto("/profile/")
    expect(rating.line).to_contain_text("待上传 1 项")
    wire.mend()

    rating.send_now()

    rating.expect_state("saved")
    assert rating.degrees() == {"S1": 4}


def test_conflict_on_another_page_is_linked(rating, page_at, sign_in):
    laptop_page = page_at(1280)
    sign_in(laptop_page, "worker")
    laptop = RatingPage(laptop_page, rating.assessment).open()
    Wire(rating.page.context).cut()
    rating.tap("S1", 4)
    rating.expect_line(re.compile("网络不稳定"))
    laptop.tap("S1", 2)
    laptop.expect_state("saved")
    rating.page.once("dialog", lambda dialog: dialog.accept())
    rating.page.goto("/profile/")
    rating.page.context.unroute_all()
    rating.expect_state("error")

    rating.page.get_by_role("link", name="S1").click()

    rating.page.wait_for_url(re.compile("/rate/S/#factor-S1"))
    expect(rating.question("S1").get_by_role("button", name="保留我的")).to_be_visible()


def test_what_is_refused_for_good_can_be_let_go(rating):
    rating.page.evaluate(LEAVE_BEHIND, [987654, "S1"])
    rating.page.goto("/profile/")
    rating.expect_state("error")
    rating.page.once("dialog", lambda dialog: dialog.accept())

    rating.page.get_by_role("button", name="舍弃未被接受的内容").click()

    rating.expect_state("saved")
    assert rating.kept() == []


def test_signing_out_leaves_no_answers_on_the_device(rating):
    rating.tap("S1", 4)
    rating.expect_state("saved")
    rating.page.locator("summary", has_text="菜单").click()

    rating.page.get_by_role("button", name="退出").click()

    rating.page.wait_for_url(re.compile("sign-in"))
    left = rating.page.evaluate("""
      async () => {
        const found = (await indexedDB.databases()).map(({ name }) => name).filter((name) => name.startsWith("outbox-"));
        const rows = await Promise.all(found.map((name) => new Promise((resolve) => {
          const request = indexedDB.open(name);
          request.onsuccess = () => {
            const all = request.result.transaction("standings").objectStore("standings").getAll();
            all.onsuccess = () => resolve(all.result);
          };
        })));
        return rows.flat();
      }
    """)
    assert left == []

"""The admin in a real browser: its forms work, and nothing in them offends the content security policy."""

import re

from playwright.sync_api import expect

DRAFT = "2027-draft"


def save(page):
    page.locator("[name=_save]").click()


def test_curator_edits_a_factor_of_a_draft_in_both_languages(page_at, sign_in):
    page = page_at(1280)
    sign_in(page, "curator")
    page.goto("/admin/stations/edition/")
    page.get_by_role("link", name=DRAFT).click()
    page.locator(".object-tools a[href*='/factor/']").click()
    page.get_by_role("link", name="S1", exact=True).click()
    chinese, english = page.locator("[name=title_zh_hans]"), page.locator("[name=title_en]")
    assert chinese.bounding_box()["y"] == english.bounding_box()["y"]
    english.fill("Changed in a browser")
    page.locator("[name=citations]").first.check()

    save(page)

    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(page.get_by_role("link", name="Changed in a browser")).to_be_visible()


def test_curator_adds_an_effect_to_a_countermeasure(page_at, sign_in):
    page = page_at(1280)
    sign_in(page, "curator")
    page.goto("/admin/stations/edition/")
    page.get_by_role("link", name=DRAFT).click()
    page.locator(".object-tools a[href*='/countermeasure/']").click()
    page.get_by_role("link", name="C1", exact=True).click()
    expect(page.locator(".dynamic-effects")).to_have_count(5)
    page.locator("#effects-group .add-row a").click()
    row = page.locator(".dynamic-effects").last
    row.locator("select[name$=factor]").select_option(index=22)
    row.locator("select[name$=effect]").select_option("2")
    page.locator("[name=_continue]").click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(page.locator(".dynamic-effects")).to_have_count(6)


def test_administrator_makes_an_account_that_its_person_enters_by_the_link(page_at, sign_in):
    page = page_at(1280)
    sign_in(page, "admin")
    page.goto("/admin/accounts/user/add/")
    page.locator("[name=username]").fill("newcomer")
    page.locator("[name=name]").fill("新人")
    page.locator("[name=_continue]").click()
    page.locator(".object-tools form[action$='/link/'] button").click()
    link = page.locator("#one-time-link").inner_text()

    newcomer = page_at(360)
    newcomer.goto(link)
    for field in newcomer.locator("input[type=password]").all():
        field.fill("a password of my own 7")
    newcomer.locator("main form button").first.click()

    expect(newcomer).not_to_have_url(re.compile("/account/link/"))


def test_administrator_gives_a_person_a_place_by_searching(page_at, sign_in):
    page = page_at(1280)
    sign_in(page, "admin")
    page.goto("/admin/stations/membership/add/")
    for field, words in (("user", "worker"), ("station", "示例柳镇")):
        page.locator(f".field-{field} .select2-selection").click()
        page.locator(".select2-search__field").fill(words)
        # The list of everybody stands there until the search is answered.
        page.locator(".select2-results__option[aria-selected]", has_text=words).first.click()
    save(page)

    expect(page.locator(".messagelist .success")).to_be_visible()


def test_auditor_reads_the_log(look_at, sign_in):
    page = look_at(1280)
    sign_in(page, "auditor")
    page.goto("/admin/stations/auditevent/")

    page.locator("#result_list tbody th a").first.click()

    assert page.locator(".field-deed .readonly").inner_text() != ""
    assert page.locator("[name=_save]").count() == 0

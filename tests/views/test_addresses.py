"""Addresses that make no sense: they do not exist, on either database."""

import pytest

HUGE = "9" * 30
NONSENSE = [
    f"/stations/{HUGE}/",
    "/stations/9223372036854775808/",
    "/stations/0/",
    "/stations/-1/",
    "/stations/٣/",
    f"/divisions/{HUGE}/",
    f"/divisions/{HUGE}/open-cycle/",
    f"/assessments/{HUGE}/",
    f"/assessments/{HUGE}/rate/S/",
    f"/assessments/{HUGE}/report/en.pdf",
    f"/api/assessments/{HUGE}/sheet/",
    "/library/%00/",
    "/library/2026-1/factors/%00/",
    "/library/2026-1/factors/S%001/",
    "/library/2026-1/factors/../../../etc/passwd/",
    f"/library/2026-1/factors/{HUGE * 50}/",
    "/library/2026-1/countermeasures/%00/",
    "/library/2026-1/models/%00/",
    "/library/2026-1/models/%F0%A0%AE%B7/",
    "/%00",
    "/%FF%FE/",
]


@pytest.mark.parametrize("url", NONSENSE)
@pytest.mark.parametrize("person", ["alice", "prefecture_viewer", "curator", "administrator"])
def test_address_that_makes_no_sense_is_missing(world, visit, url, person):
    assert visit(getattr(world, person)).get(url).status_code == 404


@pytest.mark.parametrize(
    "name", ["result.json", "result.xlsx", "report/fr.pdf", "report/zh.pdf", "report/%00.pdf", "rate/%00/"]
)
def test_part_of_an_address_that_makes_no_sense_is_missing(world, visit, name):
    url = f"/assessments/{world.assessment.pk}/{name}"

    assert visit(world.charlie).get(url).status_code == 404


@pytest.mark.parametrize("cookie", ["sessionid", "django_language", "csrftoken", "messages"])
@pytest.mark.parametrize("value", ["\x00", "x" * 3000, "é", '"'])
def test_cookie_that_makes_no_sense_is_nobodys(db, visit, cookie, value):
    browser = visit()
    browser.cookies[cookie] = value

    assert browser.get("/account/sign-in/").status_code == 200
    assert browser.get("/").status_code == 302

"""Every page in both languages at both widths: nothing wider than the screen, and nothing that axe finds."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    # Everything is examined, but what was found in order is not described, which took two thirds of the time.
    "resultTypes": ["violations"],
}
WIDTHS = (360, 1280)
LANGUAGES = ("zh-hans", "en")

# Who looks at which pages; a pattern stands for the first link on the pages before it that fits.
WALKS = {
    "": ["/account/sign-in/", "/privacy/", "/nowhere/"],
    "worker": [
        "/",
        r"/assessments/\d+/$",
        r"/assessments/\d+/rate/S/$",
        r"/assessments/\d+/enter/$",
        r"/assessments/\d+/evidence/$",
        r"/assessments/\d+/evidence/S1/$",
        r"/assessments/\d+/check/$",
        "/library/",
        r"/library/[\w-]+/$",
        r"/library/[\w-]+/factors/S1/$",
        r"/library/[\w-]+/countermeasures/C1/$",
        r"/library/[\w-]+/sources/",
        r"/library/[\w-]+/print/$",
        r"/stations/\d+/$",
        "/profile/",
        "/account/password/",
    ],
    "lead": ["/", r"/assessments/\d+/$", r"/assessments/\d+/submit/$", r"/assessments/\d+/result/$"],
    "county": [
        "/",
        r"/divisions/\d+/open-cycle/$",
        r"/assessments/\d+/result/$",
        r"/assessments/\d+/$",
        r"/stations/\d+/$",
    ],
    "province": ["/"],
}


@pytest.mark.long
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("person", WALKS)
def test_pages_fit_and_satisfy_axe(look_at, sign_in, person, width):
    page = look_at(width, expected_errors=["404"])
    if person:
        sign_in(page, person)

    found = []
    for path in paths(page, WALKS[person]):
        for language in LANGUAGES:
            choose(page, language)
            page.goto(path)
            found += [(path, language, problem) for problem in problems(page, width)]

    assert found == []


def paths(page, steps):
    """The addresses of a walk, each found on the pages opened before it."""
    seen = []
    for step in steps:
        path = next((link for link in seen if re.search(step, link)), None) if "\\" in step else step
        assert path is not None, f"no link to {step} among {sorted(set(seen))}"
        yield path
        seen += page.evaluate("[...document.querySelectorAll('a[href]')].map(link => link.getAttribute('href'))")


def choose(page, language):
    host = re.match(r"https?://([^:/]+)", page.context.pages[0].url)
    domain = host[1] if host else "127.0.0.1"
    page.context.add_cookies([{"name": "django_language", "value": language, "domain": domain, "path": "/"}])


def problems(page, width):
    for violation in Axe().run(page, options=OPTIONS).response["violations"]:
        yield f"{violation['id']}: {violation['nodes'][0]['html']}"
    if page.evaluate("document.documentElement.scrollWidth") > width:
        yield "wider than the screen"
    if page.locator("h1").count() != 1:
        yield "not exactly one main heading"

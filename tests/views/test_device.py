"""What devices keep: the worker names every file that a rating page needs, and can be switched off."""

import json
import re

from django.contrib.staticfiles import finders
from django.urls import reverse

from stations.views.device import SHELL
from tests.house.sources import ROOT, text_of

PAGES = (
    "shell.html",
    "components/outbox.html",
    "stations/rating_section.html",
    "stations/sheet_enter.html",
    "stations/sheet_check.html",
)
STATIC = re.compile(r"""\{%\s*static\s+["']([^"']+)["']""")
# The phone's own copy of it is made when the application is installed.
ELSEWHERE = {"img/icon-192.png"}


def worker(client):
    response = client.get(reverse("service_worker"))
    assert response["Content-Type"].startswith("text/javascript")
    assert "no-store" in response["Cache-Control"]
    return json.loads(re.match(r"self\.SHELL = (.*);\nimportScripts\(", response.content.decode())[1])


def test_worker_keeps_all_that_a_rating_page_loads(client):
    needed = {file for page in PAGES for file in STATIC.findall(text_of(ROOT / "templates" / page))}

    assert set(SHELL) == needed - ELSEWHERE
    assert all(finders.find(file) for file in SHELL)
    assert worker(client)["files"] == [f"/static/{file}" for file in SHELL]


def test_worker_that_is_switched_off_keeps_nothing_and_is_another_build(client, settings):
    before = worker(client)

    settings.SERVICE_WORKER = False

    assert worker(client)["files"] == []
    assert worker(client)["build"] != before["build"]


def test_manifest_names_the_application_in_the_readers_language(client):
    names = {
        language: client.get(reverse("manifest"), headers={"accept-language": language}).json()["short_name"]
        for language in ("zh-hans", "en")
    }

    assert names["en"] == "Station SWOT"
    assert names["zh-hans"] != names["en"]


def test_icons_of_the_manifest_exist(client):
    icons = client.get(reverse("manifest")).json()["icons"]

    assert [bool(finders.find(icon["src"].removeprefix("/static/"))) for icon in icons] == [True, True]

"""Who gets into the admin, what each duty finds there, and that its pages keep to the content security policy."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from stations.models import AuditEvent, Division, Edition, Factor, Membership, Station
from swot_app.accounts.models import User
from tests.admin.forms import admin_url, list_url

CURATED = ["edition", "factor", "countermeasure", "practicemodel", "source"]
ADMINISTERED = ["user", "division", "station", "membership", "appointment"]
AUDITED = ["auditevent"]


def names(page):
    return [entry["model"]._meta.model_name for app in page.context["app_list"] for entry in app["models"]]


@pytest.mark.parametrize(
    ("person", "models"), [("curator", CURATED), ("administrator", ADMINISTERED), ("auditor", AUDITED)]
)
def test_each_duty_finds_its_own_rows_in_the_order_of_the_work(world, visit, person, models):
    page = visit(getattr(world, person)).get(reverse("admin:index"))

    assert names(page) == models


@pytest.mark.parametrize("person", ["alice", "bob", "county_reviewer", "prefecture_viewer", "nobody"])
@pytest.mark.parametrize(
    "url", ["/admin/", "/admin/login/", "/admin/accounts/user/", "/admin/stations/factor/1/change/"]
)
def test_admin_does_not_exist_for_anybody_else(world, visit, person, url):
    assert visit(getattr(world, person)).get(url).status_code == 404


def test_stranger_signs_in_by_our_own_page(client, db):
    page = client.get("/admin/stations/factor/", follow=True)

    assert page.redirect_chain[-1] == (f"{reverse('sign_in')}?next=/admin/stations/factor/", 302)


@pytest.mark.parametrize("model", CURATED + ADMINISTERED + AUDITED)
@pytest.mark.parametrize("person", ["curator", "administrator", "auditor"])
def test_duty_reaches_its_own_lists_and_no_other(world, visit, person, model):
    own = {"curator": CURATED, "administrator": ADMINISTERED, "auditor": AUDITED}[person]
    app = "accounts" if model == "user" else "stations"

    status = visit(getattr(world, person)).get(f"/admin/{app}/{model}/").status_code

    assert status == (200 if model in own else 404)


@pytest.mark.parametrize(
    ("person", "page"),
    [
        ("administrator", "edition_publish"),
        ("administrator", "edition_copy"),
        ("auditor", "user_link"),
        ("curator", "user_deactivate"),
        ("curator", "station_hand_over"),
        ("auditor", "membership_end"),
    ],
)
def test_pages_of_our_own_are_for_their_duty_alone(world, visit, person, page):
    model = page.partition("_")[0]
    rows = {
        "edition": world.edition,
        "user": world.bob,
        "station": world.station,
        "membership": world.bob.memberships.get(),
    }
    app = "accounts" if model == "user" else "stations"
    url = reverse(f"admin:{app}_{page}", args=[rows[model].pk])

    assert visit(getattr(world, person)).post(url).status_code == 404


@pytest.mark.parametrize("person", ["curator", "administrator", "auditor"])
def test_no_scores_are_to_be_had_in_the_admin(world, visit, person):
    shown = {model._meta.model_name for model in admin.site._registry}

    assert shown.isdisjoint({"rating", "ratingchange", "sheet", "snapshot", "result", "assessment", "transition"})


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_hold_nothing_inline(world, visit, draft, published, language):
    """The policy forbids it, so what a page held inline would silently be missing."""
    pages = {
        world.curator: [
            reverse("admin:index"),
            *(list_url(model) for model in (Edition, Factor)),
            admin_url(draft),
            admin_url(draft.factors.first()),
            admin_url(draft.countermeasures.first()),
            admin_url(draft.sources.first()),
            admin_url(published.factors.first()),
            *(admin_url(draft, page) for page in ("publish", "copy", "delete", "history")),
            list_url(Factor, "add"),
        ],
        world.administrator: [
            *(list_url(model) for model in (User, Division, Station, Membership)),
            *(list_url(model, "add") for model in (User, Division, Station, Membership)),
            admin_url(world.bob),
            admin_url(world.bob, "deactivate"),
            admin_url(world.station, "hand_over"),
        ],
        world.auditor: [list_url(AuditEvent), admin_url(AuditEvent.objects.first())],
    }

    for user, urls in pages.items():
        client = visit(user)
        client.cookies["django_language"] = language
        for url in urls:
            page = client.get(url)
            assert (url, page.status_code) == (url, 200)
            assert inline(page.content.decode()) == [], url


def inline(html):
    return re.findall(r"<style|\sstyle=|\son\w+=\"|<script(?![^>]*\ssrc=)[^>]*>", html)

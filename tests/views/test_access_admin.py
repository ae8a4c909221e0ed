"""Every address of Django's admin: each kind of row is there for one duty, and for everybody else it does not exist."""

import pytest
from django.apps import apps
from django.urls import URLPattern, get_resolver, reverse
from django.urls.resolvers import RoutePattern

DUTIES = {
    "curator": ["edition", "factor", "countermeasure", "practicemodel", "source"],
    "administrator": ["user", "division", "station", "membership", "appointment"],
    "auditor": ["auditevent"],
}
SHARED = ["index", "login", "logout", "password_change", "password_change_done", "autocomplete", "jsi18n"]
STAFF = set(DUTIES)


def addresses(patterns):
    """The names of the admin's addresses, with how many parts of each have to be filled in."""
    for pattern in patterns:
        if not isinstance(pattern, URLPattern):
            yield from addresses(pattern.url_patterns)
        elif pattern.name and isinstance(pattern.pattern, RoutePattern):
            yield pattern.name, len(pattern.pattern.converters)


def admin_patterns():
    return [pattern for pattern in get_resolver().url_patterns if str(pattern.pattern) == "admin/"]


SHORTCUT = "view_on_site"  # from a table's number and a row's to its page
ADDRESSES = sorted(pair for pair in addresses(admin_patterns()) if pair[0] != SHORTCUT)


def url_of(name, parts):
    """The address about a row that there is, where it is about one."""
    return reverse(f"admin:{name}", args=[key_of(*name.split("_")[:2]) for _part in range(parts)])


def key_of(app, model):
    row = apps.get_model(app, model).objects.first()
    return str(row.pk) if row else "1"


def who_finds(name):
    """The people for whom an address of this name exists."""
    if name in SHARED:
        return STAFF
    models = {model: duty for duty, models in DUTIES.items() for model in models}
    return {models[name.split("_")[1]]}


@pytest.mark.parametrize(("name", "parts"), ADDRESSES)
def test_address_exists_for_its_duty_alone(world, visit, name, parts):
    url = url_of(name, parts)

    found = {who for who, user in world.cast.items() if visit(user).get(url).status_code != 404}

    assert found == who_finds(name)


@pytest.mark.parametrize(("name", "parts"), ADDRESSES)
def test_stranger_is_sent_to_the_sign_in(world, visit, name, parts):
    page = visit().get(url_of(name, parts), follow=True)

    assert page.request["PATH_INFO"] == reverse("sign_in")


@pytest.mark.parametrize(("name", "parts"), [pair for pair in ADDRESSES if pair[0] != "login"])
def test_script_without_a_sign_in_is_told_so_in_json(world, visit, name, parts):
    url = url_of(name, parts)

    assert visit().post(url, headers={"accept": "application/json"}).status_code == 401


def test_shortcut_from_a_number_to_a_page_is_closed(world, visit):
    url = reverse(f"admin:{SHORTCUT}", args=["1", str(world.assessment.pk)])

    assert {visit(user).get(url).status_code for user in world.cast.values()} == {404}

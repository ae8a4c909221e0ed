"""Every address of the application, asked by every kind of person with every method, answers as the table says."""

import pytest
from django.db import transaction
from django.urls import URLResolver, get_resolver, reverse

from stations.reports import pdf
from tests.views.access_rows import ELSEWHERE, SIGN_IN
from tests.views.access_table import TABLE
from tests.views.pages import close_files, status_of, writes_nothing

METHODS = ("get", "post", "delete")
JSON = {"accept": "application/json"}
NOT_SIGNED_IN = {"detail": "Your sign-in has expired. Sign in again.", "sign_in": "/account/sign-in/"}
NOT_PUBLIC = [name for name, row in TABLE.items() if not row.is_public]


@pytest.fixture(autouse=True, scope="module")
def a_press_that_remembers():
    """Each document is really printed, but only once: all who may have a form get the same one, and a press is slow."""
    files, press = {}, pdf.printed

    def printed(html, styles, identifier, attachments=(), marks=None):
        document = (html, identifier, tuple(attachments), marks)
        if document not in files:
            files[document] = press(html, styles, identifier, attachments, marks)
        return files[document]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "printed", printed)
        yield


def url_names(patterns):
    """The names of all addresses but those of Django's admin, which tests of their own look after."""
    for pattern in patterns:
        if str(pattern.pattern).startswith("admin/"):
            continue
        if isinstance(pattern, URLResolver):
            yield from url_names(pattern.url_patterns)
        else:
            yield pattern.name


def url_of(world, name):
    row = TABLE[name]
    row.after(world)
    return reverse(name.split()[0], args=row.about(world))


def people(world, visit):
    """A browser for each of the cast, and one in which nobody is signed in."""
    return {name: visit(user) for name, user in world.cast.items()} | {"anonymous": visit()}


def one_of_each_kind(world, visit, row):
    """A browser for each answer that the table knows, in the hands of the first person who gets it."""
    browsers = people(world, visit)
    kinds = {answer: who for who, answer in reversed(row.answers("get").items())}
    return {who: browsers[who] for who in kinds.values()}


def ask(browser, method, url, row):
    """The answer in the table's words; whatever was written is undone for the next person."""
    content = {"content_type": "application/json"} if row.is_json and method == "post" else {}
    with transaction.atomic():
        response = getattr(browser, method)(url, row.data if method == "post" else None, **content)
        transaction.set_rollback(True)
    close_files(response)
    if response.status_code != 302:
        return response.status_code
    return SIGN_IN if response.url == f"{reverse('sign_in')}?next={url}" else ELSEWHERE


def test_table_holds_every_address():
    assert {name.split()[0] for name in TABLE} == set(url_names(get_resolver().url_patterns))


@pytest.mark.parametrize("name", TABLE)
def test_address_answers_every_person_as_the_table_says(world, visit, name):
    url, row = url_of(world, name), TABLE[name]
    browsers = people(world, visit)

    answers = {method: {who: ask(browser, method, url, row) for who, browser in browsers.items()} for method in METHODS}

    assert answers == {method: row.answers(method) for method in METHODS}


@pytest.mark.parametrize("name", NOT_PUBLIC)
def test_script_without_a_sign_in_is_told_so_in_json(world, visit, name):
    url, browser = url_of(world, name), visit()

    responses = [ask(url, headers=JSON) for ask in (browser.get, browser.post, browser.put, browser.delete)]

    assert [response.status_code for response in responses] == [401] * 4
    assert [response.json() for response in responses] == [NOT_SIGNED_IN] * 4


@pytest.mark.parametrize("name", TABLE)
def test_reading_an_address_writes_nothing(world, visit, name):
    url = url_of(world, name)
    browsers = one_of_each_kind(world, visit, TABLE[name])

    with writes_nothing():
        answers = {who: status_of(browser.get(url)) for who, browser in browsers.items()}
        heads = {who: status_of(browser.head(url)) for who, browser in browsers.items()}

    assert heads == answers

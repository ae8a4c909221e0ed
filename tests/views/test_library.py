"""The library's pages: who sees which edition, what stands on them, and that long editions cost no more queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from stations.actions.editions import load_edition, retire
from stations.models import Edition
from tests.libraries import countermeasure, factor, library_file, loaded, text
from tests.worlds import make_user

pytestmark = pytest.mark.django_db
CODE = "2030-1"
PAGES = [
    reverse("library", args=[CODE]),
    reverse("library_factor", args=[CODE, "S1"]),
    reverse("library_countermeasure", args=[CODE, "C1"]),
    reverse("library_model", args=[CODE, "M1"]),
    reverse("library_sources", args=[CODE]),
    reverse("library_print", args=[CODE]),
]


@pytest.fixture
def reader(client):
    client.force_login(make_user("reader"))
    return client


def page(client, url, language="en"):
    client.cookies["django_language"] = language
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


# Who sees what


@pytest.mark.parametrize("url", [reverse("library_index"), *PAGES])
def test_stranger_is_asked_to_sign_in(client, url):
    loaded(publishing=True)

    response = client.get(url)

    assert (response.status_code, response.url.partition("?")[0]) == (302, reverse("sign_in"))


@pytest.mark.parametrize("url", PAGES)
def test_draft_does_not_exist_for_readers_but_for_curators(client, reader, url):
    loaded()
    assert reader.get(url).status_code == 404

    client.force_login(make_user("curator", is_curator=True))
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("url", PAGES)
def test_published_and_retired_editions_are_there_for_everybody(reader, url):
    edition = loaded(publishing=True)
    assert reader.get(url).status_code == 200

    retire(edition=edition, by=None)
    assert reader.get(url).status_code == 200


@pytest.mark.parametrize("url", [reverse("library_index"), *PAGES])
def test_pages_are_for_reading_alone(reader, url):
    loaded(publishing=True)

    assert reader.post(url).status_code == 405


@pytest.mark.parametrize("name", ["library_factor", "library_countermeasure", "library_model"])
def test_unknown_entry_does_not_exist(reader, name):
    loaded(publishing=True)

    assert reader.get(reverse(name, args=[CODE, "X9"])).status_code == 404
    assert reader.get(reverse(name, args=["nowhere", "S1"])).status_code == 404


def test_index_lists_what_the_reader_may_see(client, reader):
    loaded("old", publishing=True)
    loaded("new")
    assert "Edition old" in page(reader, reverse("library_index"))
    assert "Edition new" not in page(reader, reverse("library_index"))

    client.force_login(make_user("curator", is_curator=True))
    assert "Edition new" in page(client, reverse("library_index"))


def test_index_without_an_edition_says_so(reader):
    assert "No edition has been published yet" in page(reader, reverse("library_index"))


# What stands there


def texts(node, language):
    """Every text of a library file in one language."""
    if isinstance(node, dict) and language in node:
        value = node[language]
        return value if isinstance(value, list) else [value]
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else []
    return [found for child in children for found in texts(child, language)]


@pytest.mark.parametrize(("language", "key"), [("zh-hans", "zh_hans"), ("en", "en")])
def test_print_holds_every_text_of_the_edition_in_the_reader_s_language(reader, language, key):
    data = library_file()
    load_edition(data=data, publishing=True)

    content = page(reader, PAGES[-1], language)

    assert [wanted for wanted in texts(data, key) if escape(wanted) not in content] == []


@pytest.mark.parametrize("url", PAGES[:3])
def test_pages_speak_one_language(reader, url):
    loaded(publishing=True)

    assert "因素S1" in page(reader, url, "zh-hans")
    assert "Factor S1" not in page(reader, url, "zh-hans")
    assert "因素S1" not in page(reader, url, "en")


def test_factor_page_shows_its_anchors_its_sources_and_what_answers_it(reader):
    loaded(publishing=True)

    content = page(reader, reverse("library_factor", args=[CODE, "S1"]))

    for wanted in ("Looks like 1", "Looks like 3", "Looks like 5", "Ledger", "Nothing else", "LZ 2.1", "4 · decisive"):
        assert wanted in content
    assert reverse("library_countermeasure", args=[CODE, "C1"]) in content
    assert reverse("library_countermeasure", args=[CODE, "C2"]) not in content


def test_entries_lead_to_their_neighbours(reader):
    loaded(publishing=True)

    first, last = (page(reader, reverse("library_factor", args=[CODE, code])) for code in ("S1", "T1"))

    assert (first.count("Next: W1"), first.count("Previous:")) == (1, 0)
    assert (last.count("Previous: O1"), last.count("Next:")) == (1, 0)


def test_sources_page_names_what_cites_a_section(reader):
    loaded(publishing=True)

    content = page(reader, reverse("library_sources", args=[CODE]))

    for name, code in (("library_factor", "T1"), ("library_countermeasure", "C2"), ("library_model", "M1")):
        assert f'href="{reverse(name, args=[CODE, code])}"' in content


def test_half_written_draft_is_shown_without_an_error(client):
    client.force_login(make_user("curator", is_curator=True))
    data = library_file()
    data["edition"]["title"] = data["factors"][0]["title"] = data["factors"][0]["statement"] = text("", "")
    data["countermeasures"][0] |= {"steps": {}, "partners": {}, "description": {}, "effects": []}
    load_edition(data=data)
    Edition.objects.create(code="empty")

    for url in [*PAGES, reverse("library", args=["empty"]), reverse("library_print", args=["empty"])]:
        for language in ("zh-hans", "en"):
            page(client, url, language)


def test_code_with_a_slash_has_its_page(reader):
    data = library_file()
    data["factors"].append(factor("S/2", "S"))
    load_edition(data=data, publishing=True)

    assert "Factor S/2" in page(reader, reverse("library_factor", args=[CODE, "S/2"]))


# What it costs


@pytest.mark.parametrize("url", [reverse("library_index"), *PAGES])
def test_queries_do_not_grow_with_the_edition(reader, url):
    load_edition(data=library_file(), publishing=True)
    reader.get(url)
    few = queries(reader, url)
    load_edition(data=enlarged(), publishing=True)

    assert queries(reader, url.replace(CODE, "large")) == few


def queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def enlarged():
    data = library_file("large")
    data["factors"] += [factor(f"S{number}", "S") for number in (2, 3)]
    effects = {"S1": 4, "S2": 2}
    data["countermeasures"] += [countermeasure(f"C{number}", "SO", effects) for number in (3, 4)]
    for number in (2, 3):
        model = data["practice_models"][0] | {"code": f"M{number}", "illustrates": ["C1", "C3"]}
        data["practice_models"].append(model)
        data["sources"].append(data["sources"][0] | {"key": f"X{number}"})
        data["factors"][0]["citations"].append(f"X{number} 2.1")
    return data

"""What the log says of a change: the fields that really changed, each in the reader's language."""

import pytest
from django.urls import reverse

from stations.admin.history import in_words
from stations.models import AuditEvent, Factor
from tests.admin.forms import admin_url, list_url, sent_by


def changes():
    return AuditEvent.objects.get(action="factor.change").detail["changes"]


@pytest.fixture
def factor(draft):
    factor = draft.factors.get(code="S1")
    factor.evidence_examples_zh_hans = "名册\n台账"
    factor.save()
    return factor


def test_line_ends_of_a_browser_are_no_change(curating, factor):
    page = curating.get(admin_url(factor))

    curating.post(admin_url(factor), sent_by(page, title_en="New title", evidence_examples_zh_hans="名册\r\n台账"))

    factor.refresh_from_db()
    assert factor.evidence_examples_zh_hans == "名册\n台账"
    assert changes() == [{"changed": {"fields": ["Title · English"]}}]


def test_changed_lines_are_kept_with_one_character_between_them(curating, factor):
    page = curating.get(admin_url(factor))

    curating.post(admin_url(factor), sent_by(page, evidence_examples_zh_hans="名册\r\n台账\r\n合同"))

    factor.refresh_from_db()
    assert factor.evidence_examples_zh_hans == "名册\n台账\n合同"


def test_history_names_fields_in_the_readers_language(curating, factor):
    page = curating.get(admin_url(factor))
    curating.post(admin_url(factor), sent_by(page, title_zh_hans="新标题", title_en="New title", code="S1b"))
    curating.cookies["django_language"] = "zh-hans"

    history = curating.get(reverse("admin:stations_factor_history", args=[factor.pk])).content.decode()

    assert "标题 · 中文" in history
    assert "标题 · English" in history
    assert "title" not in history.partition('id="change-history"')[2].partition("</table>")[0]


@pytest.mark.parametrize(
    "message", ["", "[", "free words", '[{"added": {}}]', '[{"deleted": {"name": "a", "object": "b"}}]']
)
def test_what_is_no_change_of_fields_stays(message):
    assert in_words(message, {}) == message


def test_list_of_factors_opens_with_the_draft_and_can_show_all(curating, draft, published):
    def codes(query=""):
        page = curating.get(f"{list_url(Factor)}{query}")
        return {factor.edition.code for factor in page.context["cl"].result_list}

    assert codes() == {"draft"}
    assert codes("?edition__id__exact=all") == {"2026-1", "draft", "published"}
    assert codes(f"?edition__id__exact={published.pk}") == {"published"}


def test_list_of_factors_without_a_draft_shows_all(curating, published):
    page = curating.get(list_url(Factor))

    assert {factor.edition_id for factor in page.context["cl"].result_list} >= {published.pk}


def test_autocomplete_for_a_null_finds_nothing(administering):
    url = reverse("admin:autocomplete")
    query = {"app_label": "stations", "model_name": "membership", "field_name": "user", "term": "\x00"}

    response = administering.get(url, query)

    assert (response.status_code, response.json()["results"]) == (200, [])

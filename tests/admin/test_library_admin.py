"""The library in the admin: drafts are edited, what is published is read, and each write is on record."""

import pytest
from django.utils import timezone

from stations.enums import EditionState
from stations.models import (
    Anchor,
    AuditEvent,
    Countermeasure,
    Edition,
    Effect,
    Factor,
    PracticeModel,
    Source,
    SourceSection,
)
from tests.admin.forms import admin_url, errors, list_url, sent_by, told
from tests.libraries import loaded

PARTS = [Factor, Countermeasure, PracticeModel, Source]


def factor_of(edition, code="S1"):
    return edition.factors.get(code=code)


def deeds(action):
    return [(event.actor, event.object_id, event.detail) for event in AuditEvent.objects.filter(action=action)]


# Drafts


def test_factor_is_edited_in_both_languages_with_its_anchors(world, curating, draft):
    factor = factor_of(draft)
    page = curating.get(admin_url(factor))

    changes = {"title_zh_hans": "新标题", "title_en": "New title", "anchors-1-text_en": "Half of it"}
    response = curating.post(admin_url(factor), sent_by(page, **changes))

    factor.refresh_from_db()
    assert response.status_code == 302
    assert (factor.title_zh_hans, factor.title_en) == ("新标题", "New title")
    assert factor.anchors.get(degree=3).text_en == "Half of it"
    [(actor, key, detail)] = deeds("factor.change")
    assert (actor, key, detail["code"]) == (world.curator, str(factor.pk), "S1")


def test_both_languages_of_a_text_stand_in_one_row(curating, draft):
    page = curating.get(admin_url(factor_of(draft)))

    rows = [line.fields for fieldset in page.context["adminform"] for line in fieldset]
    assert ("statement_zh_hans", "statement_en") in rows


def test_new_factor_gets_the_three_anchors_and_the_next_position(world, curating, draft):
    page = curating.get(f"{list_url(Factor, 'add')}?edition={draft.pk}")
    names = [form["degree"].value() for form in page.context["inline_admin_formsets"][0].formset.forms]
    assert names == [1, 3, 5]

    texts = {f"anchors-{at}-text_{language}": f"{at}" for at in range(3) for language in ("zh_hans", "en")}
    fields = {"code": "S2", "quadrant": "S", "title_zh_hans": "新", "statement_zh_hans": "新的。"}
    response = curating.post(list_url(Factor, "add"), sent_by(page, **fields, **texts))

    factor = factor_of(draft, "S2")
    assert response.url == admin_url(factor)
    assert factor.position == 5
    assert [anchor.degree for anchor in factor.anchors.all()] == [1, 3, 5]
    assert len(deeds("factor.create")) == 1


def test_missing_anchor_can_be_written_later(curating, draft):
    factor = factor_of(draft)
    factor.anchors.get(degree=3).delete()
    page = curating.get(admin_url(factor))

    changes = {"anchors-2-text_zh_hans": "一半", "anchors-2-text_en": "Half"}
    curating.post(admin_url(factor), sent_by(page, **changes))

    assert factor.anchors.get(degree=3).text_en == "Half"


@pytest.mark.parametrize("degree", ["2", "7", "", "x"])
def test_anchor_takes_no_other_degree(curating, draft, degree):
    factor = factor_of(draft)
    factor.anchors.get(degree=3).delete()
    page = curating.get(admin_url(factor))

    changes = {"anchors-2-degree": degree, "anchors-2-text_zh_hans": "一半"}
    response = curating.post(admin_url(factor), sent_by(page, **changes))

    assert response.status_code == 200
    assert Anchor.objects.filter(factor=factor).count() == 2


def test_new_rows_are_offered_drafts_alone(curating, draft, published):
    page = curating.get(list_url(Factor, "add"))

    assert list(page.context["adminform"].form.fields["edition"].queryset) == [draft]


def test_new_row_joins_the_edition_whose_list_was_left(curating, draft):
    loaded("other")
    page = curating.get(f"{list_url(Factor, 'add')}?_changelist_filters=edition__id__exact%3D{draft.pk}")

    assert page.context["adminform"].form["edition"].value() == str(draft.pk)


def test_choices_stay_within_the_edition(curating, draft, published):
    factor = curating.get(admin_url(factor_of(draft))).context["adminform"].form
    model = curating.get(admin_url(draft.practice_models.get())).context["adminform"].form
    effects = curating.get(admin_url(draft.countermeasures.first())).context["inline_admin_formsets"][0].formset

    assert set(factor.fields["citations"].queryset) == set(SourceSection.objects.filter(source__edition=draft))
    assert set(model.fields["illustrates"].queryset) == set(draft.countermeasures.all())
    assert set(effects.forms[0].fields["factor"].queryset) == set(draft.factors.all())


def test_foreign_section_is_no_valid_choice(curating, draft, published):
    factor = factor_of(draft)
    foreign = SourceSection.objects.filter(source__edition=published).first()
    page = curating.get(admin_url(factor))

    response = curating.post(admin_url(factor), sent_by(page, citations=[foreign.pk]))

    assert response.status_code == 200
    assert errors(response) != []
    assert foreign not in factor.citations.all()


def test_row_stays_in_its_edition(curating, draft):
    other = loaded("other")
    factor = factor_of(draft)
    page = curating.get(admin_url(factor))

    curating.post(admin_url(factor), sent_by(page, edition=other.pk))

    factor.refresh_from_db()
    assert factor.edition == draft


def test_effects_are_edited_with_their_countermeasure(curating, draft):
    countermeasure = draft.countermeasures.get(code="C1")
    page = curating.get(admin_url(countermeasure))
    assert page.context["adminform"].form.instance.effects.count() == 2

    changes = {"effects-0-effect": "4", "effects-0-reason_en": "Because of this."}
    curating.post(admin_url(countermeasure), sent_by(page, **changes))

    effect = Effect.objects.get(countermeasure=countermeasure, reason_en="Because of this.")
    assert effect.effect == 4


def test_sections_are_added_to_a_source(curating, draft):
    source = draft.sources.get()
    page = curating.get(admin_url(source))
    fields = {"position": "3", "number": "4", "title_zh_hans": "四", "title_en": "Four", "source": source.pk, "id": ""}

    data = sent_by(page, **{"sections-TOTAL_FORMS": "3"}, **{f"sections-2-{name}": v for name, v in fields.items()})
    curating.post(admin_url(source), data)

    assert source.sections.get(number="4").title_en == "Four"


@pytest.mark.parametrize("model", PARTS)
def test_row_of_a_draft_is_deleted_and_that_is_on_record(world, curating, draft, model):
    row = model.objects.filter(edition=draft).last()

    response = curating.post(admin_url(row, "delete"), {"post": "yes"})

    assert response.status_code == 302
    assert not model.objects.filter(pk=row.pk).exists()
    assert deeds(f"{model._meta.model_name}.delete")[0][0] == world.curator


def test_draft_is_deleted_as_a_whole(curating, draft):
    curating.post(admin_url(draft, "delete"), {"post": "yes"})

    assert not Edition.objects.filter(pk=draft.pk).exists()
    assert len(deeds("edition.delete")) == 1


# What is published


@pytest.mark.parametrize("model", PARTS)
def test_published_row_is_read_with_a_hint_why(curating, published, model):
    row = model.objects.filter(edition=published).first()

    page = curating.get(admin_url(row))

    assert "never changes" in page.context["hint"]
    written = [
        name for name in ("title_en", "name_en", "citations", "_save") if f'name="{name}"' in page.content.decode()
    ]
    assert written == []


@pytest.mark.parametrize("model", [Edition, *PARTS])
def test_published_row_refuses_a_form_sent_all_the_same(curating, published, model):
    row = published if model is Edition else model.objects.filter(edition=published).first()
    before = model.objects.filter(pk=row.pk).values().get()

    change = curating.post(admin_url(row), {"title_en": "Other", "code": "Z9"})
    deletion = curating.post(admin_url(row, "delete"), {"post": "yes"})

    assert (change.status_code, deletion.status_code) == (302, 302)
    assert told(change) == ["This can no longer be changed, so nothing was saved."]
    assert model.objects.filter(pk=row.pk).values().get() == before


def test_edition_published_while_a_form_was_open_keeps_what_it_says(curating, draft):
    factor = factor_of(draft)
    page = curating.get(admin_url(factor))
    Edition.objects.filter(pk=draft.pk).update(state=EditionState.PUBLISHED, published_at=timezone.now())

    response = curating.post(admin_url(factor), sent_by(page, title_en="Too late"))

    assert (response.status_code, response.url) == (302, admin_url(factor))
    assert told(response) == ["This can no longer be changed, so nothing was saved."]
    assert Factor.objects.get(pk=factor.pk).title_en == "Factor S1"


def test_selected_rows_of_a_published_edition_are_not_deleted(curating, published):
    keys = list(published.factors.values_list("pk", flat=True))

    curating.post(list_url(Factor), {"action": "delete_selected", "_selected_action": keys, "post": "yes"})

    assert published.factors.count() == len(keys)


def test_refusal_of_the_database_is_told_in_a_sentence(curating, draft, monkeypatch):
    """The permission is asked before the write; what is published in between, the database alone sees."""
    factor = factor_of(draft)
    page = curating.get(admin_url(factor))
    Edition.objects.filter(pk=draft.pk).update(state=EditionState.PUBLISHED, published_at=timezone.now())
    monkeypatch.setattr("stations.rules.can_edit_edition", lambda user, edition: True)

    response = curating.post(admin_url(factor), sent_by(page, title_en="Too late"))

    assert response.status_code == 302
    assert told(response) == ["A published edition never changes. Copy it to a new draft and change that."]


# An edition's life


def test_publish_page_lists_the_gaps_and_offers_no_button(curating, draft):
    factor_of(draft).anchors.get(degree=5).delete()

    page = curating.get(admin_url(draft, "publish"))

    assert page.context["gaps"] == ["S1: the anchor for degree 5 is missing."]
    assert "S1: the anchor for degree 5 is missing." in page.content.decode()
    assert 'value="Publish"' not in page.content.decode()


def test_incomplete_draft_is_not_published_by_a_form_sent_all_the_same(curating, draft):
    factor_of(draft).anchors.get(degree=5).delete()

    response = curating.post(admin_url(draft, "publish"))

    draft.refresh_from_db()
    assert draft.is_draft
    assert told(response)[1:] == ["S1: the anchor for degree 5 is missing."]


def test_complete_draft_is_published(world, curating, draft):
    assert 'value="Publish"' in curating.get(admin_url(draft, "publish")).content.decode()

    response = curating.post(admin_url(draft, "publish"))

    draft.refresh_from_db()
    assert (response.url, draft.state) == (admin_url(draft), EditionState.PUBLISHED)
    assert deeds("edition.publish") == [(world.curator, str(draft.pk), {"edition": "draft"})]


def test_looking_at_the_pages_changes_nothing(curating, draft, published):
    for url in (admin_url(draft, "publish"), admin_url(published, "retire"), admin_url(published, "copy")):
        assert curating.get(url).status_code == 200

    assert [(e.code, e.state) for e in Edition.objects.filter(pk__in=[draft.pk, published.pk]).order_by("code")] == [
        ("draft", "draft"),
        ("published", "published"),
    ]


def test_edition_is_retired_once(curating, published):
    curating.post(admin_url(published, "retire"))
    again = curating.post(admin_url(published, "retire"))

    published.refresh_from_db()
    assert published.state == EditionState.RETIRED
    assert told(again)[-1] == "Only a published edition can be retired."


def test_edition_is_copied_to_a_new_draft(world, curating, published):
    names = {"code": "next", "title_zh_hans": "下一版", "title_en": "Next"}

    response = curating.post(admin_url(published, "copy"), names)

    copy = Edition.objects.get(code="next")
    assert (response.url, copy.state, copy.factors.count()) == (admin_url(copy), EditionState.DRAFT, 4)
    assert deeds("edition.copy")[0][0] == world.curator


def test_copy_needs_a_free_code_and_both_titles(curating, published):
    page = curating.post(admin_url(published, "copy"), {"code": "published", "title_zh_hans": "下一版"})

    assert set(page.context["form"].errors) == {"code", "title_en"}


@pytest.mark.parametrize(
    ("state", "steps"), [("draft", {"copy", "publish"}), ("published", {"copy", "retire"}), ("retired", {"copy"})]
)
def test_edition_offers_the_steps_of_its_state(curating, draft, published, state, steps):
    if state == "retired":
        curating.post(admin_url(published, "retire"))
    edition = draft if state == "draft" else published

    tools = curating.get(admin_url(edition)).context["tools"]

    offered = {tool.url.rstrip("/").rpartition("/")[2] for tool in tools if f"/{edition.pk}/" in tool.url}
    assert offered == steps


# Lists


def test_lists_are_searched_and_filtered(curating, draft, published):
    url = list_url(Factor)

    found = curating.get(url, {"q": "因素S1"}).context["cl"].queryset
    of_draft = curating.get(url, {"edition__id__exact": draft.pk, "quadrant": "W"}).context["cl"].queryset

    assert {factor.code for factor in found} == {"S1"}
    assert [(factor.edition, factor.code) for factor in of_draft] == [(draft, "W1")]


@pytest.mark.parametrize("model", [Edition, *PARTS])
def test_lists_take_as_many_queries_for_many_rows(curating, django_assert_num_queries, model):
    from tests.views.test_library import queries  # noqa: PLC0415 -- the one way in which queries are counted

    loaded("first")
    curating.get(list_url(model))
    few = queries(curating, list_url(model))
    for code in ("second", "third"):
        loaded(code)

    assert queries(curating, list_url(model)) == few

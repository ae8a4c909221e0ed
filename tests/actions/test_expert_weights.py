"""An edition's weights: chosen, set directly, and compared by experts, in a draft alone and on record."""

from decimal import Decimal

import pytest
from django.utils import translation

from stations.actions.editions import copy_edition, publish
from stations.actions.errors import ActionRefused
from stations.actions.expert_weights import (
    JudgementChange,
    add_expert,
    choose_weighting,
    record_judgements,
    remove_expert,
    rename_expert,
    set_direct_weights,
)
from stations.enums import Weighting
from stations.models import AuditEvent, Expert, Factor, Judgement
from tests.libraries import loaded
from tests.panels import make_expert
from tests.worlds import make_edition, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def curator():
    return make_user("curator", is_curator=True)


@pytest.fixture
def edition():
    return make_edition("draft", factors=3, published=False)


def factor(edition, code):
    return Factor.objects.get(edition=edition, code=code)


def change(edition, one, other, value, base=None):
    first, second = factor(edition, one), factor(edition, other)
    return JudgementChange(first=first, second=second, value=value, base=base)


def values(expert):
    return {f"{row.first.code}_{row.second.code}": row.value for row in Judgement.objects.filter(expert=expert)}


def last_event():
    event = AuditEvent.objects.order_by("pk").last()
    return event.action, event.detail


# The choice and direct weights


def test_choice_is_kept_and_on_record(edition, curator):
    choose_weighting(edition=edition, weighting=Weighting.EQUAL, by=curator)

    edition.refresh_from_db()
    assert edition.weighting == Weighting.EQUAL
    assert last_event() == ("edition.choose_weighting", {"edition": "draft", "weighting": "equal"})


def test_direct_weights_are_written_and_taken_away(edition, curator):
    Factor.objects.filter(edition=edition, code="S2").update(weight=3)
    weights = {factor(edition, "S1"): Decimal("2.5"), factor(edition, "S2"): None}

    set_direct_weights(edition=edition, weights=weights, by=curator)

    assert list(edition.factors.filter(quadrant="S").values_list("weight", flat=True)) == [Decimal("2.5"), None, None]
    assert last_event() == ("edition.set_weights", {"edition": "draft", "changed": 2})


def test_direct_weight_of_another_edition_is_refused(edition, curator):
    other = make_edition("other", published=False)

    with pytest.raises(ActionRefused):
        set_direct_weights(edition=edition, weights={factor(other, "S1"): Decimal(2)}, by=curator)

    assert factor(other, "S1").weight is None


# Experts


def test_expert_joins_is_renamed_and_leaves_with_the_judgements(edition, curator):
    expert = add_expert(edition=edition, label="专家1", by=curator)
    assert last_event() == ("expert.create", {"edition": "draft"})
    record_judgements(expert=expert, changes=[change(edition, "S1", "S2", 3)], by=curator)

    rename_expert(expert=expert, label="Expert A", by=curator)
    assert Expert.objects.get().label == "Expert A"

    remove_expert(expert=expert, by=curator)
    assert not Judgement.objects.exists()
    assert last_event() == ("expert.delete", {"edition": "draft", "judgements": 1})


def test_label_is_given_once(edition, curator):
    make_expert(edition, "Expert 1")

    with pytest.raises(ActionRefused, match="already has an expert with this label"):
        add_expert(edition=edition, label="Expert 1", by=curator)


def test_judgements_of_an_expert_who_is_gone_are_refused(edition, curator):
    expert = make_expert(edition)
    Expert.objects.all().delete()

    with pytest.raises(ActionRefused, match="removed meanwhile"):
        record_judgements(expert=expert, changes=[change(edition, "S1", "S2", 3)], by=curator)


# Judgements


def test_judgements_are_written_changed_and_taken_back(edition, curator):
    expert = make_expert(edition, S1_S2=3, S1_S3=5)
    changes = [change(edition, "S1", "S2", -4, 3), change(edition, "S1", "S3", None, 5), change(edition, "S2", "S3", 1)]

    conflicts = record_judgements(expert=expert, changes=changes, by=curator)

    assert conflicts == {}
    assert values(expert) == {"S1_S2": -4, "S2_S3": 1}
    assert last_event() == ("expert.judge", {"edition": "draft", "changed": 3})


def test_judgement_that_somebody_else_changed_stays_and_comes_back(edition, curator):
    expert = make_expert(edition, S1_S2=7)
    mine = change(edition, "S1", "S2", 3, base=2)

    conflicts = record_judgements(expert=expert, changes=[mine, change(edition, "S1", "S3", 5)], by=curator)

    assert conflicts == {mine.pair: 7}
    assert values(expert) == {"S1_S2": 7, "S1_S3": 5}


def test_same_judgement_from_two_people_is_no_conflict_and_nothing_new(edition, curator):
    expert = make_expert(edition, S1_S2=3)
    count = AuditEvent.objects.count()

    assert record_judgements(expert=expert, changes=[change(edition, "S1", "S2", 3, base=2)], by=curator) == {}
    assert AuditEvent.objects.count() == count


@pytest.mark.parametrize("other", ["W1", "S1 of another edition"])
def test_only_factors_of_one_list_are_compared(edition, curator, other):
    expert = make_expert(edition)
    second = factor(edition, "W1") if other == "W1" else factor(make_edition("other", published=False), "S1")
    wrong = JudgementChange(first=factor(edition, "S1"), second=second, value=3, base=None)

    with pytest.raises(ActionRefused, match="same list"):
        record_judgements(expert=expert, changes=[change(edition, "S1", "S2", 3), wrong], by=curator)

    assert values(expert) == {}


def test_nothing_is_written_in_a_published_edition(curator):
    edition = loaded()
    expert = make_expert(edition)
    publish(edition=edition, by=curator)
    writes = [
        lambda: choose_weighting(edition=edition, weighting=Weighting.EQUAL, by=curator),
        lambda: set_direct_weights(edition=edition, weights={factor(edition, "S1"): Decimal(2)}, by=curator),
        lambda: add_expert(edition=edition, label="Expert 2", by=curator),
        lambda: rename_expert(expert=expert, label="Expert 2", by=curator),
        lambda: remove_expert(expert=expert, by=curator),
        lambda: record_judgements(expert=expert, changes=[], by=curator),
    ]

    for write in writes:
        with pytest.raises(ActionRefused, match="A published edition never changes"):
            write()


def test_copy_takes_choice_weights_experts_and_judgements_along(edition, curator):
    make_expert(edition, "Expert 1", S1_S2=3, S2_S3=-5)
    make_expert(edition, "Expert 2")
    Factor.objects.filter(edition=edition, code="S1").update(weight="2.5")
    chosen = choose_weighting(edition=edition, weighting=Weighting.EXPERTS, by=curator)

    copy = copy_edition(edition=chosen, code="copy", title_zh_hans="新", title_en="New", by=curator)

    copy.refresh_from_db()
    assert copy.weighting == Weighting.EXPERTS
    assert factor(copy, "S1").weight == Decimal("2.5")
    assert [(row.label, values(row)) for row in copy.experts.all()] == [
        ("Expert 1", {"S1_S2": 3, "S2_S3": -5}),
        ("Expert 2", {}),
    ]

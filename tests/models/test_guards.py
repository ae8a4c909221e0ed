"""The database's own guards, asked with raw writes that pass by every form and action; the same on both engines."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from stations.enums import EditionState, LateState, Weighting
from stations.models import (
    Anchor,
    AuditEvent,
    Countermeasure,
    Edition,
    Effect,
    Expert,
    Factor,
    LateOperation,
    PracticeModel,
    RatingChange,
    Snapshot,
    Source,
    SourceSection,
    Transition,
)
from stations.models.guards import Rule
from tests.models.guarded import HELD, THROUGH, change_of, draft, publish, refused, rows

pytestmark = pytest.mark.django_db

APPEND_ONLY = [RatingChange, Transition, Snapshot, AuditEvent]


# Histories


@pytest.mark.parametrize("model", APPEND_ONLY)
def test_histories_refuse_every_update(submitted_world, model):
    field = next(field.attname for field in model._meta.concrete_fields if not field.primary_key)

    with refused(Rule.APPEND_ONLY):
        model.objects.update(**{field: model.objects.values_list(field, flat=True)[:1]})


@pytest.mark.parametrize("model", APPEND_ONLY)
def test_histories_refuse_every_deletion(submitted_world, model):
    count = model.objects.count()

    with refused(Rule.APPEND_ONLY):
        model.objects.all()._raw_delete("default")

    assert count > 0
    assert model.objects.count() == count


@pytest.mark.parametrize("model", APPEND_ONLY)
def test_histories_refuse_a_save_of_what_is_there(submitted_world, model):
    with refused(Rule.APPEND_ONLY):
        model.objects.first().save()


def test_histories_take_new_entries(submitted_world):
    count = AuditEvent.objects.count()

    AuditEvent.objects.bulk_create(
        [AuditEvent(at=timezone.now(), action="one"), AuditEvent(at=timezone.now(), action="two")]
    )

    assert AuditEvent.objects.count() == count + 2


def test_upsert_cannot_rewrite_a_history(submitted_world):
    event = AuditEvent.objects.first()
    event.action = "rewritten"

    with refused(Rule.APPEND_ONLY):
        AuditEvent.objects.bulk_create([event], update_conflicts=True, unique_fields=["id"], update_fields=["action"])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no REPLACE")
def test_replace_cannot_rewrite_a_history(submitted_world):
    event = AuditEvent.objects.first()

    with refused(Rule.APPEND_ONLY), connection.cursor() as cursor:
        cursor.execute(
            "REPLACE INTO stations_auditevent (id, at, action, object_kind, object_id, outcome, detail)"
            " VALUES (%s, %s, 'rewritten', '', '', 'done', '{}')",
            [event.pk, event.at],
        )


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", ["stations_auditevent", "stations_anchor"])
def test_truncate_is_refused(table):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table}")


@pytest.fixture
def late(world):
    row = LateOperation.objects.create(
        operation_id=uuid4(),
        assessment=world.assessment,
        factor=world.edition.factors.first(),
        by=world.bob,
        base_revision=0,
        received_at=timezone.now(),
    )
    return LateOperation.objects.filter(pk=row.pk)


def test_late_answer_is_settled_once(late):
    late.update(state=LateState.APPLIED, settled_at=timezone.now())

    with refused(Rule.LATE_KEPT):
        late.update(state=LateState.DISCARDED)


@pytest.mark.parametrize("change", [{"note": "other"}, {"base_revision": 7}, {"received_at": timezone.now()}])
def test_late_answer_is_kept_as_it_arrived(late, change):
    with refused(Rule.LATE_KEPT):
        late.update(**change)
    with refused(Rule.LATE_KEPT):
        late._raw_delete("default")


# An edition


def test_edition_goes_from_draft_to_published_to_retired():
    edition = publish(draft())

    Edition.objects.filter(pk=edition.pk).update(state=EditionState.RETIRED, retired_at=timezone.now())

    edition.refresh_from_db()
    assert edition.state == EditionState.RETIRED


@pytest.mark.parametrize(
    ("before", "after"),
    [("draft", "retired"), ("published", "draft"), ("retired", "published"), ("retired", "draft")],
)
def test_edition_takes_no_other_step(before, after):
    edition = draft()
    now = timezone.now()
    dates = {"draft": (None, None), "published": (now, None), "retired": (now, now)}
    for state in ["published", "retired"][: ["draft", "published", "retired"].index(before)]:
        Edition.objects.filter(pk=edition.pk).update(
            state=state, published_at=dates[state][0], retired_at=dates[state][1]
        )

    with refused(Rule.EDITION_STEPS):
        Edition.objects.filter(pk=edition.pk).update(
            state=after, published_at=dates[after][0], retired_at=dates[after][1]
        )


@pytest.mark.parametrize("state", ["published", "retired"])
def test_edition_begins_as_a_draft(state):
    now = timezone.now()

    with refused(Rule.EDITION_STEPS):
        Edition.objects.bulk_create([Edition(code="x", state=state, published_at=now, retired_at=now)])


def test_edition_is_retired_exactly_with_its_date():
    edition = publish(draft())

    with refused(Rule.EDITION_STEPS):
        Edition.objects.filter(pk=edition.pk).update(state=EditionState.RETIRED)
    with refused(Rule.EDITION_STEPS):
        Edition.objects.filter(pk=edition.pk).update(retired_at=timezone.now())


@pytest.mark.parametrize(
    "change",
    [
        {"code": "other"},
        {"title_zh_hans": "别的"},
        {"title_en": None},
        {"summary_en": ""},
        {"weighting": Weighting.EXPERTS},
        {"id": 4711},
    ],
)
@pytest.mark.parametrize("retired", [False, True])
def test_published_edition_keeps_every_field(change, retired):
    edition = publish(draft())
    if retired:
        Edition.objects.filter(pk=edition.pk).update(state=EditionState.RETIRED, retired_at=timezone.now())

    with refused(Rule.EDITION_FIXED):
        Edition.objects.filter(pk=edition.pk).update(**change)


def test_published_edition_keeps_its_date():
    edition = publish(draft())

    with refused(Rule.EDITION_FIXED):
        Edition.objects.filter(pk=edition.pk).update(published_at=edition.published_at - timedelta(days=1))


def test_retired_edition_keeps_the_date_of_its_retirement():
    edition = publish(draft())
    now = timezone.now()
    Edition.objects.filter(pk=edition.pk).update(state=EditionState.RETIRED, retired_at=now)

    with refused(Rule.EDITION_FIXED):
        Edition.objects.filter(pk=edition.pk).update(retired_at=now + timedelta(days=1))


def test_published_edition_is_not_deleted():
    edition = publish(Edition.objects.create(code="empty"))

    with refused(Rule.EDITION_FIXED):
        Edition.objects.filter(pk=edition.pk).delete()


def test_draft_is_deleted_with_everything_in_it():
    edition = draft()

    edition.delete()

    assert [model.objects.count() for model in [Edition, *HELD, *THROUGH]] == [0] * 14


# What belongs to an edition


@pytest.mark.parametrize("model", [*HELD, *THROUGH])
def test_draft_holds_rows_in_every_table(model):
    assert rows(model, draft()).exists()


@pytest.mark.parametrize("model", [*HELD, *THROUGH])
def test_rows_of_a_published_edition_refuse_deletion(model):
    edition = publish(draft())

    with refused(Rule.EDITION_FIXED):
        rows(model, edition)._raw_delete("default")


@pytest.mark.parametrize("model", HELD)
def test_rows_of_a_published_edition_refuse_updates(model):
    edition = publish(draft())

    with refused(Rule.EDITION_FIXED):
        rows(model, edition).update(**change_of(model))


@pytest.mark.parametrize("model", THROUGH)
def test_links_of_a_published_edition_refuse_updates(model):
    edition = publish(draft())

    with refused(Rule.EDITION_FIXED):
        rows(model, edition).update(id=4711)


@pytest.mark.parametrize("model", [*HELD, *THROUGH])
def test_rows_of_a_published_edition_refuse_company(model):
    """A copy of a row, under a name of its own, cannot join what is published."""
    edition = draft()
    row = rows(model, edition).first()
    if model in THROUGH:
        row.delete()
    publish(edition)
    row.pk = None
    for name, value in {"code": "X9", "key": "X9", "number": "9.9", "degree": 2}.items():
        if hasattr(row, name):
            setattr(row, name, value)
    if model is Effect:
        row.factor = edition.factors.exclude(effects__countermeasure=row.countermeasure).first()

    with refused(Rule.EDITION_FIXED):
        model.objects.bulk_create([row])


@pytest.mark.parametrize("model", [Source, Factor, Countermeasure, PracticeModel, Expert])
def test_rows_leave_no_published_edition_and_join_none(model):
    published, other = publish(draft("published")), draft("other")

    with refused(Rule.EDITION_FIXED):
        rows(model, published).update(edition=other)
    with refused(Rule.EDITION_FIXED):
        rows(model, other).filter(pk=rows(model, other).first().pk).update(edition=published)


def test_held_rows_leave_no_published_edition_and_join_none():
    published, other = publish(draft("published")), draft("other")

    with refused(Rule.EDITION_FIXED):
        rows(Anchor, published).update(factor=other.factors.first())
    with refused(Rule.EDITION_FIXED):
        rows(Anchor, other).update(factor=published.factors.first())
    with refused(Rule.EDITION_FIXED):
        rows(SourceSection, other).update(source=published.sources.first())


def test_rows_stay_in_their_draft():
    here, there = draft("here"), draft("there")

    with refused(Rule.EDITION_KEPT):
        Factor.objects.filter(pk=here.factors.first().pk).update(edition=there)
    with refused(Rule.EDITION_KEPT):
        rows(SourceSection, here).update(source=there.sources.first())


def test_rows_of_a_draft_change_freely():
    edition = draft()

    changed = [rows(model, edition).update(**change_of(model)) for model in HELD]

    assert all(changed)


# Links within one edition


def test_links_reach_into_no_other_edition():
    here, there = draft("here"), draft("there")
    section = SourceSection.objects.get(source__edition=there)

    for entries in (here.factors, here.countermeasures, here.practice_models):
        with refused(Rule.EDITION_WHOLE):
            entries.first().citations.add(section)
    with refused(Rule.EDITION_WHOLE):
        here.practice_models.get().illustrates.add(there.countermeasures.first())
    with refused(Rule.EDITION_WHOLE):
        here.countermeasures.first().effects.create(factor=there.factors.first(), effect=2)
    with refused(Rule.EDITION_WHOLE):
        here.experts.get().judgements.create(first=here.factors.last(), second=there.factors.first(), value=2)


def test_links_turn_to_no_other_edition():
    here, there = draft("here"), draft("there")

    with refused(Rule.EDITION_WHOLE):
        rows(Effect, here).filter(factor__code="S1").update(factor=there.factors.get(code="S1"))
    with refused(Rule.EDITION_WHOLE):
        rows(Factor.citations.through, here).update(sourcesection=SourceSection.objects.get(source__edition=there))


def test_link_to_what_is_not_there_yet_is_refused():
    """Foreign keys are checked at the end of a transaction: too late to see which edition it will belong to."""
    here = draft().countermeasures.first().pk

    for countermeasure, factor in ((here, 4711), (4711, 4712)):
        with refused(Rule.EDITION_WHOLE):
            Effect.objects.bulk_create([Effect(countermeasure_id=countermeasure, factor_id=factor, effect=2)])

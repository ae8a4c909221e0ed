"""The database's own guards, asked with raw writes that pass by every form and action; the same on both engines."""

from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone, translation

from stations.checks import check_guards
from stations.enums import EditionState, LateState, Weighting
from stations.models import (
    Anchor,
    AuditEvent,
    Countermeasure,
    Edition,
    Effect,
    Expert,
    Factor,
    Judgement,
    LateOperation,
    PracticeModel,
    RatingChange,
    Snapshot,
    Source,
    SourceSection,
    Transition,
    triggers,
)
from stations.models.guards import Rule, guards, library_owners, sentence
from tests.worlds import make_edition, make_user, make_world, submit

pytestmark = pytest.mark.django_db

APPEND_ONLY = [RatingChange, Transition, Snapshot, AuditEvent]
HELD = [Source, SourceSection, Factor, Anchor, Countermeasure, Effect, PracticeModel, Expert, Judgement]
THROUGH = [
    Factor.citations.through,
    Countermeasure.citations.through,
    PracticeModel.citations.through,
    PracticeModel.illustrates.through,
]
CHANGES = {
    Anchor: {"text_en": "Other"},
    Effect: {"reason_en": "Other"},
    PracticeModel: {"name_en": "Other"},
    Expert: {"label": "Other"},
    Judgement: {"value": 1},
}


def change_of(model):
    return CHANGES.get(model, {"title_en": "Other"})


@contextmanager
def refused(rule):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        yield
    assert sentence(caught.value) == str(rule.label)


def draft(code="draft"):
    """A draft with at least one row in every table of the library."""
    edition = make_edition(code, factors=1, published=False)
    model = PracticeModel.objects.create(
        edition=edition,
        code="M1",
        name_zh_hans="模式",
        name_en="Model",
        description_zh_hans="说",
        description_en="Told",
    )
    model.illustrates.add(edition.countermeasures.get(code="C1"))
    model.citations.add(SourceSection.objects.get(source__edition=edition))
    first, second = edition.factors.order_by("pk")[:2]
    expert = Expert.objects.create(edition=edition, label="Expert 1")
    Judgement.objects.create(expert=expert, first=first, second=second, value=3)
    return edition


def publish(edition):
    Edition.objects.filter(pk=edition.pk).update(state=EditionState.PUBLISHED, published_at=timezone.now())
    edition.refresh_from_db()
    return edition


def rows(model, edition):
    """The rows of one table of the library that belong to an edition."""
    paths = {
        Source: "edition",
        Factor: "edition",
        Countermeasure: "edition",
        PracticeModel: "edition",
        SourceSection: "source__edition",
        Anchor: "factor__edition",
        Effect: "countermeasure__edition",
        Expert: "edition",
        Judgement: "expert__edition",
    }
    path = paths.get(model) or f"{library_owners()[model][0].removesuffix('_id')}__edition"
    return model.objects.filter(**{path: edition})


# Histories


@pytest.mark.parametrize("model", APPEND_ONLY)
def test_histories_refuse_every_update(model):
    submit(make_world())
    field = next(field.attname for field in model._meta.concrete_fields if not field.primary_key)

    with refused(Rule.APPEND_ONLY):
        model.objects.update(**{field: model.objects.values_list(field, flat=True)[:1]})


@pytest.mark.parametrize("model", APPEND_ONLY)
def test_histories_refuse_every_deletion(model):
    submit(make_world())
    count = model.objects.count()

    with refused(Rule.APPEND_ONLY):
        model.objects.all()._raw_delete("default")

    assert count > 0
    assert model.objects.count() == count


@pytest.mark.parametrize("model", APPEND_ONLY)
def test_histories_refuse_a_save_of_what_is_there(model):
    submit(make_world())

    with refused(Rule.APPEND_ONLY):
        model.objects.first().save()


def test_histories_take_new_entries():
    submit(make_world())
    count = AuditEvent.objects.count()

    AuditEvent.objects.bulk_create(
        [AuditEvent(at=timezone.now(), action="one"), AuditEvent(at=timezone.now(), action="two")]
    )

    assert AuditEvent.objects.count() == count + 2


def test_upsert_cannot_rewrite_a_history():
    submit(make_world())
    event = AuditEvent.objects.first()
    event.action = "rewritten"

    with refused(Rule.APPEND_ONLY):
        AuditEvent.objects.bulk_create([event], update_conflicts=True, unique_fields=["id"], update_fields=["action"])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no REPLACE")
def test_replace_cannot_rewrite_a_history():
    submit(make_world())
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


def late_answer(**fields):
    world = make_world()
    return LateOperation.objects.create(
        operation_id=uuid4(),
        assessment=world.assessment,
        factor=world.edition.factors.first(),
        by=world.bob,
        base_revision=0,
        received_at=timezone.now(),
        **fields,
    )


def test_late_answer_is_settled_once():
    late = LateOperation.objects.filter(pk=late_answer().pk)

    late.update(state=LateState.APPLIED, settled_at=timezone.now())

    with refused(Rule.LATE_KEPT):
        late.update(state=LateState.DISCARDED)


@pytest.mark.parametrize("change", [{"note": "other"}, {"base_revision": 7}, {"received_at": timezone.now()}])
def test_late_answer_is_kept_as_it_arrived(change):
    late = LateOperation.objects.filter(pk=late_answer().pk)

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


# Their installation


def test_every_guard_is_in_the_database():
    assert triggers.amiss(connection) == []
    assert len(triggers.present_triggers(connection)) >= len(guards())


def test_installing_again_changes_nothing(django_assert_num_queries):
    with django_assert_num_queries(4):  # the tables, the triggers, and the savepoint around no statement at all
        triggers.install(connection)


def test_check_names_a_missing_guard_until_it_is_installed():
    drop("stations_guard_snapshot_delete")

    assert [message.id for message in check_guards(["default"])] == ["stations.W001"]
    assert "stations_guard_snapshot_delete" in check_guards(["default"])[0].msg

    triggers.install(connection)
    assert check_guards(["default"]) == []


def test_check_sees_a_guard_that_lets_everything_pass():
    drop("stations_guard_snapshot_delete")
    let_pass("stations_guard_snapshot_delete", "stations_snapshot")
    assert triggers.amiss(connection) == ["stations_guard_snapshot_delete"]

    triggers.install(connection)

    assert triggers.amiss(connection) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite cannot disable a trigger")
def test_check_sees_a_disabled_guard():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE stations_snapshot DISABLE TRIGGER stations_guard_snapshot_delete")
    assert triggers.amiss(connection) == ["stations_guard_snapshot_delete"]

    triggers.install(connection)

    assert triggers.amiss(connection) == []


def test_guard_of_an_older_version_is_taken_out():
    let_pass("stations_guard_snapshot_older", "stations_snapshot")

    triggers.install(connection)

    assert "stations_guard_snapshot_older" not in triggers.present_triggers(connection)


def test_check_is_silent_without_a_database():
    assert check_guards(None) == []


def test_migrate_puts_back_what_is_missing():
    triggers.remove(connection)
    assert triggers.present_triggers(connection) == {}

    call_command("migrate", verbosity=0, stdout=StringIO())

    assert triggers.amiss(connection) == []


def test_sentence_is_in_the_reader_s_language_and_for_guards_alone():
    with translation.override("zh-hans"):
        assert sentence(IntegrityError("stations_guard_append_only: …")) == str(Rule.APPEND_ONLY.label)
    assert sentence(IntegrityError("UNIQUE constraint failed")) is None


def test_refused_write_leaves_the_transaction_usable():
    user = make_user("someone")
    event = AuditEvent.objects.create(at=timezone.now(), action="x", actor=user)

    with refused(Rule.APPEND_ONLY):
        event.delete()

    assert AuditEvent.objects.get().actor == user


def drop(name):
    with connection.cursor() as cursor:
        cursor.execute({"sqlite": f"DROP TRIGGER {name}"}.get(connection.vendor, f"DROP FUNCTION {name}() CASCADE"))


def let_pass(name, table):
    """A trigger of this name that refuses nothing."""
    statements = {
        "sqlite": [f"CREATE TRIGGER {name} BEFORE DELETE ON {table} BEGIN SELECT 1; END"],
        "postgresql": [
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
            f"CREATE TRIGGER {name} BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        ],
    }[connection.vendor]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
def test_publishing_waits_for_whoever_is_writing_in_the_draft(db):
    """Otherwise a row could join an edition in the moment between the look at its state and the end of the write."""
    publisher, writer = (connection.get_new_connection(connection.get_connection_params()) for _ in range(2))
    try:
        publisher.autocommit, writer.autocommit = True, False
        publisher.execute(
            "INSERT INTO stations_edition (code, title, summary, state, weighting) VALUES ('race', '', '', 'draft', 'raters')"
        )
        writer.execute(
            "INSERT INTO stations_source (edition_id, key, authors, title, publication)"
            " SELECT id, 'K', '', '', '' FROM stations_edition WHERE code = 'race'"
        )
        publisher.execute("SET lock_timeout = '100ms'")

        with pytest.raises(OperationalError), connection.wrap_database_errors:
            publisher.execute(
                "UPDATE stations_edition SET state = 'published', published_at = now() WHERE code = 'race'"
            )
    finally:
        writer.rollback()
        publisher.execute("DELETE FROM stations_edition WHERE code = 'race'")
        publisher.close()
        writer.close()

"""The guards in the database: put in after every migration, watched by a check, and no race gets past them."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, OperationalError, connection
from django.utils import timezone, translation

from stations.checks import check_guards
from stations.models import (
    AuditEvent,
    triggers,
)
from stations.models.guards import Rule, guards, sentence
from tests.models.guarded import refused
from tests.worlds import make_user

pytestmark = pytest.mark.django_db


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

"""/healthz says in a word whether the application can work, to anybody who asks."""

import pytest
from django.db import OperationalError

from stations.views import health


@pytest.mark.django_db
def test_healthz_is_public_and_never_cached(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok")
    assert "no-store" in answer["Cache-Control"]
    assert "Set-Cookie" not in answer


@pytest.mark.django_db
def test_healthz_after_an_upgrade_without_migration(client, django_assert_max_num_queries):
    from django.db.migrations.recorder import MigrationRecorder  # noqa: PLC0415 -- a model, loaded with the apps

    MigrationRecorder.Migration.objects.filter(app="stations").order_by("-name").first().delete()

    with django_assert_max_num_queries(3):
        answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (503, b"migrations")


def test_healthz_without_a_database(client, monkeypatch):
    def fail():
        raise OperationalError("gone")

    monkeypatch.setattr(health, "pending_migrations", fail)

    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (503, b"database")


@pytest.mark.django_db
def test_healthz_answers_no_write(client):
    assert client.post("/healthz").status_code == 405

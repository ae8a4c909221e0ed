"""What answers to Django's own signals, and to the accounts; there are no signals of ours."""

import secrets
from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.dispatch import receiver

from stations.actions import audit
from stations.enums import AuditOutcome
from stations.models import ReportKey, triggers
from swot_app.accounts.models import User


@receiver(pre_migrate)
def lift_guards(sender: AppConfig, using: str, plan: list[Any], **_kwargs: Any) -> None:
    """A migration may rewrite what is published, and SQLite cannot rename a table that another's trigger names."""
    if sender.label == "stations" and plan:
        triggers.remove(connections[using])


@receiver(post_migrate)
def install_guards(sender: AppConfig, using: str, **_kwargs: Any) -> None:
    if sender.label == "stations":
        triggers.install(connections[using])


@receiver(post_migrate)
def make_report_key(sender: AppConfig, using: str, **_kwargs: Any) -> None:
    """The first secret for the seals of reports, as soon as there is a table for it."""
    table = ReportKey._meta.db_table
    if sender.label == "stations" and table in connections[using].introspection.table_names():
        ReportKey.objects.using(using).ensure(secrets.token_hex(32))


@receiver(user_logged_in)
def record_sign_in(user: User, **_kwargs: Any) -> None:
    audit.record(action="account.sign_in", by=user, about=user)


@receiver(user_logged_out)
def record_sign_out(user: User | None, **_kwargs: Any) -> None:
    if user is not None:
        audit.record(action="account.sign_out", by=user, about=user)


def record_password(user: User) -> None:
    """Whoever chose a new password did so for oneself: signed in, or by a one-time link."""
    audit.record(action="account.password", by=user, about=user)


@receiver(user_login_failed)
def record_failed_sign_in(credentials: dict[str, Any], **_kwargs: Any) -> None:
    """The account, where there is one; what was typed is not kept, for it may be a password in the wrong field."""
    user = User.objects.filter(username=credentials.get("username") or "").first()
    audit.record(action="account.sign_in", by=None, about=user, outcome=AuditOutcome.REFUSED)

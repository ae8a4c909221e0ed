"""The audit log: who did what, when, from where, with what outcome; append-only."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stations.enums import AuditOutcome
from swot_app.accounts.models import User


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def visible_to(self, user: User) -> Self:
        """Auditors alone."""
        return self.all() if user.is_authenticated and user.is_active and user.is_auditor else self.none()


class AuditEvent(models.Model):
    """One deed."""

    at = models.DateTimeField(_("time"), db_index=True)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("who"))
    action = models.CharField(_("action"), max_length=40, db_index=True)
    object_kind = models.CharField(_("kind of object"), max_length=40, blank=True)
    object_id = models.CharField(_("object"), max_length=64, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=AuditOutcome, default=AuditOutcome.DONE)
    address = models.GenericIPAddressField(_("network address"), null=True)
    detail = models.JSONField(_("detail"), default=dict)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit log")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=AuditOutcome.values), name="stations_auditevent_outcome_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.action}"

"""Operations of the form's outbox that were applied; those on ratings are kept in the ratings' own history."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stations.enums import OperationKind
from stations.models.assessment import Assessment
from swot_app.accounts.models import User


class Operation(models.Model):
    """One that was applied; append-only. Its id makes what arrives twice count once."""

    operation_id = models.UUIDField(_("operation"), unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=OperationKind)
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(_("applied at"))

    class Meta:
        verbose_name = _("operation of the outbox")
        verbose_name_plural = _("operations of the outbox")
        ordering = ["applied_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=OperationKind.values), name="stations_operation_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} · {self.kind}"

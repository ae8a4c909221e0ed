"""Answers that arrived after their assessment was submitted: kept as they came, until their owner decides."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stations.enums import LateState
from stations.models.assessment import Assessment
from stations.models.factor import Factor
from stations.models.rating import Answer, answer_constraints
from swot_app.accounts.models import User


class LateOperationQuerySet(models.QuerySet["LateOperation"]):
    def waiting(self) -> Self:
        return self.filter(state=LateState.WAITING)

    def visible_to(self, user: User) -> Self:
        """One's own alone, as one's own sheet is."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(
            by=user, assessment__station__memberships__user=user, assessment__station__memberships__ended_at=None
        )


class LateOperation(Answer):
    """One answer that came too late. What arrived is never changed; it is applied or discarded once."""

    operation_id = models.UUIDField(_("operation"), unique=True)
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="late_operations")
    factor = models.ForeignKey(Factor, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    base_revision = models.PositiveIntegerField(_("revision that the person saw"))
    client_time = models.DateTimeField(_("time on the device"), null=True, blank=True)
    received_at = models.DateTimeField(_("received at"))
    state = models.CharField(_("state"), max_length=10, choices=LateState, default=LateState.WAITING)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    objects = LateOperationQuerySet.as_manager()

    class Meta:
        verbose_name = _("late answer")
        verbose_name_plural = _("late answers")
        ordering = ["received_at", "pk"]
        constraints = [
            *answer_constraints("lateoperation"),
            models.CheckConstraint(condition=Q(state__in=LateState.values), name="stations_lateoperation_state_known"),
            models.CheckConstraint(
                condition=Q(state=LateState.WAITING, settled_at=None)
                | (~Q(state=LateState.WAITING) & Q(settled_at__isnull=False)),
                name="stations_lateoperation_settled_with_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} · {self.factor_id} · {self.state}"

    @property
    def is_waiting(self) -> bool:
        return self.state == LateState.WAITING

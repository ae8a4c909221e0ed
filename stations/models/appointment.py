"""Which official looks after which division."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stations.enums import AppointmentRole
from stations.models.division import Division
from stations.models.membership import NO_PLACE_WITH_DUTY
from swot_app.accounts.models import User


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def current(self) -> Self:
        return self.filter(ended_at=None)

    def covering(self, division: Division) -> Self:
        """The appointments whose division holds this one."""
        return self.current().filter(division__path__in=division.path_steps())

    def visible_to(self, user: User) -> Self:
        """One's own; all for administrators."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.all() if user.is_administrator else self.filter(user=user)


class Appointment(models.Model):
    """An official's place: reviewer or viewer of a division and all below; ended, never deleted."""

    user = models.ForeignKey(User, models.PROTECT, related_name="appointments", verbose_name=_("account"))
    division = models.ForeignKey(
        Division, models.PROTECT, related_name="appointments", verbose_name=_("administrative division")
    )
    role = models.CharField(_("role"), max_length=10, choices=AppointmentRole, default=AppointmentRole.REVIEWER)
    started_at = models.DateTimeField(_("since"), default=timezone.now)
    ended_at = models.DateTimeField(_("until"), null=True, blank=True, help_text=_("Access ends at this moment."))

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["division__code", "role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "division"],
                condition=Q(ended_at=None),
                name="stations_appointment_once_at_a_time",
                violation_error_message=_("This person is already appointed to this division."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=AppointmentRole.values), name="stations_appointment_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user.name} · {self.division}"

    def clean(self) -> None:
        if self.user_id and self.user.has_system_duty:
            raise ValidationError({"user": NO_PLACE_WITH_DUTY})

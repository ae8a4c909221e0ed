"""Who works at which station."""

from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stations.enums import MembershipRole
from stations.models.station import Station
from swot_app.accounts.models import User

if TYPE_CHECKING:
    from stations.models.assessment import Assessment


NO_PLACE_WITH_DUTY = _(
    "Curators, administrators and auditors may have no place at a station or a division. Choose another person."
)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> Self:
        return self.filter(ended_at=None)

    def without_sheet_on(self, assessment: "Assessment") -> Self:
        """The station's people who have not begun to rate."""
        raters = assessment.sheets.values("rater")
        return self.current().filter(station=assessment.station_id).exclude(user__in=raters).select_related("user")

    def visible_to(self, user: User) -> Self:
        """Colleagues see one another; administrators see all."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_administrator:
            return self.all()
        return self.current().filter(station__in=Station.objects.of_member(user))


class Membership(models.Model):
    """A person's place at a station; ended, never deleted, so that the work keeps its author."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name=_("account"))
    station = models.ForeignKey(Station, models.PROTECT, related_name="memberships", verbose_name=_("station"))
    role = models.CharField(_("role"), max_length=10, choices=MembershipRole, default=MembershipRole.WORKER)
    started_at = models.DateTimeField(_("since"), default=timezone.now)
    ended_at = models.DateTimeField(
        _("until"), null=True, blank=True, help_text=_("Access ends at this moment; the person’s ratings stay.")
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["station__code", "role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "station"],
                condition=Q(ended_at=None),
                name="stations_membership_once_at_a_time",
                violation_error_message=_("This person already works at this station."),
            ),
            models.CheckConstraint(condition=Q(role__in=MembershipRole.values), name="stations_membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user.name} · {self.station}"

    def clean(self) -> None:
        if self.user_id and self.user.has_system_duty:
            raise ValidationError({"user": NO_PLACE_WITH_DUTY})

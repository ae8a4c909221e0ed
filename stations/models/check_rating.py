"""Check ratings: what a reviewer says of a factor, kept for ever beside the station's own ratings."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stations.enums import Degree, DivisionLevel
from stations.models.assessment import Assessment
from stations.models.factor import Factor
from stations.models.rating import NOTE_LENGTH
from swot_app.accounts.models import User


class CheckRatingQuerySet(models.QuerySet["CheckRating"]):
    def visible_to(self, user: User) -> Self:
        """One's own alone: reviewers judge independently too. What was approved is read from the snapshot."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(reviewer=user, assessment__in=Assessment.objects.visible_to(user))

    def standing(self) -> list["CheckRating"]:
        """The newest word of each reviewer on each factor, in the order in which the reviewers began."""
        newest = {(row.reviewer_id, row.factor_id): row for row in self.order_by("pk")}
        begun = list(dict.fromkeys(reviewer for reviewer, _factor in newest))
        return sorted(newest.values(), key=lambda row: (begun.index(row.reviewer_id), row.factor.position))


class CheckRating(models.Model):
    """One word of a reviewer on a factor; append-only, the highest revision stands. No degree is no own opinion."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="check_ratings")
    reviewer = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("reviewer"))
    level = models.CharField(_("level"), max_length=10, choices=DivisionLevel)
    factor = models.ForeignKey(Factor, models.PROTECT, related_name="+", verbose_name=_("factor"))
    revision = models.PositiveIntegerField(_("revision"))
    degree = models.PositiveSmallIntegerField(_("degree"), null=True, blank=True, choices=Degree)
    note = models.TextField(_("note"), max_length=NOTE_LENGTH, blank=True)
    given_at = models.DateTimeField(_("given at"))

    objects = CheckRatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("check rating")
        verbose_name_plural = _("check ratings")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "reviewer", "factor", "revision"], name="stations_checkrating_revision_unique"
            ),
            models.CheckConstraint(
                condition=Q(level__in=DivisionLevel.values), name="stations_checkrating_level_known"
            ),
            models.CheckConstraint(
                condition=Q(degree=None) | Q(degree__range=(1, 5)),
                name="stations_checkrating_degree_in_range",
                violation_error_message=_("A degree is a whole number from 1 to 5."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} · {self.factor_id} · {self.revision}"

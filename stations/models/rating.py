"""Ratings: one person's answer on one factor, and every change of it, kept for ever."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stations.enums import AnswerKind, Degree, Importance
from stations.models.factor import Factor
from stations.models.sheet import Sheet
from swot_app.accounts.models import User

NOTE_LENGTH = 2000
REASON_LENGTH = 500


class Answer(models.Model):
    """The fields of an answer, the same in the rating and in each entry of its history."""

    kind = models.CharField(_("answer"), max_length=16, choices=AnswerKind, default=AnswerKind.NOT_ANSWERED)
    degree = models.PositiveSmallIntegerField(_("degree"), null=True, blank=True, choices=Degree)
    importance = models.PositiveSmallIntegerField(_("importance"), null=True, blank=True, choices=Importance)
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH, blank=True)
    note = models.TextField(_("rating note"), max_length=NOTE_LENGTH, blank=True)

    class Meta:
        abstract = True


def answer_constraints(model: str) -> list[models.BaseConstraint]:
    """The rules of an answer, which hold in the rating and in its history alike."""
    is_degree = Q(kind=AnswerKind.DEGREE)
    needs_reason = Q(kind__in=(AnswerKind.NOT_APPLICABLE, AnswerKind.CANNOT_JUDGE))
    return [
        models.CheckConstraint(condition=Q(kind__in=AnswerKind.values), name=f"stations_{model}_kind_known"),
        models.CheckConstraint(
            # A check that comes to “unknown” holds, so an empty degree has to be ruled out by name.
            condition=(is_degree & Q(degree__isnull=False, degree__range=(1, 5))) | (~is_degree & Q(degree=None)),
            name=f"stations_{model}_degree_where_given",
            violation_error_message=_("A degree is a whole number from 1 to 5."),
        ),
        models.CheckConstraint(
            condition=Q(importance=None) | Q(importance__range=(1, 5)),
            name=f"stations_{model}_importance_in_range",
            violation_error_message=_("An importance is a whole number from 1 to 5."),
        ),
        models.CheckConstraint(
            condition=~needs_reason | ~Q(reason=""),
            name=f"stations_{model}_reason_where_needed",
            violation_error_message=_("Say in a few words why."),
        ),
    ]


class RatingQuerySet(models.QuerySet["Rating"]):
    def answered(self) -> Self:
        return self.exclude(kind=AnswerKind.NOT_ANSWERED)

    def answered_or_noted(self) -> Self:
        """All that a rater left a word on."""
        return self.exclude(kind=AnswerKind.NOT_ANSWERED, note="")

    def visible_to(self, user: User) -> Self:
        """Those on one's own sheets."""
        return self.filter(sheet__in=Sheet.objects.visible_to(user))


class Rating(Answer):
    """The answer as it stands; its revision counts the changes."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="ratings", verbose_name=_("sheet"))
    factor = models.ForeignKey(Factor, models.PROTECT, related_name="ratings", verbose_name=_("factor"))
    revision = models.PositiveIntegerField(_("revision"), default=1)
    changed_at = models.DateTimeField(_("changed at"))

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "factor"], name="stations_rating_one_per_factor"),
            *answer_constraints("rating"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} · {self.factor_id} · {self.kind}"


class RatingChange(Answer):
    """One change of a rating; append-only. The operation's id makes a repeated change count once."""

    rating = models.ForeignKey(Rating, models.PROTECT, related_name="changes")
    revision = models.PositiveIntegerField(_("revision"))
    operation_id = models.UUIDField(_("operation"), unique=True)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(_("changed at"))
    client_time = models.DateTimeField(_("time on the device"), null=True, blank=True)

    class Meta:
        verbose_name = _("change of a rating")
        verbose_name_plural = _("changes of ratings")
        ordering = ["rating", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["rating", "revision"], name="stations_ratingchange_revision_unique"),
            *answer_constraints("ratingchange"),
        ]

    def __str__(self) -> str:
        return f"{self.rating_id} · {self.revision}"

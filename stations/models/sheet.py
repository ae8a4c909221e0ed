"""Sheets: one rater's set of ratings on one assessment."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from stations.enums import Quadrant
from stations.models.assessment import Assessment
from swot_app.accounts.models import User


class SheetQuerySet(models.QuerySet["Sheet"]):
    def declared(self) -> Self:
        """The sheets that count."""
        return self.exclude(declared_at=None)

    def with_mark(self, quadrant: Quadrant) -> Self:
        """Each with `is_marked`: whether its rater says that the quadrant is done."""
        marks = SectionMark.objects.filter(sheet=OuterRef("pk"), quadrant=quadrant)
        return self.annotate(is_marked=Exists(marks))

    def visible_to(self, user: User) -> Self:
        """One's own alone: raters judge independently and frankly."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(
            rater=user,
            assessment__station__memberships__user=user,
            assessment__station__memberships__ended_at=None,
        )


class Sheet(models.Model):
    """One rater's ratings; it counts from the time at which the rater declares it complete."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="sheets", verbose_name=_("assessment"))
    rater = models.ForeignKey(User, models.PROTECT, related_name="sheets", verbose_name=_("rater"))
    number = models.PositiveSmallIntegerField(_("rater’s number"))
    declared_at = models.DateTimeField(_("declared complete at"), null=True, blank=True)
    changed_after_at = models.DateTimeField(_("changed after the declaration at"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    is_marked: bool  # where the query asked with_mark()

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("sheet")
        verbose_name_plural = _("sheets")
        ordering = ["assessment", "number"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "rater"], name="stations_sheet_one_per_rater"),
            models.UniqueConstraint(fields=["assessment", "number"], name="stations_sheet_number_unique"),
            models.CheckConstraint(
                condition=Q(changed_after_at=None) | Q(declared_at__isnull=False),
                name="stations_sheet_changed_after_declared",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} · {self.number}"

    @property
    def is_declared(self) -> bool:
        return self.declared_at is not None

    def is_begun_after(self, moment: datetime | None) -> bool:
        """Whether it was begun after a moment; what was declared by then was begun before."""
        if moment is None:
            return False
        return self.created_at > moment and (self.declared_at is None or self.declared_at > moment)


class SectionMark(models.Model):
    """The rater's word that one quadrant of the sheet is done."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="section_marks")
    quadrant = models.CharField(max_length=1, choices=Quadrant)

    class Meta:
        verbose_name = _("finished section")
        verbose_name_plural = _("finished sections")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "quadrant"], name="stations_sectionmark_once"),
            models.CheckConstraint(
                condition=Q(quadrant__in=Quadrant.values), name="stations_sectionmark_quadrant_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} · {self.quadrant}"

"""Editions of the factor library: drafted, published, retired; a published one never changes."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stations.enums import EditionState, Weighting
from swot_app.accounts.models import User


class EditionQuerySet(models.QuerySet["Edition"]):
    def published(self) -> Self:
        return self.filter(state=EditionState.PUBLISHED)

    def drafts(self) -> Self:
        return self.filter(state=EditionState.DRAFT)

    def visible_to(self, user: User) -> Self:
        """Curators see every edition; everybody else those that were ever published."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.all() if user.is_curator else self.exclude(state=EditionState.DRAFT)


class Edition(models.Model):
    """One edition of the library, with all its factors, countermeasures, models and sources."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    title = models.CharField(_("title"), max_length=120)
    summary = models.TextField(_("summary"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=EditionState, default=EditionState.DRAFT, editable=False
    )
    weighting = models.CharField(
        _("where weights come from"), max_length=7, choices=Weighting, default=Weighting.RATERS
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True, editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition of the factor library")
        verbose_name_plural = _("editions of the factor library")
        ordering = ["-published_at", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=EditionState.values), name="stations_edition_state_known"),
            models.CheckConstraint(
                condition=Q(state=EditionState.DRAFT, published_at=None)
                | (~Q(state=EditionState.DRAFT) & Q(published_at__isnull=False)),
                name="stations_edition_published_with_date",
            ),
            models.CheckConstraint(
                condition=Q(weighting__in=Weighting.values), name="stations_edition_weighting_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.code

    def get_absolute_url(self) -> str:
        return reverse("library", args=[self.code])

    @property
    def is_draft(self) -> bool:
        return self.state == EditionState.DRAFT

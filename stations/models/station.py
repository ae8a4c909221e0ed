"""Social work stations."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stations.enums import StationKind
from stations.models.division import Division, path_end, scope_filter
from stations.models.named import BilingualName
from swot_app.accounts.models import User


class StationQuerySet(models.QuerySet["Station"]):
    def below(self, division: Division) -> Self:
        """The stations of a division and of all that belongs to it."""
        return self.filter(division__path__gte=division.path, division__path__lt=path_end(division.path))

    def with_place(self) -> Self:
        """With the divisions in which they lie, from the township up."""
        return self.select_related("division" + "__parent" * 5)

    def open_on(self, day: object) -> Self:
        """The stations at work on a day."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=day), Q(opened_on=None) | Q(opened_on__lte=day))

    def of_member(self, user: User) -> Self:
        return self.filter(memberships__user=user, memberships__ended_at=None)

    def visible_to(self, user: User) -> Self:
        """Their own station for its people; all stations below their division for officials; all for administrators."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_administrator:
            return self.all()
        own = Station.objects.of_member(user).values("pk")
        return self.filter(scope_filter(user, "division__path") | Q(pk__in=own))


class Station(BilingualName):
    """A township social work station or a village point."""

    division = models.ForeignKey(
        Division, models.PROTECT, related_name="stations", verbose_name=_("administrative division")
    )
    code = models.CharField(_("station code"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=StationKind, default=StationKind.TOWNSHIP)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    host_organization = models.CharField(_("contracted organization"), max_length=120, blank=True)
    host_organization_latin = models.CharField(
        _("contracted organization in Latin letters"), max_length=160, blank=True
    )

    objects = StationQuerySet.as_manager()

    class Meta:
        verbose_name = _("social work station")
        verbose_name_plural = _("social work stations")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=StationKind.values), name="stations_station_kind_known"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("station", args=[self.pk])

    def host_in(self, language: str | None) -> str:
        latin = self.host_organization_latin
        return latin if language == "en" and latin else self.host_organization

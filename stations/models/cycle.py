"""Assessment cycles: an official opens one for a division, with an edition and dates."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stations.enums import CycleKind
from stations.formats import cycle_name
from stations.models.division import Division, path_end, scope_filter, steps_of
from stations.models.edition import Edition
from swot_app.accounts.models import User


class CycleQuerySet(models.QuerySet["Cycle"]):
    def covering(self, division: Division) -> Self:
        """The cycles opened for a division or for one that holds it."""
        return self.filter(division__path__in=division.path_steps())

    def reaching(self, division: Division) -> Self:
        """The cycles in which stations below a division take part: opened for it, above it or below it.

        Stations that came from a division that is no more bring the cycles in which they took part there.
        """
        succeeded = Q(successor__path__gte=division.path, successor__path__lt=path_end(division.path))
        former = {step for path in Division.objects.former_paths(succeeded) for step in steps_of(path)}
        return self.filter(
            Q(division__path__in=[*division.path_steps(), *former])
            | Q(division__path__gte=division.path, division__path__lt=path_end(division.path))
        ).select_related("division")

    def visible_to(self, user: User) -> Self:
        """Cycles of their divisions for officials; those that their station takes part in for its people."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        own = Cycle.objects.filter(
            assessments__station__memberships__user=user, assessments__station__memberships__ended_at=None
        )
        above = Cycle.objects.filter(division__path__in=self._paths_above(user))
        return self.filter(
            scope_filter(user, "division__path") | Q(pk__in=own.values("pk")) | Q(pk__in=above.values("pk"))
        )

    def _paths_above(self, user: User) -> list[str]:
        """The divisions that hold an official's own, or held what came to an end there: what the province opens, the
        county takes part in.
        """
        former = Division.objects.former_paths(scope_filter(user, "successor__path"))
        own = Division.objects.roots_of(user).order_by().values_list("path", flat=True)
        return [step for path in (*own, *former) for step in steps_of(path)]


class Cycle(models.Model):
    """One round of assessment of all stations below a division."""

    division = models.ForeignKey(
        Division, models.PROTECT, related_name="cycles", verbose_name=_("administrative division")
    )
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="cycles", verbose_name=_("edition"))
    kind = models.CharField(_("kind"), max_length=10, choices=CycleKind, default=CycleKind.ANNUAL)
    year = models.PositiveSmallIntegerField(_("year"))
    quarter = models.PositiveSmallIntegerField(_("quarter"), null=True, blank=True)
    opens_on = models.DateField(_("opens on"))
    due_on = models.DateField(_("due on"))
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CycleQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment cycle")
        verbose_name_plural = _("assessment cycles")
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["division", "kind", "year", "quarter"],
                name="stations_cycle_once_per_quarter",
                violation_error_message=_("This division already has such a cycle for this period."),
            ),
            # Two empty quarters count as different in a plain constraint, so the other kinds need one of their own.
            models.UniqueConstraint(
                fields=["division", "kind", "year"],
                condition=Q(quarter=None),
                name="stations_cycle_once_per_year",
                violation_error_message=_("This division already has such a cycle for this period."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opens_on")),
                name="stations_cycle_dates_in_order",
                violation_error_message=_("The due date must not lie before the opening date."),
            ),
            models.CheckConstraint(
                # A check that comes to “unknown” holds, so an empty quarter has to be ruled out by name.
                condition=Q(kind=CycleKind.QUARTERLY, quarter__isnull=False, quarter__range=(1, 4))
                | (~Q(kind=CycleKind.QUARTERLY) & Q(quarter=None)),
                name="stations_cycle_quarter_where_quarterly",
                violation_error_message=_("Quarterly monitoring needs a quarter from 1 to 4; no other kind has one."),
            ),
            models.CheckConstraint(
                condition=Q(year__range=(2000, 2100)),
                name="stations_cycle_year_in_range",
                violation_error_message=_("Write the year with four digits."),
            ),
        ]

    def __str__(self) -> str:
        return self.name_in(get_language())

    def get_absolute_url(self) -> str:
        return f"{reverse('division', args=[self.division_id])}?cycle={self.pk}"

    def name_in(self, language: str | None) -> str:
        return cycle_name(self.kind, self.year, self.quarter, language)

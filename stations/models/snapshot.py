"""Snapshots: the frozen inputs and result of a submitted assessment, and the one row that lists read."""

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Count, Q
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from stations.enums import StrategyZone
from stations.models.assessment import Assessment
from stations.models.cycle import Cycle
from stations.models.division import STEP, Division, path_end, scope_filter
from stations.models.quartiles import Found, quartiles
from stations.models.severities import Joined, Medians, counted
from stations.models.station import Station
from swot_app.accounts.models import User

FIGURES = ("strengths", "weaknesses", "opportunities", "threats", "strength_coefficient")


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(assessment__in=Assessment.objects.visible_to(user))

    def with_code(self, code: str) -> Self:
        """Those whose digest begins with a check code; a range, for both engines find that by the index."""
        return self.filter(digest__gte=code, digest__lt=f"{code}g")


class Snapshot(models.Model):
    """What was submitted: inputs, result and the names of that day; append-only."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="snapshots", verbose_name=_("assessment"))
    number = models.PositiveSmallIntegerField(_("number"))
    taken_at = models.DateTimeField(_("taken at"))
    method_version = models.CharField(_("version of the method"), max_length=20)
    context = models.JSONField(_("names of that day"))
    inputs = models.JSONField(_("inputs"))
    result = models.JSONField(_("result"))
    digest = models.CharField("SHA-256", max_length=64, unique=True)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        ordering = ["assessment", "number"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "number"], name="stations_snapshot_number_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} · {self.number}"

    @property
    def is_current(self) -> bool:
        """Whether it is what its assessment counts with: not overtaken by another, nor taken back."""
        return self.assessment.is_settled and self.assessment.snapshot_id == self.pk


class ResultQuerySet(models.QuerySet["Result"]):
    def newest_of_each(self) -> Self:
        """Each station's latest result."""
        return self.filter(is_latest=True)

    def in_cycles(self, cycles: Iterable[Cycle]) -> Self:
        return self.filter(cycle__in=list(cycles))

    def zone_counts(self, by: Combinable) -> list[tuple[str, str, int]]:
        """How many stations stand where, for each group; an empty zone is that of a result without a place."""
        rows = self.order_by().annotate(group=by).values_list("group", "zone")
        return list(rows.annotate(count=Count("*")))

    def figure_quartiles(self, by: Combinable, *, with_all: bool = True) -> Found:
        """Medians and quartiles of S, W, O, T and ρ for each group, and under None for all together."""
        return quartiles(self.annotate(group=by), FIGURES, with_all=with_all)

    def median_counts(self, by: Combinable) -> dict[Any, Medians]:
        """How many stations have which median of each weakness and threat, for each group."""
        rows = self.order_by().annotate(group=by).values_list("group")
        return {group: counted(text) for group, text in rows.annotate(text=Joined("severities"))}

    def below(self, division: Division) -> Self:
        return self.filter(division_path__gte=division.path, division_path__lt=path_end(division.path))

    def visible_to(self, user: User) -> Self:
        if not user.is_authenticated or not user.is_active:
            return self.none()
        own = Station.objects.of_member(user).values("pk")
        return self.filter(scope_filter(user, "division_path") | Q(station__in=own))


class Result(models.Model):
    """One row per settled assessment, for lists and comparisons; rebuilt from its snapshot at any time."""

    assessment = models.OneToOneField(Assessment, models.CASCADE, related_name="result")
    station = models.ForeignKey(Station, models.PROTECT, related_name="results")
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="results")
    division_path = models.CharField(max_length=STEP * 6)
    settled_at = models.DateTimeField()
    strengths = models.FloatField(null=True)
    weaknesses = models.FloatField(null=True)
    opportunities = models.FloatField(null=True)
    threats = models.FloatField(null=True)
    strength_coefficient = models.FloatField(null=True)
    zone = models.CharField(max_length=2, choices=StrategyZone, blank=True)
    severities = models.TextField(blank=True, default="")
    coverage = models.FloatField()
    is_provisional = models.BooleanField()
    rater_count = models.PositiveSmallIntegerField()
    is_latest = models.BooleanField(default=False)

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        constraints = [
            models.UniqueConstraint(
                fields=["station"], condition=Q(is_latest=True), name="stations_result_one_latest_per_station"
            ),
            models.CheckConstraint(
                condition=Q(strength_coefficient=None) | Q(strength_coefficient__range=(0, 1)),
                name="stations_result_coefficient_in_range",
            ),
            models.CheckConstraint(condition=Q(zone__in=["", *StrategyZone.values]), name="stations_result_zone_known"),
        ]
        indexes = [
            models.Index(fields=["station", "-settled_at"], name="stations_result_history"),
            # Holds all that a roll-up reads, so that the table itself is never asked; SQLite reads the condition again.
            models.Index(
                fields=["division_path", "zone", *FIGURES, "is_latest"],
                condition=Q(is_latest=True),
                name="stations_result_latest_below",
            ),
            models.Index(fields=["cycle", "division_path", "zone", *FIGURES], name="stations_result_cycle_below"),
        ]

    def __str__(self) -> str:
        return f"{self.station_id} · {self.cycle_id}"

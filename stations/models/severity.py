"""How severe each weakness and threat is at a station: one row for each factor of a result, for comparisons of many."""

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Count, Q
from django.db.models.expressions import Combinable

from stations.enums import Quadrant
from stations.models.cycle import Cycle
from stations.models.division import STEP, Division, path_end
from stations.models.snapshot import Result

Counted = tuple[Any, str, str, float, int]  # group, quadrant, code, median, how many


class SeverityQuerySet(models.QuerySet["Severity"]):
    def newest_of_each(self) -> Self:
        """Those of each station's latest result."""
        return self.filter(is_latest=True)

    def below(self, division: Division) -> Self:
        return self.filter(division_path__gte=division.path, division_path__lt=path_end(division.path))

    def in_cycles_below(self, cycles: Iterable[Cycle], division: Division) -> Self:
        """Found by way of the results, of which one index knows cycle and place."""
        return self.filter(result__in=Result.objects.in_cycles(cycles).below(division))

    def median_counts(self, by: Combinable) -> list[Counted]:
        """How many stations have which median, for each group and factor: raters' medians are halves, so these are few."""
        rows = self.order_by().annotate(group=by).values_list("group", "quadrant", "code", "median")
        return list(rows.annotate(count=Count("*")))


class Severity(models.Model):
    """The median degree that a station's raters gave to a weakness or threat; it lives and moves with its result."""

    result = models.ForeignKey(Result, models.CASCADE, related_name="severities")
    division_path = models.CharField(max_length=STEP * 6)
    quadrant = models.CharField(max_length=1, choices=Quadrant)
    code = models.CharField(max_length=20)
    median = models.FloatField()
    is_latest = models.BooleanField(default=False)

    objects = SeverityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["result", "code"], name="stations_severity_once_a_factor"),
            models.CheckConstraint(
                condition=Q(quadrant__in=[Quadrant.WEAKNESSES, Quadrant.THREATS]),
                name="stations_severity_of_what_weighs",
            ),
            models.CheckConstraint(condition=Q(median__range=(1, 5)), name="stations_severity_median_on_scale"),
        ]
        indexes = [
            models.Index(
                fields=["division_path", "quadrant", "code", "median", "is_latest"],
                condition=Q(is_latest=True),
                name="stations_severity_latest_below",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.result_id} · {self.code}"

"""All reports of a division in one file: what was ordered, how far it has come, and until when it can be fetched."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stations.enums import BatchState, PrintState
from stations.models.cycle import Cycle
from stations.models.division import Division
from stations.models.snapshot import Snapshot
from swot_app.accounts.models import User


class ReportBatchQuerySet(models.QuerySet["ReportBatch"]):
    def at_work(self) -> Self:
        return self.filter(state__in=[BatchState.PRINTING, BatchState.BINDING])

    def past(self) -> Self:
        """Which nobody has marked as expired yet."""
        return self.filter(state=BatchState.FINISHED, expires_at__lte=timezone.now())

    def keeping_files(self) -> Self:
        """Whose files may not go."""
        return self.at_work() | self.filter(expires_at__gt=timezone.now())

    def visible_to(self, user: User) -> Self:
        """One's own orders, for as long as one still looks after the division."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(ordered_by=user, division__in=Division.objects.looked_after_by(user))


class ReportBatch(models.Model):
    """An order for the reports of all stations below a division that submitted in one cycle."""

    division = models.ForeignKey(Division, models.PROTECT, related_name="report_batches")
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="report_batches")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    ordered_by = models.ForeignKey(User, models.PROTECT, related_name="report_batches")
    ordered_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(_("state"), max_length=10, choices=BatchState, default=BatchState.PRINTING)
    finished_at = models.DateTimeField(null=True)
    # Of the file that there is: trying again leaves it where it is until a new one takes its place.
    expires_at = models.DateTimeField(null=True)
    size = models.PositiveBigIntegerField(null=True)

    objects = ReportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("order of reports")
        verbose_name_plural = _("orders of reports")
        ordering = ["-ordered_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=BatchState.values), name="stations_reportbatch_state_known"),
            models.CheckConstraint(
                condition=~Q(state=BatchState.FINISHED) | Q(finished_at__isnull=False, expires_at__gt=F("finished_at")),
                name="stations_reportbatch_finished_expires",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division} · {self.cycle}"

    def get_absolute_url(self) -> str:
        return reverse("report_batch", args=[self.pk])

    @property
    def is_at_work(self) -> bool:
        return self.state in (BatchState.PRINTING, BatchState.BINDING)

    @property
    def offers_file(self) -> bool:
        """Whether there is a file to fetch, unless something else took it away."""
        return self.expires_at is not None and self.expires_at > timezone.now()

    @property
    def standing(self) -> BatchState:
        """The state as it is at this moment; that an order has expired is written down some time later."""
        is_past = self.state == BatchState.FINISHED and not self.offers_file
        return BatchState.EXPIRED if is_past else BatchState(self.state)

    def can_be_tried_again(self) -> bool:
        """What could not be packed, and what was packed without some of its reports."""
        if self.standing == BatchState.FINISHED:
            return self.reports.failed().exists()
        return self.standing == BatchState.FAILED

    def print_counts(self) -> dict[str, int]:
        """How many of its reports wait, are done and failed."""
        counts = dict(self.reports.order_by().values_list("state").annotate(count=models.Count("pk")))
        return {state.value: counts.get(state.value, 0) for state in PrintState}


class BatchReportQuerySet(models.QuerySet["BatchReport"]):
    def waiting(self) -> Self:
        return self.filter(state=PrintState.WAITING)

    def printed(self) -> Self:
        return self.filter(state=PrintState.PRINTED)

    def failed(self) -> Self:
        return self.filter(state=PrintState.FAILED)

    def with_snapshot(self) -> Self:
        """With what an index says of a report; inputs and result, which are long, are read where it is printed."""
        return self.select_related("batch", "snapshot__assessment").defer("snapshot__inputs", "snapshot__result")


class BatchReport(models.Model):
    """One report of an order; the snapshot is that of the day of the order, whatever is submitted later."""

    batch = models.ForeignKey(ReportBatch, models.CASCADE, related_name="reports")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="+")
    place = models.PositiveIntegerField()
    state = models.CharField(_("state"), max_length=10, choices=PrintState, default=PrintState.WAITING)

    objects = BatchReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of an order")
        verbose_name_plural = _("reports of an order")
        ordering = ["batch", "place"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "snapshot"], name="stations_batchreport_once"),
            models.UniqueConstraint(fields=["batch", "place"], name="stations_batchreport_place_unique"),
            models.CheckConstraint(condition=Q(state__in=PrintState.values), name="stations_batchreport_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} · {self.place}"

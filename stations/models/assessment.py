"""Assessments: one station in one cycle, pinned to one edition, and every step of their life."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stations.enums import AssessmentState, AssessmentStep
from stations.models.cycle import Cycle
from stations.models.division import Division, path_end, scope_filter
from stations.models.edition import Edition
from stations.models.station import Station
from swot_app.accounts.models import User

WRITABLE = (AssessmentState.DRAFT, AssessmentState.RETURNED)
SETTLED = (AssessmentState.SUBMITTED, AssessmentState.APPROVED)


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def writable(self) -> Self:
        return self.filter(state__in=WRITABLE)

    def settled(self) -> Self:
        """Submitted or approved: what counts as a result."""
        return self.filter(state__in=SETTLED)

    def below(self, division: Division) -> Self:
        return self.filter(
            station__division__path__gte=division.path, station__division__path__lt=path_end(division.path)
        )

    def named(self, text: str) -> Self:
        """Those whose station's name or code holds a text."""
        return self.filter(
            Q(station__name__icontains=text)
            | Q(station__name_latin__icontains=text)
            | Q(station__code__startswith=text)
        )

    def state_counts(self) -> list[tuple[AssessmentState, int]]:
        """How many assessments stand in each state, in the order of an assessment's life."""
        counts = dict(self.order_by().values_list("state").annotate(count=models.Count("pk")))
        return [(state, counts.get(state, 0)) for state in AssessmentState]

    def state_counts_by(self, by: Combinable) -> list[tuple[str, str, int]]:
        """How many assessments stand in each state, for each group."""
        rows = self.order_by().annotate(group=by).values_list("group", "state")
        return list(rows.annotate(count=models.Count("*")))

    def with_context(self) -> Self:
        """With what every page of an assessment names."""
        return self.select_related("station__division", "cycle__division", "edition")

    def of_member(self, user: User) -> Self:
        return self.filter(station__memberships__user=user, station__memberships__ended_at=None)

    def visible_to(self, user: User) -> Self:
        """Their station's for its people; those below their division for officials; none for anybody else."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        own = Station.objects.of_member(user).values("pk")
        return self.filter(scope_filter(user, "station__division__path") | Q(station__in=own))


class Assessment(models.Model):
    """One station in one cycle."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="assessments", verbose_name=_("station"))
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="assessments", verbose_name=_("assessment cycle"))
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="assessments", verbose_name=_("edition"))
    state = models.CharField(_("state"), max_length=10, choices=AssessmentState, default=AssessmentState.DRAFT)
    review_started_at = models.DateTimeField(_("review started at"), null=True, blank=True)
    snapshot = models.OneToOneField(
        "stations.Snapshot",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="current_of",
        verbose_name=_("snapshot"),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["-cycle__opens_on", "station__code"]
        constraints = [
            models.UniqueConstraint(fields=["station", "cycle"], name="stations_assessment_once_per_cycle"),
            models.CheckConstraint(
                condition=Q(state__in=AssessmentState.values), name="stations_assessment_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SETTLED) | Q(snapshot__isnull=False),
                name="stations_assessment_settled_with_snapshot",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station} · {self.cycle}"

    def get_absolute_url(self) -> str:
        return reverse("assessment", args=[self.pk])

    @property
    def state_label(self) -> str:
        """The state in words; what is submitted waits for its review, or is under it."""
        if self.state != AssessmentState.SUBMITTED:
            return str(self.get_state_display())
        return gettext("Under review") if self.review_started_at else gettext("Submitted, awaiting review")

    @property
    def holds_earlier_version(self) -> bool:
        """Whether the figures kept are of what was submitted before a return, and count no more."""
        return self.state == AssessmentState.RETURNED and self.snapshot_id is not None

    @property
    def first_submitted_at(self) -> datetime | None:
        """When the station first had a result to see; it may have been withdrawn or returned since."""
        return min((step.at for step in self.transitions.all() if step.step == AssessmentStep.SUBMIT), default=None)

    @property
    def is_writable(self) -> bool:
        """Whether ratings can be written now."""
        return self.state in WRITABLE

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED

    def is_open_on(self, day: date) -> bool:
        return self.is_writable and self.cycle.opens_on <= day

    def is_overdue_on(self, day: date) -> bool:
        return self.is_writable and self.cycle.due_on < day


class Transition(models.Model):
    """A step in an assessment's life: who took it, when and why; append-only."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="transitions")
    step = models.CharField(_("step"), max_length=12, choices=AssessmentStep)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    snapshot = models.ForeignKey("stations.Snapshot", models.PROTECT, null=True, related_name="transitions")

    class Meta:
        verbose_name = _("step of an assessment")
        verbose_name_plural = _("steps of assessments")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(step__in=AssessmentStep.values), name="stations_transition_step_known"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} · {self.step}"

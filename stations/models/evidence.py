"""Evidence: the files that a station puts beside a factor, frozen with what was submitted."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from stations.enums import MediaType
from stations.files import kinds
from stations.files.names import NAME_LENGTH, download_name
from stations.models.assessment import Assessment
from stations.models.division import scope_filter
from stations.models.factor import Factor
from stations.models.snapshot import Snapshot
from stations.models.station import Station
from swot_app.accounts.models import User

CAPTION_LENGTH = 200


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def standing(self) -> Self:
        """Without what was removed."""
        return self.filter(removed_at=None)

    def kept(self) -> Self:
        """That whose content is kept: what stands, and what was submitted once."""
        through = Evidence.snapshots.through.objects.filter(evidence=OuterRef("pk"))
        return self.filter(Q(removed_at=None) | Exists(through))

    def in_order(self) -> Self:
        return self.order_by("factor__position", "added_at", "pk")

    def visible_to(self, user: User) -> Self:
        """What stands, for the station's people; for officials what the submission froze that they may see."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        own = Station.objects.of_member(user).values("pk")
        through = Evidence.snapshots.through.objects.filter(
            evidence=OuterRef("pk"), snapshot=OuterRef("assessment__snapshot")
        )
        return self.filter(
            Q(assessment__station__in=own, removed_at=None)
            | (scope_filter(user, "assessment__station__division__path") & Q(Exists(through)))
        )


class Evidence(models.Model):
    """One file at one factor of an assessment. The row stays for ever; it is removed once at most."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="evidence", verbose_name=_("assessment"))
    factor = models.ForeignKey(Factor, models.PROTECT, related_name="+", verbose_name=_("factor"))
    upload_id = models.UUIDField(_("upload"), unique=True)
    name = models.CharField(_("file name"), max_length=NAME_LENGTH)
    caption = models.CharField(_("what it shows"), max_length=CAPTION_LENGTH, blank=True)
    media_type = models.CharField(_("type"), max_length=40, choices=MediaType)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField("SHA-256", max_length=64)
    sent_sha256 = models.CharField(_("SHA-256 as it was sent"), max_length=64)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added at"))
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    snapshots = models.ManyToManyField(Snapshot, related_name="evidence")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("supporting evidence")
        verbose_name_plural = _("supporting evidence")
        constraints = [
            models.CheckConstraint(
                condition=Q(media_type__in=MediaType.values), name="stations_evidence_media_type_known"
            ),
            models.CheckConstraint(
                condition=Q(size__range=(1, kinds.MAX_BYTES)), name="stations_evidence_size_in_range"
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None) | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="stations_evidence_removed_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["assessment", "factor", "sha256"],
                condition=Q(removed_at=None),
                name="stations_evidence_once_per_factor",
                violation_error_message=_("This file stands at this factor already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} · {self.factor_id} · {self.name}"

    @property
    def title(self) -> str:
        return self.caption or self.name

    @property
    def download_name(self) -> str:
        return download_name(self.name, kinds.MediaType(self.media_type))

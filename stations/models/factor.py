"""SWOT factors and the anchors that say what a degree looks like."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stations.enums import Quadrant
from stations.models.edition import Edition
from stations.models.source import SourceSection

LEAST_WEIGHT = Decimal("0.001")


def lines_of(text: str | None) -> list[str]:
    """The entries of a text that holds one a line."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


class Factor(models.Model):
    """Something observable at a station that a rater judges by a degree."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="factors", verbose_name=_("edition"))
    code = models.CharField(_("code"), max_length=8)
    quadrant = models.CharField(_("quadrant"), max_length=1, choices=Quadrant)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=80)
    statement = models.TextField(_("statement"), help_text=_("One observable thing at the station, today."))
    exclusion = models.TextField(_("what does not belong here"), blank=True)
    evidence_examples = models.TextField(_("examples of supporting evidence"), blank=True, help_text=_("One a line."))
    weight = models.DecimalField(
        _("weight set directly"),
        max_digits=7,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(LEAST_WEIGHT)],
    )
    citations = models.ManyToManyField(
        SourceSection, related_name="factors", blank=True, verbose_name=_("cited sections")
    )

    class Meta:
        verbose_name = _("factor")
        verbose_name_plural = _("factors")
        ordering = ["edition", "position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"],
                name="stations_factor_code_unique",
                violation_error_message=_("This edition already has a factor with this code."),
            ),
            models.CheckConstraint(condition=Q(quadrant__in=Quadrant.values), name="stations_factor_quadrant_known"),
            models.CheckConstraint(
                condition=Q(weight=None) | Q(weight__gte=LEAST_WEIGHT),
                name="stations_factor_weight_positive",
                violation_error_message=_("A weight is a number of at least 0.001."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("library_factor", args=[self.edition.code, self.code])

    @property
    def evidence_lines(self) -> list[str]:
        return lines_of(self.evidence_examples)


class Anchor(models.Model):
    """What a visitor would see where a factor holds to this degree."""

    factor = models.ForeignKey(Factor, models.CASCADE, related_name="anchors", verbose_name=_("factor"))
    degree = models.PositiveSmallIntegerField(_("degree"))
    text = models.CharField(_("description"), max_length=300)

    class Meta:
        verbose_name = _("anchor")
        verbose_name_plural = _("anchors")
        ordering = ["factor", "degree"]
        constraints = [
            models.UniqueConstraint(
                fields=["factor", "degree"],
                name="stations_anchor_degree_unique",
                violation_error_message=_("This factor already has an anchor for this degree."),
            ),
            models.CheckConstraint(
                condition=Q(degree__range=(1, 5)),
                name="stations_anchor_degree_in_range",
                violation_error_message=_("A degree is a whole number from 1 to 5."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.factor.code} · {self.degree}"

"""Countermeasures, how much each uses or answers a factor, and practice models that show one at work."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stations.enums import StrategyFamily
from stations.models.edition import Edition
from stations.models.factor import Factor, lines_of
from stations.models.source import SourceSection


class Countermeasure(models.Model):
    """What a station can do, with the factors that it uses or answers."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="countermeasures", verbose_name=_("edition"))
    code = models.CharField(_("code"), max_length=8)
    family = models.CharField(_("family"), max_length=2, choices=StrategyFamily)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=120)
    description = models.TextField(_("description"))
    steps = models.TextField(_("steps"), blank=True, help_text=_("One a line."))
    partners = models.TextField(_("who else is needed"), blank=True)
    success_signs = models.TextField(_("what would show that it works"), blank=True)
    citations = models.ManyToManyField(
        SourceSection, related_name="countermeasures", blank=True, verbose_name=_("cited sections")
    )

    class Meta:
        verbose_name = _("countermeasure")
        verbose_name_plural = _("countermeasures")
        ordering = ["edition", "position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"],
                name="stations_countermeasure_code_unique",
                violation_error_message=_("This edition already has a countermeasure with this code."),
            ),
            models.CheckConstraint(
                condition=Q(family__in=StrategyFamily.values), name="stations_countermeasure_family_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("library_countermeasure", args=[self.edition.code, self.code])

    @property
    def step_lines(self) -> list[str]:
        return lines_of(self.steps)


class Effect(models.Model):
    """How much a countermeasure uses or answers a factor: 2 some, 3 strong, 4 decisive; unnamed factors have 1."""

    countermeasure = models.ForeignKey(
        Countermeasure, models.CASCADE, related_name="effects", verbose_name=_("countermeasure")
    )
    factor = models.ForeignKey(Factor, models.CASCADE, related_name="effects", verbose_name=_("factor"))
    effect = models.PositiveSmallIntegerField(
        _("effect"), choices=[(2, _("some")), (3, _("strong")), (4, _("decisive"))]
    )
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("effect")
        verbose_name_plural = _("effects")
        ordering = ["countermeasure", "factor__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["countermeasure", "factor"],
                name="stations_effect_factor_unique",
                violation_error_message=_("This countermeasure already has an effect on this factor."),
            ),
            models.CheckConstraint(
                condition=Q(effect__range=(2, 4)),
                name="stations_effect_in_range",
                violation_error_message=_("An effect is 2 (some), 3 (strong) or 4 (decisive)."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.countermeasure.code} → {self.factor.code}: {self.effect}"


class PracticeModel(models.Model):
    """A reference case from practice, shown beside the countermeasures that it illustrates."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="practice_models", verbose_name=_("edition"))
    code = models.CharField(_("code"), max_length=8)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    name = models.CharField(_("name"), max_length=160)
    description = models.TextField(_("description"))
    illustrates = models.ManyToManyField(
        Countermeasure, related_name="practice_models", blank=True, verbose_name=_("illustrates")
    )
    citations = models.ManyToManyField(
        SourceSection, related_name="practice_models", blank=True, verbose_name=_("cited sections")
    )

    class Meta:
        verbose_name = _("practice model")
        verbose_name_plural = _("practice models")
        ordering = ["edition", "position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"],
                name="stations_practicemodel_code_unique",
                violation_error_message=_("This edition already has a practice model with this code."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

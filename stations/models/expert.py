"""Experts who compare an edition's factors in pairs, and their judgements."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stations.models.edition import Edition
from stations.models.factor import Factor

STRONGEST = 9
SCALE: tuple[int, ...] = (*range(-STRONGEST, -1), *range(1, STRONGEST + 1))
"""Saaty's scale in whole numbers: 3 says that the first is three times as important, -3 that the second is."""


def turned(value: int) -> int:
    """The same judgement, told from the other factor's side."""
    return value if value == 1 else -value


def ratio_of(value: int) -> float:
    """How many times as important the first factor is as the second, 1/9 to 9.

    >>> ratio_of(3), ratio_of(1), ratio_of(-4)
    (3.0, 1.0, 0.25)
    """
    return float(value) if value > 0 else -1 / value


class Expert(models.Model):
    """A member of the panel that weighs an edition's factors, known by a label alone."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="experts", verbose_name=_("edition"))
    label = models.CharField(_("label"), max_length=40, help_text=_("No name is needed: “Expert 1” is enough."))

    class Meta:
        verbose_name = _("expert")
        verbose_name_plural = _("experts")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "label"],
                name="stations_expert_label_unique",
                violation_error_message=_("This edition already has an expert with this label."),
            )
        ]

    def __str__(self) -> str:
        return self.label


class Judgement(models.Model):
    """One comparison of two factors by one expert; of two factors, the one made first is always the first."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="judgements", verbose_name=_("expert"))
    first = models.ForeignKey(Factor, models.CASCADE, related_name="+", verbose_name=_("first factor"))
    second = models.ForeignKey(Factor, models.CASCADE, related_name="+", verbose_name=_("second factor"))
    value = models.SmallIntegerField(_("judgement"))

    class Meta:
        verbose_name = _("pairwise judgement")
        verbose_name_plural = _("pairwise judgements")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["expert", "first", "second"], name="stations_judgement_one_per_pair"),
            # One way round alone, so that no pair is judged twice.
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="stations_judgement_pair_in_order"),
            models.CheckConstraint(
                condition=Q(value__in=SCALE),
                name="stations_judgement_value_on_scale",
                violation_error_message=_("A judgement is a whole number from 1 to 9, told of one of the two factors."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expert_id} · {self.first_id} : {self.second_id} · {self.value}"

"""What has a Chinese name that is official and, for English pages, a name in Latin letters."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class BilingualName(models.Model):
    name = models.CharField(_("name"), max_length=120)
    name_latin = models.CharField(
        _("name in Latin letters"),
        max_length=160,
        blank=True,
        help_text=_("Shown on English pages. Where it is empty, the Chinese name stands there too."),
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name_in(get_language())

    def name_in(self, language: str | None) -> str:
        return self.name_latin if language == "en" and self.name_latin else self.name

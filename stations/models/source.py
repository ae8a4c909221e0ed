"""The papers that an edition rests on, and the sections of them that may be cited."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from stations.models.edition import Edition


class Source(models.Model):
    """A paper that an edition cites."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="sources", verbose_name=_("edition"))
    key = models.SlugField(_("key"), max_length=10)
    authors = models.CharField(_("authors"), max_length=200)
    title = models.CharField(_("title"), max_length=300)
    publication = models.CharField(_("publication"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["edition", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "key"],
                name="stations_source_key_unique",
                violation_error_message=_("This edition already has a source with this key."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} · {self.title}"


class SourceSection(models.Model):
    """A section of a source; a citation can name nothing else."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="sections", verbose_name=_("source"))
    number = models.CharField(_("section number"), max_length=20)
    title = models.CharField(_("title"), max_length=200)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("section of a source")
        verbose_name_plural = _("sections of sources")
        ordering = ["source", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "number"],
                name="stations_sourcesection_number_unique",
                violation_error_message=_("This source already has a section with this number."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.source.key} {self.number}"

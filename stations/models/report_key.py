"""The secrets with which reports are sealed. They lie in the database, for a seal must hold as long as the records do."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportKeyQuerySet(models.QuerySet["ReportKey"]):
    def secrets(self) -> list[bytes]:
        """The newest first: it seals, and every one of them verifies."""
        return [bytes.fromhex(secret) for secret in self.order_by("-pk").values_list("secret", flat=True)]

    def ensure(self, secret: str) -> Self:
        """Take the secret if there is none yet."""
        if not self.exists():
            self.create(secret=secret)
        return self


class ReportKey(models.Model):
    """One secret; a new one may be added, none taken away, or the reports it sealed count as changed."""

    secret = models.CharField(_("secret"), max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ReportKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("key of the reports")
        verbose_name_plural = _("keys of the reports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.pk}"

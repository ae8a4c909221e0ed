"""Django's registration of the domain."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StationsConfig(AppConfig):
    name = "stations"
    verbose_name = _("Stations and assessments")

    def ready(self) -> None:
        from stations import checks, receivers  # noqa: F401, PLC0415 -- models must be loaded first

"""System checks of the domain."""

from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.db import connections

from stations.models import triggers


@checks.register(checks.Tags.database)
def check_guards(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """The database keeps its histories and published editions; a warning, for `migrate` repairs it and must start."""
    return [
        checks.Warning(
            f"The database {alias!r} lacks {len(names)} of its guards: {', '.join(names)}.",
            hint="Run manage.py migrate, which installs them.",
            id="stations.W001",
        )
        for alias in databases or ()
        if (names := triggers.amiss(connections[alias]))
    ]

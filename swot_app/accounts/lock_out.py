"""The lock against guessing: one name from one address, and one address that tries many names."""

from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Count, Sum
from django.http import HttpRequest

# A whole office may sit behind one address, and on the first morning many mistype: this many failures by this many
# different names within the time of the lock are no office any more.
ADDRESS_FAILURES = 60
ADDRESS_NAMES = 20


class LockOut(AxesDatabaseHandler):  # type: ignore[misc]  # axes has no types
    """django-axes counts by name and address together; a password tried on many names needs a count by address."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """The count that is held against AXES_FAILURE_LIMIT."""
        return settings.AXES_FAILURE_LIMIT if is_sprayed(request) else int(super().get_failures(request, credentials))


def is_sprayed(request: HttpRequest) -> bool:
    """Whether so many failures by so many names came from the request's address; unknown addresses are not counted."""
    address = getattr(request, "axes_ip_address", None)
    if not address:
        return False
    since = get_cool_off_threshold(request)
    found = AccessAttempt.objects.filter(ip_address=address, attempt_time__gte=since).aggregate(
        failures=Sum("failures_since_start"), names=Count("username", distinct=True)
    )
    return (found["failures"] or 0) >= ADDRESS_FAILURES and found["names"] >= ADDRESS_NAMES

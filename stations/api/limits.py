"""How often one person may send."""

import time

from django.core.cache import cache
from django.utils.translation import gettext as _

from swot_app.accounts.models import User

# A person taps once a second at most; after a day without a connection, some hundred operations come at once.
OPERATIONS = 300
SECONDS = 60


class TooMany(Exception):
    """The person's share of this minute is used up; `seconds` says when the next begins."""

    def __init__(self, seconds: int) -> None:
        super().__init__(_("Too many entries were sent at once. They are kept on this device and sent again shortly."))
        self.seconds = seconds


def spend(user: User, operations: int, *, purse: str = "operations", most: int | None = None) -> None:
    """Take so many operations from the person's share of this minute, or raise TooMany; each purse is counted apart.

    Counted in Django's cache, which by default each process of the server keeps for itself: with two of them, up to
    twice as many pass. The limit stops a script that has gone wild; it is no exact measure.
    """
    now = time.time()
    key = f"{purse}:{user.pk}:{int(now // SECONDS)}"
    cache.add(key, 0, timeout=2 * SECONDS)
    if count(key, operations) > (OPERATIONS if most is None else most):
        raise TooMany(SECONDS - int(now % SECONDS))


def count(key: str, operations: int) -> int:
    try:
        return cache.incr(key, operations)
    except ValueError:
        # Thrown out of a full cache since it was added.
        return operations

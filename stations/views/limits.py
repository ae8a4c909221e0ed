"""How often one network address may ask for something that anybody may ask for."""

import time

from django.core.cache import cache
from django.http import HttpRequest

from stations.views.origin import address_of

SECONDS = 60


def seconds_to_wait(request: HttpRequest, name: str, allowed: int) -> int:
    """Take one from the address's share of this minute: 0, or when the next minute begins where nothing is left.

    Counted in Django's cache, which by default each process keeps for itself: it stops a script, and is no exact measure.
    """
    now = time.time()
    key = f"{name}:{address_of(request)}:{int(now // SECONDS)}"
    cache.add(key, 0, timeout=2 * SECONDS)
    try:
        count = cache.incr(key)
    except ValueError:
        # Thrown out of a full cache since it was added.
        return 0
    return SECONDS - int(now % SECONDS) if count > allowed else 0

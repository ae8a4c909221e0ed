"""Check codes of consolidated reports: each says which division and cycle it is about, and proves that it was given here.

No list of issued reports is kept. The code holds the keys of cycle and division, the first digits of the digest of the
results, and a keyed checksum over these: what fits was made here, and whether it is current is seen by comparing
the digest with today's.
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from stations.reports.consolidated.roster import Roster

KEY_DIGITS = 6
RESULT_DIGITS = 6
CHECK_DIGITS = 10
LENGTH = 2 * KEY_DIGITS + RESULT_DIGITS + CHECK_DIGITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a code says it is the code of."""

    cycle: int
    division: int
    results: str
    """The first digits of the digest of the results."""


def digits_for(roster: Roster, secret: bytes) -> str:
    """The check code of a roster's report, in lower case and without dashes."""
    body = f"{key_digits(roster.cycle)}{key_digits(roster.division)}{roster.results_digest[:RESULT_DIGITS]}"
    return body + checksum(body, secret)


def key_digits(key: int) -> str:
    """A row's key with a fixed number of digits.

    >>> key_digits(300)
    '00012c'
    """
    digits = f"{key:0{KEY_DIGITS}x}"
    if len(digits) > KEY_DIGITS:
        raise ValueError(f"The key {key} is too large for a check code.")
    return digits


def checksum(body: str, secret: bytes) -> str:
    # The words before the body keep this apart from the seals, which the same secret makes.
    return hmac.new(secret, f"consolidated {body}".encode(), hashlib.sha256).hexdigest()[:CHECK_DIGITS]


def claim_of(digits: str, secrets: Iterable[bytes]) -> Claim | None:
    """What a code says, if one of the secrets made it."""
    body, check = digits[:-CHECK_DIGITS], digits[-CHECK_DIGITS:]
    if len(digits) != LENGTH or not any(hmac.compare_digest(checksum(body, secret), check) for secret in secrets):
        return None
    return Claim(
        cycle=int(body[:KEY_DIGITS], 16),
        division=int(body[KEY_DIGITS : 2 * KEY_DIGITS], 16),
        results=body[2 * KEY_DIGITS :],
    )

"""The seal in a report: by it a file is known to be ours and unchanged, whichever version of the software made it.

The seal is the HMAC-SHA-256 of the whole file with zeros in the seal's own place, in the file's readable description.
Nothing about a file has to be kept, and a file is never taken apart to be examined: it is only read through.
"""

import hashlib
import hmac
import re
from collections.abc import Iterable

from stations.reports.pdf_metadata import BLANK_SEAL

SEAL = re.compile(rb"<swot:seal>([0-9a-f]{64})</swot:seal>")
CODE = re.compile(rb"<swot:code>([0-9A-F]{4}(?:-[0-9A-F]{4}){3}(?:(?:-[0-9A-F]{4}){3})?)</swot:code>")
BLANK = f"<swot:seal>{BLANK_SEAL}</swot:seal>".encode()


def sealed(content: bytes, secret: bytes) -> bytes:
    """The file with its seal; it must have a place for one."""
    if content.count(BLANK) != 1:
        raise ValueError("A file to seal has one place for the seal.")
    return content.replace(BLANK, b"<swot:seal>%s</swot:seal>" % seal_of([content], secret))


def seal_of(parts: Iterable[bytes | memoryview], secret: bytes) -> bytes:
    """The seal of a file that comes in parts, with zeros in the seal's place."""
    code = hmac.new(secret, digestmod=hashlib.sha256)
    for part in parts:
        code.update(part)
    return code.hexdigest().encode()


def is_intact(content: bytes, secrets: Iterable[bytes]) -> bool:
    """Whether one of the secrets sealed exactly these bytes."""
    found = list(SEAL.finditer(content))
    if len(found) != 1:
        return False
    start, end = found[0].span(1)
    # Nothing is copied: the shelf asks this with every download.
    whole = memoryview(content)
    parts: list[bytes | memoryview] = [whole[:start], BLANK_SEAL.encode(), whole[end:]]
    return any(hmac.compare_digest(seal_of(parts, secret), found[0][1]) for secret in secrets)


def codes_in(content: bytes) -> list[str]:
    """The check codes by which the file says it is a report; a changed file may say it more than once."""
    return [code.decode() for code in dict.fromkeys(CODE.findall(content))]

"""What a file is by its first bytes; its name and what the browser says of it prove nothing."""

from enum import StrEnum

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
"""Of an image: decoded, each takes up to eight bytes of memory on the way."""

SIGNATURES = ((b"%PDF-", "pdf"), (b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"))
# The brands of ISO 23008-12 and of the phones that write it.
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"})
AVIF_BRANDS = frozenset({b"avif", b"avis"})


class Kind(StrEnum):
    """What may arrive."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"


class MediaType(StrEnum):
    """What is kept: WebP becomes JPEG or PNG, which every office computer opens."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"


class Refusal(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    HEIC = "heic"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"
    TOO_MANY_PIXELS = "too_many_pixels"
    ENCRYPTED = "encrypted"
    ACTIVE = "active"


class Refused(Exception):
    """The file is not taken; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


def kind_of(content: bytes) -> Kind:
    """The kind of a file that may be sent; raises Refused for every other.

    >>> kind_of(b"%PDF-1.7 ...")
    <Kind.PDF: 'pdf'>
    """
    if not content:
        raise Refused(Refusal.EMPTY)
    if len(content) > MAX_BYTES:
        raise Refused(Refusal.TOO_LARGE)
    for signature, kind in SIGNATURES:
        if content.startswith(signature):
            return Kind(kind)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return Kind.WEBP
    raise Refused(Refusal.HEIC if is_heic(content) else Refusal.UNKNOWN)


def is_heic(content: bytes) -> bool:
    """Whether the first box names a brand of HEIC; the files of AVIF are built alike and name theirs beside it."""
    if content[4:8] != b"ftyp":
        return False
    length = min(int.from_bytes(content[:4], "big"), 512)
    brands = {content[8:12], *(content[start : start + 4] for start in range(16, length, 4))}
    return not HEIC_BRANDS.isdisjoint(brands) and AVIF_BRANDS.isdisjoint(brands)

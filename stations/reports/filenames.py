"""Names of people's making as parts of file names that every file system takes."""

import re
import unicodedata

FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³]) *(?:\..*)?", re.IGNORECASE)
"""What Windows keeps for devices, whatever ending follows."""
NAME_LENGTH = 60
NAME_BYTES = 117
"""Linux allows 255 bytes in all: a station’s code takes up to 80 of them, the kind of file and the cycle up to 57."""
PLACE_TAKER = "_"


def safe(name: str) -> str:
    """A name without what file systems forbid, not longer than they bear, and never empty."""
    kept = "".join(character for character in name if unicodedata.category(character)[0] != "C")
    plain = shortened(" ".join(FORBIDDEN.sub(" ", kept).split()).strip(". ")).strip(". ")
    return PLACE_TAKER + plain if not plain or DEVICE.fullmatch(plain) else plain


def shortened(text: str) -> str:
    """As many whole characters from the start as there is room for.

    >>> len(shortened("站" * 60)), len(shortened("𠮷" * 60)), len(shortened("a" * 80))
    (39, 29, 60)
    """
    return text[:NAME_LENGTH].encode()[:NAME_BYTES].decode(errors="ignore")

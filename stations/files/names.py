"""A file's name as people see it: a name alone, without a path, without marks that turn or hide its letters."""

import re
import unicodedata

from stations.files.kinds import MediaType

NAME_LENGTH = 120
ENDINGS = {MediaType.PDF: ".pdf", MediaType.JPEG: ".jpg", MediaType.PNG: ".png"}
KNOWN_ENDING = re.compile(r"\.(pdf|jpe?g|png|webp)$", re.IGNORECASE)
LONGEST_ENDING = 6
# Not letters and not marks that belong to them: control, format, private, lone halves, unassigned.
HIDDEN = {"Cc", "Cf", "Co", "Cs", "Cn"}


def display_name(sent: str) -> str:
    r"""The last part of the name that a browser sent, as it may be shown anywhere; empty where nothing is left.

    >>> display_name("C:\\photos\\..\\合影\u202egpj.exe")
    '合影gpj.exe'
    """
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", sent)[-1])
    visible = "".join(character for character in name if unicodedata.category(character) not in HIDDEN)
    return shortened(" ".join(visible.split()).strip(". "))


def shortened(name: str) -> str:
    """At most as long as is kept, and still with its ending."""
    if len(name) <= NAME_LENGTH:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) >= LONGEST_ENDING:
        return name[:NAME_LENGTH]
    return f"{stem[: NAME_LENGTH - len(ending) - 2]}…{dot}{ending}"


def download_name(name: str, media_type: MediaType) -> str:
    """The name of the file that a person takes away: its ending always says what it is.

    >>> download_name("合影.webp", MediaType.JPEG), download_name("账本.exe", MediaType.PDF)
    ('合影.jpg', '账本.exe.pdf')
    """
    return (KNOWN_ENDING.sub("", name) or "file") + ENDINGS[media_type]

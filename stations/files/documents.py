"""A PDF looked through: it can be read, by everybody, and does nothing but be read. It is kept as it was sent."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from stations.files.kinds import Refusal, Refused

# Keys that lead to a program, to another file inside, or to media that need one.
ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/EmbeddedFiles", "/EmbeddedFile", "/EF", "/XFA", "/RichMediaContent"})
# What an action (the value of /S) may start beyond turning to a page or opening a web address.
ACTIVE_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition", "/RichMediaExecute"}
)
DEEPEST = 100


def check_document(content: bytes) -> None:
    """Raises Refused where a PDF is damaged or locked, or brings a script, a start of a program or another file.

    A signature in it stays valid, for not a byte is changed.
    """
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False, suppress_warnings=True) as pdf:
            check_open(pdf)
    except pikepdf.PasswordError:
        raise Refused(Refusal.ENCRYPTED) from None
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, RecursionError) as error:
        raise Refused(Refusal.UNREADABLE) from error


def check_open(pdf: pikepdf.Pdf) -> None:
    if pdf.is_encrypted:
        raise Refused(Refusal.ENCRYPTED)
    if not len(pdf.pages):
        raise Refused(Refusal.UNREADABLE)
    for found in pdf.objects:
        if any(is_active(dictionary) for dictionary in dictionaries_in(found)):
            raise Refused(Refusal.ACTIVE)
    # What the library could not read it leaves out with a warning; another reader may find something there.
    if any("error" in str(warning) for warning in pdf.get_warnings()):
        raise Refused(Refusal.UNREADABLE)


def is_active(dictionary: Any) -> bool:
    if not ACTIVE_KEYS.isdisjoint(dictionary.keys()):
        return True
    return name_at(dictionary, "/S") in ACTIVE_ACTIONS or name_at(dictionary, "/Type") == "/EmbeddedFile"


def name_at(dictionary: Any, key: str) -> str:
    value = dictionary.get(key)
    return str(value) if isinstance(value, pikepdf.Name) else ""


def dictionaries_in(found: Any, depth: int = 0) -> Iterator[Any]:
    """A dictionary, a stream's or those in an array, with all that stand inside; what is referred to comes by itself."""
    if depth > DEEPEST:
        raise Refused(Refusal.UNREADABLE)
    if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        yield found
        inner = [value for _key, value in found.items()]
    elif isinstance(found, pikepdf.Array):
        inner = list(found)
    else:
        return
    for value in inner:
        if not getattr(value, "is_indirect", False):
            yield from dictionaries_in(value, depth + 1)

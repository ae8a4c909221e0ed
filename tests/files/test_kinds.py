"""What a file is by its bytes, whatever it is called."""

import pytest

from stations.files.kinds import MAX_BYTES, Kind, Refusal, Refused, kind_of
from tests.files import samples

KNOWN = {
    Kind.PDF: samples.pdf(),
    Kind.JPEG: samples.jpeg(),
    Kind.PNG: samples.png(),
    Kind.WEBP: samples.webp(),
}
REFUSED = {
    "nothing": (b"", Refusal.EMPTY),
    "too much": (b"%PDF-" + b" " * MAX_BYTES, Refusal.TOO_LARGE),
    "a HEIC photo": (samples.heic(), Refusal.HEIC),
    "a HEIC photo of another brand": (samples.heic(b"mif1", [b"heix"]), Refusal.HEIC),
    "a HEIC photo by its second brand": (samples.heic(b"abcd", [b"heic"]), Refusal.HEIC),
    "an AVIF image": (samples.heic(b"avif", [b"mif1", b"avif"]), Refusal.UNKNOWN),
    "an MP4 film": (samples.heic(b"isom", [b"mp42"]), Refusal.UNKNOWN),
    "SVG": (samples.SVG, Refusal.UNKNOWN),
    "HTML": (samples.HTML, Refusal.UNKNOWN),
    "GIF": (samples.GIF, Refusal.UNKNOWN),
    "a PDF after something else": (b"junk" + samples.pdf(), Refusal.UNKNOWN),
    "a ZIP archive": (b"PK\x03\x04" + b"\0" * 50, Refusal.UNKNOWN),
    "other RIFF": (b"RIFF\0\0\0\0WAVEfmt ", Refusal.UNKNOWN),
    "a few bytes": (b"\xff\xd8", Refusal.UNKNOWN),
    "a box that says nothing": (b"\0\0\0\0ftyp", Refusal.UNKNOWN),
}


@pytest.mark.parametrize("kind", KNOWN)
def test_kind_is_known_by_its_bytes(kind):
    assert kind_of(KNOWN[kind]) == kind


@pytest.mark.parametrize("what", REFUSED)
def test_other_files_are_refused(what):
    content, refusal = REFUSED[what]

    with pytest.raises(Refused) as refused:
        kind_of(content)

    assert refused.value.refusal == refusal


def test_largest_file_is_taken():
    assert kind_of(b"%PDF-" + b" " * (MAX_BYTES - 5)) == Kind.PDF

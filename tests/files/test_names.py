"""Names of files: shown anywhere without harm, and an ending that says what the file is."""

import pytest

from stations.files.kinds import MediaType
from stations.files.names import NAME_LENGTH, display_name, download_name

LONG = "社" * 300

NAMES = {
    "合影.jpg": "合影.jpg",
    "../../etc/passwd": "passwd",
    "C:\\Users\\我\\台账.pdf": "台账.pdf",
    "报告\u202efdp.exe": "报告fdp.exe",
    "a\u200bb\u2066c\x00\n\td.png": "abcd.png",
    "  .hidden. ": "hidden",
    "名  字\u3000x.jpg": "名 字 x.jpg",
    "e\u0301.jpg": "é.jpg",
    "half\ud83d.jpg": "half.jpg",
    "<script>.jpg": "<script>.jpg",
    "": "",
    "///": "",
    f"{LONG}.jpg": f"{'社' * 115}….jpg",
    LONG: "社" * NAME_LENGTH,
}


@pytest.mark.parametrize("sent", NAMES, ids=ascii)
def test_name_is_shown_as_a_name_alone(sent):
    assert display_name(sent) == NAMES[sent]
    assert len(display_name(sent)) <= NAME_LENGTH


def test_name_with_tabs_keeps_its_words_apart():
    assert display_name("a b.jpg") == "a b.jpg"


@pytest.mark.parametrize(
    ("name", "media_type", "taken_away"),
    [
        ("合影.JPEG", MediaType.JPEG, "合影.jpg"),
        ("合影.webp", MediaType.PNG, "合影.png"),
        ("台账.pdf.exe", MediaType.PDF, "台账.pdf.exe.pdf"),
        ("2026.11.05", MediaType.PDF, "2026.11.05.pdf"),
        (".jpg", MediaType.JPEG, "file.jpg"),
    ],
)
def test_ending_says_what_it_is(name, media_type, taken_away):
    assert download_name(name, media_type) == taken_away

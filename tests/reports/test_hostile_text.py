"""Text that means harm or madness, in every field that a person or a library fills, is printed as text or not at all."""

import io
import logging
from dataclasses import replace

import pikepdf
import pytest

from stations.reports.pdf import markup, render_pdf
from stations.scorecards import DivisionEntry, Name, Remark, Step
from tests.reports import records
from tests.reports.reading import pages_of, squeezed

HTML = '</p><img src="file:///etc/passwd"><style>*{display:none}</style><script>1</script>&#x202e;'
CSS = '" style="background:url(http://example.org/x)} @import "file:///etc/passwd"; {'
LONG = "长" * 60 + "W" * 60
TURNED = "abc\u202edcba\u202c\u2066x\u2069\u200f\u200b\ufeff"
CONTROLLED = "a\x00b\x07c\x1b[31m\x7f\x85d\ud800\ufffe\uffff"
FOREIGN = "བོད་ ئۇيغۇر 😀 \uf8ff\U000f0000 e\u0301 ﷽"
HOSTILE = [HTML, CSS, LONG, TURNED, CONTROLLED, FOREIGN]


def hostile_record(text):
    name = Name(zh_hans=text, en=text)
    remarks = tuple(
        Remark(rater=f"R{rater}", factor=code, kind=kind, reason=text * 4, note=text * 16)
        for rater, code, kind in ((1, "S1", "degree"), (2, "O3", "cannot_judge"))
    )
    return records.make_record(
        records.make_panel(2, records.gaps),
        station=replace(
            records.STATION,
            code=text[:20],
            name=name,
            host=name,
            divisions=(DivisionEntry(code="1", level="county", name=name),),
        ),
        edition_title=name,
        remarks=remarks,
        steps=(Step(step="return", on=records.TAKEN_AT.date(), reason=text),),
    )


def short(document):
    """The parts that hold what people wrote: cover, summary, basic facts, coverage, the notes and the history."""
    wanted = {"Basic facts", "Conclusions and limits", "Coverage", "Limits"}
    return replace(
        document,
        sections=tuple(section for section in document.sections if section.title in wanted),
        annexes=tuple(section for section in document.annexes if section.title in {"Raters’ notes", "Review history"}),
    )


@pytest.mark.parametrize("text", HOSTILE, ids=["html", "css", "long", "turned", "controlled", "foreign"])
def test_hostile_text_neither_breaks_the_page_nor_reaches_anything(written, caplog, text):
    caplog.set_level(logging.WARNING, logger="weasyprint")

    content = render_pdf(short(written(hostile_record(text), "en")))

    assert [entry.getMessage() for entry in caplog.records] == []
    assert "2026 annual assessment" in pages_of(content)[0]
    with pikepdf.open(io.BytesIO(content)) as file:
        fonts = {
            str(item.BaseFont) for item in file.objects if isinstance(item, pikepdf.Dictionary) and "/BaseFont" in item
        }
        assert {name.partition("+")[2] for name in fonts} == {"Report-Song", "Report-Serif", "Report-Serif-Strong"}
        assert not any(isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image" for item in file.objects)


def test_markup_is_printed_as_it_was_typed(written):
    pages = squeezed("".join(pages_of(render_pdf(short(written(hostile_record(HTML), "en"))))))

    assert squeezed("<style>*{display:none}</style>") in pages


@pytest.mark.parametrize("word", ["社", "W"])
def test_the_longest_note_is_printed_to_its_end(written, word):
    """A row may be higher than a page, and a word longer than a line."""
    note = word * 1999 + "终"
    record = records.make_record(
        records.make_panel(1), remarks=(Remark(rater="R1", factor="S1", kind="degree", reason="", note=note),)
    )

    pages = pages_of(render_pdf(short(written(record, "en"))))

    text = "".join(page for page in pages if word * 20 in page)
    assert text.count(word) >= 1999
    assert "终" in text


def test_marks_of_direction_and_control_do_not_reach_the_markup(written):
    text = markup(short(written(hostile_record(TURNED + CONTROLLED), "en")))

    assert not any(character in text for character in "\u202e\u202c\u2066\u2069\u200f\ufeff\x00\x07\x1b\x7f\x85\ud800")


def test_no_other_rater_names_than_numbers_can_appear(written):
    document = written(records.full_record(), "zh-hans")

    assert "评分人2" in markup(document)
    assert "R2" not in markup(replace(document, annexes=document.annexes[:-2]))

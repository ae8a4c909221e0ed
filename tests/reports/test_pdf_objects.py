"""A file whose objects were put into bytes once is the file that pydyf would have written itself."""

import gc
import io
from importlib import resources

import pydyf
import pytest

from stations.reports import pdf, pdf_objects

HTML = '<html lang="zh-hans"><head><title>社工站</title></head><body><h1>甲</h1><p>乙 text</p></body></html>'
LISTED = HTML.replace("</p>", "</p><ol><li>一</li></ol><table><caption>表</caption><tr><th>丙</th></tr></table>")
STYLE = 'ol { list-style: none } body { font-family: "Report Song" } @page { size: A5 }'


@pytest.fixture
def work():
    """How often pydyf compresses a stream."""
    return []


@pytest.fixture
def as_hard_as_pydyf(monkeypatch):
    monkeypatch.setattr(pdf_objects, "HARD_ENOUGH", 9)


class Page(pydyf.Stream):
    def __init__(self, work):
        super().__init__([b"BT ET"], {"Kind": "/Page"}, compress=True)
        self.work = work

    @property
    def data(self):
        if self.compress:
            self.work.append(self.number)
        return super().data


def small_file(work):
    file = pydyf.PDF()
    page = Page(work)
    file.add_object(page)
    file.add_object(pydyf.Dictionary({"Page": page.reference, "Text": pydyf.String("（社工站）")}))
    file.info["Title"] = pydyf.String("社工站")
    return file


def bytes_of(file):
    output = io.BytesIO()
    file.write(output, b"1.7", b"0123456789abcdef", compress=True)
    return output.getvalue()


@pytest.mark.usefixtures("as_hard_as_pydyf")
def test_bytes_are_those_of_pydyf_and_made_once(work):
    plain = bytes_of(small_file(work))
    assert len(work) == 2, "pydyf puts an object into bytes once; this module is not needed any more."

    file = small_file(work)
    pdf_objects.write_once(file)

    assert bytes_of(file) == plain
    assert len(work) == 2


def test_streams_that_pydyf_makes_while_it_writes_are_compressed_once_and_here(work, monkeypatch):
    file = small_file(work)
    pdf_objects.write_once(file)
    made = []
    monkeypatch.setattr(
        pdf_objects, "compress", lambda stream, compress=pdf_objects.compress: made.append(compress(stream))
    )
    monkeypatch.setattr(pydyf.zlib, "compressobj", lambda **_: pytest.fail("pydyf compressed a stream itself."))

    bytes_of(file)

    assert len(made) == 2, "the tags, and the places of all objects"


@pytest.mark.usefixtures("as_hard_as_pydyf")
def test_printed_file_is_the_same_byte_for_byte(monkeypatch):
    made = pdf.print_sheets(HTML, STYLE, "zh-hans")
    monkeypatch.setattr(pdf, "write_once", lambda file: None)

    assert pdf.print_sheets(HTML, STYLE, "zh-hans") == made


def test_garbage_is_collected_after_a_file_and_not_meanwhile(monkeypatch):
    seen = []
    pdf.print_sheets(HTML, STYLE, "zh-hans")  # the first looks through all that a process keeps for the others
    monkeypatch.setattr(pdf, "write_once", lambda file: seen.append(gc.isenabled()))
    collections = gc.get_stats()[2]["collections"]

    pdf.print_sheets(HTML, STYLE, "zh-hans")

    assert seen == [False]
    assert gc.isenabled()
    assert gc.get_stats()[2]["collections"] == collections + 1


def test_collector_goes_on_after_a_file_that_cannot_be_made():
    with pytest.raises(pdf.ET.ParseError):
        pdf.print_sheets("<p>", STYLE, "zh-hans")
    assert gc.isenabled()


def test_default_styles_that_are_left_out_change_nothing(monkeypatch):
    made = pdf.print_sheets(LISTED, STYLE, "zh-hans")
    whole = (resources.files("weasyprint.css") / "html5_ua.css").read_text(encoding="utf-8")
    assert "::footnote-call" in whole
    assert "::footnote-call" not in pdf.default_styles()
    page = pdf.press().page
    monkeypatch.setattr(page, "_ua_stylesheets", lambda self, *forms: [pdf.press().weasyprint.CSS(string=whole)])

    assert pdf.print_sheets(LISTED, STYLE, "zh-hans") == made

"""From a document to a PDF file: the only module that knows WeasyPrint, but for how it sets the words of drawings."""

import gc
import hashlib
import io
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import Any
from xml.etree import ElementTree as ET

from django.conf import settings
from django.template.loader import render_to_string

from stations.reports.blocks import Attachment, Paper
from stations.reports.fonts import font_faces, font_files, printable
from stations.reports.passages import with_languages
from stations.reports.pdf_drawings import set_words_whole
from stations.reports.pdf_fonts import number_glyphs_alike
from stations.reports.pdf_metadata import Marks, describe
from stations.reports.pdf_objects import write_once
from stations.reports.pdf_tags import Tags

STYLES = tuple(settings.BASE_DIR / "static" / "css" / f"{name}.css" for name in ("report", "report_blank"))
COLOURS = "sRGB2014"
VOID = re.compile(r"<((?:br|col|hr|img|meta|wbr)\b[^>]*?)/?>")
"""Elements that HTML never closes and XML always does."""

LOCK = Lock()
"""A press prints one report at a time: its font configuration is shared, and no two threads may use it together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What every report of a process is printed with; making it takes longer than a short report."""

    weasyprint: Any
    page: Callable[[str], Any]
    """HTML made ready for printing."""
    fonts: Any
    styles: Any
    fetcher: Any


@cache
def press() -> Press:
    import weasyprint  # noqa: PLC0415 -- slow import, and it needs libraries that a web process may lack
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- slow import
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 -- slow import

    typefaces = font_files()
    allowed = {file.resolve().as_uri() for file in typefaces.values()}

    class FontFetcher(URLFetcher):  # type: ignore[misc]
        """Opens the typefaces and nothing else, whatever a text may say."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url not in allowed:
                raise ValueError("A report takes nothing from outside.")
            return super().fetch(url, headers)

    class Page(weasyprint.HTML):  # type: ignore[misc]
        """HTML read as XML, which our templates write: the same tree, without the eleventh of a report's time that
        a parser for whatever stands on the web takes. What WeasyPrint wants to know of a page is set here.
        """

        def __init__(self, text: str) -> None:
            root = ET.fromstring(closed(text))  # noqa: S314 -- our own templates; what people type is escaped
            self.base_url, self.url_fetcher, self.media_type = None, fetcher, "print"
            self.wrapper_element = weasyprint.cssselect2.ElementWrapper.from_html_root(root, content_language=None)
            self.etree_element = root

        def _ua_stylesheets(self, *_forms: object) -> list[Any]:
            return [defaults]

    defaults = weasyprint.CSS(string=default_styles())
    fonts, fetcher = FontConfiguration(), FontFetcher(allowed_protocols={"file"})
    text = "".join([font_faces(typefaces), *(file.read_text(encoding="utf-8") for file in STYLES)])
    styles = weasyprint.CSS(string=text, font_config=fonts, url_fetcher=fetcher)
    set_words_whole()
    # What stands here stays; without this the collector looks through all of it again with each report.
    gc.collect()
    gc.freeze()
    return Press(weasyprint=weasyprint, page=Page, fonts=fonts, styles=styles, fetcher=fetcher)


def default_styles() -> str:
    """WeasyPrint's own styles but for footnotes and markers: looking each of these up for each element, where no report
    has any, takes a fortieth of its time.
    """
    lines = (files("weasyprint.css") / "html5_ua.css").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("::"))


def closed(html: str) -> str:
    """HTML as XML, with every element closed.

    >>> closed('<meta charset="utf-8"><col class="w8"/>')
    '<meta charset="utf-8"/><col class="w8"/>'
    """
    return VOID.sub(r"<\1/>", html)


def colour_profile() -> Any:
    """WeasyPrint's own sRGB, for one document: once its name was asked for, a profile is written with other bytes.

    Left to itself, WeasyPrint never closes the file.
    """
    from weasyprint.css import ColorProfile  # noqa: PLC0415 -- slow import

    name = f"{COLOURS}.icc"
    with (files("weasyprint.pdf") / name).open("rb") as file:
        return ColorProfile(file, name, "relative-colorimetric", tuple("rgb"))


def render_pdf(document: Paper, attachments: Sequence[Attachment] = (), marks: Marks | None = None) -> bytes:
    """The document as PDF/A-3a and PDF/UA-1 in one file; the same document gives the same bytes.

    With marks it can be known again, once stations/reports/seals.py has sealed it.
    """
    html = markup(document)
    with LOCK:
        tools = press()
        return printed(html, (tools.styles,), bytes.fromhex(document.identifier), attachments, marks)


def print_sheets(html: str, style: str, language: str) -> bytes:
    """Plain sheets, such as slips to be cut, in the reports' typefaces; `style` is the text of a style sheet."""
    html = with_languages(printable(html), language)
    with LOCK:
        tools = press()
        sheet = tools.weasyprint.CSS(string=style, font_config=tools.fonts, url_fetcher=tools.fetcher)
        return printed(html, (sheet,), hashlib.sha256(html.encode()).digest())


@contextmanager
def collected_afterwards() -> Iterator[None]:
    """Look for garbage once, when it is there: until a file is finished nearly all of its boxes and styles are in use,
    and looking through them again and again takes an eighth of its time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
            gc.collect()


@collected_afterwards()
def printed(
    html: str,
    styles: Sequence[Any],
    identifier: bytes,
    attachments: Sequence[Attachment] = (),
    marks: Marks | None = None,
) -> bytes:
    tools, options = press(), {"pdf_variant": "pdf/a-3a", "output_intent": COLOURS}
    page = tools.page(html)
    rendered = page.render(tools.fonts, None, {COLOURS: colour_profile()}, stylesheets=list(styles), **options)
    content: bytes = rendered.write_pdf(
        finisher=finisher(Tags(rendered), attachments, marks),
        attachments=[attached(file, tools) for file in by_name(attachments)],
        pdf_identifier=identifier[:16],
        **options,
    )
    return content


def finisher(tags: Tags, attachments: Sequence[Attachment], marks: Marks | None) -> Callable[[Any, Any], None]:
    """What is mended in a file before it is written."""
    from pydyf import String  # noqa: PLC0415 -- it comes with the slow import

    def finish(rendered: Any, pdf: Any) -> None:
        tags.mend(pdf, String)
        number_glyphs_alike(pdf)
        describe(rendered, pdf, marks)
        if attachments:
            # WeasyPrint names each of them twice.
            pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
        write_once(pdf)

    return finish


def by_name(attachments: Sequence[Attachment]) -> list[Attachment]:
    """A reader finds them by halving the list, so it has to be in order."""
    return sorted(attachments, key=lambda file: file.name)


def attached(file: Attachment, tools: Press) -> Any:
    made = tools.weasyprint.Attachment(
        string="",
        name=file.name,
        description=file.description,
        relationship=file.relationship,
        created=file.created.astimezone(UTC),
        modified=file.created.astimezone(UTC),
        url_fetcher=tools.fetcher,
    )
    # WeasyPrint would guess the type from the name, by lists that differ between machines.
    made.source = nullcontext((io.BytesIO(file.content), None, None, file.content_type))
    return made


def markup(document: Paper) -> str:
    """The document as HTML with nothing in it that the typefaces do not hold, and with its languages told apart."""
    html = render_to_string(document.template, {"document": document})
    return with_languages(printable(html), document.language_tag)

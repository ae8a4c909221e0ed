"""From a document to a PDF file: the only module that knows WeasyPrint."""

from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from stations.reports.blocks import Paper
from stations.reports.fonts import font_faces, font_files, printable

STYLES = tuple(settings.BASE_DIR / "static" / "css" / f"{name}.css" for name in ("report", "report_blank"))

LOCK = Lock()
"""A press prints one report at a time: its font configuration is shared, and no two threads may use it together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What every report of a process is printed with; making it takes longer than a short report."""

    weasyprint: Any
    fonts: Any
    styles: Any
    fetcher: Any


@cache
def press() -> Press:
    import weasyprint  # noqa: PLC0415 -- slow import, and it needs libraries that a web process may lack
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- slow import
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 -- slow import

    files = font_files()
    allowed = {file.resolve().as_uri() for file in files.values()}

    class FontFetcher(URLFetcher):  # type: ignore[misc]
        """Opens the typefaces and nothing else, whatever a text may say."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url not in allowed:
                raise ValueError("A report takes nothing from outside.")
            return super().fetch(url, headers)

    fonts, fetcher = FontConfiguration(), FontFetcher(allowed_protocols={"file"})
    text = "".join([font_faces(files), *(file.read_text(encoding="utf-8") for file in STYLES)])
    styles = weasyprint.CSS(string=text, font_config=fonts, url_fetcher=fetcher)
    return Press(weasyprint=weasyprint, fonts=fonts, styles=styles, fetcher=fetcher)


def render_pdf(document: Paper) -> bytes:
    """The document as a tagged PDF; the same document gives the same bytes."""
    with LOCK:
        tools = press()
        html = tools.weasyprint.HTML(string=markup(document), url_fetcher=tools.fetcher)
        content: bytes = html.write_pdf(
            stylesheets=[tools.styles],
            font_config=tools.fonts,
            pdf_identifier=bytes.fromhex(document.identifier)[:16],
            pdf_tags=True,
        )
    return content


def markup(document: Paper) -> str:
    """The document as HTML with nothing in it that the typefaces do not hold."""
    return printable(render_to_string(document.template, {"document": document}))

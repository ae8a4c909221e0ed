"""Read a document's words and a file's pages back."""

import io
import re
from collections.abc import Iterable
from functools import cache

from pypdf import PdfReader

from stations.reports.blocks import (
    Block,
    Document,
    Entries,
    Figure,
    Formulas,
    Heading,
    Paragraph,
    Seal,
    Section,
    Steps,
    Table,
)


def block_texts(block: Block) -> Iterable[str]:
    match block:
        case Paragraph():
            yield block.text
        case Heading():
            yield block.title
        case Steps() | Entries():
            yield from block.items
        case Table():
            yield block.caption
            for row in block.rows:
                yield from row
        case Figure():
            yield block.caption
        case Formulas():
            yield from block.lines
        case Seal():
            yield from block.parties


def section_texts(sections: Iterable[Section]) -> list[str]:
    return [text for section in sections for block in section.blocks for text in (section.title, *block_texts(block))]


def document_texts(document: Document) -> list[str]:
    """Every text of a document but the drawings'."""
    cover, summary = document.cover, document.summary
    return [
        cover.station,
        cover.title,
        cover.cycle,
        *(text for fact in cover.facts for text in fact),
        *summary.notices,
        *summary.statements,
        *(text for figure in summary.figures for text in (figure.label, figure.figure)),
        *(text for ranking in summary.rankings for text in (*ranking.items, ranking.otherwise)),
        *section_texts(document.sections),
        *section_texts(document.annexes),
    ]


def section_named(document: Document, title: str) -> Section:
    return next(section for section in (*document.sections, *document.annexes) if section.title == title)


def paragraphs(section: Section) -> str:
    return "\n".join(block.text for block in section.blocks if isinstance(block, Paragraph))


def figures_in(text: str) -> set[str]:
    """The figures of a text that have decimal places or are percentages."""
    return set(re.findall(r"\d+\.\d+%?|\d+%", text))


@cache
def pages_of(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def squeezed(text: str) -> str:
    """Without white space, which a line break on paper puts in and takes out."""
    return re.sub(r"\s+", "", text)

"""What a report is made of: frozen blocks of plain text and drawings that say nothing of how they are set."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal, Protocol

from stations.charts.svg import Drawing
from stations.charts.text import text_width

LONG = 300
"""Characters that a cell may have for its row to be kept together."""

PARAGRAPH = 100
"""Characters from which on a cell is no word or line but a paragraph."""

SMALLER_COVERS = (("cover-longest", 450), ("cover-long", 230))
"""Styles of covers, and the width of their names from which on each is needed: in widths of a Chinese character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text; a notice is set apart, a lead stays with what follows."""

    kind: ClassVar[str] = "paragraph"
    text: str
    role: Literal["text", "notice", "lead"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The heading of an item inside a section: 1., 2., …"""

    kind: ClassVar[str] = "heading"
    number: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """Numbered steps."""

    kind: ClassVar[str] = "steps"
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """A list of short entries, one a line."""

    kind: ClassVar[str] = "entries"
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    title: str
    width: int
    """Per cent of the table's width."""
    holds: Literal["text", "number"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; the first cell of a row names it."""

    kind: ClassVar[str] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    is_plain: bool = False
    """A list of facts: two columns, the head is not printed."""

    @property
    def has_long_cells(self) -> bool:
        """Whether a row may be too high for a page, so that it has to break."""
        return self.longest > LONG

    @property
    def has_paragraphs(self) -> bool:
        """Whether rows are so high that room alone does not part them."""
        return self.longest >= PARAGRAPH

    @property
    def longest(self) -> int:
        """Characters in its longest cell."""
        return max((len(cell) for row in self.rows for cell in row), default=0)

    @property
    def is_narrow(self) -> bool:
        """Whether a page is too wide for it: behind its names stands one column of figures, which would be far off."""
        return [column.holds for column in self.columns] == ["text", "number"]

    @property
    def has_prose(self) -> bool:
        """Whether a column beside the first holds text: such a table needs room, or another form on a phone."""
        return any(column.holds == "text" for column in self.columns[1:])

    @property
    def cells(self) -> list[list[tuple[Column, str]]]:
        """Each row's cells with their columns."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    kind: ClassVar[str] = "figure"
    drawing: Drawing
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Formulas:
    """Lines of working, one formula a line."""

    kind: ClassVar[str] = "formulas"
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The empty block for signature and seal."""

    kind: ClassVar[str] = "seal"
    parties: tuple[str, ...]
    date_line: str


Block = Paragraph | Heading | Steps | Entries | Table | Figure | Formulas | Seal


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the report with its heading; `number` is filled in when the parts are put in order."""

    level: int
    title: str
    blocks: tuple[Block, ...] = ()
    number: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    station: str
    title: str
    cycle: str
    facts: tuple[tuple[str, str], ...]
    draft_mark: str
    code: Drawing | None = None
    """The way back: a QR code, and in words where it leads. A draft has none."""
    way_back: str = ""

    @property
    def type_size(self) -> str:
        """The style of names so long that the page would not hold them in the usual size; empty for all others."""
        width = text_width(self.station, 1) + sum(text_width(value, 1) for _label, value in self.facts)
        return next((style for style, least in SMALLER_COVERS if width > least), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    label: str
    figure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The three main problems, or proposals."""

    title: str
    items: tuple[str, ...]
    otherwise: str
    """What is said where there are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    title: str
    notices: tuple[str, ...]
    statements: tuple[str, ...]
    figures: tuple[KeyFigure, ...]
    rankings: tuple[Ranking, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file inside the file; the name is plain ASCII, which every reader shows."""

    name: str
    description: str
    content: bytes
    content_type: str
    created: datetime
    relationship: Literal["Source", "Data"]


class Paper(Protocol):
    """What can be printed: it names its template, which finds it as `document`."""

    template: ClassVar[str]

    @property
    def language_tag(self) -> str:
        """Its language as HTML names it."""

    @property
    def identifier(self) -> str:
        """Hexadecimal; the file's own identifier is made from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole report in one language."""

    template: ClassVar[str] = "reports/document.html"

    language: str
    title: str
    author: str
    subject: str
    running_mark: str
    is_draft: bool
    created: datetime
    identifier: str
    """Hexadecimal; the file's own identifier is made from it."""
    contents_title: str
    """Empty where so short a document needs no contents."""
    cover: Cover
    summary: Summary | None
    sections: tuple[Section, ...]
    annexes: tuple[Section, ...]

    @property
    def language_tag(self) -> str:
        return "en" if self.language == "en" else "zh-Hans"

    @property
    def page_style(self) -> str:
        """Chinese pages keep the grid of official documents; English ones have rules of their own."""
        return "international" if self.language == "en" else "official"

    @property
    def created_text(self) -> str:
        """To the second, as file properties have it."""
        return self.created.replace(microsecond=0).isoformat()

"""A file as rows of text: CSV in UTF-8 or GB18030 and XLSX, with the number of each line for what is said about it."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from stations.actions.errors import ActionRefused

MOST_ROWS = 1_000_000  # all villages of the country are 620,000
MOST_BYTES_UNPACKED = 400 * 1024 * 1024
ZIP_MARK = b"PK\x03\x04"
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# Tab, line feed and carriage return are the only control characters of a text.
CONTROLS = {chr(number) for number in range(32)} - {"\t", "\n", "\r"}


class FileRefused(ActionRefused):
    """The file cannot be read as a table; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: its number as the person's program shows it, and its cells."""

    number: int
    cells: tuple[str, ...]


def lines_in(content: bytes) -> list[Line]:
    """All rows that hold anything, the headings first; the kind of file is told by its content, not by its name."""
    rows = workbook_rows(content) if content.startswith(ZIP_MARK) else text_rows(content)
    found = [Line(number, cells) for number, cells in enumerate(limited(rows), start=1) if any(cells)]
    if not found:
        raise FileRefused(
            _("The file is empty. Write the headings in the first line and one row below for each entry.")
        )
    return found


def limited(rows: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    for number, row in enumerate(rows):
        if number > MOST_ROWS:
            raise FileRefused(_("The file has more than %(count)d rows. Divide it.") % {"count": MOST_ROWS})
        yield row


# CSV


def text_rows(content: bytes) -> Iterator[tuple[str, ...]]:
    text = decoded(content)
    first = text.partition("\n")[0]
    delimiter = "\t" if "\t" in first and "," not in first else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            yield tuple(cell.strip() for cell in row)
    except csv.Error as error:
        raise FileRefused(
            _("Line %(line)d is no CSV: %(reason)s. Save the table again as CSV or XLSX.")
            % {"line": reader.line_num, "reason": error}
        ) from None


def decoded(content: bytes) -> str:
    """UTF-8 with or without its mark, else GB18030, which holds what Chinese spreadsheets save as CSV."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if content.startswith(UTF_16_MARKS) or not CONTROLS.isdisjoint(text):
            break
        return text
    raise FileRefused(_("This is no table that can be read. Save it as CSV (UTF-8) or as XLSX, then choose it again."))


# XLSX


def workbook_rows(content: bytes) -> Iterator[tuple[str, ...]]:
    """The first sheet of a workbook."""
    try:
        require_reasonable_size(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        # Some programs write a wrong size into the sheet, and rows beyond it would be left out.
        sheet.reset_dimensions()
        for row in sheet.iter_rows(values_only=True):
            yield tuple(cell_text(value) for value in row)
    except FileRefused:
        raise
    except Exception as error:  # openpyxl raises whatever a broken file led it into
        raise FileRefused(
            _("This workbook cannot be read. Open it in a spreadsheet program, save it as XLSX, then choose it again.")
        ) from error


def require_reasonable_size(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES_UNPACKED:
            raise FileRefused(_("The file has more than %(count)d rows. Divide it.") % {"count": MOST_ROWS})


def cell_text(value: object) -> str:
    """A cell as it would be typed: a code that the program took for a number keeps its digits."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
    return str(value).strip()

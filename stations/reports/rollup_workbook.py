"""A roll-up as a workbook: the tables of the page, each on a sheet of its own."""

import io
from collections.abc import Sequence

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from stations import formats
from stations.reports.rollup_page import Picture
from stations.reports.spreadsheet import cell

FIRST, FURTHER = 44, 16


def rollup_workbook(title: str, pictures: Sequence[Picture], notes: Sequence[str]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Contents"))
    sheet.column_dimensions["A"].width = FIRST * 2
    sheet.append([text_cell(sheet, title, is_head=True)])
    for note in notes:
        sheet.append([text_cell(sheet, note)])
    for number, picture in enumerate(pictures, start=1):
        sheet.append([text_cell(sheet, f"{number}. {picture.caption}")])
        write(book, str(number), picture)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def write(book: Workbook, name: str, picture: Picture) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "B3"
    for place in range(1, len(picture.columns) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = FIRST if place == 1 else FURTHER
    sheet.append([text_cell(sheet, picture.caption, is_head=True)])
    sheet.append([text_cell(sheet, label, is_head=True) for label, _kind in picture.columns])
    for row in picture.rows:
        sheet.append([text_cell(sheet, row[0]), *(number_cell(sheet, value) for value in row[1:])])


def text_cell(sheet: object, text: str, *, is_head: bool = False) -> WriteOnlyCell:
    return cell(sheet, text, is_head=is_head)


def number_cell(sheet: object, text: str) -> WriteOnlyCell:
    """A figure as a number that can be computed with; a dash and words stay text."""
    try:
        return WriteOnlyCell(sheet, value=float(text.replace(formats.MINUS, "-")))
    except ValueError:
        return text_cell(sheet, text)

"""An empty table to fill in: a sheet with the headings, and one that says what belongs under each, with an example."""

import io

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from stations.actions.registry.columns import COLUMNS, Registry

BOLD = Font(bold=True)
WIDTHS = (28, 12, 70, 24)
TEXT = "@"  # a code keeps its digits where a cell is text
EMPTY_ROWS = 500


def template_for(registry: Registry) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _("Table")
    sheet.append([str(column.heading) for column in COLUMNS[registry]])
    sheet.freeze_panes = "A2"
    for place in range(1, len(COLUMNS[registry]) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = 22
        sheet.cell(1, place).font = BOLD
        for row in range(2, EMPTY_ROWS + 2):
            sheet.cell(row, place).number_format = TEXT
    explain(book, registry)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def explain(book: Workbook, registry: Registry) -> None:
    sheet = book.create_sheet(_("Explanation"))
    sheet.append([_("Heading"), _("Required"), _("What belongs there"), _("Example")])
    for column in COLUMNS[registry]:
        required = _("yes") if column.is_required else ""
        sheet.append([str(column.heading), required, str(column.help), column.example])
    for place, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.cell(1, place).font = BOLD
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")

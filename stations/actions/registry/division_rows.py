"""The rows of a table of divisions, each checked by itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from stations.actions.registry.cells import CellRefused, choice_in, code_in, date_in, level_of_code, text_in
from stations.actions.registry.columns import Row, Table
from stations.actions.registry.differences import RowError
from stations.enums import DivisionLevel

HIGHEST = (DivisionLevel.NATION, DivisionLevel.PROVINCE)
LONGEST_CODE, LONGEST_NAME, LONGEST_LATIN = 12, 120, 160


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionRow:
    """What a line says of a division; codes name other divisions."""

    line: int
    code: str
    name: str
    name_latin: str
    level: DivisionLevel
    parent: str
    valid_from: date | None
    valid_until: date | None
    successor: str


class Reader:
    """Reads the cells of one row and keeps what is wrong with them."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.errors: list[RowError] = []

    def read(self, field: str, read: Callable[[str], object], *, required: bool = False) -> object:
        text = self.row[field]
        if required and not text:
            self.refuse(field, _("This cell is empty. Fill it in."))
        try:
            return read(text) if text else None
        except CellRefused as refusal:
            self.refuse(field, str(refusal))
            return None

    def refuse(self, field: str, sentence: str) -> None:
        self.errors.append(RowError(line=self.row.line, field=field, sentence=sentence))

    def code(self, field: str, *, longest: int, required: bool = False) -> str:
        return str(self.read(field, lambda text: code_in(text, longest=longest), required=required) or "")

    def text(self, field: str, *, longest: int, required: bool = False) -> str:
        return str(self.read(field, lambda text: text_in(text, longest=longest), required=required) or "")

    def date(self, field: str) -> date | None:
        found = self.read(field, date_in)
        return found if isinstance(found, date) else None


def division_rows(table: Table) -> tuple[list[DivisionRow], list[RowError]]:
    """The rows that make sense by themselves, and what is wrong with the others."""
    found: list[DivisionRow] = []
    errors: list[RowError] = []
    for row in table.rows:
        reader = Reader(row)
        division = division_row(reader)
        errors += reader.errors
        if division is not None and not reader.errors:
            found.append(division)
    return found, errors


def division_row(reader: Reader) -> DivisionRow | None:
    code = reader.code("code", longest=LONGEST_CODE, required=True)
    level = reader.read("level", lambda text: choice_in(text, DivisionLevel)) or level_of_code(code)
    if not isinstance(level, DivisionLevel):
        if not reader.errors:
            reader.refuse("level", _("The code does not tell the level. Write it in the column for it."))
        return None
    row = DivisionRow(
        line=reader.row.line,
        code=code,
        name=reader.text("name", longest=LONGEST_NAME, required=True),
        name_latin=reader.text("name_latin", longest=LONGEST_LATIN),
        level=level,
        parent=reader.code("parent", longest=LONGEST_CODE),
        valid_from=reader.date("valid_from"),
        valid_until=reader.date("valid_until"),
        successor=reader.code("successor", longest=LONGEST_CODE),
    )
    refuse_contradictions(row, reader)
    return row


def refuse_contradictions(row: DivisionRow, reader: Reader) -> None:
    if row.valid_from and row.valid_until and row.valid_from > row.valid_until:
        reader.refuse("valid_until", _("The last day of validity must not lie before the first."))
    if row.successor and not row.valid_until:
        reader.refuse("valid_until", _("A division with a successor needs its last day of validity."))
    if not row.parent and row.level not in HIGHEST:
        reader.refuse("parent", _("A province may belong to no division; every division below it belongs to one."))

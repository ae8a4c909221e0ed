"""Tables as tests write them: lines of cells, as CSV or as a workbook."""

import csv
import io

from openpyxl import Workbook

from stations.actions.registry.columns import Registry, Table, table_of
from stations.actions.registry.tables import lines_in


def csv_file(*rows: tuple, encoding: str = "utf-8") -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue().encode(encoding)


def xlsx_file(*rows: tuple) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def table(registry: Registry, *rows: tuple) -> Table:
    return table_of(registry, lines_in(csv_file(*rows)))


DIVISION_HEAD = ("code", "name", "parent", "valid_from", "valid_until", "successor")
STATION_HEAD = ("code", "name", "division")
PEOPLE_HEAD = ("username", "name", "work_phone", "role", "place")


def divisions(*rows: tuple) -> Table:
    return table(Registry.DIVISIONS, DIVISION_HEAD, *(row + ("",) * (len(DIVISION_HEAD) - len(row)) for row in rows))


def stations(*rows: tuple) -> Table:
    return table(Registry.STATIONS, STATION_HEAD, *rows)


def people(*rows: tuple) -> Table:
    return table(Registry.PEOPLE, PEOPLE_HEAD, *rows)

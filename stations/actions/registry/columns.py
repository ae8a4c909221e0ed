"""The columns of each registry: their headings in both languages, what belongs in them, and an example."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext_lazy

from stations.actions.registry.tables import FileRefused, Line

Text = str | Promise


class Registry(StrEnum):
    """What can be brought in from a table."""

    DIVISIONS = "divisions"
    STATIONS = "stations"
    PEOPLE = "people"


class Column(NamedTuple):
    field: str
    heading: Text
    help: Text
    example: str
    is_required: bool = False


COLUMNS: Mapping[Registry, tuple[Column, ...]] = {
    Registry.DIVISIONS: (
        Column(
            "code",
            pgettext_lazy("heading", "Division code"),
            gettext_lazy(
                "GB/T 2260 and, below the county, GB/T 10114. It tells the division from every other in force."
            ),
            "990101001",
            is_required=True,
        ),
        Column(
            "name", pgettext_lazy("heading", "Name"), gettext_lazy("The official name."), "东乡镇", is_required=True
        ),
        Column(
            "name_latin",
            pgettext_lazy("heading", "Name in Latin letters"),
            gettext_lazy("For English pages; may stay empty."),
            "Dongxiang Town",
        ),
        Column(
            "level",
            pgettext_lazy("heading", "Level"),
            gettext_lazy(
                "Nation, province, prefecture, county, township or village; where it is empty, the code decides."
            ),
            "乡级",
        ),
        Column(
            "parent",
            pgettext_lazy("heading", "Code of the division above"),
            gettext_lazy(
                "Empty for the highest alone. A division never moves: one that does ends and has a successor."
            ),
            "990101",
            is_required=True,
        ),
        Column(
            "valid_from",
            pgettext_lazy("heading", "Valid from"),
            gettext_lazy("The first day; may stay empty."),
            "2020-01-01",
        ),
        Column(
            "valid_until",
            pgettext_lazy("heading", "Valid until"),
            gettext_lazy("The last day, where the division has been merged, renamed under a new code or dissolved."),
            "",
        ),
        Column(
            "successor",
            pgettext_lazy("heading", "Code of the successor"),
            gettext_lazy("The division that takes over its stations after the last day."),
            "",
        ),
    ),
    Registry.STATIONS: (
        Column(
            "code",
            pgettext_lazy("heading", "Station code"),
            gettext_lazy("It tells the station from every other and never changes."),
            "SW990101001",
            is_required=True,
        ),
        Column(
            "name",
            pgettext_lazy("heading", "Name"),
            gettext_lazy("The official name."),
            "东乡镇社工站",
            is_required=True,
        ),
        Column(
            "name_latin",
            pgettext_lazy("heading", "Name in Latin letters"),
            gettext_lazy("For English pages; may stay empty."),
            "Dongxiang Station",
        ),
        Column(
            "kind",
            pgettext_lazy("heading", "Kind"),
            gettext_lazy("Township station or village point; empty means township station."),
            "乡镇站",
        ),
        Column(
            "division",
            pgettext_lazy("heading", "Division code"),
            gettext_lazy("The division in which the station works."),
            "990101001",
            is_required=True,
        ),
        Column(
            "opened_on",
            pgettext_lazy("heading", "Opened on"),
            gettext_lazy("The first day; may stay empty."),
            "2020-03-01",
        ),
        Column(
            "closed_on",
            pgettext_lazy("heading", "Closed on"),
            gettext_lazy("The day from which the station takes part in no further cycle; its results stay."),
            "",
        ),
        Column(
            "host_organization",
            pgettext_lazy("heading", "Contracted organization"),
            gettext_lazy("May stay empty."),
            "示例社会工作服务中心",
        ),
        Column(
            "host_organization_latin",
            pgettext_lazy("heading", "Contracted organization in Latin letters"),
            gettext_lazy("For English pages; may stay empty."),
            "",
        ),
    ),
    Registry.PEOPLE: (
        Column(
            "username",
            pgettext_lazy("heading", "User name"),
            gettext_lazy("The name to sign in with. A person with several places has one row for each."),
            "zhang.min",
            is_required=True,
        ),
        Column(
            "name",
            pgettext_lazy("heading of a person", "Name"),
            gettext_lazy("The person’s name."),
            "张敏",
            is_required=True,
        ),
        Column(
            "work_phone",
            pgettext_lazy("heading", "Work phone"),
            gettext_lazy("May stay empty."),
            "0990-5550101",
        ),
        Column(
            "role",
            pgettext_lazy("heading", "Role"),
            gettext_lazy("Social worker or station lead of a station, reviewer or viewer of a division."),
            "站长",
            is_required=True,
        ),
        Column(
            "place",
            pgettext_lazy("heading", "Station or division code"),
            gettext_lazy("The station’s code for social workers and leads, the division’s for reviewers and viewers."),
            "SW990101001",
            is_required=True,
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Table:
    """A file whose columns are known: the fields it has, and each row's cells by field."""

    registry: Registry
    fields: tuple[str, ...]
    rows: tuple["Row", ...]


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, field: str) -> str:
        """What stands in the row's cell; nothing where the file has no such column."""
        return self.cells.get(field, "")


def table_of(registry: Registry, lines: Sequence[Line]) -> Table:
    """The rows of a file by the fields that its first line names."""
    fields = fields_of(registry, lines[0])
    rows = [row_of(fields, line) for line in lines[1:]]
    return Table(registry, tuple(fields), tuple(rows))


def fields_of(registry: Registry, head: Line) -> list[str]:
    known = headings(registry)
    cells = list(head.cells)
    while cells and not cells[-1]:
        cells.pop()
    unknown = [cell for cell in cells if cell.casefold() not in known]
    if unknown:
        raise FileRefused(
            _("The heading “%(heading)s” is not known. The headings are: %(known)s.")
            % {"heading": unknown[0][:60], "known": listed(registry)}
        )
    fields = [known[cell.casefold()] for cell in cells]
    if len(set(fields)) < len(fields):
        raise FileRefused(_("Two columns have the same heading. Leave one out."))
    missing = [str(column.heading) for column in COLUMNS[registry] if column.is_required and column.field not in fields]
    if missing:
        raise FileRefused(_("The column “%(heading)s” is missing.") % {"heading": missing[0]})
    return fields


def row_of(fields: Sequence[str], line: Line) -> Row:
    if any(line.cells[len(fields) :]):
        raise FileRefused(_("Line %(line)d has more cells than there are headings.") % {"line": line.number})
    return Row(line.number, dict(zip(fields, line.cells, strict=False)))


def headings(registry: Registry) -> dict[str, str]:
    """Every heading that is understood: those of both languages, and the name of the field."""
    known: dict[str, str] = {}
    for language in ("zh-hans", "en"):
        with override(language):
            known |= {str(column.heading).casefold(): column.field for column in COLUMNS[registry]}
    return known | {column.field: column.field for column in COLUMNS[registry]}


def heading_of(registry: Registry, field: str) -> str:
    """A field's heading, in a table of this registry or, for what follows from it, in that of another."""
    columns = [*COLUMNS[registry], *(column for others in COLUMNS.values() for column in others)]
    return next((str(column.heading) for column in columns if column.field == field), field)


def listed(registry: Registry) -> str:
    return " / ".join(str(column.heading) for column in COLUMNS[registry])

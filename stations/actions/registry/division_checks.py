"""What rows of a table of divisions may not say, given one another and the database."""

from collections import Counter
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from stations.actions.registry.differences import RowError
from stations.actions.registry.division_rows import DivisionRow
from stations.actions.registry.register import Entry, Register
from stations.enums import DivisionLevel
from stations.models import Station

LEVELS = list(DivisionLevel)


def errors_of(rows: Sequence[DivisionRow], register: Register) -> list[RowError]:
    return [
        *repeated(rows),
        *(error for row in rows for error in place_errors(row, register)),
        *(error for row in rows for error in succession_errors(row, register)),
        *reused(rows, register),
        *abandoned(rows, register),
    ]


def error(row: DivisionRow, field: str, sentence: str) -> RowError:
    return RowError(line=row.line, field=field, sentence=sentence)


def repeated(rows: Sequence[DivisionRow]) -> Iterator[RowError]:
    counts = Counter((row.code, row.valid_until) for row in rows)
    first: set[object] = set()
    for row in rows:
        key = (row.code, row.valid_until)
        if counts[key] > 1 and key in first:
            yield error(row, "code", _("This code stands in an earlier line already."))
        first.add(key)


# Its place


def place_errors(row: DivisionRow, register: Register) -> Iterator[RowError]:
    known = register.known_of(row)
    if known and known.parent != row.parent:
        yield error(row, "parent", moved_sentence(known.parent))
    if known and known.level != row.level:
        yield error(row, "level", _("The level of a division never changes. End it and add its successor."))
    if row.parent:
        yield from parent_errors(row, register.entry(row.parent))


def moved_sentence(parent: str) -> str:
    return _(
        "This division belongs to %(parent)s, and a division never moves. "
        "Give it a last day and a successor, and add the successor in its new place."
    ) % {"parent": parent or "—"}


def parent_errors(row: DivisionRow, parent: Entry | None) -> Iterator[RowError]:
    if parent is None:
        yield error(row, "parent", no_such_division(row.parent))
    elif LEVELS.index(DivisionLevel(parent.level)) >= LEVELS.index(row.level):
        yield error(row, "parent", _("A division belongs to one of a higher level."))
    elif parent.valid_until and not row.valid_until:
        yield error(row, "parent", _("The division above has ended. End this one too, with a successor of its own."))


def no_such_division(code: str) -> str:
    return _("No division in the file or in the register has the code %(code)s.") % {"code": code}


# Its end


def succession_errors(row: DivisionRow, register: Register) -> Iterator[RowError]:
    if not row.successor:
        return
    heir = register.entry(row.successor)
    if heir is None:
        yield error(row, "successor", no_such_division(row.successor))
    elif heir.line == row.line or leads_back(row, register):
        yield error(row, "successor", _("A division cannot succeed itself."))
    elif heir.level != row.level:
        yield error(row, "successor", _("A successor has the same level."))


def leads_back(row: DivisionRow, register: Register) -> bool:
    own = next((entry for entry in register.entries if entry.line == row.line), None)
    return own is not None and any(heir.line == row.line for heir in register.heirs(own))


def reused(rows: Sequence[DivisionRow], register: Register) -> Iterator[RowError]:
    """A code that a division had before goes to a new one on a day that is told, or the old one would rise again."""
    ended = {known.code: known.valid_until for known in register.known if known.valid_until is not None}
    for row in rows:
        last = ended.get(row.code)
        is_new = register.known_of(row) is None and row.valid_until is None
        if is_new and last and (row.valid_from is None or row.valid_from <= last):
            sentence = _(
                "The division with this code ended on %(day)s. "
                "If the code belongs to a new one, give its first day; it must be later."
            ) % {"day": last.isoformat()}
            yield error(row, "valid_from", sentence)


def abandoned(rows: Sequence[DivisionRow], register: Register) -> Iterator[RowError]:
    """A division ends with nothing left in it: what is below it ends too, and its stations have somewhere to go."""
    ending = {known.key: row for row in rows if row.valid_until and (known := register.known_of(row)) is not None}
    standing = {entry.parent_key: entry for entry in reversed(register.entries) if entry.valid_until is None}
    for key, row in ending.items():
        child = standing.get(key)
        if child is not None:
            sentence = _("%(name)s (%(code)s) still belongs to it. End that division too, with a successor.")
            yield error(row, "valid_until", sentence % {"name": child.name, "code": child.code})
    alone = {key: row for key, row in ending.items() if not row.successor}
    for key in Station.objects.filter(division__in=list(alone)).values_list("division", flat=True).distinct():
        yield error(alone[key], "successor", _("Stations work in this division. Name the successor they go to."))

"""The divisions as they would be after a table was brought in: those of the database with the table's rows over them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from stations.actions.registry.division_rows import DivisionRow
from stations.actions.registry.known import KnownDivision
from stations.enums import DivisionLevel

Line = int
Keys = Mapping[Line, int]  # the keys of added divisions, by the line that asks for each


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A division after the import; it has a key unless a line of the table adds it."""

    code: str
    name: str
    level: str
    parent: str
    valid_until: date | None
    successor: str
    key: int | None
    parent_key: int | None
    line: Line | None

    def key_in(self, keys: Keys) -> int:
        return self.key if self.key is not None else keys[self.line or 0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    matches: Mapping[Line, KnownDivision]
    entries: tuple[Entry, ...]
    standing: Mapping[str, Entry]
    """Those without a last day, by code; no two of them share one."""
    past: Mapping[str, Entry]
    """Of those with a last day, the newest of each code."""
    known: tuple[KnownDivision, ...]
    unnamed: int

    def known_of(self, row: DivisionRow) -> KnownDivision | None:
        return self.matches.get(row.line)

    def entry(self, code: str) -> Entry | None:
        """The division that a code means: the one in force, or the last that was."""
        return self.standing.get(code) or self.past.get(code)

    def names_above(self, parent: str) -> list[str]:
        """The names from the top down to the division with this code."""
        names: list[str] = []
        seen: set[str] = set()
        while parent and parent not in seen and (entry := self.entry(parent)):
            seen.add(parent)
            # The nation goes without saying.
            names += [entry.name] if entry.level != DivisionLevel.NATION else []
            parent = entry.parent
        return names[::-1]

    def heirs(self, entry: Entry) -> Iterator[Entry]:
        """Who takes over, and who takes over from them, in order; a circle ends where it closes."""
        seen = {entry.code}
        while entry.successor and (heir := self.standing.get(entry.successor) or self.past.get(entry.successor)):
            yield heir
            if heir.code in seen and heir.valid_until is not None:
                return
            seen.add(heir.code)
            entry = heir

    def heir_on(self, entry: Entry, day: date) -> Entry | None:
        """Who has taken over by a day."""
        return next((heir for heir in self.heirs(entry) if not has_ended(heir, day)), None)


def has_ended(entry: Entry, day: date) -> bool:
    return entry.valid_until is not None and entry.valid_until < day


def register_of(rows: Sequence[DivisionRow], known: Sequence[KnownDivision]) -> Register:
    matches = matched(rows, known)
    named = {found.key for found in matches.values()}
    entries = [entry_of(row, matches.get(row.line)) for row in rows]
    entries += [kept(found) for found in known if found.key not in named]
    past = sorted((entry for entry in entries if entry.valid_until), key=lambda entry: entry.valid_until or date.min)
    return Register(
        matches=matches,
        entries=tuple(entries),
        standing={entry.code: entry for entry in reversed(entries) if entry.valid_until is None},
        past={entry.code: entry for entry in past},
        known=tuple(known),
        unnamed=sum(found.valid_until is None and found.key not in named for found in known),
    )


def matched(rows: Iterable[DivisionRow], known: Iterable[KnownDivision]) -> dict[Line, KnownDivision]:
    """Which row of the table is which division of the database.

    A row in force is the division in force of its code. A row with a last day is the one that ended on that day, else the
    one in force, which it ends; unless another row of the same code is plainly that one, by its name.
    """
    rows = list(rows)
    by_code: dict[str, list[DivisionRow]] = defaultdict(list)
    for row in rows:
        by_code[row.code].append(row)
    standing = {found.code: found for found in known if found.valid_until is None}
    ended = {(found.code, str(found.valid_until)): found for found in known if found.valid_until is not None}
    matches: dict[Line, KnownDivision] = {}
    taken: set[int] = set()
    for row in sorted(rows, key=lambda row: row.valid_until is None):
        found = ended.get((row.code, str(row.valid_until))) or standing.get(row.code)
        if found is not None and found.key not in taken and not is_another(row, found, by_code[row.code]):
            matches[row.line] = found
            taken.add(found.key)
    return matches


def is_another(row: DivisionRow, found: KnownDivision, namesakes: list[DivisionRow]) -> bool:
    """Whether the division in force is rather the one that another row of this code goes on with."""
    if row.valid_until is None or found.valid_until is not None or row.name == found.name:
        return False
    return any(other.valid_until is None and other.name == found.name for other in namesakes)


def entry_of(row: DivisionRow, known: KnownDivision | None) -> Entry:
    return Entry(
        code=row.code,
        name=row.name,
        level=row.level,
        parent=row.parent,
        valid_until=row.valid_until,
        successor=row.successor,
        key=known.key if known else None,
        parent_key=known.parent_key if known else None,
        line=row.line,
    )


def kept(known: KnownDivision) -> Entry:
    return Entry(
        code=known.code,
        name=known.name,
        level=known.level,
        parent=known.parent,
        valid_until=known.valid_until,
        successor=known.successor,
        key=known.key,
        parent_key=known.parent_key,
        line=None,
    )

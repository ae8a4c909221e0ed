"""What follows from the end of a division: its stations move to the successor, its officials' appointments end.

Whoever looks after the successor sees the old results of the stations that moved, as do the divisions above; the officials
of a division that is no more see nothing there, and are appointed anew where they go on.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from stations.actions import people, results
from stations.actions.registry.differences import Change, Deed, Step
from stations.actions.registry.register import Entry, Keys, Register, has_ended
from stations.models import Appointment, Division, Station
from stations.models.division import place_of
from swot_app.accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class StationMove:
    station: int
    code: str
    name: str
    left: Entry
    joined: Entry
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentEnd:
    appointment: int
    username: str
    name: str
    division: Entry
    place: str


@dataclass(frozen=True, slots=True)
class Succession:
    moves: tuple[StationMove, ...] = ()
    ended: tuple[AppointmentEnd, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        return (*(move_step(move) for move in self.moves), *(end_step(end) for end in self.ended))


def succession_of(register: Register, today: date) -> Succession:
    """For the divisions whose last day is over, by this table or by an earlier one."""
    over = {entry.key: entry for entry in register.entries if entry.key is not None and has_ended(entry, today)}
    return Succession(moves=moves(over, register, today), ended=ends(over, register))


def moves(over: dict[int, Entry], register: Register, today: date) -> tuple[StationMove, ...]:
    rows = Station.objects.filter(division__in=list(over)).order_by("code")
    found = []
    for pk, code, name, division in rows.values_list("pk", "code", "name", "division"):
        heir = register.heir_on(over[division], today)
        if heir is not None:
            place = place_of([*register.names_above(heir.parent), heir.name])
            left = over[division]
            found.append(StationMove(station=pk, code=code, name=name, left=left, joined=heir, place=place))
    return tuple(found)


def ends(over: dict[int, Entry], register: Register) -> tuple[AppointmentEnd, ...]:
    rows = Appointment.objects.current().filter(division__in=list(over)).order_by("user__username", "pk")
    return tuple(
        AppointmentEnd(
            appointment=pk,
            username=username,
            name=name,
            division=over[division],
            place=place_of([*register.names_above(over[division].parent), over[division].name]),
        )
        for pk, username, name, division in rows.values_list("pk", "user__username", "user__name", "division")
    )


def carry_out(succession: Succession, keys: Keys, *, by: User | None) -> None:
    by_heir: dict[int, list[int]] = defaultdict(list)
    for move in succession.moves:
        by_heir[move.joined.key_in(keys)].append(move.station)
    move_stations(by_heir)
    now = timezone.now()
    keys_ended = [end.appointment for end in succession.ended]
    for appointment in Appointment.objects.filter(pk__in=keys_ended).select_related("division"):
        people.finish_appointment(appointment, at=now, by=by)


def move_stations(stations_by_division: dict[int, list[int]]) -> None:
    """Stations with all they ever reported: whoever looks after the new place sees it."""
    paths = dict(Division.objects.filter(pk__in=stations_by_division).values_list("pk", "path"))
    for division, stations in stations_by_division.items():
        Station.objects.filter(pk__in=stations).update(division=division)
        results.move(stations, path=paths[division])


def move_step(move: StationMove) -> Step:
    changes: Sequence[Change] = (Change("division", move.left.code, move.joined.code),)
    return Step(deed=Deed.MOVE, line=None, code=move.code, name=move.name, place=move.place, changes=tuple(changes))


def end_step(end: AppointmentEnd) -> Step:
    return Step(deed=Deed.LEAVE, line=None, code=end.username, name=end.name, place=end.place)

"""People, stations and divisions as the database knows them, to compare a table of people with."""

from collections.abc import Mapping
from dataclasses import dataclass

from stations.actions.registry.known import known_divisions
from stations.actions.registry.register import Register, register_of
from stations.enums import AppointmentRole, MembershipRole
from stations.models import Appointment, Membership, Station
from stations.models.division import place_of
from swot_app.accounts.models import User

Role = MembershipRole | AppointmentRole


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person and one of their places."""

    line: int
    username: str
    name: str
    work_phone: str
    role: Role
    place: str

    @property
    def is_at_station(self) -> bool:
        return isinstance(self.role, MembershipRole)

    @property
    def spot(self) -> "Spot":
        return self.username, self.is_at_station, self.place


Spot = tuple[str, bool, str]  # who, whether at a station, and the code of the station or division


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownUser:
    key: int
    name: str
    work_phone: str
    is_active: bool
    has_system_duty: bool
    has_password: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A place that a person has now: the key of the membership or appointment, and the role."""

    key: int
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownStation:
    key: int
    name: str
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPeople:
    users: Mapping[str, KnownUser]
    holdings: Mapping[Spot, Holding]
    stations: Mapping[str, KnownStation]
    register: Register

    def has_place(self, row: PersonRow) -> bool:
        return row.place in (self.stations if row.is_at_station else self.register.standing)

    def place_name(self, row: PersonRow) -> str:
        """The station or division of a row, with what it lies in."""
        if row.is_at_station:
            station = self.stations[row.place]
            return place_of([*self.register.names_above(station.division), station.name])
        return place_of(self.register.names_above(row.place))

    def place_key(self, row: PersonRow) -> int:
        if row.is_at_station:
            return self.stations[row.place].key
        return self.register.standing[row.place].key_in({})


def known_people() -> KnownPeople:
    return KnownPeople(
        users={user.username: known_user(user) for user in User.objects.all()},
        holdings=memberships() | appointments(),
        stations={
            code: KnownStation(key=key, name=name, division=division)
            for key, code, name, division in Station.objects.values_list("pk", "code", "name", "division__code")
        },
        register=register_of([], known_divisions()),
    )


def known_user(user: User) -> KnownUser:
    return KnownUser(
        key=user.pk,
        name=user.name,
        work_phone=user.work_phone,
        is_active=user.is_active,
        has_system_duty=user.has_system_duty,
        has_password=user.has_usable_password(),
    )


def memberships() -> dict[Spot, Holding]:
    rows = Membership.objects.current().values_list("pk", "user__username", "station__code", "role")
    return {(username, True, code): Holding(key=key, role=role) for key, username, code, role in rows}


def appointments() -> dict[Spot, Holding]:
    rows = Appointment.objects.current().values_list("pk", "user__username", "division__code", "role")
    return {(username, False, code): Holding(key=key, role=role) for key, username, code, role in rows}

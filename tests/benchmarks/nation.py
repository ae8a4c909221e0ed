"""A nation made up: divisions down to townships, a station and its lead in each, an official, an edition."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from stations.enums import AppointmentRole, DivisionLevel, MembershipRole, StationKind
from stations.models import Appointment, Division, Edition, Membership, Station
from stations.models.division import path_step
from swot_app.accounts.models import User
from tests.benchmarks import bulk
from tests.worlds import make_edition

STATIONS = 41_352
BELOW = {DivisionLevel.PROVINCE: 31, DivisionLevel.PREFECTURE: 333, DivisionLevel.COUNTY: 2_844}
FACTORS = 24
JOINED = "2015-01-01 00:00:00"


@dataclass(frozen=True, kw_only=True)
class Nation:
    root: Division
    official: User
    edition: Edition
    stations: list[int]
    paths: list[str]
    """Of the stations' townships."""
    raters: list[int]
    provinces: np.ndarray
    """The number of each station's province."""

    def at(self, level: DivisionLevel) -> Division:
        """The first division of a level."""
        return Division.objects.filter(level=level).order_by("pk")[0]


def sizes(stations: int) -> dict[DivisionLevel, int]:
    """How many divisions of each level; a small nation has all provinces, and fewer of the rest."""
    share = stations / STATIONS
    found = {level: max(BELOW[DivisionLevel.PROVINCE], round(count * share)) for level, count in BELOW.items()}
    return found | {DivisionLevel.TOWNSHIP: stations}


def make_nation(stations: int) -> Nation:
    root = Division.objects.plant(code="000000", level=DivisionLevel.NATION, name="示例国", name_latin="Example")
    official = User.objects.create_user("nation", name="某某")
    Appointment.objects.create(user=official, division=root, role=AppointmentRole.REVIEWER)
    edition = make_edition("2099-1", factors=FACTORS // 4)
    paths, provinces = plant(root, stations)
    first = bulk.first_free(Station)
    keys = list(range(first, first + stations))
    bulk.add(
        Station,
        "id division_id code name name_latin kind opened_on host_organization host_organization_latin",
        station_rows(keys, paths),
    )
    raters = people(keys)
    return Nation(
        root=root,
        official=official,
        edition=edition,
        stations=keys,
        paths=paths,
        raters=raters,
        provinces=np.array(provinces),
    )


def plant(root: Division, stations: int) -> tuple[list[str], list[int]]:
    """The divisions below, spread evenly; the townships' paths and the number of the province of each."""
    above, provinces = [(root.pk, root.path)], [0]
    for level, count in sizes(stations).items():
        first = bulk.first_free(Division)
        parents = [place * len(above) // count for place in range(count)]
        own = [(key, above[parent][1] + path_step(key)) for key, parent in enumerate(parents, first)]
        rows = [
            (key, above[parent][0], path, f"{level.value[:2]}{key:08}", level.value, f"示例{key}", f"Example {key}")
            for (key, path), parent in zip(own, parents, strict=True)
        ]
        bulk.add(Division, "id parent_id path code level name name_latin", rows)
        is_top = level == DivisionLevel.PROVINCE
        provinces = list(range(count)) if is_top else [provinces[parent] for parent in parents]
        above = own
    return [path for _key, path in above], provinces


def station_rows(keys: list[int], paths: list[str]) -> Iterator[bulk.Row]:
    for key, path in zip(keys, paths, strict=True):
        division = int(path[-8:])
        name, latin = f"示例{key}社工站", f"Station {key}"
        yield key, division, f"SW{key:09}", name, latin, StationKind.TOWNSHIP.value, date(2020, 3, 1), "", ""


def people(stations: list[int]) -> list[int]:
    """A lead for each station, who cannot sign in."""
    first = bulk.first_free(User)
    keys = list(range(first, first + len(stations)))
    columns = (
        "id username name password work_phone language is_curator is_administrator is_auditor is_active date_joined"
    )
    bulk.add(User, columns, ((key, f"lead{key}", "某某", "!", "", "zh-hans", 0, 0, 0, 1, JOINED) for key in keys))
    rows = ((user, station, MembershipRole.LEAD.value, JOINED) for user, station in zip(keys, stations, strict=True))
    first = bulk.first_free(Membership)
    bulk.add(Membership, "id user_id station_id role started_at", bulk.numbered(first, rows))
    return keys

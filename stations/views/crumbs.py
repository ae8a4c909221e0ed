"""Where a page stands in the tree of divisions, in words."""

from collections.abc import Iterable

from stations.models import Division, Station
from stations.models.division import BETWEEN
from swot_app.accounts.models import User


def division_crumbs(user: User, division: Division) -> list[tuple[str, str]]:
    """The way down to a division from the highest one that the person may open, each with its page."""
    steps = Division.objects.looked_after_by(user).above(division)
    return [
        (str(step), step.get_absolute_url()) for step in steps if step.path == division.path or not step.is_placeholder
    ]


def places_of(stations: Iterable[Station], *, below: Division) -> dict[int, str]:
    """Each station's place as the names of the divisions between `below` and the station, by the station's key."""
    stations = list(stations)
    steps = {step for station in stations for step in station.division.path_steps() if step > below.path}
    divisions = Division.objects.filter(path__in=steps)
    names = {division.path: str(division) for division in divisions if not division.is_placeholder}
    return {
        station.pk: BETWEEN.join(names[step] for step in station.division.path_steps() if step in names)
        for station in stations
    }

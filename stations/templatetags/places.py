"""Where a station lies, in words."""

from django import template

from stations.models import Division, Station
from stations.models.division import BETWEEN

register = template.Library()


@register.filter
def place(places: dict[int, str], station: Station) -> str:
    """A station's place among the prepared ones (stations/views/crumbs.py)."""
    return places.get(station.pk, "")


@register.filter
def standing(division: Division) -> str:
    """What a division lies in and its level, above its name: the name alone is often that of several."""
    return BETWEEN.join([*(str(above) for above in division.parents()), division.get_level_display()])

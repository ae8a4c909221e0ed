"""Where a station lies, in words."""

from django import template

from stations.models import Station

register = template.Library()


@register.filter
def place(places: dict[int, str], station: Station) -> str:
    """A station's place among the prepared ones (stations/views/crumbs.py)."""
    return places.get(station.pk, "")

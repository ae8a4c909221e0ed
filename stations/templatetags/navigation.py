"""The main navigation, by person."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from stations.models import Division, Station
from swot_app.accounts import paths

register = template.Library()

SHOWN = 3  # own places with a link of their own; with more of them the first page is the list


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str
    is_current: bool


@register.simple_tag
def navigation_links(request: HttpRequest) -> list[Link]:
    """Two queries, however many places the person has."""
    if not request.user.is_authenticated:
        return []
    stations = list(Station.objects.of_member(request.user)[: SHOWN + 1])
    divisions = list(Division.objects.roots_of(request.user).with_parents()[: SHOWN + 1])
    pairs = place_links("station", stations, one=_("My station"), many=_("My stations"))
    pairs += place_links("division", divisions, one=_("My division"), many=_("My divisions"))
    pairs.append((_("Factor library"), reverse("library_index")))
    if request.user.is_administrator:
        pairs.append((_("Registers"), reverse("registries")))
    if request.user.has_system_duty:
        pairs.append((_("Management"), reverse("admin:index")))
    return [Link(label, url, is_within(request.path, url)) for label, url in pairs]


def place_links(url_name: str, places: Sequence[Station | Division], *, one: str, many: str) -> list[tuple[str, str]]:
    if len(places) > SHOWN:
        return [(many, reverse("home"))]
    return [(one if len(places) == 1 else name_of(place), reverse(url_name, args=[place.pk])) for place in places]


def name_of(place: Station | Division) -> str:
    """Two divisions may well have one name."""
    return place.place if isinstance(place, Division) else str(place)


def is_within(path: str, url: str) -> bool:
    """Whether the page is the link's or lies below it."""
    return path == url or (url != reverse("home") and path.startswith(url))


@register.simple_tag
def return_path(request: HttpRequest) -> str:
    """The page to which a change of language comes back."""
    return paths.current_page(request)

"""Slips: for each person a one-time link with name, user name and places, to be printed, cut and handed over."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from stations.actions import audit
from stations.models import Appointment, Membership
from swot_app.accounts.links import one_time_paths
from swot_app.accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    username: str
    name: str
    places: tuple[str, ...]
    """Each role with its place."""
    path: str
    """Of the page at which the person chooses a password; good once."""


def slips_for(usernames: Sequence[str], *, by: User | None) -> list[Slip]:
    """That the links were made is on record, the links are not."""
    users = {user.username: user for user in User.objects.filter(username__in=usernames)}
    audit.record_all(action="account.link", by=by, about=[(user, {}) for user in users.values()])
    places = places_of(list(users.values()))
    paths = dict(zip(users, one_time_paths(list(users.values())), strict=True))
    return [
        Slip(
            username=username,
            name=users[username].name,
            places=tuple(places[users[username].pk]),
            path=paths[username],
        )
        for username in usernames
    ]


def places_of(users: Sequence[User]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    above = "__".join(["parent"] * 5)
    memberships = Membership.objects.current().filter(user__in=users).select_related("station__division")
    for membership in memberships:
        found[membership.user_id].append(f"{membership.get_role_display()} · {membership.station}")
    appointments = Appointment.objects.current().filter(user__in=users).select_related(f"division__{above}")
    for appointment in appointments:
        found[appointment.user_id].append(f"{appointment.get_role_display()} · {appointment.division.place}")
    return found

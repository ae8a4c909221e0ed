"""Accounts and places written in bulk, each with its own entry in the audit log."""

from collections.abc import Iterable, Mapping, Sequence

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from stations.actions import audit, people
from stations.actions.registry.places import KnownPeople, PersonRow
from stations.models import Appointment, Membership
from swot_app.accounts.models import User

BATCH = 500


def make_accounts(rows: Iterable[PersonRow], *, by: User | None) -> dict[str, int]:
    """Accounts that nobody knows a password of, by user name."""
    users = User.objects.bulk_create(
        [
            User(username=row.username, name=row.name, work_phone=row.work_phone, password=make_password(None))
            for row in rows
        ],
        BATCH,
    )
    audit.record_all(action="account.create", by=by, about=[(user, {"duties": []}) for user in users])
    return {user.username: user.pk for user in users}


def rename_accounts(rows: Mapping[int, PersonRow], *, by: User | None) -> None:
    users = list(User.objects.filter(pk__in=rows))
    for user in users:
        user.name, user.work_phone = rows[user.pk].name, rows[user.pk].work_phone or user.work_phone
    User.objects.bulk_update(users, ["name", "work_phone"], BATCH)
    detail = {"changed": ["name", "work_phone"]}
    audit.record_all(action="account.change", by=by, about=[(user, detail) for user in users])


def end_places(places: Sequence[tuple[bool, int]], *, by: User | None) -> None:
    now = timezone.now()
    memberships = [key for is_at_station, key in places if is_at_station]
    for membership in Membership.objects.filter(pk__in=memberships).select_related("station"):
        people.finish_membership(membership, at=now, by=by)
    appointments = [key for is_at_station, key in places if not is_at_station]
    for appointment in Appointment.objects.filter(pk__in=appointments).select_related("division"):
        people.finish_appointment(appointment, at=now, by=by)


def begin_places(rows: Sequence[PersonRow], keys: Mapping[str, int], known: KnownPeople, *, by: User | None) -> None:
    now = timezone.now()
    at_stations = [row for row in rows if row.is_at_station]
    memberships = Membership.objects.bulk_create(
        [
            Membership(user_id=keys[row.username], station_id=known.place_key(row), role=row.role, started_at=now)
            for row in at_stations
        ],
        BATCH,
    )
    detailed = [
        (place, {"user": place.user_id, "station": row.place, "role": row.role.value})
        for place, row in zip(memberships, at_stations, strict=True)
    ]
    audit.record_all(action="membership.begin", by=by, about=detailed)
    begin_appointments([row for row in rows if not row.is_at_station], keys, known, by=by)


def begin_appointments(
    rows: Sequence[PersonRow], keys: Mapping[str, int], known: KnownPeople, *, by: User | None
) -> None:
    now = timezone.now()
    appointments = Appointment.objects.bulk_create(
        [
            Appointment(user_id=keys[row.username], division_id=known.place_key(row), role=row.role, started_at=now)
            for row in rows
        ],
        BATCH,
    )
    detailed = [
        (place, {"user": place.user_id, "division": row.place, "role": row.role.value})
        for place, row in zip(appointments, rows, strict=True)
    ]
    audit.record_all(action="appointment.begin", by=by, about=detailed)

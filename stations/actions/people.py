"""People's places: accounts, memberships and appointments begin and end, and are never deleted."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stations.actions import audit
from stations.actions.errors import ActionRefused
from stations.enums import AppointmentRole, MembershipRole
from stations.models import Appointment, Division, Membership, Station
from stations.models.membership import NO_PLACE_WITH_DUTY
from swot_app.accounts.links import one_time_path
from swot_app.accounts.models import User

DUTIES = ("is_curator", "is_administrator", "is_auditor")
EDITED = ("username", "name", "work_phone", "language", *DUTIES)


# Accounts


@transaction.atomic
def save_account(*, user: User, by: User | None) -> User:
    """Make an account, without a password that anybody knows, or write what was changed in one."""
    if user._state.adding:
        user.set_unusable_password()
        user.save()
        audit.record(action="account.create", by=by, about=user, detail={"duties": duties_of(user)})
        return user
    administrators = lock_administrators()
    before = lock_person(user)
    changed = [field for field in EDITED if getattr(before, field) != getattr(user, field)]
    if user.has_system_duty:
        require_no_place(user)
    if not user.is_administrator:
        require_another_administrator(user, administrators)
    user.save(update_fields=EDITED)
    audit.record(action="account.change", by=by, about=user, detail={"changed": changed, "duties": duties_of(user)})
    return user


@transaction.atomic
def deactivate(*, user: User, by: User | None) -> User:
    """A person leaves: every place and duty ends and every session dies at once; what they rated stays.

    The password goes too, so that no old session comes alive should the person return.
    """
    administrators = lock_administrators()
    locked = lock_person(user)
    require_another_administrator(locked, administrators)
    now = timezone.now()
    ended = {
        "memberships": Membership.objects.current().filter(user=locked).update(ended_at=now),
        "appointments": Appointment.objects.current().filter(user=locked).update(ended_at=now),
        "duties": duties_of(locked),
    }
    for duty in DUTIES:
        setattr(locked, duty, False)
    locked.is_active = False
    locked.set_unusable_password()
    locked.save(update_fields=[*DUTIES, "is_active", "password"])
    audit.record(action="account.deactivate", by=by, about=locked, detail=ended)
    return locked


@transaction.atomic
def reactivate(*, user: User, by: User | None) -> User:
    """A person returns, with no place and no password yet."""
    locked = lock_person(user)
    locked.is_active = True
    locked.save(update_fields=["is_active"])
    audit.record(action="account.reactivate", by=by, about=locked)
    return locked


@transaction.atomic
def one_time_link_path(*, user: User, by: User | None) -> str:
    """The path at which the person sets a password, good once; that it was made is on record, the link is not."""
    locked = lock_person(user)
    require_active(locked)
    audit.record(action="account.link", by=by, about=locked)
    return one_time_path(locked)


# Stations


@transaction.atomic
def join_station(*, user: User, station: Station, role: MembershipRole, by: User | None) -> Membership:
    locked = lock_person(user)
    require_active(locked)
    require_no_duty(locked)
    if Membership.objects.current().filter(user=locked, station=station).exists():
        raise ActionRefused(_("This person already works at this station."))
    return begin_membership(user=locked, station=station, role=role, at=timezone.now(), by=by)


@transaction.atomic
def end_membership(*, membership: Membership, by: User | None) -> Membership:
    """Access ends now; the person's ratings stay. A membership that has ended already keeps its date."""
    locked = Membership.objects.select_for_update().get(pk=membership.pk)
    if locked.ended_at is None:
        finish_membership(locked, at=timezone.now(), by=by)
    return locked


@transaction.atomic
def hand_over(*, station: Station, from_user: User, to_user: User, by: User | None) -> Membership:
    """The lead's place passes to another person; who hands over stays at the station as a worker."""
    if from_user == to_user:
        raise ActionRefused(_("Choose another person to hand the station over to."))
    list(User.objects.select_for_update(no_key=True).filter(pk__in=[from_user.pk, to_user.pk]).order_by("pk"))
    to_user.refresh_from_db()
    require_active(to_user)
    require_no_duty(to_user)
    current = Membership.objects.select_for_update().current().filter(station=station)
    lead = current.filter(user=from_user, role=MembershipRole.LEAD).first()
    if lead is None:
        raise ActionRefused(_("This person does not lead the station."))
    now = timezone.now()
    for membership in [lead, *current.filter(user=to_user)]:
        finish_membership(membership, at=now, by=by)
    begin_membership(user=from_user, station=station, role=MembershipRole.WORKER, at=now, by=by)
    return begin_membership(user=to_user, station=station, role=MembershipRole.LEAD, at=now, by=by)


def begin_membership(
    *, user: User, station: Station, role: MembershipRole, at: datetime, by: User | None
) -> Membership:
    membership = Membership.objects.create(user=user, station=station, role=role, started_at=at)
    audit.record(action="membership.begin", by=by, about=membership, detail=membership_detail(membership))
    return membership


def finish_membership(membership: Membership, *, at: datetime, by: User | None) -> None:
    membership.ended_at = at
    membership.save(update_fields=["ended_at"])
    audit.record(action="membership.end", by=by, about=membership, detail=membership_detail(membership))


def membership_detail(membership: Membership) -> dict[str, object]:
    return {"user": membership.user_id, "station": membership.station.code, "role": membership.role}


# Divisions


@transaction.atomic
def appoint(*, user: User, division: Division, role: AppointmentRole, by: User | None) -> Appointment:
    locked = lock_person(user)
    require_active(locked)
    require_no_duty(locked)
    if Appointment.objects.current().filter(user=locked, division=division).exists():
        raise ActionRefused(_("This person is already appointed to this division."))
    appointment = Appointment.objects.create(user=locked, division=division, role=role, started_at=timezone.now())
    audit.record(action="appointment.begin", by=by, about=appointment, detail=appointment_detail(appointment))
    return appointment


@transaction.atomic
def end_appointment(*, appointment: Appointment, by: User | None) -> Appointment:
    """Access ends now. An appointment that has ended already keeps its date."""
    locked = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if locked.ended_at is None:
        finish_appointment(locked, at=timezone.now(), by=by)
    return locked


def finish_appointment(appointment: Appointment, *, at: datetime, by: User | None) -> None:
    appointment.ended_at = at
    appointment.save(update_fields=["ended_at"])
    audit.record(action="appointment.end", by=by, about=appointment, detail=appointment_detail(appointment))


def appointment_detail(appointment: Appointment) -> dict[str, object]:
    return {"user": appointment.user_id, "division": appointment.division.code, "role": appointment.role}


# What holds for everybody


def lock_person(user: User) -> User:
    """The person as the database has them, held still: two administrators at once give no forbidden pair of duties."""
    return User.objects.select_for_update(no_key=True).get(pk=user.pk)


def lock_administrators() -> list[User]:
    """Those who could still let people in; held still, so that no two leave at the same moment."""
    administrators = User.objects.filter(is_administrator=True, is_active=True)
    return list(administrators.select_for_update(no_key=True).order_by("pk"))


def require_active(user: User) -> None:
    if not user.is_active:
        raise ActionRefused(_("This account is closed. Open it again first."))


def require_no_duty(user: User) -> None:
    """Who looks after the whole system sees no scores, so no place may show them any."""
    if user.has_system_duty:
        raise ActionRefused(str(NO_PLACE_WITH_DUTY))


def require_no_place(user: User) -> None:
    memberships = Membership.objects.current().filter(user=user)
    if memberships.exists() or Appointment.objects.current().filter(user=user).exists():
        raise ActionRefused(
            _(
                "This person has a place at a station or a division, so they cannot be curator, administrator or "
                "auditor. End their places first."
            )
        )


def require_another_administrator(user: User, administrators: list[User]) -> None:
    if administrators == [user]:
        raise ActionRefused(_("This is the only system administrator. Make another one first."))


def duties_of(user: User) -> list[str]:
    return [duty.removeprefix("is_") for duty in DUTIES if getattr(user, duty)]

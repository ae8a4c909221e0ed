"""The rows of a table of people, checked by themselves, against one another and against the database."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db.models import Field
from django.utils.translation import gettext as _

from stations.actions.registry.cells import CellRefused, choice_in, text_in
from stations.actions.registry.columns import Row, Table
from stations.actions.registry.differences import RowError
from stations.actions.registry.division_rows import Reader
from stations.actions.registry.places import KnownPeople, PersonRow, Role, Spot
from stations.enums import AppointmentRole, MembershipRole
from swot_app.accounts.models import User

LONGEST_PLACE = 20


def people_rows(table: Table, known: KnownPeople) -> tuple[list[PersonRow], list[RowError]]:
    found: list[PersonRow] = []
    errors: list[RowError] = []
    for cells in table.rows:
        row, wrong = person_row(cells)
        errors += wrong
        if row is not None:
            errors += refusals(row, known)
            found.append(row)
    return found, [*errors, *contradictions(found)]


def person_row(cells: Row) -> tuple[PersonRow | None, list[RowError]]:
    reader = Reader(cells)
    username = reader.read("username", lambda text: valid("username", text), required=True)
    name = reader.read("name", lambda text: valid("name", text), required=True)
    work_phone = reader.read("work_phone", lambda text: valid("work_phone", text))
    role = reader.read("role", role_in, required=True)
    place = reader.code("place", longest=LONGEST_PLACE, required=True)
    if reader.errors or not isinstance(role, MembershipRole | AppointmentRole):
        return None, reader.errors
    row = PersonRow(
        line=cells.line,
        username=User.normalize_username(str(username)),
        name=str(name),
        work_phone=str(work_phone or ""),
        role=role,
        place=place,
    )
    return row, []


def valid(name: str, text: str) -> str:
    """A text that the account's field takes."""
    field = User._meta.get_field(name)
    assert isinstance(field, Field)  # noqa: S101 -- for the type checker: no relation is asked for
    try:
        field.run_validators(text_in(text, longest=field.max_length or 0))
    except ValidationError as error:
        raise CellRefused(" ".join(error.messages)) from None
    return text


def role_in(text: str) -> Role:
    try:
        return choice_in(text, MembershipRole)
    except CellRefused:
        pass
    try:
        return choice_in(text, AppointmentRole)
    except CellRefused:
        labels = [str(role.label) for role in (*MembershipRole, *AppointmentRole)]
        raise CellRefused(
            _("“%(text)s” is not known here: write one of %(choices)s.")
            % {"text": text[:40], "choices": " / ".join(labels)}
        ) from None


def refusals(row: PersonRow, known: KnownPeople) -> Iterator[RowError]:
    """What the database does not allow."""
    if not known.has_place(row):
        yield error(row, "place", nowhere(row))
    user = known.users.get(row.username)
    if user is not None and not user.is_active:
        yield error(row, "username", _("This account is closed. Open it again first."))
    if user is not None and user.has_system_duty and row.role == AppointmentRole.REVIEWER:
        sentence = _("Curators, administrators and auditors may not review. Choose another person.")
        yield error(row, "role", sentence)


def nowhere(row: PersonRow) -> str:
    if row.is_at_station:
        return _("No station has the code %(code)s. Social workers and leads need a station.") % {"code": row.place}
    return _("No division in force has the code %(code)s. Reviewers and viewers need a division.") % {"code": row.place}


def contradictions(rows: list[PersonRow]) -> Iterator[RowError]:
    """A person has one name and one phone, and one role at each place."""
    spots: set[Spot] = set()
    people: dict[str, PersonRow] = {}
    for row in rows:
        if row.spot in spots:
            yield error(row, "place", _("An earlier line gives this person a role at this place already."))
        spots.add(row.spot)
        first = people.setdefault(row.username, row)
        if (first.name, first.work_phone) != (row.name, row.work_phone):
            sentence = _("Line %(line)d has another name or phone for this user name. Two people need two user names.")
            yield error(row, "username", sentence % {"line": first.line})


def error(row: PersonRow, field: str, sentence: str) -> RowError:
    return RowError(line=row.line, field=field, sentence=sentence)

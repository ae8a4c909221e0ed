"""A plan in words: what would be done and what stands in the way, for a terminal and for a page alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from stations.actions.registry.columns import Registry, heading_of
from stations.actions.registry.differences import Change, Deed, Plan, RowError, Step, counted
from stations.enums import AppointmentRole, DivisionLevel, MembershipRole, StationKind
from stations.formats import DASH

LABELLED: dict[tuple[Registry, str], tuple[type[TextChoices], ...]] = {
    (Registry.DIVISIONS, "level"): (DivisionLevel,),
    (Registry.STATIONS, "kind"): (StationKind,),
    (Registry.PEOPLE, "role"): (MembershipRole, AppointmentRole),
}


@dataclass(frozen=True, slots=True)
class Group:
    """The steps of one kind, of which only the first are told one by one."""

    deed: Deed
    count: int
    steps: tuple[Step, ...]

    @property
    def further(self) -> int:
        return self.count - len(self.steps)


def groups(steps: Sequence[Step], *, most: int) -> list[Group]:
    return [
        Group(deed, count, tuple([step for step in steps if step.deed == deed][:most]))
        for deed, count in counted(steps)
    ]


def lines(plan: Plan, *, most: int) -> Iterator[str]:
    """The plan for a terminal."""
    if plan.errors:
        yield from (error_line(plan.registry, error) for error in plan.errors[:most])
        yield from further_line(len(plan.errors) - most)
        return
    for group in groups(plan.steps, most=most):
        yield f"{group.deed.label}: {group.count}"
        yield from (f"  {step_line(plan.registry, step)}" for step in group.steps)
        yield from further_line(group.further)
    yield summary(plan)


def further_line(count: int) -> Iterator[str]:
    if count > 0:
        yield "  " + _("… and %(count)s more.") % {"count": count}


def summary(plan: Plan) -> str:
    told = _("Unchanged: %(unchanged)d. Not in the file, and left as they are: %(unnamed)d.")
    return told % {"unchanged": plan.unchanged, "unnamed": plan.unnamed}


def error_line(registry: Registry, error: RowError) -> str:
    if not error.field:
        return _("Line %(line)d: %(sentence)s") % {"line": error.line, "sentence": error.sentence}
    return _("Line %(line)d, %(heading)s: %(sentence)s") % {
        "line": error.line,
        "heading": heading_of(registry, error.field),
        "sentence": error.sentence,
    }


def step_line(registry: Registry, step: Step) -> str:
    place = f" ({step.place})" if step.place else ""
    changes = "; ".join(change_line(registry, change) for change in step.changes)
    return f"{step.code} {step.name}{place}" + (f": {changes}" if changes else "")


def change_line(registry: Registry, change: Change) -> str:
    heading = heading_of(registry, change.field)
    before, after = (shown(registry, change.field, value) for value in (change.before, change.after))
    return f"{heading} {before} → {after}" if change.before else f"{heading} {after}"


def shown(registry: Registry, field: str, value: str) -> str:
    """A value as a person reads it."""
    for choices in LABELLED.get((registry, field), ()):
        if value in choices.values:
            return str(choices(value).label)
    return value or DASH

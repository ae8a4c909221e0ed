"""The difference between a table and the database: what would be done, step by step, or what stands in the way."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from stations.actions.errors import ActionRefused
from stations.actions.registry.columns import Registry


class Deed(TextChoices):
    """What is done to a row of the database, in the order in which it is told."""

    ADD = "add", pgettext_lazy("registry", "Added")
    CHANGE = "change", pgettext_lazy("registry", "Changed")
    END = "end", pgettext_lazy("registry", "Ended")
    MOVE = "move", pgettext_lazy("registry", "Station moves")
    BEGIN = "begin", pgettext_lazy("registry", "Role begins")
    LEAVE = "leave", pgettext_lazy("registry", "Role ends")


@dataclass(frozen=True, slots=True)
class Change:
    """A field whose value differs, as text."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that would be done, as it is told to a person."""

    deed: Deed
    line: int | None
    """The line of the file that asks for it; none where it follows from others."""
    code: str
    name: str
    place: str
    """Where it lies, in names from the top down."""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowError:
    """Why a line cannot be brought in."""

    line: int
    field: str
    """The column, or nothing where the whole line is meant."""
    sentence: str


class Plan(Protocol):
    """What every registry's plan can tell."""

    @property
    def registry(self) -> Registry: ...
    @property
    def errors(self) -> tuple[RowError, ...]: ...
    @property
    def unchanged(self) -> int: ...
    @property
    def unnamed(self) -> int: ...
    @property
    def steps(self) -> Sequence[Step]: ...


class Refused(ActionRefused):
    """The file holds errors, so nothing of it was brought in."""


class PlanOutdated(ActionRefused):
    """What would be done now is not what was shown."""

    def __init__(self) -> None:
        super().__init__(
            _("The register has changed since this difference was shown, so nothing was written. Look at it again.")
        )


def digest(plan: Plan) -> str:
    """What tells a plan from every other one, whatever language it is told in."""
    return hashlib.sha256(repr((plan.registry, plan.steps)).encode()).hexdigest()


def require_shown(plan: Plan, shown: str | None) -> None:
    """Nothing is done that holds an error, or that is not what was shown."""
    if plan.errors:
        raise Refused(_("The file holds errors, so nothing was written."))
    if shown is not None and digest(plan) != shown:
        raise PlanOutdated


def counted(steps: Sequence[Step]) -> list[tuple[Deed, int]]:
    """How many steps of each kind there are, in the order of telling."""
    counts = {deed: sum(step.deed == deed for step in steps) for deed in Deed}
    return [(deed, count) for deed, count in counts.items() if count]

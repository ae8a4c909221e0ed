"""Rules that only the database can keep, as triggers: histories that only grow and editions that never change.

Each guard watches one kind of write to one table and says what is allowed; the conditions are written once, in SQL that
SQLite and PostgreSQL read alike. `stations/models/triggers.py` puts them into a database.
"""

from dataclasses import dataclass

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from stations.enums import AssessmentState, EditionState, LateState
from stations.models.assessment import WRITABLE, Assessment, Transition
from stations.models.audit_event import AuditEvent
from stations.models.check_rating import CheckRating
from stations.models.countermeasure import Countermeasure, Effect, PracticeModel
from stations.models.edition import Edition
from stations.models.evidence import Evidence
from stations.models.expert import Expert, Judgement
from stations.models.factor import Anchor, Factor
from stations.models.late_operation import LateOperation
from stations.models.operation import Operation
from stations.models.rating import RatingChange
from stations.models.snapshot import Snapshot
from stations.models.source import Source, SourceSection

PREFIX = "stations_guard_"
INSERT, UPDATE, DELETE = "INSERT", "UPDATE", "DELETE"
WRITES = (INSERT, UPDATE, DELETE)


class Rule(models.TextChoices):
    """What is allowed; the value stands in the database's error, the label is the sentence for people."""

    APPEND_ONLY = "append_only", _("This history only grows: entries are added, never changed and never deleted.")
    LATE_KEPT = "late_kept", _("What arrived late is kept as it arrived; it is applied or discarded once.")
    EVIDENCE_KEPT = "evidence_kept", _("Evidence is kept as it was sent; it can be removed once.")
    EVIDENCE_FROZEN = (
        "evidence_frozen",
        _("Evidence is added and removed only while its assessment is open."),
    )
    UNDER_REVIEW = (
        "under_review",
        _("Check ratings are given while the assessment is under review, to factors of its own edition."),
    )
    EDITION_STEPS = (
        "edition_steps",
        _("An edition begins as a draft, is published, then retired; no other step exists."),
    )
    EDITION_FIXED = "edition_fixed", _("A published edition never changes. Copy it to a new draft and change that.")
    EDITION_KEPT = "edition_kept", _("What belongs to one edition stays with it. Copy the edition instead.")
    EDITION_WHOLE = (
        "edition_whole",
        _("Citations, effects, examples and judgements name entries of their own edition alone."),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """The condition, in SQL over OLD and NEW, on which a write is refused."""

    rule: Rule
    condition: str

    @property
    def message(self) -> str:
        with translation.override(None):
            return f"{PREFIX}{self.rule.value}: {self.rule.label}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What is refused when one kind of write meets one table; `edition` is the one to hold still meanwhile."""

    table: str
    write: str
    refusals: tuple[Refusal, ...]
    edition: str | None = None


def guards() -> list[Guard]:
    """Every guard of the house."""
    return [
        *append_only_guards(),
        *late_operation_guards(),
        *evidence_guards(),
        *check_guards(),
        *edition_guards(),
        *library_guards(),
    ]


def sentence(error: BaseException) -> str | None:
    """The sentence for people about a write that a guard refused; nothing for any other error."""
    return next((str(rule.label) for rule in Rule if f"{PREFIX}{rule.value}:" in str(error)), None)


def append_only_guards() -> list[Guard]:
    always = Refusal(rule=Rule.APPEND_ONLY, condition="1 = 1")
    tables = [table_of(model) for model in (RatingChange, CheckRating, Operation, Transition, Snapshot, AuditEvent)]
    tables.append(table_of(Evidence.snapshots.through))
    return [Guard(table=table, write=write, refusals=(always,)) for table in tables for write in (UPDATE, DELETE)]


def late_operation_guards() -> list[Guard]:
    """Of what arrived late, the state alone changes, and only while it is waiting."""
    kept = [column for column in columns_of(LateOperation) if column not in ("state", "settled_at")]
    changed = " OR ".join(differ(f"OLD.{column}", f"NEW.{column}") for column in kept)
    settled = Refusal(rule=Rule.LATE_KEPT, condition=f"OLD.state <> '{LateState.WAITING}' OR {changed}")
    always = Refusal(rule=Rule.LATE_KEPT, condition="1 = 1")
    table = table_of(LateOperation)
    return [
        Guard(table=table, write=UPDATE, refusals=(settled,)),
        Guard(table=table, write=DELETE, refusals=(always,)),
    ]


def evidence_guards() -> list[Guard]:
    """A file joins and leaves while its assessment is open; but for its removal nothing of the row changes."""
    kept = [column for column in columns_of(Evidence) if column not in ("removed_by_id", "removed_at")]
    changed = " OR ".join(differ(f"OLD.{column}", f"NEW.{column}") for column in kept)
    altered = Refusal(rule=Rule.EVIDENCE_KEPT, condition=f"OLD.removed_at IS NOT NULL OR {changed}")
    always = Refusal(rule=Rule.EVIDENCE_KEPT, condition="1 = 1")
    state = f"({select('state', Assessment, 'NEW.assessment_id')})"
    writable = ", ".join(f"'{value}'" for value in WRITABLE)
    frozen = Refusal(rule=Rule.EVIDENCE_FROZEN, condition=f"{state} NOT IN ({writable})")
    table = table_of(Evidence)
    return [
        Guard(table=table, write=INSERT, refusals=(frozen,)),
        Guard(table=table, write=UPDATE, refusals=(altered, frozen)),
        Guard(table=table, write=DELETE, refusals=(always,)),
    ]


def check_guards() -> list[Guard]:
    """A check rating joins while its assessment is under review; that it never changes after is said above."""
    state, started, edition = (
        f"({select(column, Assessment, 'NEW.assessment_id')})"
        for column in ("state", "review_started_at", "edition_id")
    )
    closed = f"{state} <> '{AssessmentState.SUBMITTED}' OR {started} IS NULL"
    foreign = differ(edition, edition_of("NEW.factor_id"))
    refusal = Refusal(rule=Rule.UNDER_REVIEW, condition=f"{closed} OR {foreign}")
    return [Guard(table=table_of(CheckRating), write=INSERT, refusals=(refusal,))]


# An edition


def edition_guards() -> list[Guard]:
    """Draft, published, retired, each step once; what is no draft keeps everything but the date of its retirement."""
    draft, published, retired = (f"'{state}'" for state in EditionState)
    dated = f"(NEW.state = {retired}) <> (NEW.retired_at IS NOT NULL)"
    steps = (
        f"NOT (OLD.state = NEW.state OR (OLD.state = {draft} AND NEW.state = {published})"
        f" OR (OLD.state = {published} AND NEW.state = {retired})) OR {dated}"
    )
    kept = [column for column in columns_of(Edition) if column not in ("state", "retired_at")]
    changed = [*(differ(f"OLD.{column}", f"NEW.{column}") for column in kept), retirement_changed()]
    fixed = Refusal(rule=Rule.EDITION_FIXED, condition=f"OLD.state <> {draft} AND ({' OR '.join(changed)})")
    begins = Refusal(rule=Rule.EDITION_STEPS, condition=f"NEW.state <> {draft} OR {dated}")
    moves = Refusal(rule=Rule.EDITION_STEPS, condition=steps)
    deleted = Refusal(rule=Rule.EDITION_FIXED, condition=f"OLD.state <> {draft}")
    table = table_of(Edition)
    return [
        Guard(table=table, write=INSERT, refusals=(begins,)),
        Guard(table=table, write=UPDATE, refusals=(moves, fixed)),
        Guard(table=table, write=DELETE, refusals=(deleted,)),
    ]


def retirement_changed() -> str:
    return f"(OLD.state = NEW.state AND {differ('OLD.retired_at', 'NEW.retired_at')})"


# The rows of an edition


def library_guards() -> list[Guard]:
    return [guard for model, owners in library_owners().items() for guard in row_guards(model, owners)]


def library_owners() -> dict[type[models.Model], tuple[str, ...]]:
    """The tables of the library, each with its columns that lead to an edition."""
    return {
        Source: ("edition_id",),
        Factor: ("edition_id",),
        Countermeasure: ("edition_id",),
        PracticeModel: ("edition_id",),
        SourceSection: ("source_id",),
        Anchor: ("factor_id",),
        Effect: ("countermeasure_id", "factor_id"),
        Expert: ("edition_id",),
        Judgement: ("expert_id", "first_id", "second_id"),
        Factor.citations.through: ("factor_id", "sourcesection_id"),
        Countermeasure.citations.through: ("countermeasure_id", "sourcesection_id"),
        PracticeModel.citations.through: ("practicemodel_id", "sourcesection_id"),
        PracticeModel.illustrates.through: ("practicemodel_id", "countermeasure_id"),
    }


def row_guards(model: type[models.Model], owners: tuple[str, ...]) -> list[Guard]:
    """A row is written while its edition is a draft, stays in it, and names entries of the same edition alone."""
    table, owner = table_of(model), owners[0]
    before, after = edition_of(f"OLD.{owner}"), edition_of(f"NEW.{owner}")
    moved = Refusal(rule=Rule.EDITION_KEPT, condition=differ(before, after))
    whole = tuple(
        Refusal(rule=Rule.EDITION_WHOLE, condition=f"{after} IS NULL OR {differ(after, edition_of(f'NEW.{other}'))}")
        for other in owners[1:]
    )
    return [
        Guard(table=table, write=INSERT, edition=after, refusals=(fixed(after), *whole)),
        Guard(table=table, write=UPDATE, edition=before, refusals=(fixed(before), fixed(after), moved, *whole)),
        Guard(table=table, write=DELETE, edition=before, refusals=(fixed(before),)),
    ]


def fixed(edition: str) -> Refusal:
    condition = f"({select('state', Edition, edition)}) <> '{EditionState.DRAFT}'"
    return Refusal(rule=Rule.EDITION_FIXED, condition=condition)


PARENTS: dict[str, type[models.Model]] = {
    "source_id": Source,
    "sourcesection_id": Source,
    "factor_id": Factor,
    "first_id": Factor,
    "second_id": Factor,
    "expert_id": Expert,
    "countermeasure_id": Countermeasure,
    "practicemodel_id": PracticeModel,
}


def edition_of(reference: str) -> str:
    """SQL for the edition that a reference such as NEW.factor_id leads to."""
    column = reference.partition(".")[2]
    if column == "edition_id":
        return reference
    if column == "sourcesection_id":
        reference = f"({select('source_id', SourceSection, reference)})"
    return f"({select('edition_id', PARENTS[column], reference)})"


def select(column: str, model: type[models.Model], key: str) -> str:
    return f"SELECT {column} FROM {table_of(model)} WHERE id = {key}"  # noqa: S608 -- names of our own tables


def differ(left: str, right: str) -> str:
    """SQL for two values that are not the same, two absent ones being the same, as both engines read it."""
    return f"NOT COALESCE({left} = {right}, {left} IS NULL AND {right} IS NULL)"


def table_of(model: type[models.Model]) -> str:
    return model._meta.db_table


def columns_of(model: type[models.Model]) -> list[str]:
    return [str(field.column) for field in model._meta.concrete_fields]

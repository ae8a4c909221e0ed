"""How an edition weighs its factors: the choice, weights set directly, and experts with their pairwise judgements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from stations.actions import audit
from stations.actions.errors import ActionRefused
from stations.enums import Weighting
from stations.models import Edition, Expert, Factor, Judgement
from stations.models.guards import Rule
from swot_app.accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementChange:
    """What is to be recorded of one pair: its value, or None to take the judgement back.

    The value is told from the first factor, whose key is the smaller; `base` is the value that the person saw.
    """

    first: Factor
    second: Factor
    value: int | None
    base: int | None

    @property
    def pair(self) -> tuple[int, int]:
        return self.first.pk, self.second.pk


@transaction.atomic
def choose_weighting(*, edition: Edition, weighting: Weighting, by: User) -> Edition:
    """Where the weights come from in every assessment by this edition; what else was entered is kept."""
    draft = lock_draft(edition)
    draft.weighting = weighting
    draft.save(update_fields=["weighting"])
    detail = {"edition": draft.code, "weighting": str(weighting)}
    audit.record(action="edition.choose_weighting", by=by, about=draft, detail=detail)
    return draft


@transaction.atomic
def set_direct_weights(*, edition: Edition, weights: Mapping[Factor, Decimal | None], by: User) -> None:
    """Write the weights of these factors; None takes a weight away."""
    draft = lock_draft(edition)
    changed = [factor for factor, weight in weights.items() if factor.weight != weight]
    for factor in changed:
        if factor.edition_id != draft.pk:
            raise ActionRefused(_("This factor does not belong to this edition. Load the page again."))
        factor.weight = weights[factor]
    Factor.objects.bulk_update(changed, ["weight"])
    detail = {"edition": draft.code, "changed": len(changed)}
    audit.record(action="edition.set_weights", by=by, about=draft, detail=detail)


@transaction.atomic
def add_expert(*, edition: Edition, label: str, by: User) -> Expert:
    expert = Expert(edition=lock_draft(edition), label=label)
    write(expert)
    audit.record(action="expert.create", by=by, about=expert, detail={"edition": expert.edition.code})
    return expert


@transaction.atomic
def rename_expert(*, expert: Expert, label: str, by: User) -> Expert:
    locked = lock_expert(expert)
    locked.label = label
    write(locked)
    audit.record(action="expert.change", by=by, about=locked, detail={"edition": locked.edition.code})
    return locked


@transaction.atomic
def remove_expert(*, expert: Expert, by: User) -> None:
    """The expert's judgements go too."""
    locked = lock_expert(expert)
    detail = {"edition": locked.edition.code, "judgements": locked.judgements.count()}
    audit.record(action="expert.delete", by=by, about=locked, detail=detail)
    locked.delete()


@transaction.atomic
def record_judgements(
    *, expert: Expert, changes: Iterable[JudgementChange], by: User
) -> dict[tuple[int, int], int | None]:
    """Write an expert's judgements, as many as there are.

    What somebody else changed since the person looked is left as it is, and comes back: the value that stands, by pair.
    """
    locked = lock_expert(expert)
    standing = {(row.first_id, row.second_id): row.value for row in locked.judgements.all()}
    wanted = [change for change in changes if standing.get(change.pair) != change.value]
    free = [change for change in wanted if standing.get(change.pair) == change.base]
    for change in free:
        require_comparable(locked, change)
    write_judgements(locked, free)
    if free:
        detail = {"edition": locked.edition.code, "changed": len(free)}
        audit.record(action="expert.judge", by=by, about=locked, detail=detail)
    return {change.pair: standing.get(change.pair) for change in wanted if change not in free}


def write_judgements(expert: Expert, changes: list[JudgementChange]) -> None:
    for change in changes:
        if change.value is None:
            expert.judgements.filter(first=change.first, second=change.second).delete()
    Judgement.objects.bulk_create(
        [
            Judgement(expert=expert, first=change.first, second=change.second, value=change.value)
            for change in changes
            if change.value is not None
        ],
        update_conflicts=True,
        unique_fields=["expert", "first", "second"],
        update_fields=["value"],
    )


def require_comparable(expert: Expert, change: JudgementChange) -> None:
    """Only factors of one list are compared: weights add up to 1 within each."""
    first, second = change.first, change.second
    if {first.edition_id, second.edition_id} != {expert.edition_id} or first.quadrant != second.quadrant:
        raise ActionRefused(_("Only factors of the same list are compared. Load the page again."))


def write(expert: Expert) -> None:
    try:
        expert.full_clean()
    except ValidationError as error:
        # The form said so before; whoever comes here was overtaken by another curator.
        raise ActionRefused(" ".join(error.messages)) from error
    expert.save()


def lock_draft(edition: Edition) -> Edition:
    """The edition, held until the end; what is published never changes."""
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if not locked.is_draft:
        raise ActionRefused(str(Rule.EDITION_FIXED.label))
    return locked


def lock_expert(expert: Expert) -> Expert:
    draft = lock_draft(expert.edition)
    locked = Expert.objects.filter(pk=expert.pk, edition=draft).first()
    if locked is None:
        raise ActionRefused(_("This expert was removed meanwhile. Nothing was saved."))
    locked.edition = draft
    return locked

"""The demonstration's sheets: what a rater says by profile and hand, written as rows of a time gone by."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from stations.actions.ratings import AnswerValue
from stations.enums import AnswerKind, Quadrant
from stations.models import Assessment, Factor, Rating, RatingChange, SectionMark, Sheet
from swot_app.accounts.models import User

BETWEEN_ANSWERS = timedelta(seconds=80)


def moment(text: str) -> datetime:
    """A day, or a day and a time, as the clocks of the world show them."""
    return timezone.make_aware(datetime.fromisoformat(text))


def answers_of(
    sheet: dict[str, Any], *, profile: dict[str, Any], year: int, hand: dict[str, list[int]]
) -> dict[str, AnswerValue]:
    """What a rater says of each factor, in order: the profile's degrees, moved by the rater's hand."""
    importances = profile["importance"] if sheet.get("weighs") else {}
    reasons, notes = dict(reasons_of(sheet)), sheet.get("notes", {})
    answers = {}
    for code, degree in degrees_of(profile["years"][str(year)], hand):
        if code in reasons:
            kind, reason = reasons[code]
            answers[code] = AnswerValue(kind=kind, reason=reason, note=notes.get(code, ""))
        else:
            answers[code] = AnswerValue(
                kind=AnswerKind.DEGREE, degree=degree, importance=importances.get(code), note=notes.get(code, "")
            )
        if code == sheet.get("until"):
            break
    return answers


def degrees_of(levels: dict[str, list[int]], hand: dict[str, list[int]]) -> Iterator[tuple[str, int]]:
    for quadrant in Quadrant.values:
        for place, (level, move) in enumerate(zip(levels[quadrant], hand[quadrant], strict=True), start=1):
            yield f"{quadrant}{place}", min(max(level + move, 1), 5)


def reasons_of(sheet: dict[str, Any]) -> Iterator[tuple[str, tuple[AnswerKind, str]]]:
    for kind in (AnswerKind.NOT_APPLICABLE, AnswerKind.CANNOT_JUDGE):
        for codes, reason in sheet.get(kind.value, {}).items():
            for code in codes.split():
                yield code, (kind, reason)


def write_sheet(
    *,
    assessment: Assessment,
    number: int,
    by: User,
    answers: dict[str, AnswerValue],
    factors: dict[str, Factor],
    last: datetime,
    declared: bool,
) -> None:
    """A sheet with its answers and their history; the action that rates one by one works in the present alone."""
    sheet = Sheet.objects.create(assessment=assessment, rater=by, number=number, declared_at=last if declared else None)
    ratings = Rating.objects.bulk_create(
        Rating(
            sheet=sheet,
            factor=factors[code],
            changed_at=last - BETWEEN_ANSWERS * (len(answers) - place),
            **asdict(answer),
        )
        for place, (code, answer) in enumerate(answers.items())
    )
    RatingChange.objects.bulk_create(change_of(rating) for rating in ratings)
    SectionMark.objects.bulk_create(
        SectionMark(sheet=sheet, quadrant=quadrant)
        for quadrant in Quadrant.values
        if {code for code, factor in factors.items() if factor.quadrant == quadrant} <= set(answers)
    )


def amend(*, assessment: Assessment, by: User, factor: str, degree: int, note: str, at: datetime) -> None:
    """One more answer on a declared sheet, marked as every change after the declaration is."""
    sheet = Sheet.objects.select_related("assessment__station", "assessment__cycle", "rater").get(
        assessment=assessment, rater=by
    )
    rating = sheet.ratings.select_related("factor").get(factor__code=factor)
    rating.degree, rating.note, rating.changed_at = degree, note, at
    rating.revision += 1
    rating.save()
    change_of(rating).save()
    Sheet.objects.filter(pk=sheet.pk).update(changed_after_at=at)


def change_of(rating: Rating) -> RatingChange:
    """The entry of the history for the rating as it stands."""
    return RatingChange(
        rating=rating,
        revision=rating.revision,
        operation_id=operation_of(rating),
        changed_by=rating.sheet.rater,
        changed_at=rating.changed_at,
        kind=rating.kind,
        degree=rating.degree,
        importance=rating.importance,
        reason=rating.reason,
        note=rating.note,
    )


def operation_of(rating: Rating) -> UUID:
    """The same in every load."""
    sheet, assessment = rating.sheet, rating.sheet.assessment
    names = (
        assessment.cycle.year,
        assessment.station.code,
        sheet.rater.username,
        rating.factor.code,
        rating.revision,
    )
    return uuid5(NAMESPACE_URL, "/".join(["demo", *map(str, names)]))

"""From an assessment's rows to what is scored, and to the names that a record keeps."""

from collections import defaultdict
from datetime import datetime

from django.utils import timezone

from stations import scoring
from stations.enums import AnswerKind
from stations.models import (
    Assessment,
    Countermeasure,
    Cycle,
    Division,
    Edition,
    Evidence,
    Factor,
    Rating,
    Result,
    Sheet,
)
from stations.scorecards.context import (
    Context,
    CycleEntry,
    DivisionEntry,
    EvidenceEntry,
    Name,
    PreviousResult,
    Remark,
    SheetEntry,
    StationEntry,
    Step,
)
from stations.weights import edition_weights


def panel_of(edition: Edition, sheets: list[Sheet], ratings: list[Rating]) -> scoring.Panel:
    """What is scored: the edition's factors and countermeasures and the answers on these sheets."""
    answers: dict[int, dict[str, scoring.Answer]] = defaultdict(dict)
    for rating in ratings:
        if rating.kind != AnswerKind.NOT_ANSWERED:
            answers[rating.sheet_id][rating.factor.code] = answer_of(rating)
    return scoring.Panel(
        factors=[
            scoring.Factor(code=factor.code, quadrant=scoring.Quadrant(factor.quadrant))
            for factor in Factor.objects.filter(edition=edition)
        ],
        countermeasures=countermeasures_of(edition),
        sheets=[scoring.Sheet(rater=rater_name(sheet), answers=answers[sheet.pk]) for sheet in sheets],
        edition_weights=edition_weights(edition),
    )


def countermeasures_of(edition: Edition) -> list[scoring.Countermeasure]:
    effects: dict[str, dict[str, int]] = defaultdict(dict)
    rows = Countermeasure.objects.filter(edition=edition).order_by("position", "code")
    for code, factor, effect in rows.values_list("code", "effects__factor__code", "effects__effect"):
        # A countermeasure without effects comes as one row that names no factor.
        effects[code] |= {factor: effect} if factor else {}
    return [scoring.Countermeasure(code=code, effects=found) for code, found in effects.items()]


def answer_of(rating: Rating) -> scoring.Answer:
    return scoring.Answer(kind=scoring.AnswerKind(rating.kind), degree=rating.degree, importance=rating.importance)


def rater_name(sheet: Sheet) -> str:
    return f"R{sheet.number}"


def context_of(
    assessment: Assessment, sheets: list[Sheet], ratings: list[Rating], *, number: int, at: datetime
) -> Context:
    names = {sheet.pk: rater_name(sheet) for sheet in sheets}
    edition = assessment.edition
    return Context(
        number=number,
        taken_at=at,
        edition_code=edition.code,
        edition_title=edition_title(edition),
        station=station_entry(assessment),
        cycle=cycle_entry(assessment.cycle),
        sheets=tuple(
            SheetEntry(
                rater=names[sheet.pk],
                declared_on=timezone.localdate(sheet.declared_at),
                changed_after=sheet.changed_after_at is not None,
                begun_after=sheet.is_begun_after(assessment.first_submitted_at),
            )
            for sheet in sheets
        ),
        remarks=tuple(
            Remark(
                rater=names[rating.sheet_id],
                factor=rating.factor.code,
                kind=rating.kind,
                reason=rating.reason,
                note=rating.note,
            )
            for rating in sorted(ratings, key=lambda rating: (rating.factor.position, rating.sheet_id))
            if rating.reason or rating.note
        ),
        steps=steps_of(assessment),
        previous=previous_result(assessment),
        evidence=evidence_entries(assessment, sheets),
    )


def steps_of(assessment: Assessment) -> tuple[Step, ...]:
    return tuple(
        Step(step=step.step, on=timezone.localdate(step.at), reason=step.reason)
        for step in assessment.transitions.all()
    )


def evidence_entries(assessment: Assessment, sheets: list[Sheet]) -> tuple[EvidenceEntry, ...]:
    raters = {sheet.rater_id: rater_name(sheet) for sheet in sheets}
    standing = Evidence.objects.standing().in_order().filter(assessment=assessment).select_related("factor")
    return tuple(
        EvidenceEntry(
            factor=entry.factor.code,
            name=entry.name,
            caption=entry.caption,
            media_type=entry.media_type,
            size=entry.size,
            sha256=entry.sha256,
            added_on=timezone.localdate(entry.added_at),
            rater=raters.get(entry.added_by_id, ""),
        )
        for entry in standing
    )


def edition_title(edition: Edition) -> Name:
    # modeltranslation adds these fields when Django starts.
    return Name(zh_hans=getattr(edition, "title_zh_hans"), en=getattr(edition, "title_en"))  # noqa: B009


def station_entry(assessment: Assessment) -> StationEntry:
    station = assessment.station
    return StationEntry(
        code=station.code,
        kind=station.kind,
        name=Name(zh_hans=station.name, en=station.name_latin),
        host=Name(zh_hans=station.host_organization, en=station.host_organization_latin),
        opened_on=station.opened_on,
        divisions=tuple(
            DivisionEntry(
                code=division.code,
                level=division.level,
                name=Name(zh_hans=division.name, en=division.name_latin),
            )
            for division in Division.objects.above(station.division)
        ),
    )


def cycle_entry(cycle: Cycle) -> CycleEntry:
    return CycleEntry(
        kind=cycle.kind,
        year=cycle.year,
        quarter=cycle.quarter,
        opens_on=cycle.opens_on,
        due_on=cycle.due_on,
        opener=cycle.division.level,
    )


def previous_result(assessment: Assessment) -> PreviousResult | None:
    """The newest settled result of an earlier cycle of the same station."""
    result = (
        Result.objects.filter(station_id=assessment.station_id, cycle__opens_on__lt=assessment.cycle.opens_on)
        .select_related("cycle__division")
        .order_by("-cycle__opens_on", "-pk")
        .first()
    )
    if result is None:
        return None
    return PreviousResult(
        cycle=cycle_entry(result.cycle),
        strengths=result.strengths,
        weaknesses=result.weaknesses,
        opportunities=result.opportunities,
        threats=result.threats,
        strength_coefficient=result.strength_coefficient,
        zone=result.zone,
    )

"""What a template needs to draw one comparison; nothing here decides anything."""

from dataclasses import dataclass

from stations.forms.judgements import BOTH, DEGREES, JudgementForm, JudgementsForm
from stations.models import Factor
from stations.scoring import ExpertWeights


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One radio button."""

    value: str
    word: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementRow:
    """Two factors and what was said of them."""

    number: int
    prefix: str
    one: Factor
    other: Factor
    prefers_one: bool
    prefers_other: bool
    are_equal: bool
    both: str
    """The value that says: equally important."""
    degrees: list[Choice]
    base: str
    errors: list[str]
    is_judged: bool
    hurts_most: bool


def judgement_rows(form: JudgementsForm, found: ExpertWeights | None) -> list[JudgementRow]:
    worst = None
    if found is not None and not found.is_consistent and found.most_hurtful is not None:
        worst = {found.most_hurtful.first, found.most_hurtful.second}
    return [judgement_row(number, entry, worst) for number, entry in enumerate(form.forms, 1)]


def judgement_row(number: int, form: JudgementForm, worst: set[str] | None) -> JudgementRow:
    side, degree = form.shown("side"), form.shown("degree")
    return JudgementRow(
        number=number,
        prefix=form.prefix or "",
        one=form.one,
        other=form.other,
        prefers_one=side == str(form.one.pk),
        prefers_other=side == str(form.other.pk),
        are_equal=side == BOTH,
        both=BOTH,
        degrees=[Choice(value=value, word=str(word), is_chosen=value == degree) for value, word in DEGREES],
        base="" if form.seen is None else str(form.seen),
        errors=[str(error) for errors in form.errors.values() for error in errors] if form.has_arrived else [],
        is_judged=form.standing is not None,
        hurts_most={form.one.code, form.other.code} == worst,
    )


def error_links(rows: list[JudgementRow]) -> list[tuple[str, str]]:
    """Each mistake with the place where it is to be mended."""
    return [
        (f"comparison-{row.prefix}", f"{row.one.code} : {row.other.code} – {sentence}")
        for row in rows
        for sentence in row.errors
    ]

"""What an edition still lacks before it can be published, one sentence each."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from stations.actions.edition_content import LINES, bilingual_fields
from stations.actions.weight_gaps import weight_gaps
from stations.enums import Quadrant
from stations.models import Countermeasure, Edition, Factor, PracticeModel, Source
from stations.models.factor import lines_of

ANCHORED = (1, 3, 5)
# These may be empty while an entry is written, but a published entry needs them.
NEEDED_LINES = LINES


def completeness(edition: Edition) -> list[str]:
    """The gaps, in the order in which a reader meets them; none where the edition can be published."""
    sources = list(edition.sources.prefetch_related("sections"))
    factors = list(edition.factors.prefetch_related("anchors", "citations"))
    countermeasures = list(edition.countermeasures.prefetch_related("effects__factor", "citations"))
    practice_models = list(edition.practice_models.prefetch_related("illustrates", "citations"))
    return [
        *text_gaps(edition, edition.code),
        *source_gaps(sources),
        *quadrant_gaps(factors),
        *(gap for factor in factors for gap in factor_gaps(factor)),
        *countermeasure_gaps(countermeasures),
        *(gap for model in practice_models for gap in practice_model_gaps(model)),
        *weight_gaps(edition),
    ]


def source_gaps(sources: list[Source]) -> Iterator[str]:
    for source in sources:
        yield from text_gaps(source, source.key)
        for section in source.sections.all():
            yield from text_gaps(section, f"{source.key} {section.number}")


def quadrant_gaps(factors: list[Factor]) -> Iterator[str]:
    present = {factor.quadrant for factor in factors}
    for quadrant in Quadrant:
        if quadrant not in present:
            yield _("No factor belongs to “%(quadrant)s”.") % {"quadrant": quadrant.label}


def factor_gaps(factor: Factor) -> Iterator[str]:
    yield from text_gaps(factor, factor.code)
    anchors = {anchor.degree: anchor for anchor in factor.anchors.all()}
    for degree in ANCHORED:
        if degree not in anchors:
            yield _("%(entry)s: the anchor for degree %(degree)s is missing.") % {
                "entry": factor.code,
                "degree": degree,
            }
    for degree, anchor in anchors.items():
        yield from text_gaps(anchor, f"{factor.code} · {degree}")
    yield from citation_gaps(factor)


def countermeasure_gaps(countermeasures: list[Countermeasure]) -> Iterator[str]:
    if not countermeasures:
        yield _("The edition has no countermeasure.")
    for countermeasure in countermeasures:
        yield from text_gaps(countermeasure, countermeasure.code)
        for effect in countermeasure.effects.all():
            yield from text_gaps(effect, f"{countermeasure.code} → {effect.factor.code}")
        yield from citation_gaps(countermeasure)
    yield from effect_gaps(countermeasures)


def effect_gaps(countermeasures: list[Countermeasure]) -> Iterator[str]:
    """Countermeasures are compared, so each must spend the same: Σ(a−1) over its effects."""
    totals = {entry.code: sum(effect.effect - 1 for effect in entry.effects.all()) for entry in countermeasures}
    for code, total in totals.items():
        if total == 0:
            yield _("%(entry)s: no effect on any factor is named.") % {"entry": code}
    if len(set(totals.values())) > 1:
        listed = ", ".join(f"{code} {total}" for code, total in totals.items())
        yield _(
            "The effects above 1 must add up to the same for every countermeasure; now they add up to: %(totals)s."
        ) % {"totals": listed}


def practice_model_gaps(model: PracticeModel) -> Iterator[str]:
    yield from text_gaps(model, model.code)
    if not model.illustrates.all():
        yield _("%(entry)s: no countermeasure that it illustrates is named.") % {"entry": model.code}
    yield from citation_gaps(model)


def citation_gaps(entry: Factor | Countermeasure | PracticeModel) -> Iterator[str]:
    if not entry.citations.all():
        yield _("%(entry)s: no section of a source is cited.") % {"entry": entry.code}


def text_gaps(entry: models.Model, name: str) -> Iterator[str]:
    """A needed text must be there in both languages; an optional one in both or in neither."""
    for field in bilingual_fields(type(entry)):
        chinese, english = (lines_of(getattr(entry, f"{field}_{language}")) for language in ("zh_hans", "en"))
        yield from language_gaps(entry._meta.get_field(field), name, chinese, english)


def language_gaps(field: Any, name: str, chinese: list[str], english: list[str]) -> Iterator[str]:
    words: dict[str, Any] = {"entry": name, "field": field.verbose_name}
    is_needed = not field.blank or field.name in NEEDED_LINES or chinese or english
    if is_needed and not chinese:
        yield _("%(entry)s: “%(field)s” is missing in Chinese.") % words
    if is_needed and not english:
        yield _("%(entry)s: “%(field)s” is missing in English.") % words
    if field.name in LINES and chinese and english and len(chinese) != len(english):
        yield _("%(entry)s: “%(field)s” has %(chinese)s lines in Chinese and %(english)s in English.") % {
            **words,
            "chinese": len(chinese),
            "english": len(english),
        }

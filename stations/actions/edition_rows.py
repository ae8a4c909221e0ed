"""Writing an edition's content to the rows of its draft."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import translation

from stations.actions.edition_content import LANGUAGES, LINES, Content, bilingual_fields
from stations.enums import Weighting
from stations.models import (
    Anchor,
    Countermeasure,
    Edition,
    Effect,
    Expert,
    Factor,
    Judgement,
    PracticeModel,
    Source,
    SourceSection,
)
from stations.models.expert import turned


def write_content(edition: Edition, content: Content) -> None:
    """Replace everything in a draft by this content; a few statements however long it is."""
    # The column without a language holds the default language's text, whoever writes.
    with translation.override("zh-hans"):
        parts = (edition.experts, edition.practice_models, edition.countermeasures, edition.factors, edition.sources)
        for rows in parts:
            rows.all().delete()
        set_texts(edition, content["edition"])
        edition.weighting = content["edition"].get("weighting", Weighting.RATERS)
        edition.save()
        sections = write_sources(edition, content["sources"])
        factors = write_factors(edition, content["factors"], sections)
        countermeasures = write_countermeasures(edition, content["countermeasures"], sections, factors)
        write_practice_models(edition, content["practice_models"], sections, countermeasures)
        write_experts(edition, content.get("experts", []), factors)


def set_texts(entry: models.Model, content: Content) -> None:
    for field, text in columns_of(type(entry), content).items():
        setattr(entry, field, text)


def columns_of(model: type[models.Model], content: Content) -> dict[str, str]:
    return {
        f"{name}_{language}": "\n".join(content[name][language]) if name in LINES else content[name][language]
        for name in bilingual_fields(model)
        for language in LANGUAGES
    }


def write_sources(edition: Edition, contents: list[Content]) -> dict[str, SourceSection]:
    """The sections by the words that cite them, such as LZ 2.1.1."""
    sources = Source.objects.bulk_create(
        Source(edition=edition, key=content["key"], **columns_of(Source, content)) for content in contents
    )
    sections = SourceSection.objects.bulk_create(
        SourceSection(source=source, number=section["number"], position=position, **columns_of(SourceSection, section))
        for source, content in zip(sources, contents, strict=True)
        for position, section in enumerate(content["sections"], 1)
    )
    return {str(section): section for section in sections}


def write_factors(edition: Edition, contents: list[Content], sections: dict[str, SourceSection]) -> dict[str, Factor]:
    factors = Factor.objects.bulk_create(
        Factor(
            edition=edition,
            code=content["code"],
            quadrant=content["quadrant"],
            weight=weight_in(content),
            position=position,
            **columns_of(Factor, content),
        )
        for position, content in enumerate(contents, 1)
    )
    Anchor.objects.bulk_create(
        Anchor(factor=factor, degree=int(degree), **columns_of(Anchor, {"text": text}))
        for factor, content in zip(factors, contents, strict=True)
        for degree, text in content["anchors"].items()
    )
    cite(Factor, factors, contents, sections)
    return {factor.code: factor for factor in factors}


def weight_in(content: Content) -> Decimal | None:
    return Decimal(str(content["weight"])) if "weight" in content else None


def write_experts(edition: Edition, contents: list[Content], factors: dict[str, Factor]) -> None:
    experts = Expert.objects.bulk_create(Expert(edition=edition, label=content["label"]) for content in contents)
    Judgement.objects.bulk_create(
        judgement(expert, factors[first], factors[second], value)
        for expert, content in zip(experts, contents, strict=True)
        for first, row in content["judgements"].items()
        for second, value in row.items()
    )


def judgement(expert: Expert, one: Factor, other: Factor, value: int) -> Judgement:
    """A judgement told from the first factor; the row takes them in the order of their keys."""
    if one.pk < other.pk:
        return Judgement(expert=expert, first=one, second=other, value=value)
    return Judgement(expert=expert, first=other, second=one, value=turned(value))


def write_countermeasures(
    edition: Edition, contents: list[Content], sections: dict[str, SourceSection], factors: dict[str, Factor]
) -> dict[str, Countermeasure]:
    countermeasures = Countermeasure.objects.bulk_create(
        Countermeasure(
            edition=edition,
            code=content["code"],
            family=content["family"],
            position=position,
            **columns_of(Countermeasure, content),
        )
        for position, content in enumerate(contents, 1)
    )
    Effect.objects.bulk_create(
        Effect(
            countermeasure=countermeasure,
            factor=factors[effect["factor"]],
            effect=effect["effect"],
            **columns_of(Effect, effect),
        )
        for countermeasure, content in zip(countermeasures, contents, strict=True)
        for effect in content["effects"]
    )
    cite(Countermeasure, countermeasures, contents, sections)
    return {countermeasure.code: countermeasure for countermeasure in countermeasures}


def write_practice_models(
    edition: Edition,
    contents: list[Content],
    sections: dict[str, SourceSection],
    countermeasures: dict[str, Countermeasure],
) -> None:
    practice_models = PracticeModel.objects.bulk_create(
        PracticeModel(edition=edition, code=content["code"], position=position, **columns_of(PracticeModel, content))
        for position, content in enumerate(contents, 1)
    )
    illustrates = PracticeModel.illustrates.through
    illustrates.objects.bulk_create(
        illustrates(practicemodel=model, countermeasure=countermeasures[code])
        for model, content in zip(practice_models, contents, strict=True)
        for code in content["illustrates"]
    )
    cite(PracticeModel, practice_models, contents, sections)


def cite(
    model: type[Factor] | type[Countermeasure] | type[PracticeModel],
    entries: list[Any],
    contents: list[Content],
    sections: dict[str, SourceSection],
) -> None:
    through: Any = model.citations.through
    through.objects.bulk_create(
        through(**{str(model._meta.model_name): entry, "sourcesection": sections[citation]})
        for entry, content in zip(entries, contents, strict=True)
        for citation in content["citations"]
    )

"""An edition's content in the form of its file: read from the rows and compared place by place."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from modeltranslation.translator import translator

from stations.enums import Quadrant, Weighting
from stations.models import Countermeasure, Edition, Factor, PracticeModel, Source
from stations.models.factor import lines_of
from stations.weights import judgements_by_expert, values_by_code

SCHEMA = "swot-library/1"
LANGUAGES = ("zh_hans", "en")
# Fields that hold one entry a line, lists in the file.
LINES = {"evidence_examples", "steps"}
# What names an entry among its neighbours, for the places at which two contents differ.
NAMES = ("code", "key", "number", "factor", "label")

Content = dict[str, Any]


def bilingual_fields(model: type[models.Model]) -> list[str]:
    options: Any = translator.get_options_for_model(model)
    return list(options.fields)


def content_of(edition: Edition) -> Content:
    """Everything that the edition says, ordered so that equal editions give equal contents."""
    return {
        "schema": SCHEMA,
        "edition": {"code": edition.code, **weighting_of(edition), **texts_of(edition)},
        "sources": [source_content(source) for source in edition.sources.prefetch_related("sections")],
        "factors": [
            factor_content(factor) for factor in edition.factors.prefetch_related("anchors", "citations__source")
        ],
        "countermeasures": [
            countermeasure_content(countermeasure)
            for countermeasure in edition.countermeasures.prefetch_related("effects__factor", "citations__source")
        ],
        "practice_models": [
            practice_model_content(model)
            for model in edition.practice_models.prefetch_related("illustrates", "citations__source")
        ],
        **experts_of(edition),
    }


def weighting_of(edition: Edition) -> Content:
    """The choice, where it is not the usual one: files and editions without weights of their own say nothing of them."""
    return {} if edition.weighting == Weighting.RATERS else {"weighting": edition.weighting}


def experts_of(edition: Edition) -> Content:
    """The experts with their judgements by the codes of the two factors, the one that stands first told first."""
    experts = list(edition.experts.all())
    judged = judgements_by_expert(experts)
    lists = [list(edition.factors.filter(quadrant=quadrant)) for quadrant in Quadrant] if experts else []
    contents = [
        {
            "label": expert.label,
            "judgements": {
                first: row
                for factors in lists
                for first, row in nested(values_by_code(factors, judged[expert.pk])).items()
            },
        }
        for expert in experts
    ]
    return {"experts": contents} if contents else {}


def nested(values: Mapping[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    """Values of pairs as a file holds them: by the first factor, then by the second."""
    rows: dict[str, dict[str, int]] = {}
    for (first, second), value in values.items():
        rows.setdefault(first, {})[second] = value
    return rows


def texts_of(entry: models.Model) -> Content:
    return {
        name: {language: value_of(name, getattr(entry, f"{name}_{language}")) for language in LANGUAGES}
        for name in bilingual_fields(type(entry))
    }


def value_of(name: str, text: str | None) -> str | list[str]:
    return lines_of(text) if name in LINES else text or ""


def source_content(source: Source) -> Content:
    sections = [{"number": section.number, **texts_of(section)} for section in source.sections.all()]
    return {"key": source.key, **texts_of(source), "sections": sections}


def factor_content(factor: Factor) -> Content:
    anchors = {str(anchor.degree): texts_of(anchor)["text"] for anchor in factor.anchors.all()}
    return {
        "code": factor.code,
        "quadrant": factor.quadrant,
        **({} if factor.weight is None else {"weight": float(factor.weight)}),
        **texts_of(factor),
        "anchors": anchors,
        "citations": sorted(str(section) for section in factor.citations.all()),
    }


def countermeasure_content(countermeasure: Countermeasure) -> Content:
    effects = [
        {"factor": effect.factor.code, "effect": effect.effect, **texts_of(effect)}
        for effect in countermeasure.effects.all()
    ]
    return {
        "code": countermeasure.code,
        "family": countermeasure.family,
        **texts_of(countermeasure),
        "effects": sorted(effects, key=lambda effect: str(effect["factor"])),
        "citations": sorted(str(section) for section in countermeasure.citations.all()),
    }


def practice_model_content(model: PracticeModel) -> Content:
    return {
        "code": model.code,
        **texts_of(model),
        "illustrates": sorted(countermeasure.code for countermeasure in model.illustrates.all()),
        "citations": sorted(str(section) for section in model.citations.all()),
    }


# Compared


def differences(left: Any, right: Any, place: str = "") -> Iterator[str]:
    """The places at which two contents differ, such as factors/S1/title/en; a list's own place where its order does."""
    if are_entries(left) and are_entries(right):
        left, right = keyed(left), keyed(right)
        if list(left) != list(right) and set(left) == set(right):
            yield place
    if isinstance(left, dict) and isinstance(right, dict):
        for name in dict.fromkeys([*left, *right]):
            yield from differences(left.get(name), right.get(name), f"{place}/{name}".lstrip("/"))
    elif left != right:
        yield place


def are_entries(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)


def keyed(entries: list[Content]) -> Content:
    """A list of entries by their names, so that one new entry is one difference."""
    return {next(str(entry[name]) for name in NAMES if name in entry): entry for entry in entries}

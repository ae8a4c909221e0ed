"""The words of an edition in one language, read in a handful of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, Value

from stations.enums import Weighting
from stations.models import Anchor, Countermeasure, Edition, Effect, Factor, PracticeModel, SourceSection
from stations.models.factor import lines_of
from stations.weights import QuadrantWeights, quadrant_weights


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorText:
    code: str
    quadrant: str
    title: str
    statement: str
    anchors: Mapping[int, str]
    """By degree; not every degree has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountermeasureText:
    code: str
    family: str
    title: str
    description: str
    steps: tuple[str, ...]
    partners: str
    success_signs: str
    reasons: Mapping[str, str]
    """Why it has its effect, by factor."""
    models: tuple[str, ...]
    """Practice models that show it at work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedSection:
    number: str
    title: str
    cited_by: tuple[str, ...]
    """Codes of the factors, countermeasures and practice models that rest on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    key: str
    authors: str
    title: str
    publication: str
    sections: tuple[CitedSection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionTexts:
    factors: Mapping[str, FactorText]
    countermeasures: Mapping[str, CountermeasureText]
    sources: tuple[SourceText, ...]
    weighting: Weighting = Weighting.RATERS
    """Where the edition takes its weights from."""
    experts: tuple[QuadrantWeights, ...] = ()
    """The experts' judgements, where it is they who weigh."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the fields of one language by their own names: what is missing stays empty and borrows no other language."""

    language: str

    def field(self, name: str) -> str:
        return f"{name}_{'en' if self.language == 'en' else 'zh_hans'}"

    def text(self, row: Any, name: str) -> str:
        return getattr(row, self.field(name)) or ""


def texts_of(edition: Edition, language: str) -> EditionTexts:
    """What the edition says; a code that a published edition holds is always found here."""
    reader = Reader(language)
    return EditionTexts(
        factors={text.code: text for text in factor_texts(edition, reader)},
        countermeasures={text.code: text for text in countermeasure_texts(edition, reader)},
        sources=tuple(source_texts(edition, reader)),
        weighting=Weighting(edition.weighting),
        experts=tuple(quadrant_weights(edition)) if edition.weighting == Weighting.EXPERTS else (),
    )


def factor_texts(edition: Edition, reader: Reader) -> Iterable[FactorText]:
    anchors: dict[int, dict[int, str]] = defaultdict(dict)
    rows = Anchor.objects.filter(factor__edition=edition)
    for factor, degree, text in rows.values_list("factor_id", "degree", reader.field("text")):
        anchors[factor][degree] = text or ""
    for factor in Factor.objects.filter(edition=edition):
        yield FactorText(
            code=factor.code,
            quadrant=factor.quadrant,
            title=reader.text(factor, "title"),
            statement=reader.text(factor, "statement"),
            anchors=anchors[factor.pk],
        )


def countermeasure_texts(edition: Edition, reader: Reader) -> Iterable[CountermeasureText]:
    reasons, models = effect_reasons(edition, reader), models_shown(edition, reader)
    for countermeasure in Countermeasure.objects.filter(edition=edition):
        yield CountermeasureText(
            code=countermeasure.code,
            family=countermeasure.family,
            title=reader.text(countermeasure, "title"),
            description=reader.text(countermeasure, "description"),
            steps=tuple(lines_of(reader.text(countermeasure, "steps"))),
            partners=reader.text(countermeasure, "partners"),
            success_signs=reader.text(countermeasure, "success_signs"),
            reasons=reasons[countermeasure.pk],
            models=tuple(models[countermeasure.pk]),
        )


def effect_reasons(edition: Edition, reader: Reader) -> Mapping[int, Mapping[str, str]]:
    reasons: dict[int, dict[str, str]] = defaultdict(dict)
    rows = Effect.objects.filter(countermeasure__edition=edition).order_by()
    for countermeasure, factor, reason in rows.values_list("countermeasure_id", "factor__code", reader.field("reason")):
        reasons[countermeasure][factor] = reason or ""
    return reasons


def models_shown(edition: Edition, reader: Reader) -> Mapping[int, list[str]]:
    models: dict[int, list[str]] = defaultdict(list)
    rows = PracticeModel.illustrates.through.objects.filter(practicemodel__edition=edition).order_by(
        "practicemodel__position", "practicemodel__code"
    )
    for countermeasure, name in rows.values_list("countermeasure_id", f"practicemodel__{reader.field('name')}"):
        models[countermeasure].append(name or "")
    return models


def source_texts(edition: Edition, reader: Reader) -> Iterable[SourceText]:
    """The sources with those of their sections that something cites."""
    cited = citing_codes(edition)
    sections: dict[int, list[SourceSection]] = defaultdict(list)
    for section in (
        SourceSection.objects.filter(pk__in=list(cited))
        .select_related("source")
        .order_by("source_id", "position", "pk")
    ):
        sections[section.source_id].append(section)
    for group in sections.values():
        source = group[0].source
        yield SourceText(
            key=source.key,
            authors=reader.text(source, "authors"),
            title=reader.text(source, "title"),
            publication=reader.text(source, "publication"),
            sections=tuple(
                CitedSection(
                    number=section.number, title=reader.text(section, "title"), cited_by=tuple(cited[section.pk])
                )
                for section in group
            ),
        )


def citing_codes(edition: Edition) -> Mapping[int, list[str]]:
    """By section, the codes of what cites it: factors, then countermeasures, then practice models."""
    links = [citing(model, edition, turn) for turn, model in enumerate((Factor, Countermeasure, PracticeModel))]
    codes: dict[int, list[str]] = defaultdict(list)
    for _turn, _position, code, section in sorted(links[0].union(*links[1:], all=True)):
        codes[section].append(code)
    return codes


def citing(model: Any, edition: Edition, turn: int) -> QuerySet[Any]:
    """Rows of turn, position, code and section, for one kind of what cites."""
    owner = model.__name__.lower()
    links = model.citations.through.objects.filter(**{f"{owner}__edition": edition}).order_by()
    rows: QuerySet[Any] = links.values_list(
        Value(turn), F(f"{owner}__position"), F(f"{owner}__code"), F("sourcesection_id")
    )
    return rows

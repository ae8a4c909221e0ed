"""Which fields of the library are written in both languages."""

from modeltranslation.translator import TranslationOptions, register

from stations.models import (
    Anchor,
    Countermeasure,
    Edition,
    Effect,
    Factor,
    PracticeModel,
    Source,
    SourceSection,
)


@register(Edition)
class EditionTranslation(TranslationOptions):
    fields = ("title", "summary")


@register(Source)
class SourceTranslation(TranslationOptions):
    fields = ("authors", "title", "publication")


@register(SourceSection)
class SourceSectionTranslation(TranslationOptions):
    fields = ("title",)


@register(Factor)
class FactorTranslation(TranslationOptions):
    fields = ("title", "statement", "exclusion", "evidence_examples")


@register(Anchor)
class AnchorTranslation(TranslationOptions):
    fields = ("text",)


@register(Countermeasure)
class CountermeasureTranslation(TranslationOptions):
    fields = ("title", "description", "steps", "partners", "success_signs")


@register(Effect)
class EffectTranslation(TranslationOptions):
    fields = ("reason",)


@register(PracticeModel)
class PracticeModelTranslation(TranslationOptions):
    fields = ("name", "description")

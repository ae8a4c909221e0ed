"""What the tests of the guards share: an edition with a row in every table, and the refusal that they expect."""

from contextlib import contextmanager

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from stations.enums import EditionState
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
from stations.models.guards import library_owners, sentence
from tests.worlds import make_edition

HELD = [Source, SourceSection, Factor, Anchor, Countermeasure, Effect, PracticeModel, Expert, Judgement]
THROUGH = [
    Factor.citations.through,
    Countermeasure.citations.through,
    PracticeModel.citations.through,
    PracticeModel.illustrates.through,
]
CHANGES = {
    Anchor: {"text_en": "Other"},
    Effect: {"reason_en": "Other"},
    PracticeModel: {"name_en": "Other"},
    Expert: {"label": "Other"},
    Judgement: {"value": 1},
}


def change_of(model):
    return CHANGES.get(model, {"title_en": "Other"})


@contextmanager
def refused(rule):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        yield
    assert sentence(caught.value) == str(rule.label)


def draft(code="draft"):
    """A draft with at least one row in every table of the library."""
    edition = make_edition(code, factors=1, published=False)
    model = PracticeModel.objects.create(
        edition=edition,
        code="M1",
        name_zh_hans="模式",
        name_en="Model",
        description_zh_hans="说",
        description_en="Told",
    )
    model.illustrates.add(edition.countermeasures.get(code="C1"))
    model.citations.add(SourceSection.objects.get(source__edition=edition))
    first, second = edition.factors.order_by("pk")[:2]
    expert = Expert.objects.create(edition=edition, label="Expert 1")
    Judgement.objects.create(expert=expert, first=first, second=second, value=3)
    return edition


def publish(edition):
    Edition.objects.filter(pk=edition.pk).update(state=EditionState.PUBLISHED, published_at=timezone.now())
    edition.refresh_from_db()
    return edition


def rows(model, edition):
    """The rows of one table of the library that belong to an edition."""
    paths = {
        Source: "edition",
        Factor: "edition",
        Countermeasure: "edition",
        PracticeModel: "edition",
        SourceSection: "source__edition",
        Anchor: "factor__edition",
        Effect: "countermeasure__edition",
        Expert: "edition",
        Judgement: "expert__edition",
    }
    path = paths.get(model) or f"{library_owners()[model][0].removesuffix('_id')}__edition"
    return model.objects.filter(**{path: edition})

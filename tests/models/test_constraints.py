"""Every rule of the tables, broken once before a form and once before the database itself."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from tests.models.broken_rows import ANY, BROKEN

OWN_MODELS = [*apps.get_app_config("stations").get_models(), *apps.get_app_config("accounts").get_models()]
RULES = {constraint.name: constraint for model in OWN_MODELS for constraint in model._meta.constraints}
GUARDED = {"stations_edition_state_known": "stations_guard_edition_steps"}  # a trigger speaks first

EACH = pytest.mark.parametrize(
    ("rule", "make", "fields", "sentence"), BROKEN, ids=[f"{case[0]}-{number}" for number, case in enumerate(BROKEN)]
)


def test_every_rule_is_broken_below():
    assert sorted({rule for rule, *_rest in BROKEN}) == sorted(RULES)


def test_every_rule_is_named_after_its_table():
    prefixes = {
        name: f"{model._meta.label_lower.replace('.', '_')}_" for model in OWN_MODELS for name in names_of(model)
    }

    assert [name for name, prefix in prefixes.items() if not name.startswith(prefix)] == []


def names_of(model):
    return [constraint.name for constraint in model._meta.constraints]


@EACH
def test_form_is_told(world, rule, make, fields, sentence):
    row = make(world, **fields)

    with pytest.raises(ValidationError) as refusal:
        row.full_clean()

    if sentence is not ANY:
        assert refusal.value.messages == [sentence]


@EACH
def test_database_refuses(world, rule, make, fields, sentence):
    row = make(world, **fields)

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        row.save(force_insert=True)

    if isinstance(RULES[rule], models.CheckConstraint):
        assert GUARDED.get(rule, rule) in str(refusal.value)
    else:
        assert "unique" in str(refusal.value).lower()

"""A row's history in the admin: what the log keeps in English is told with the fields' names in the reader's language."""

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import Field, Model
from django.utils.text import capfirst
from django.utils.translation import override


def names_of(models: Iterable[type[Model]]) -> dict[str, str]:
    """Each field's English name, as the log keeps it, with its name for the reader."""
    fields: list[Any] = [field for model in models for field in model._meta.get_fields() if isinstance(field, Field)]
    with override(None):
        english = [capfirst(str(field.verbose_name)) for field in fields]
    return dict(zip(english, [str(field.verbose_name) for field in fields], strict=True))


def in_words(change_message: str, names: dict[str, str]) -> str:
    """The log's message with its fields named anew; what is no list of changes stays as it is."""
    try:
        changes = json.loads(change_message)
    except ValueError:
        return change_message
    return json.dumps([change_in_words(change, names) for change in changes], ensure_ascii=False)


def change_in_words(change: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """Django looks each name up once more, finds nothing, and leaves it."""
    changed = change.get("changed")
    if not changed:
        return change
    return {"changed": changed | {"fields": [names.get(label, label) for label in changed.get("fields", [])]}}

"""A form's errors as links, for the summary above it."""

from django import template
from django.forms import BaseForm, BoundField

register = template.Library()

FORM = "form"  # the id of what holds the whole form


@register.filter
def error_links(form: BaseForm | None) -> list[tuple[str, str]]:
    """Each error with the id of its field; those of the form as a whole first."""
    if form is None or not form.errors:
        return []
    whole = [(FORM, str(sentence)) for sentence in form.non_field_errors()]
    return whole + [(anchor(field), str(sentence)) for field in form for sentence in field.errors]


def anchor(field: BoundField) -> str:
    """A group of radios or boxes has no id of its own: its first one is where to go."""
    return field.id_for_label or f"{field.auto_id}_0"

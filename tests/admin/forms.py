"""The admin's forms as a browser sends them, and the messages of the page after."""

from datetime import date

from django.contrib.messages import get_messages
from django.urls import reverse


def admin_url(obj, page="change"):
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_{page}", args=[obj.pk])


def list_url(model, page="changelist"):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")


def sent_by(page, **changes):
    """What the form on a page holds, with a person's changes."""
    fields = dict(form_fields(page.context["adminform"].form))
    for inline in page.context["inline_admin_formsets"]:
        fields |= dict(form_fields(inline.formset.management_form))
        for form in inline.formset.forms:
            fields |= dict(form_fields(form))
    return fields | changes


def form_fields(form):
    for field in form:
        value = field.value()
        if isinstance(value, bool):
            value = "on" if value else None
        if isinstance(value, date):
            value = value.isoformat()
        if isinstance(value, list):
            value = [str(getattr(entry, "pk", entry)) for entry in value]
        if value is not None:
            yield field.html_name, value


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def errors(page):
    """What the page has against the form."""
    formsets = [inline.formset for inline in page.context["inline_admin_formsets"]]
    forms = [page.context["adminform"].form, *(form for formset in formsets for form in formset.forms)]
    return [error for form in forms for found in form.errors.values() for error in found]

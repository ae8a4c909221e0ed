"""The table that an administrator chooses, and the confirmation of the difference that was shown."""

import base64
import binascii
import zlib
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stations.actions.errors import ActionRefused
from stations.actions.registry.columns import Registry, Table, table_of
from stations.actions.registry.tables import lines_in

MOST_BYTES = 30 * 1024 * 1024
# The page gives the table back with the confirmation, within settings.DATA_UPLOAD_MAX_MEMORY_SIZE; the national list of
# 41,352 townships takes a sixth of it.
MOST_HELD = 3 * 1024 * 1024


class TableForm(forms.Form):
    """A file, read as a table as soon as it arrives."""

    file = forms.FileField(
        label=gettext_lazy("Table"),
        help_text=gettext_lazy("CSV (UTF-8 or GB18030) or XLSX, with headings in the first line."),
    )

    def __init__(self, *args: Any, registry: Registry, is_too_large: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.registry = registry
        if is_too_large:
            self.fields["file"].error_messages["required"] = too_large()
        self.fields["file"].widget.attrs["accept"] = ".csv,.txt,.xlsx"
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_file(self) -> bytes:
        upload: Any = self.cleaned_data["file"]
        if (upload.size or 0) > MOST_BYTES:
            raise forms.ValidationError(too_large())
        content: bytes = upload.read()
        if len(held(content)) > MOST_HELD:
            raise forms.ValidationError(too_large())
        self.table = read(self.registry, content)
        return content


class ConfirmForm(forms.Form):
    """The table as the page held it, and which difference was shown for it."""

    content = forms.CharField(widget=forms.HiddenInput)
    shown = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, registry: Registry, **options: Any) -> None:
        super().__init__(*args, **options)
        self.registry = registry

    def clean_content(self) -> bytes:
        try:
            content = released(self.cleaned_data["content"])
        except (binascii.Error, zlib.error, ValueError):
            raise forms.ValidationError(_("The table did not come back whole. Choose the file again.")) from None
        self.table: Table = read(self.registry, content)
        return content


def read(registry: Registry, content: bytes) -> Table:
    try:
        return table_of(registry, lines_in(content))
    except ActionRefused as refusal:
        raise forms.ValidationError(str(refusal)) from None


def too_large() -> str:
    return _("This file is too large for the page. Divide it, or ask whoever runs the server to bring it in.")


def held(content: bytes) -> str:
    """A file as text for a hidden field."""
    return base64.urlsafe_b64encode(zlib.compress(content, 6)).decode()


def released(text: str) -> bytes:
    unpacking = zlib.decompressobj()
    content = unpacking.decompress(base64.urlsafe_b64decode(text.encode()), MOST_BYTES)
    if unpacking.unconsumed_tail or not unpacking.eof:
        raise ValueError("longer than any file that was taken")
    return content

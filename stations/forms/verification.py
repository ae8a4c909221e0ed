"""Checking a report: its code as somebody typed it, or its file."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stations.reports.verification import digits_of

CODE_ROOM = 70
"""A check code has 19 characters or 34; people type blanks, and dashes of several kinds."""
NO_CODE = gettext_lazy(
    "A check code has 16 characters, that of a consolidated report 28: the digits 0 to 9 and the letters A to F. Compare it "
    "with the cover."
)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Check code"),
        max_length=CODE_ROOM,
        help_text=gettext_lazy("It stands on the cover: groups of four letters and digits."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Enter the check code."), "max_length": NO_CODE},
    )

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if not digits_of(code):
            raise forms.ValidationError(NO_CODE)
        return digits_of(code)


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("The report as a PDF file"),
        help_text=gettext_lazy("Up to 20 MB. The file is examined and not kept."),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty. Choose another."),
        },
    )

    def __init__(self, *args: Any, is_too_large: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.is_too_large = is_too_large

    def clean(self) -> dict[str, Any]:
        if self.is_too_large:
            self.errors.clear()
            self.add_error("file", _("This file is larger than 20 MB, so it is no report of this system."))
        return super().clean() or {}

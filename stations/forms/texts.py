"""Texts that people type: kept as they are but for what nobody can see."""

import re
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, RegexValidator
from django.utils.translation import gettext_lazy, ngettext_lazy

# Marks that turn the direction of what follows, as phones put around a copied number: they can make a sentence read
# differently from what it says.
DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")

# No database takes a null, half an emoji, as a script may cut it, is no text, no workbook takes the two numbers that
# stand for no character, and other control characters but the line's end and the tab only confuse whoever reads them.
storable = RegexValidator(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]",
    gettext_lazy("This text holds a character that cannot be stored. Delete it, or type the text again."),
    inverse_match=True,
)


def too_long(limit: int) -> Any:
    return ngettext_lazy(
        "This text has %(show_value)d characters; at most %(limit_value)d fit. Shorten it, then save again.",
        "This text has %(show_value)d characters; at most %(limit_value)d fit. Shorten it, then save again.",
        "limit_value",
    )


class TextField(forms.CharField):
    """A text whose unstorable characters are refused with our own sentence; marks of direction are left out."""

    def __init__(self, *, max_length: int, required: bool = False, **options: Any) -> None:
        # As HTML's maxlength it is what the browser counts by; our own validator says it in words.
        super().__init__(required=required, max_length=max_length, **options)
        self.validators = [MaxLengthValidator(max_length, too_long(max_length)), storable]

    def to_python(self, value: Any) -> str:
        # Browsers send a line's end as two characters but count it as one against the limit.
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
        return super().to_python(DIRECTIONS.sub("", text)) or ""

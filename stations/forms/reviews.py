"""The reason that a reviewer gives with a decision."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stations.forms.texts import TextField

REASON_LENGTH = 1000


class ReasonForm(forms.Form):
    """What stands in the field differs with the step that asks for it."""

    reason = TextField(
        required=True,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The station reads this. Say what should be changed."),
        error_messages={"required": _("Say why, so that the station knows what to do.")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, is_reopening: bool = False) -> None:
        super().__init__(data)
        self.fields["reason"].label = _("Reason for reopening") if is_reopening else _("Reason for the return")

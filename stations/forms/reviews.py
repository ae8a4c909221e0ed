"""The reason that a reviewer gives with a decision."""

from django import forms
from django.utils.translation import gettext_lazy as _

REASON_LENGTH = 1000


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The station reads this. Say what should be changed."),
        error_messages={"required": _("Say why, so that the station knows what to do.")},
    )

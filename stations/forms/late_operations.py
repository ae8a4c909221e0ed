"""The button beside a late answer: which revision the person saw when pressing it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stations.forms.factor import REVISION


class SeenForm(forms.Form):
    base_revision = forms.RegexField(
        REVISION,
        strip=False,
        error_messages={
            "required": _("Load this page again, then choose once more."),
            "invalid": _("Load this page again, then choose once more."),
        },
    )

    @property
    def base(self) -> int:
        return int(self.cleaned_data["base_revision"])
